//! Reads lengths and counts as authors and physiotherapists' sheets write them.
//!
//! humantime does the reading, behind a guard. What can't be read is told with what to write
//! instead; where in a file it stands is not known here.

use std::fmt;
use std::ops::Range;
use std::time::Duration;

use serde::Deserialize;

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

/// The whole text can't be read.
fn misread<T>(text: &str, message: String, help: String) -> Result<T, Misread> {
    Err(Misread { message, help, at: 0..text.len() })
}

impl Seconds {
    /// Reads `"90s"`, `"1m 30s"`, `"1h"`, `"0s"`. Ranges are refused.
    pub fn parse(text: &str) -> Result<Seconds, Misread> {
        let (_, most) = parse_range(text)?;
        if split_range(text).is_none() {
            return Ok(Seconds(most));
        }
        let message = format!("`{text}` is a range, but one fixed length is needed here");
        misread(text, message, format!("write one length, like \"{}\"", written(most)))
    }
}

impl Length {
    /// Reads `"90s"`, `"10s..30s"`, `"..45s"`, and as sheets print it `"10-30 s"`, `"15–20 min"`.
    pub fn parse(text: &str) -> Result<Length, Misread> {
        let (least, most) = parse_range(text)?;
        let is_open = text.trim_start().starts_with("..");
        if most.is_zero() || least.is_zero() && !is_open {
            let what = if most.is_zero() { "a length" } else { "a least" };
            let message = format!("{what} of zero seconds is over before it begins");
            return misread(text, message, "write at least a second, like \"5s\"".into());
        }
        if least > most {
            let message =
                format!("the range `{text}` is turned round: its least is longer than its most");
            let (least, most) = (written(least), written(most));
            return misread(
                text,
                message,
                format!("write the shorter one first, \"{most}..{least}\""),
            );
        }
        Ok(Length { least, most })
    }
}

impl Count {
    /// Reads `"3"`, `"2..3"`, and as sheets print it `"2-3"`, `"2–3"`.
    pub fn parse(text: &str) -> Result<Count, Misread> {
        let number = |part: &str| -> Result<u32, Misread> {
            if !is_digits(part) {
                let message = format!("`{text}` is not a count");
                return misread(text, message, sheet::remedy_of_count(text));
            }
            match part.parse::<u32>() {
                Ok(0) => {
                    let message = "a count of 0 would leave this out".into();
                    misread(text, message, "write 1 or more".into())
                }
                Ok(count) if count <= LARGEST_COUNT => Ok(count),
                _ => {
                    let message = format!("{part} times is more than anybody will do");
                    misread(text, message, format!("write at most {LARGEST_COUNT}"))
                }
            }
        };
        let (least, most) = split_range(text).unwrap_or((text.trim(), text.trim()));
        let (least, most) = (number(least)?, number(most)?);
        if least > most {
            let message =
                format!("the range `{text}` is turned round: its least is more than its most");
            return misread(
                text,
                message,
                format!("write the smaller one first, \"{most}..{least}\""),
            );
        }
        Ok(Count { least, most })
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The dashes that sheets print between two numbers.
const DASHES: [char; 5] = ['-', '–', '—', '‑', '−'];

/// Splits `a..b` or `a-b`; the left side may be empty (`..b`), the right may not.
fn split_range(text: &str) -> Option<(&str, &str)> {
    let dash = || {
        let (at, dash) = text.char_indices().find(|(at, c)| *at > 0 && DASHES.contains(c))?;
        Some((&text[..at], &text[at + dash.len_utf8()..]))
    };
    let (least, most) = text.split_once("..").or_else(dash)?;
    Some((least.trim(), most.trim()))
}

/// Least and most, alike where the text is no range; nothing is the least of `"..45s"`. What to
/// write in the place of a range has both its ends.
fn parse_range(text: &str) -> Result<(Duration, Duration), Misread> {
    let range = match split_range(text) {
        None => parse_one(text, text).map(|length| (length, length)),
        Some((least, most)) => read_range(least, most, text),
    };
    match sheet::mended_range(text).filter(|_| range.is_err()) {
        Some(mended) => {
            let message = format!("`{text}` is not a length of time");
            misread(text, message, format!("write \"{mended}\""))
        }
        None => range,
    }
}

fn read_range(least: &str, most: &str, whole: &str) -> Result<(Duration, Duration), Misread> {
    let most_length = parse_one(most, whole)?;
    if least.is_empty() {
        return Ok((Duration::ZERO, most_length));
    }
    // `10-30 s` names its unit once, at the end.
    let in_number = |c: char| c.is_ascii_digit() || c == '.';
    let unit = most.trim_start_matches(|c| in_number(c) || c == ' ');
    let is_one_word = !unit.is_empty() && unit.chars().all(char::is_alphabetic);
    let least_length = match least.chars().all(in_number) && is_one_word {
        true => parse_one(&format!("{least} {unit}"), whole)?,
        false => parse_one(least, whole)?,
    };
    Ok((least_length, most_length))
}

/// One length out of `whole`. humantime does the reading, behind the guard of [`sheet::remedy`].
fn parse_one(part: &str, whole: &str) -> Result<Duration, Misread> {
    let not = |help: String| {
        let at = whole.find(part).filter(|_| !part.is_empty());
        Misread {
            message: format!("`{part}` is not a length of time"),
            help,
            at: at.map_or(0..whole.len(), |at| at..at + part.len()),
        }
    };
    if let Some(help) = sheet::remedy(part.trim(), whole) {
        return Err(not(help));
    }
    let length = humantime::parse_duration(part.trim()).map_err(|_| not(sheet::LIKE.into()))?;
    if length > LONGEST {
        return Err(not(sheet::A_DAY.into()));
    }
    // Milliseconds are the grain of every plan; anything finer is noise to a person.
    Ok(Duration::from_millis(length.as_millis() as u64))
}

impl TryFrom<String> for Seconds {
    type Error = Misread;

    fn try_from(text: String) -> Result<Seconds, Misread> {
        Seconds::parse(&text)
    }
}

impl TryFrom<String> for Length {
    type Error = Misread;

    fn try_from(text: String) -> Result<Length, Misread> {
        Length::parse(&text)
    }
}

/// A count as a file has it.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum WrittenCount {
    Number(u64),
    Range(String),
}

impl TryFrom<WrittenCount> for Count {
    type Error = Misread;

    fn try_from(written: WrittenCount) -> Result<Count, Misread> {
        match written {
            WrittenCount::Number(count) => Count::parse(&count.to_string()),
            WrittenCount::Range(text) => Count::parse(&text),
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
