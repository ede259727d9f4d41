//! What screens, lines of text, the voice and commands say, in one room: whoever puts that into
//! another language opens no other.
//!
//! A file holds the sentences about one thing. They are made of plain values (numbers, sides,
//! lengths), never of a phase or a record: which of them is said, and when, is for others. What a
//! language changes in every sentence goes through one function each: [`side`], [`ordinal`],
//! [`count`], [`length`] and [`range`].

/// Sentences, a line for each: its name, what fills its gaps where it has some, and what it says. A
/// refusal has two: what is wrong (lower case, no full stop) `=>` what to do instead.
macro_rules! sentences {
    ($($(#[$doc:meta])* $name:ident $(($($gap:ident),+))?: $text:literal $(=> $fix:literal)?)+) => {
        $(sentences!(@one $(#[$doc])* $name [$($($gap)+)?] $text $($fix)?);)+
    };
    (@one $(#[$doc:meta])* $name:ident [] $text:literal) => {
        $(#[$doc])* pub const $name: &str = $text;
    };
    (@one $(#[$doc:meta])* $name:ident [] $text:literal $fix:literal) => {
        $(#[$doc])* pub const $name: [&str; 2] = [$text, $fix];
    };
    (@one $(#[$doc:meta])* $name:ident [$($gap:ident)+] $text:literal) => {
        $(#[$doc])* pub fn $name($($gap: impl std::fmt::Display),+) -> String {
            format!($text)
        }
    };
    (@one $(#[$doc:meta])* $name:ident [$($gap:ident)+] $text:literal $fix:literal) => {
        $(#[$doc])* pub fn $name($($gap: impl std::fmt::Display),+) -> [String; 2] {
            [format!($text), format!($fix)]
        }
    };
}

pub mod around;
pub mod disk;
pub mod figures;
pub mod lines;
pub mod machine;
pub mod naming;
pub mod notices;
pub mod nudge;
pub mod often;
pub mod past;
pub mod picker;
pub mod plan;
pub mod playing;
pub mod report;
pub mod show;
pub mod steps;
pub mod today;
pub mod voice;
pub mod writing;

use std::time::Duration;

use jiff::Zoned;

use crate::routine::Side;
use crate::seconds::{Length, whole_seconds_up};

sentences! {
    /// `7 of 31`
    some_of(some, all): "{some} of {all}"
}

/// A side: `left`.
pub fn side(side: Side) -> &'static str {
    side.word()
}

/// So many of something: `1 day`, `3 days`.
pub fn count(number: u64, one: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
}

/// How often: `once`, `twice`, `3 times`.
pub fn times(times: impl Into<u64>) -> String {
    match times.into() {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        times => format!("{times} times"),
    }
}

/// A length as it is said: `30 s`, `1 min 30 s`, `15 min`, `2 h 10 min`. Fractions are rounded up.
pub fn length(length: Duration) -> String {
    let seconds = whole_seconds_up(length);
    let (h, m, s) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match (h, m, s) {
        (0, 0, s) => format!("{s} s"),
        (0, m, 0) => format!("{m} min"),
        (0, m, s) => format!("{m} min {s} s"),
        (h, 0, _) => format!("{h} h"),
        (h, m, _) => format!("{h} h {m} min"),
    }
}

/// The same of what has passed, in whole seconds that are over: of 30 s, 29.9 s are never the whole.
pub fn length_passed(real: Duration) -> String {
    length(Duration::from_secs(real.as_secs()))
}

/// How long a step was done, of the most that it asks: exactly that is told as it is asked.
pub fn length_done(real: Duration, most: Duration) -> String {
    if real == most { length(most) } else { length_passed(real) }
}

/// A range as it is shown: `10–30 s`, `15–20 min`, `30 s – 2 min`, `up to 45 s`.
pub fn range(range: Length) -> String {
    range_with(range, length, ["–", " – "])
}

/// The same for a voice: `10 to 30 s`, `30 s to 2 min`.
pub fn spoken_range(range: Length) -> String {
    range_with(range, length, [" to "; 2])
}

/// A range of lengths as they are said, with what stands between two numbers of one unit, and
/// between two lengths.
fn range_with(
    range: Length,
    said: fn(Duration) -> String,
    [numbers, lengths]: [&str; 2],
) -> String {
    let (least, most) = (said(range.least), said(range.most));
    let parts = least.split_once(' ').zip(most.split_once(' '));
    match parts.filter(|((_, unit), (_, other))| unit == other && !unit.contains(' ')) {
        _ if !range.is_range() => most,
        _ if range.least.is_zero() => format!("up to {most}"),
        Some(((number, _), _)) => format!("{number}{numbers}{most}"),
        None => format!("{least}{lengths}{most}"),
    }
}

/// Which time: `first` to `tenth`, then `11th`.
pub fn ordinal(nth: u32) -> String {
    const WORDS: [&str; 10] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
        "tenth",
    ];
    let word = nth.checked_sub(1).and_then(|at| WORDS.get(at as usize));
    match (word, nth % 100, nth % 10) {
        (Some(word), ..) => (*word).to_owned(),
        (None, 11..=13, _) => format!("{nth}th"),
        (None, _, 1) => format!("{nth}st"),
        (None, _, 2) => format!("{nth}nd"),
        (None, _, 3) => format!("{nth}rd"),
        (None, ..) => format!("{nth}th"),
    }
}

/// A time of day as it stands `now`, with the day where it is not today: `14:16`,
/// `yesterday 23:50`, `01:50 tomorrow`, `14:16 on 2026-11-19`.
pub fn time_of_day(at: &Zoned, now: &Zoned) -> String {
    let days = at.date().since(now.date()).map_or(0, |span| span.get_days());
    let time = at.strftime("%H:%M");
    match days {
        0 => time.to_string(),
        -1 => format!("yesterday {time}"),
        1 => format!("{time} tomorrow"),
        _ => format!("{time} on {}", at.strftime("%Y-%m-%d")),
    }
}

/// The words with a capital at their beginning.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_said_as_people_say_them() {
        let said = |text: &str| range(text.parse().unwrap());
        assert_eq!(said("30s"), "30 s");
        assert_eq!(said("1.5s"), "2 s");
        assert_eq!(said("90s"), "1 min 30 s");
        assert_eq!(said("2h 10m"), "2 h 10 min");
        assert_eq!(said("10s..30s"), "10–30 s");
        assert_eq!(said("15m..20m"), "15–20 min");
        assert_eq!(said("30s..2m"), "30 s – 2 min");
        assert_eq!(said("160s..220s"), "2 min 40 s – 3 min 40 s");
        assert_eq!(said("..45s"), "up to 45 s");
    }

    #[test]
    fn a_time_that_is_not_of_today_says_its_day() {
        let at = |text: &str| text.parse::<Zoned>().expect("a time");
        let now = at("2026-11-21T00:10[Europe/Berlin]");
        let said = |text| time_of_day(&at(text), &now);
        assert_eq!(said("2026-11-21T00:05[Europe/Berlin]"), "00:05");
        assert_eq!(said("2026-11-20T23:50[Europe/Berlin]"), "yesterday 23:50");
        assert_eq!(said("2026-11-22T01:50[Europe/Berlin]"), "01:50 tomorrow");
        assert_eq!(said("2026-11-19T23:59[Europe/Berlin]"), "23:59 on 2026-11-19");
    }
}
