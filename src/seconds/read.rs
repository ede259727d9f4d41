//! Reads lengths and counts as authors and physiotherapists' sheets write them.
//!
//! humantime does the reading, behind a guard. What can't be read is told with what to write
//! instead; where in a file it stands is not known here.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;
use std::time::Duration;

use serde::Deserialize;

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

impl FromStr for Seconds {
    type Err = Misread;

    /// Reads `"90s"`, `"1m 30s"`, `"1h"`, `"0s"`. Ranges are refused.
    fn from_str(text: &str) -> Result<Seconds, Misread> {
        let (_, most) = parse_range(text)?;
        if split_range(text).is_none() {
            return Ok(Seconds(most));
        }
        let message = format!("`{text}` is a range, but one fixed length is needed here");
        misread(text, message, format!("write one length, like \"{}\"", written(most)))
    }
}

impl FromStr for Length {
    type Err = Misread;

    /// Reads `"90s"`, `"10s..30s"`, `"..45s"`, and as sheets print it `"10-30 s"`, `"15–20 min"`.
    fn from_str(text: &str) -> Result<Length, Misread> {
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

impl FromStr for Count {
    type Err = Misread;

    /// Reads `"3"`, `"2..3"`, and as sheets print it `"2-3"`, `"2–3"`.
    fn from_str(text: &str) -> Result<Count, Misread> {
        let number = |part: &str| -> Result<u32, Misread> {
            if !is_digits(part) {
                let message = format!("`{text}` is not a count");
                return misread(text, message, remedy_of_count(text));
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
    match range.is_err().then(|| mended_range(text)).flatten() {
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
    let least_length = if least.chars().all(in_number) && is_one_word {
        parse_one(&format!("{least} {unit}"), whole)?
    } else {
        parse_one(least, whole)?
    };
    Ok((least_length, most_length))
}

/// One length out of `whole`. humantime does the reading, behind the guard of [`is_likely`].
fn parse_one(part: &str, whole: &str) -> Result<Duration, Misread> {
    let not = |help: String| {
        let at = whole.find(part).filter(|_| !part.is_empty());
        Misread {
            message: format!("`{part}` is not a length of time"),
            help,
            at: at.map_or(0..whole.len(), |at| at..at + part.len()),
        }
    };
    let trimmed = part.trim();
    let length = is_likely(trimmed).then(|| humantime::parse_duration(trimmed).ok()).flatten();
    match length {
        None => Err(not(remedy(trimmed, whole).unwrap_or_else(|| LIKE.into()))),
        Some(length) if length > LONGEST => Err(not(A_DAY.into())),
        // Milliseconds are the grain of every plan; anything finer is noise to a person.
        Some(length) => Ok(Duration::from_millis(length.as_millis() as u64)),
    }
}

/// Whether humantime may see a part of a length. It panics on huge numbers, takes `15M` for fifteen
/// months, and reads a bare `0`.
fn is_likely(part: &str) -> bool {
    let mut words = part.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    !is_digits(part) && too_many(part, "").is_none() && words.all(|word| among(KNOWN, word))
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
            WrittenCount::Number(count) => count.to_string().parse(),
            WrittenCount::Range(text) => text.parse(),
        }
    }
}

// What a sheet means by words that are no length or count: only ever for the help of a message,
// never taken for the value itself.

/// What is said where nothing better is known.
const LIKE: &str = "write it like \"30s\" or \"1m 30s\"";

const A_DAY: &str = "the longest length is 24 hours, \"24h\"";

/// Each mistake in a length that people make, and what to write in its place: the first one that
/// fits. All of them are given the part of a range that is at fault, and the whole.
const REMEDIES: [fn(&str, &str) -> Option<String>; 9] =
    [no_number, too_many, no_unit, clock, comma, range, several, sides, other_unit];

/// What to write in place of a length, where its mistake is known.
fn remedy(part: &str, whole: &str) -> Option<String> {
    REMEDIES.iter().find_map(|remedy| remedy(part, whole))
}

fn no_number(part: &str, _: &str) -> Option<String> {
    if part.is_empty() {
        return Some(LIKE.into());
    }
    let negative = "a length can't be negative; write it like \"30s\"";
    part.starts_with(DASHES).then(|| negative.into())
}

fn too_many(part: &str, _: &str) -> Option<String> {
    let mut numbers = part.split(|c: char| !c.is_ascii_digit());
    (part.len() > 64 || numbers.any(|digits| digits.len() > 9)).then(|| A_DAY.into())
}

/// `30` and `20..30`.
fn no_unit(part: &str, whole: &str) -> Option<String> {
    let with = |unit: &str| match split_range(whole) {
        Some((least, most)) if is_digits(least) && is_digits(most) => {
            format!("\"{least}{unit}..{most}{unit}\"")
        }
        _ => format!("\"{part}{unit}\""),
    };
    is_digits(part).then(|| {
        let (seconds, minutes) = (with("s"), with("m"));
        format!("a unit is missing: write {seconds} for seconds or {minutes} for minutes")
    })
}

/// `1:30`.
fn clock(part: &str, _: &str) -> Option<String> {
    let (minutes, seconds) = part.split_once(':')?;
    let seconds = 60 * minutes.parse::<u64>().ok()? + seconds.parse::<u64>().ok()?;
    let length = written(Duration::from_secs(seconds));
    Some(format!("write minutes and seconds with their units, \"{length}\""))
}

/// `1,5s`.
fn comma(part: &str, _: &str) -> Option<String> {
    let mended = part.replacen(',', ".", 1);
    (mended != part).then(|| format!("write a decimal point, \"{mended}\""))
}

/// `20s to 30s`.
fn range(part: &str, _: &str) -> Option<String> {
    let range = dotted(part).filter(|range| Length::from_str(range).is_ok())?;
    Some(format!("write a range with two dots, \"{range}\""))
}

/// `40s each side`. Who only leaves the words out plays half of what was meant.
fn sides(part: &str, _: &str) -> Option<String> {
    const SIDES: [&str; 8] = ["each", "side", "sides", "per", "both", "left", "right", "je"];
    let mut words = part.split(|c: char| !c.is_alphabetic());
    let help = "write the length alone; `side: Each` has both sides do it";
    words.any(|word| SIDES.contains(&word)).then(|| help.into())
}

/// The units that a length may have, and how sheets write each of them, in any case.
const UNITS: [(&str, &str); 3] = [
    ("s", "s sec secs sek seks sekunde sekunden second seconds segundos seconde secondes"),
    ("m", "m min mins minute minutes minuten minutos"),
    ("h", "h std stunde stunden hr hour hours heure heures"),
];

/// Those that may stand as they are.
const KNOWN: &str =
    "s sec secs second seconds ms millis msec m min mins minute minutes h hr hrs hour hours";

fn among(words: &str, unit: &str) -> bool {
    words.split(' ').any(|word| word == unit)
}

fn meant(unit: &str) -> Option<&'static str> {
    let lower = unit.to_lowercase();
    let mut units = UNITS.iter().filter(|_| unit != "M");
    units.find(|(_, words)| among(words, &lower)).map(|(known, _)| *known)
}

/// `5 Sek.` as it would be read.
fn mended(part: &str) -> Option<Duration> {
    let part = part.trim().trim_end_matches('.');
    let digits = part.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let (number, unit) = (&part[..digits], part[digits..].trim());
    let unit = if among(KNOWN, unit) { unit } else { meant(unit)? };
    let length = Length::from_str(&format!("{number}{unit}")).ok()?;
    (!number.is_empty()).then_some(length.most)
}

/// `15-20 Min.` with both its ends.
fn mended_range(text: &str) -> Option<String> {
    let (least, most) = split_range(text)?;
    // `20s...30s`.
    let most = most.trim_start_matches('.');
    let last = mended(most)?;
    let unit = most.trim_start_matches(|c: char| c.is_ascii_digit());
    let first = if is_digits(least) { mended(&format!("{least} {unit}"))? } else { mended(least)? };
    (first < last).then(|| format!("{}..{}", written(first), written(last)))
}

/// `2x 15 Sek.`: a count and a length.
fn several(part: &str, _: &str) -> Option<String> {
    let (times, length) = part.split_once(['x', '×', 'X'])?;
    let (times, length) = (Count::from_str(times.trim()).ok()?, mended(length)?);
    let length = written(length);
    Some(format!("write \"{length}\", and `times: {times}` beside it"))
}

/// `5 Sek.`; and `15M`, which humantime takes for fifteen months.
fn other_unit(part: &str, _: &str) -> Option<String> {
    let mut words = part.split(|c: char| !c.is_alphabetic());
    let unit = words.find(|unit| !unit.is_empty() && !among(KNOWN, unit))?;
    if unit == "M" {
        let minutes = part.replacen(unit, "m", 1);
        return Some(format!("`M` would be months: write \"{minutes}\" for minutes"));
    }
    Some(match meant(unit) {
        Some(known) => {
            let mended = part.replacen(&format!(" {unit}"), unit, 1);
            let mended = mended.replacen(unit, known, 1);
            format!("write \"{}\"", mended.trim_end_matches('.'))
        }
        None => format!("`{unit}` is no unit of time; {LIKE}"),
    })
}

/// What to write in place of a count.
fn remedy_of_count(text: &str) -> String {
    match sets_of(text).or_else(|| mended_count(text)) {
        Some(mended) => format!("write {mended}"),
        None => "write a whole number like 3, or a range like \"2..3\"".into(),
    }
}

/// What `8x`, `10 reps` and `2 or 3` mean as counts.
fn mended_count(text: &str) -> Option<String> {
    let word = |c: char| c.is_alphabetic() || matches!(c, '×' | ' ');
    let bare = text.trim().trim_end_matches(word);
    let numbers = dotted(bare).unwrap_or_else(|| bare.to_owned());
    // `3x a day` counts something else.
    let words = text.trim()[bare.len()..].split_whitespace().count();
    // What can't be read again has no end.
    if numbers == text || bare.is_empty() || words > 1 {
        return None;
    }
    let count = Count::from_str(&numbers).ok()?;
    Some(if count.least == count.most { count.to_string() } else { format!("\"{count}\"") })
}

/// `3x10` is three sets of ten.
fn sets_of(text: &str) -> Option<String> {
    let (sets, times) = text.split_once(['x', '×', 'X'])?;
    let times = times.trim_end_matches(|c: char| c.is_alphabetic() || matches!(c, ' ' | '.'));
    let fixed = |text: &str| {
        let count = Count::from_str(text.trim()).ok();
        count.filter(|count| count.least == count.most)
    };
    let (sets, times) = (fixed(sets)?, fixed(times)?);
    Some(format!("the two apart, `sets: {sets}, times: {times}`"))
}

/// A range in words, `20s to 30s`, with two dots.
fn dotted(text: &str) -> Option<String> {
    let words = [" to ", " or ", " bis ", " oder ", "…", "~"];
    words.iter().find_map(|word| {
        let (least, most) = text.split_once(word)?;
        let (least, most) = (least.trim(), most.trim());
        (!least.is_empty()).then(|| format!("{least}..{most}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn length(text: &str, expect: &str) {
        let read = match Length::from_str(text) {
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
        assert_eq!(Length::from_str("10s..30 potatoes").unwrap_err().at, 5..16);
    }

    #[test]
    fn counts_are_numbers_or_ranges() {
        assert_eq!(Count::from_str("3"), Ok(Count::fixed(3)));
        assert_eq!(Count::from_str("2..3"), Ok(Count { least: 2, most: 3 }));
        assert_eq!(Count::from_str("2–3"), Ok(Count { least: 2, most: 3 }));
        assert!(Count::from_str("0").is_err());
        assert!(Count::from_str("3..2").is_err());
        assert!(Count::from_str("100001").is_err());
        assert!(Count::from_str("many").is_err());
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_is_read_back(millis in 1u64..86_400_000) {
            let length = Length::fixed(Duration::from_millis(millis));
            assert_eq!(Length::from_str(&length.to_string()), Ok(length));
        }

        #[test]
        fn no_text_makes_it_panic(text in "[0-9smhM.,:e \\-–]{0,40}|\\PC{0,40}") {
            let _ = Length::from_str(&text);
            let _ = Seconds::from_str(&text);
            let _ = Count::from_str(&text);
        }
    }
}
