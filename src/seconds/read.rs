//! Reads lengths and counts as authors and physiotherapists' sheets write them.
//!
//! humantime does the reading, behind a guard. What can't be read is told with what to write
//! instead; where in a file it stands is not known here.

use std::fmt;
use std::ops::Range;
use std::time::Duration;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::{Serialize, Serializer};

mod sheet;

use super::{Count, LARGEST_COUNT, LONGEST, Length, Seconds, written};

/// Why a text is no length or count: a sentence, what to write instead, and the bytes of the
/// text that are at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misread {
    pub message: String,
    pub help: String,
    /// Byte range within the text that was read.
    pub at: Range<usize>,
}

impl fmt::Display for Misread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.message, self.help)
    }
}

impl Misread {
    fn whole(text: &str, message: impl Into<String>, help: impl Into<String>) -> Misread {
        Misread { message: message.into(), help: help.into(), at: 0..text.len() }
    }
}

impl Seconds {
    /// Reads `"90s"`, `"1m 30s"`, `"1h"`, `"0s"`. Ranges are refused.
    pub fn parse(text: &str) -> Result<Seconds, Misread> {
        let (least, most) = parse_range(text)?;
        if least.is_some_and(|least| least != most) || is_range(text) {
            return Err(Misread::whole(
                text,
                format!("`{text}` is a range, but one fixed length is needed here"),
                format!("write one length, like \"{}\"", written(most)),
            ));
        }
        Ok(Seconds(most))
    }
}

impl Length {
    /// Reads `"90s"`, `"10s..30s"`, `"..45s"`, and as sheets print it `"10-30 s"`, `"15–20 min"`.
    pub fn parse(text: &str) -> Result<Length, Misread> {
        let (least, most) = parse_range(text)?;
        let zero = |what: &str| {
            Misread::whole(
                text,
                format!("{what} of zero seconds is over before it begins"),
                "write at least a second, like \"5s\"",
            )
        };
        if most.is_zero() {
            return Err(zero("a length"));
        }
        let least = match least {
            Some(least) if least.is_zero() && !is_open(text) => return Err(zero("a least")),
            Some(least) => least,
            None => most,
        };
        if least > most {
            return Err(Misread::whole(
                text,
                format!("the range `{text}` is turned round: its least is longer than its most"),
                format!("write the shorter one first, \"{}..{}\"", written(most), written(least)),
            ));
        }
        Ok(Length { least, most })
    }
}

impl Count {
    /// Reads `"3"`, `"2..3"`, and as sheets print it `"2-3"`, `"2–3"`.
    pub fn parse(text: &str) -> Result<Count, Misread> {
        let number = |part: &str| -> Result<u32, Misread> {
            let part = part.trim();
            let digits = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
            if !digits {
                return Err(Misread::whole(
                    text,
                    format!("`{text}` is not a count"),
                    sheet::remedy_of_count(text),
                ));
            }
            match part.parse::<u32>() {
                Ok(0) => Err(Misread::whole(
                    text,
                    "a count of 0 would leave this out",
                    "write 1 or more",
                )),
                Ok(count) if count <= LARGEST_COUNT => Ok(count),
                _ => Err(Misread::whole(
                    text,
                    format!("{part} times is more than anybody will do"),
                    format!("write at most {LARGEST_COUNT}"),
                )),
            }
        };
        let Some((least, most)) = split_range(text) else {
            return Ok(Count::fixed(number(text)?));
        };
        let (least, most) = (number(least)?, number(most)?);
        if least > most {
            return Err(Misread::whole(
                text,
                format!("the range `{text}` is turned round: its least is more than its most"),
                format!("write the smaller one first, \"{most}..{least}\""),
            ));
        }
        Ok(Count { least, most })
    }
}

/// The dashes that sheets print between two numbers.
const DASHES: [char; 5] = ['-', '–', '—', '‑', '−'];

/// Splits `a..b` or `a-b`; the left side may be empty (`..b`), the right may not.
fn split_range(text: &str) -> Option<(&str, &str)> {
    if let Some((least, most)) = text.split_once("..") {
        return Some((least.trim(), most.trim()));
    }
    let (at, dash) = text.char_indices().find(|(at, c)| *at > 0 && DASHES.contains(c))?;
    Some((text[..at].trim(), text[at + dash.len_utf8()..].trim()))
}

fn is_range(text: &str) -> bool {
    split_range(text).is_some()
}

/// `"..45s"`: no least is written.
fn is_open(text: &str) -> bool {
    split_range(text).is_some_and(|(least, _)| least.is_empty())
}

/// Least and most; the least is `None` where the text is no range. What to write in the place of
/// a range has both its ends.
fn parse_range(text: &str) -> Result<(Option<Duration>, Duration), Misread> {
    read_range(text).map_err(|misread| match sheet::mended_range(text) {
        Some(range) => Misread::whole(
            text,
            format!("`{text}` is not a length of time"),
            format!("write \"{range}\""),
        ),
        None => misread,
    })
}

fn read_range(text: &str) -> Result<(Option<Duration>, Duration), Misread> {
    let Some((least, most)) = split_range(text) else {
        return Ok((None, parse_one(text, text)?));
    };
    let most_length = parse_one(most, text)?;
    if least.is_empty() {
        return Ok((Some(Duration::ZERO), most_length));
    }
    // `10-30 s` names its unit once, at the end.
    let bare = least.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let unit = most.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ' ');
    let unit_is_one_word = !unit.is_empty() && unit.chars().all(char::is_alphabetic);
    let least_length = match bare && unit_is_one_word {
        true => parse_one(&format!("{least} {unit}"), text)?,
        false => parse_one(least, text)?,
    };
    Ok((Some(least_length), most_length))
}

/// One length out of `whole`. humantime does the reading, behind the guard of [`sheet::remedy`].
fn parse_one(part: &str, whole: &str) -> Result<Duration, Misread> {
    let not = |help: &str| {
        let at = whole.find(part).unwrap_or(0);
        Misread {
            message: format!("`{part}` is not a length of time"),
            help: help.to_owned(),
            at: match part.is_empty() {
                true => 0..whole.len(),
                false => at..(at + part.len()).min(whole.len()),
            },
        }
    };
    let bare = part.trim();
    if let Some(help) = sheet::remedy(bare, whole) {
        return Err(not(&help));
    }
    let length = humantime::parse_duration(bare).map_err(|_| not(sheet::LIKE))?;
    if length > LONGEST {
        return Err(not(sheet::A_DAY));
    }
    // Milliseconds are the grain of every plan; anything finer is noise to a person.
    Ok(Duration::from_millis(length.as_millis() as u64))
}

macro_rules! written_as_text {
    ($type:ty, $expecting:literal) => {
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct LengthText;
                impl Visitor<'_> for LengthText {
                    type Value = $type;
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($expecting)
                    }
                    fn visit_str<E: de::Error>(self, text: &str) -> Result<$type, E> {
                        <$type>::parse(text).map_err(E::custom)
                    }
                }
                deserializer.deserialize_str(LengthText)
            }
        }

        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
    };
}

written_as_text!(Seconds, "a length like \"30s\"");
written_as_text!(Length, "a length like \"30s\" or a range like \"10s..30s\"");

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NumberOrText;
        impl Visitor<'_> for NumberOrText {
            type Value = Count;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a count like 3 or a range like \"2..3\"")
            }
            fn visit_u64<E: de::Error>(self, count: u64) -> Result<Count, E> {
                Count::parse(&count.to_string()).map_err(E::custom)
            }
            fn visit_i64<E: de::Error>(self, count: i64) -> Result<Count, E> {
                Count::parse(&count.to_string()).map_err(E::custom)
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Count, E> {
                Count::parse(text).map_err(E::custom)
            }
        }
        deserializer.deserialize_any(NumberOrText)
    }
}

impl Serialize for Count {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.least == self.most {
            true => serializer.serialize_u32(self.most),
            false => serializer.collect_str(self),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn length(text: &str, expect: &str) {
        let read = match Length::parse(text) {
            Ok(length) => length.to_string(),
            Err(misread) => misread.to_string(),
        };
        assert_eq!(read, expect, "{text:?}");
    }

    #[test]
    fn lengths_are_read_as_authors_and_sheets_write_them() {
        length("90s", "1m 30s");
        length("1m 30s", "1m 30s");
        length("1.5s", "1.5s");
        length("10s..30s", "10s..30s");
        length("15m..20m", "15m..20m");
        length("..45s", "..45s");
        length("10-30 s", "10s..30s");
        length("15–20 min", "15m..20m");
        length("24h", "24h");
    }

    #[test]
    fn a_misread_length_says_what_to_write() {
        length(
            "30 potatoes",
            "`30 potatoes` is not a length of time: `potatoes` is no unit of time; write it like \"30s\" or \"1m 30s\"",
        );
        length(
            "-5s",
            "`-5s` is not a length of time: a length can't be negative; write it like \"30s\"",
        );
        length(
            "15m..10m",
            "the range `15m..10m` is turned round: its least is longer than its most: write the shorter one first, \"10m..15m\"",
        );
        length(
            "0s",
            "a length of zero seconds is over before it begins: write at least a second, like \"5s\"",
        );
        length(
            "30",
            "`30` is not a length of time: a unit is missing: write \"30s\" for seconds or \"30m\" for minutes",
        );
        length(
            "1:30",
            "`1:30` is not a length of time: write minutes and seconds with their units, \"1m 30s\"",
        );
        length("1,5s", "`1,5s` is not a length of time: write a decimal point, \"1.5s\"");
        length(
            "15M",
            "`15M` is not a length of time: `M` would be months: write \"15m\" for minutes",
        );
        length("5 Sek.", "`5 Sek.` is not a length of time: write \"5s\"");
        for (sheet, remedy) in [
            ("15-20 Min.", "15m..20m"),
            ("10–15 Sekunden", "10s..15s"),
            ("10 Sek. - 15 Sek.", "10s..15s"),
        ] {
            length(sheet, &format!("`{sheet}` is not a length of time: write \"{remedy}\""));
        }
        length(
            "2x 15 Sek.",
            "`2x 15 Sek.` is not a length of time: write \"15s\", and `times: 2` beside it",
        );
        length(
            "1e99s",
            "`1e99s` is not a length of time: `e` is no unit of time; write it like \"30s\" or \"1m 30s\"",
        );
        length(
            "18446744073709551615s 1000ms",
            "`18446744073709551615s 1000ms` is not a length of time: the longest length is 24 hours, \"24h\"",
        );
        length("25h", "`25h` is not a length of time: the longest length is 24 hours, \"24h\"");
        length("", "`` is not a length of time: write it like \"30s\" or \"1m 30s\"");
    }

    #[test]
    fn the_fault_is_pointed_at_within_a_range() {
        assert_eq!(Length::parse("10s..30 potatoes").unwrap_err().at, 5..16);
    }

    #[test]
    fn counts_are_numbers_or_ranges() {
        assert_eq!(Count::parse("3"), Ok(Count::fixed(3)));
        assert_eq!(Count::parse("2..3"), Ok(Count { least: 2, most: 3 }));
        assert_eq!(Count::parse("2–3"), Ok(Count { least: 2, most: 3 }));
        assert!(Count::parse("0").is_err());
        assert!(Count::parse("3..2").is_err());
        assert!(Count::parse("100001").is_err());
        assert!(Count::parse("many").is_err());
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_is_read_back(millis in 1u64..86_400_000) {
            let length = Length::fixed(Duration::from_millis(millis));
            assert_eq!(Length::parse(&length.to_string()), Ok(length));
        }

        #[test]
        fn no_text_makes_it_panic(text in "[0-9smhM.,:e \\-–]{0,40}|\\PC{0,40}") {
            let _ = Length::parse(&text);
            let _ = Seconds::parse(&text);
            let _ = Count::parse(&text);
        }
    }
}
