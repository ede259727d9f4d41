//! Lengths of time and counts, as an author writes them and as a person reads them.
//!
//! This room knows how `"1m 30s"`, `"10s..30s"` and `"2..3"` are read and how `1:30` is shown.
//! It refuses to know what the time is: only `host` reads a clock, and hands out [`Moment`]s.

mod read;

use std::fmt;
use std::time::Duration;

pub use read::Misread;
use serde::Deserialize;
use serde_with::DeserializeFromStr;

/// The longest length that a routine may ask for: 24 hours.
pub const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// The largest count that a routine may ask for.
pub const LARGEST_COUNT: u32 = 100_000;

/// Words a minute at which an instruction is read or spoken aloud, for every estimate in supple.
pub const WORDS_A_MINUTE: u32 = 150;

/// A point in the time of one run of the program: how long ago it began, sleep of the machine
/// included. With `--speed` it runs that many times faster than the wall clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(pub Duration);

impl Moment {
    pub const ZERO: Moment = Moment(Duration::ZERO);

    /// A moment so many milliseconds after the beginning.
    pub const fn millis(millis: u64) -> Moment {
        Moment(Duration::from_millis(millis))
    }

    /// A moment so many seconds after the beginning.
    pub const fn secs(secs: u64) -> Moment {
        Moment(Duration::from_secs(secs))
    }

    /// The time from `earlier` to here; zero if `earlier` is later.
    pub fn since(self, earlier: Moment) -> Duration {
        self.0.saturating_sub(earlier.0)
    }
}

impl std::ops::Add<Duration> for Moment {
    type Output = Moment;
    fn add(self, length: Duration) -> Moment {
        Moment(self.0 + length)
    }
}

impl std::ops::Sub<Duration> for Moment {
    type Output = Moment;
    fn sub(self, length: Duration) -> Moment {
        Moment(self.0.saturating_sub(length))
    }
}

/// One fixed length of time, 0 seconds to 24 hours, written like `"90s"` or `"1m 30s"`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, DeserializeFromStr)]
pub struct Seconds(pub Duration);

/// How long something lasts, more than 0 seconds and at most 24 hours: one length like `"90s"`,
/// a range like `"10s..30s"` (from the least on the person may end it, at the most it ends by
/// itself), or `"..45s"` (up to that).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, DeserializeFromStr)]
pub struct Length {
    pub least: Duration,
    pub most: Duration,
}

impl Length {
    /// A length that is the same at the least and at the most.
    pub const fn fixed(length: Duration) -> Length {
        Length { least: length, most: length }
    }

    /// From its least so many quarters of the way to its most, in whole seconds; from 4 on all.
    pub fn reaching(self, quarters: u8) -> Length {
        if quarters >= 4 {
            return self;
        }
        let way = self.most.saturating_sub(self.least) * u32::from(quarters) / 4;
        Length { most: self.least + Duration::from_secs(way.as_secs()), ..self }
    }

    /// Whether the person may end it before it ends by itself.
    pub fn is_range(self) -> bool {
        self.least < self.most
    }
}

/// How often something is done, 1 to 100 000: a number like `3`, or a range like `"2..3"`
/// (those past the least may be left out).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "read::WrittenCount")]
pub struct Count {
    pub least: u32,
    pub most: u32,
}

impl Count {
    pub const ONCE: Count = Count::fixed(1);

    /// A count that is the same at the least and at the most.
    pub const fn fixed(count: u32) -> Count {
        Count { least: count, most: count }
    }

    /// From its least so many quarters of the way to its most; from 4 on all.
    pub fn reaching(self, quarters: u8) -> Count {
        let way = u64::from(self.most.saturating_sub(self.least)) * u64::from(quarters.min(4)) / 4;
        Count { most: self.least + way as u32, ..self }
    }

    /// As it is shown: `10`, `8–20`.
    pub fn shown(self) -> String {
        if self.least == self.most {
            return self.most.to_string();
        }
        format!("{}–{}", self.least, self.most)
    }
}

/// A length in whole minutes, to the nearest, as every list and figure shows it: 3:05 is 3 minutes
/// and 3:30 is 4. Only what lasts at all but less than half a minute is told as one.
pub fn minutes(length: Duration) -> u64 {
    let nearest = (length.as_secs() + 30) / 60;
    nearest.max(u64::from(!length.is_zero()))
}

/// A length as an author would write it: `1m 30s`, `2h`, `1.5s`, `0s`.
pub fn written(length: Duration) -> String {
    let millis = length.as_millis();
    let (hours, minutes, rest) = (millis / 3_600_000, millis / 60_000 % 60, millis % 60_000);
    // Without idle zeros: 1500 is 1.5.
    let seconds = format!("{}.{:03}", rest / 1000, rest % 1000);
    let seconds = seconds.trim_end_matches('0').trim_end_matches('.');
    [
        (hours > 0).then(|| format!("{hours}h")),
        (minutes > 0).then(|| format!("{minutes}m")),
        (rest > 0 || millis == 0).then(|| format!("{seconds}s")),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(" ")
}

/// A length as a clock shows it, whole seconds, rounded up so that `0:01` lasts a full second:
/// `0:09`, `1:30`, `1:02:03`.
pub fn clock(length: Duration) -> String {
    clock_of(whole_seconds_up(length))
}

/// A length as a clock that counts up shows it: whole seconds that have passed.
pub fn clock_passed(length: Duration) -> String {
    clock_of(length.as_secs())
}

fn clock_of(seconds: u64) -> String {
    let (h, m, s) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match h {
        0 => format!("{m}:{s:02}"),
        _ => format!("{h}:{m:02}:{s:02}"),
    }
}

/// Seconds left, rounded up: what a countdown shows.
pub fn whole_seconds_up(length: Duration) -> u64 {
    length.as_secs() + u64::from(length.subsec_nanos() > 0)
}

/// Until a countdown that is rounded up shows one less.
pub fn to_next_second(left: Duration) -> Duration {
    left.saturating_sub(Duration::from_secs(whole_seconds_up(left).saturating_sub(1)))
}

/// How long a text takes to read or say, at [`WORDS_A_MINUTE`].
pub fn time_to_say(text: &str) -> Duration {
    let words = text.split_whitespace().count() as u64;
    Duration::from_millis(words * 60_000 / u64::from(WORDS_A_MINUTE))
}

/// How long it takes to hear where an exercise starts and what is done, and then to take the
/// position; nothing where nothing is said.
pub fn time_to_get_ready(start: &str, text: &str) -> Duration {
    const POSITION: Duration = Duration::from_secs(3);
    match time_to_say(start) + time_to_say(text) {
        Duration::ZERO => Duration::ZERO,
        words => words + POSITION,
    }
}

/// Seconds as a JSON number: whole where whole.
pub fn json_seconds(length: Duration) -> serde_json::Value {
    in_json::serialize(&length, serde_json::value::Serializer).unwrap_or_default()
}

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&written(self.0))
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.is_range(), self.least.is_zero()) {
            (false, _) => f.write_str(&written(self.most)),
            (true, true) => write!(f, "..{}", written(self.most)),
            (true, false) => write!(f, "{}..{}", written(self.least), written(self.most)),
        }
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.least == self.most {
            write!(f, "{}", self.most)
        } else {
            write!(f, "{}..{}", self.least, self.most)
        }
    }
}

/// A length in JSON: a number of seconds, to the millisecond.
pub mod in_json {
    use std::time::Duration;

    use serde::{Deserialize, Deserializer, Serializer, de};

    pub fn serialize<S: Serializer>(length: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
        match length.subsec_millis() {
            0 => serializer.serialize_u64(length.as_secs()),
            _ => serializer.serialize_f64(length.as_millis() as f64 / 1000.0),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
        let seconds = f64::deserialize(deserializer)?;
        // Rounded to milliseconds, so that what is read is what was written.
        let millis = seconds * 1000.0 + 0.5;
        if (0.0..=1e15).contains(&millis) {
            Ok(Duration::from_millis(millis as u64))
        } else {
            Err(de::Error::custom(format!("`{seconds}` is no length in seconds")))
        }
    }

    /// Whether a value is nothing that a line must say.
    pub fn is_default<T: Default + PartialEq>(value: &T) -> bool {
        *value == T::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_rounds_up_and_a_stopwatch_down() {
        let length = Duration::from_millis(59_001);
        assert_eq!(clock(length), "1:00");
        assert_eq!(clock_passed(length), "0:59");
        assert_eq!(clock(Duration::from_secs(3723)), "1:02:03");
    }
}
