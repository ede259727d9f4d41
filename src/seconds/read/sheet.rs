//! What a sheet means by words that are no length or count: only ever for the help of a message,
//! never taken for the value itself.

use std::time::Duration;

use super::super::{Count, Length, written};

/// Words of a sheet that are about sides.
const SIDES: [&str; 8] = [
    "each", "side", "sides", "per", "both", "left", "right", "je",
];

/// Words of a sheet that count.
const TIMES: [&str; 8] = [
    "x",
    "times",
    "time",
    "rep",
    "reps",
    "repetitions",
    "breaths",
    "mal",
];

/// The words for numbers that lengths have.
const NUMBERS: [(&str, f64); 21] = [
    ("half", 0.5),
    ("a", 1.0),
    ("an", 1.0),
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("fifteen", 15.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("forty-five", 45.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("ninety", 90.0),
];

pub(super) enum Unit {
    Month,
    Like(&'static str),
    Unknown,
}

/// What to write for a length that says `unit`, which is no unit at all.
pub(super) fn instead(part: &str, unit: &str) -> Option<String> {
    if SIDES.contains(&unit) {
        return Some("write the length alone; `side: Each` has both sides do it".into());
    }
    if let Some(length) = spelled(part) {
        return Some(format!("write \"{}\"", written(length)));
    }
    let digits = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    if digits > 0 && part[digits..].trim() == unit && TIMES.contains(&unit) {
        let count = &part[..digits];
        return Some(format!(
            "a length says how long; how often is `times: {count}`"
        ));
    }
    Some(format!("write \"{}\"", among_words(part)?))
}

/// `5 Sek.` as it would be read.
fn mended(part: &str) -> Option<Duration> {
    let part = part.trim().trim_end_matches('.');
    let digits = part.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let (number, unit) = (&part[..digits], part[digits..].trim());
    let unit = match mended_unit(unit) {
        None => unit,
        Some(Unit::Like(known)) => known,
        _ => return None,
    };
    let length = Length::parse(&format!("{number}{unit}")).ok()?;
    (!number.is_empty()).then_some(length.most)
}

/// `15-20 Min.` with both its ends.
pub(super) fn mended_range(text: &str) -> Option<String> {
    let (least, most) = super::split_range(text)?;
    let bare = !least.is_empty() && least.bytes().all(|b| b.is_ascii_digit());
    let last = mended(most)?;
    let first = match bare {
        true => mended(&format!(
            "{least} {}",
            most.trim_start_matches(|c: char| c.is_ascii_digit())
        ))?,
        false => mended(least)?,
    };
    (first < last).then(|| format!("{}..{}", written(first), written(last)))
}

/// `up to 30s`, `at least 20 seconds`: one end of a range, and what to write.
pub(super) fn bounded(part: &str) -> Option<String> {
    let part = part.to_lowercase();
    let behind = |words: &[&str]| {
        let rest = words.iter().find_map(|word| part.strip_prefix(word));
        mended(rest?.trim_start_matches(['.', ' ']))
    };
    let up_to = [
        "up to ",
        "bis zu ",
        "bis ",
        "max",
        "at most ",
        "höchstens ",
        "maximal ",
    ];
    if let Some(most) = behind(&up_to) {
        let range = format!("{}..{}", written(most / 2), written(most));
        return Some(format!(
            "write the least that is enough as well, like \"{range}\""
        ));
    }
    let least = behind(&["at least ", "mindestens ", "min. ", "minimum "])?;
    let range = format!("{}..{}", written(least), written(least * 2));
    Some(format!("write the most as well, like \"{range}\""))
}

/// `2x 15 Sek.`: a count and a length.
pub(super) fn several(part: &str) -> Option<String> {
    let (times, length) = part.split_once(['x', '×', 'X'])?;
    let (times, length) = (Count::parse(times.trim()).ok()?, mended(length)?);
    Some(format!(
        "write \"{}\", and `times: {times}` beside it",
        written(length)
    ))
}

/// `half a minute`, `thirty seconds`, `2½ min`.
pub(super) fn spelled(part: &str) -> Option<Duration> {
    let part = part.trim().to_lowercase();
    let (number, unit) = match part.find(['½', '¼', '¾']) {
        Some(at) => {
            let sign = part[at..].chars().next()?;
            let whole = match part[..at].trim() {
                "" => 0.0,
                digits => f64::from(digits.parse::<u16>().ok()?),
            };
            let rest = match sign {
                '½' => 0.5,
                '¼' => 0.25,
                _ => 0.75,
            };
            (whole + rest, part[at + sign.len_utf8()..].trim())
        }
        None => {
            let (word, rest) = part.split_once(' ')?;
            let number = NUMBERS.iter().find(|(known, _)| *known == word)?.1;
            let rest = rest.trim();
            let article = |article| rest.strip_prefix(article).filter(|_| word == "half");
            (
                number,
                article("a ").or_else(|| article("an ")).unwrap_or(rest),
            )
        }
    };
    let seconds = match unit {
        "s" => 1.0,
        "m" => 60.0,
        "h" => 3600.0,
        _ => match mended_unit(unit) {
            None if unit.starts_with('s') => 1.0,
            None if unit.starts_with('m')
                && !unit.starts_with("ms")
                && !unit.starts_with("mil") =>
            {
                60.0
            }
            None if unit.starts_with('h') => 3600.0,
            _ => return None,
        },
    };
    let length = Duration::from_secs_f64(number * seconds);
    Length::parse(&written(length)).is_ok().then_some(length)
}

/// The one length that stands among words: the `3s` of `every 3s`.
fn among_words(part: &str) -> Option<String> {
    let starts = part.find(|c: char| c.is_ascii_digit())?;
    let plain = |words: &str| {
        words
            .chars()
            .all(|c| c.is_alphabetic() || " .,".contains(c))
    };
    // As long as possible, so that `1m 30s` stays whole.
    let mut ends: Vec<usize> = part[starts..]
        .match_indices(' ')
        .map(|(at, _)| starts + at)
        .collect();
    ends.push(part.len());
    let fits = |end: &usize| plain(&part[..starts]) && plain(&part[*end..]) && *end - starts < 24;
    let end = ends
        .into_iter()
        .rev()
        .filter(fits)
        .find(|end| *end - starts < part.len() && Length::parse(&part[starts..*end]).is_ok())?;
    Some(part[starts..end].to_owned())
}

/// What `8x`, `10 reps` and `2 or 3` mean as counts.
pub(super) fn mended_count(text: &str) -> Option<String> {
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
pub(super) fn sets_of(text: &str) -> Option<String> {
    let (sets, times) = text.split_once(['x', '×', 'X'])?;
    let word = |c: char| c.is_alphabetic() || matches!(c, ' ' | '.');
    let times = times.trim_end_matches(word);
    let count = |text: &str| Count::parse(text).ok();
    let (sets, times) = (count(sets.trim())?, count(times.trim())?);
    let fixed = |count: &Count| count.least == count.most;
    (fixed(&sets) && fixed(&times))
        .then(|| format!("the two apart, `sets: {sets}, times: {times}`"))
}

/// A range in words, `20s to 30s`, with two dots.
pub(super) fn dotted(text: &str) -> Option<String> {
    let words = [" to ", " or ", " bis ", " oder ", "…", "~"];
    words.iter().find_map(|word| {
        let (least, most) = text.split_once(word)?;
        let (least, most) = (least.trim(), most.trim());
        (!least.is_empty()).then(|| format!("{least}..{most}"))
    })
}

/// `None` where the unit may stand as it is.
pub(super) fn mended_unit(unit: &str) -> Option<Unit> {
    match unit {
        "s" | "sec" | "secs" | "second" | "seconds" | "ms" | "millis" | "msec" => None,
        "m" | "min" | "mins" | "minute" | "minutes" => None,
        "h" | "hr" | "hrs" | "hour" | "hours" => None,
        "M" => Some(Unit::Month),
        _ => Some(match unit.to_lowercase().as_str() {
            "s" | "sec" | "secs" | "sek" | "seks" | "sekunde" | "sekunden" | "second"
            | "seconds" | "segundos" | "seconde" | "secondes" => Unit::Like("s"),
            "m" | "min" | "mins" | "minute" | "minutes" | "minuten" | "minutos" => Unit::Like("m"),
            "h" | "std" | "stunde" | "stunden" | "hr" | "hour" | "hours" | "heure" | "heures" => {
                Unit::Like("h")
            }
            _ => Unit::Unknown,
        }),
    }
}
