//! When and which: a moment as the wall clock showed it, and the name of a session.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan, Zoned};
use serde_with::{DeserializeFromStr, SerializeDisplay};
use uuid::Uuid;

use crate::text::line;
use crate::words::disk::{no_id, no_time};

/// The name of a session: a UUID of version 7, so that names sort by time and no two machines
/// give the same one.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, SerializeDisplay, DeserializeFromStr,
)]
pub struct Id(Uuid);

impl Id {
    /// The name of a session that begins at `at`; `random` must be random.
    pub fn new(at: Timestamp, random: [u8; 10]) -> Id {
        // What began before 1970 has a clock that stands wrong; its names are as good.
        let millis = u64::try_from(at.as_millisecond()).unwrap_or(0);
        Id(uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid())
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

impl FromStr for Id {
    type Err = String;
    fn from_str(text: &str) -> Result<Id, String> {
        let id = Uuid::try_parse(text).map(Id);
        id.map_err(|_| no_id(line(text)))
    }
}

/// A moment to the second, with what the wall clock showed then: `2026-11-21T08:03:10+01:00`.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, SerializeDisplay, DeserializeFromStr,
)]
pub struct Stamp(i64);

/// So many of its bits, the lowest, say how far the wall clock was ahead of UTC, in seconds from
/// the middle of what they can say; those above are the seconds since 1970.
const OFFSET_BITS: u32 = 18;
const NO_OFFSET: i64 = 1 << (OFFSET_BITS - 1);

impl Stamp {
    /// The second that `at` lies in.
    pub fn of(at: &Zoned) -> Stamp {
        Stamp::new(at.timestamp(), at.offset())
    }

    fn new(at: Timestamp, offset: Offset) -> Stamp {
        Stamp((at.as_second() << OFFSET_BITS) + NO_OFFSET + i64::from(offset.seconds()))
    }

    pub fn at(self) -> Timestamp {
        Timestamp::from_second(self.second()).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Seconds since 1970.
    pub fn second(self) -> i64 {
        self.0 >> OFFSET_BITS
    }

    /// The day that the wall clock showed.
    pub fn date(self) -> Date {
        self.local().date()
    }

    /// What the wall clock showed.
    pub fn local(self) -> jiff::civil::DateTime {
        self.offset().to_datetime(self.at())
    }

    fn offset(self) -> Offset {
        let offset = (self.0 & (2 * NO_OFFSET - 1)) - NO_OFFSET;
        Offset::from_seconds(offset as i32).unwrap_or(Offset::UTC)
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.at().display_with_offset(self.offset()).fmt(f)
    }
}

impl fmt::Debug for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Stamp {
    type Err = String;
    fn from_str(text: &str) -> Result<Stamp, String> {
        let read = || {
            let pieces = Pieces::parse(text).ok()?;
            let (local, offset) =
                (pieces.date().to_datetime(pieces.time()?), pieces.to_numeric_offset()?);
            Some(Stamp::new(offset.to_timestamp(local).ok()?, offset))
        };
        read().ok_or_else(|| no_time(line(text)))
    }
}

/// The Monday of a day's week.
pub fn monday(day: Date) -> Date {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    day.saturating_sub(back.days())
}

/// So many days later, or earlier; at the ends of the calendar it stays there.
pub fn later(day: Date, days: i64) -> Date {
    day.saturating_add(days.days())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_is_what_the_wall_clock_showed() {
        for text in
            ["2026-11-21T08:03:10+01:00", "2026-11-20T23:30:00-03:30", "1969-12-31T23:59:59+00:00"]
        {
            let stamp: Stamp = text.parse().unwrap();
            assert_eq!(stamp.to_string(), text);
            assert_eq!(stamp.local().strftime("%FT%T").to_string(), text[..19]);
        }
        let utc: Stamp = "2026-11-21T08:03:10Z".parse().unwrap();
        assert_eq!(utc.to_string(), "2026-11-21T08:03:10+00:00");
        assert!("yesterday".parse::<Stamp>().is_err());
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_is_read_back(second in -60_000_000_000i64..200_000_000_000, quarter in -48i32..=56) {
            let at = Timestamp::from_second(second).unwrap();
            let stamp = Stamp::new(at, Offset::from_seconds(quarter * 900).unwrap());
            let text = stamp.to_string();
            proptest::prop_assert_eq!(text.parse(), Ok(stamp));
            // The fast way and the whole way agree.
            let at: Timestamp = text.parse().unwrap();
            proptest::prop_assert_eq!(at.as_second(), second);
        }

        #[test]
        fn no_text_makes_it_panic(text in "[0-9T:+\\-]{25}|\\PC{0,30}") {
            let _ = text.parse::<Stamp>();
        }
    }

    #[test]
    fn names_sort_by_time_and_are_read_back() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let (early, late) = (Id::new(at(10), [9; 10]), Id::new(at(11), [0; 10]));
        assert!(early < late);
        assert!(early.to_string() < late.to_string());
        assert_eq!(early.to_string().parse(), Ok(early));
        assert!("potato".parse::<Id>().is_err());
    }
}
