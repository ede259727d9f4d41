//! What a sheet means by words that are no length or count: only ever for the help of a message,
//! never taken for the value itself.

use std::time::Duration;

use super::super::{Count, Length, written};
use super::{DASHES, is_digits, split_range};

/// What is said where nothing better is known.
pub(super) const LIKE: &str = "write it like \"30s\" or \"1m 30s\"";

pub(super) const A_DAY: &str = "the longest length is 24 hours, \"24h\"";

/// Each mistake in a length that people make, and what to write in its place: the first one that
/// fits. All of them are given the part of a range that is at fault, and the whole.
const REMEDIES: [fn(&str, &str) -> Option<String>; 9] =
    [no_number, too_many, no_unit, clock, comma, range, several, sides, other_unit];

/// What to write in place of a length, where its mistake is known.
pub(super) fn remedy(part: &str, whole: &str) -> Option<String> {
    REMEDIES.iter().find_map(|remedy| remedy(part, whole))
}

fn no_number(part: &str, _: &str) -> Option<String> {
    if part.is_empty() {
        return Some(LIKE.into());
    }
    let negative = "a length can't be negative; write it like \"30s\"";
    part.starts_with(DASHES).then(|| negative.into())
}

/// humantime panics on huge numbers.
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
    let range = dotted(part).filter(|range| Length::parse(range).is_ok())?;
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
    let length = Length::parse(&format!("{number}{unit}")).ok()?;
    (!number.is_empty()).then_some(length.most)
}

/// `15-20 Min.` with both its ends.
pub(super) fn mended_range(text: &str) -> Option<String> {
    let (least, most) = split_range(text)?;
    // `20s...30s`.
    let most = most.trim_start_matches('.');
    let last = mended(most)?;
    let unit = most.trim_start_matches(|c: char| c.is_ascii_digit());
    let first = match is_digits(least) {
        true => mended(&format!("{least} {unit}"))?,
        false => mended(least)?,
    };
    (first < last).then(|| format!("{}..{}", written(first), written(last)))
}

/// `2x 15 Sek.`: a count and a length.
fn several(part: &str, _: &str) -> Option<String> {
    let (times, length) = part.split_once(['x', '×', 'X'])?;
    let (times, length) = (Count::parse(times.trim()).ok()?, mended(length)?);
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
pub(super) fn remedy_of_count(text: &str) -> String {
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
    let count = Count::parse(&numbers).ok()?;
    Some(match count.least == count.most {
        true => count.to_string(),
        false => format!("\"{count}\""),
    })
}

/// `3x10` is three sets of ten.
fn sets_of(text: &str) -> Option<String> {
    let (sets, times) = text.split_once(['x', '×', 'X'])?;
    let times = times.trim_end_matches(|c: char| c.is_alphabetic() || matches!(c, ' ' | '.'));
    let fixed = |text: &str| {
        let count = Count::parse(text.trim()).ok();
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
