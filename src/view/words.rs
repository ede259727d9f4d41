//! Lengths, sides and counts in the words of all screens.

use std::time::Duration;

use crate::seconds::{Count, Length, whole_seconds_up};
use crate::session::Counted;
use crate::timeline::{Kind, Nth, Phase};

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

/// A range as it is said: `10–30 s`, `15–20 min`, `30 s – 2 min`, `up to 45 s`.
pub fn range(range: Length) -> String {
    if !range.is_range() {
        return length(range.most);
    }
    if range.least.is_zero() {
        return format!("up to {}", length(range.most));
    }
    let (least, most) = (length(range.least), length(range.most));
    match (least.split_once(' '), most.split_once(' ')) {
        (Some((number, unit)), Some((_, other))) if unit == other && !unit.contains(' ') => {
            format!("{number}–{most}")
        }
        _ => format!("{least} – {most}"),
    }
}

/// What a phase is of: `Ear to shoulder, left`.
pub fn name(phase: &Phase) -> String {
    let name = crate::text::line(&phase.words.name);
    match phase.side {
        Some(side) => format!("{name}, {}", side.word()),
        None => name,
    }
}

/// What comes, in a few words: name, side, length.
pub fn coming(phase: &Phase) -> String {
    let name = crate::text::line(&phase.words.name);
    let what = match (phase.kind, phase.side) {
        (Kind::Rest, _) => "rest".to_owned(),
        (Kind::Change, Some(side)) => format!("change to the {} side", side.word()),
        (Kind::Change, None) => "change".to_owned(),
        (Kind::Off(_), _) => "pack off".to_owned(),
        (Kind::Wait, _) => "when you are ready".to_owned(),
        (_, Some(side)) => format!("{name}, {} side", side.word()),
        (_, None) => name,
    };
    if phase.kind == Kind::Ready {
        return what;
    }
    let part_length = phase.part.is_none().then_some(phase.length).flatten();
    match (part_length, phase.rep) {
        (Some(length), _) => format!("{what} · {}", range(length)),
        (None, Some(rep)) => format!("{what} · {}", nth(phase, rep)),
        _ => what,
    }
}

/// Which repetition, in its own word: `rep 2 of 5`, `hold 1 of 3`, `breath 4 of 20`.
pub fn nth(phase: &Phase, rep: Nth) -> String {
    let word = match phase.kind {
        Kind::Hold => "hold",
        Kind::Breath => "breath",
        _ => "rep",
    };
    format!("{word} {} of {}", rep.nth, rep.of)
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

/// The words with a capital at their beginning.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// Side, repetition, set and round, the most telling first.
pub fn place(phase: &Phase) -> Vec<String> {
    let mut words = Vec::new();
    if let Some(side) = phase.side {
        words.push(format!("{} side", side.word()));
    }
    // A whole set at the person's own pace has its number where the countdown would be.
    if let Some(rep) = phase.rep.filter(|rep| rep.of > 1) {
        words.push(nth(phase, rep));
    }
    if let Some(set) = phase.set.filter(|set| set.of > 1) {
        words.push(format!("set {} of {}", set.nth, set.of));
    }
    if let Some(round) = phase.round().filter(|round| round.of > 1) {
        words.push(format!("round {} of {}", round.nth, round.of));
    }
    words
}

/// What the marks of [`counted`] mean; it stands wherever they do.
pub const MARKS: &str = "* by the clock, nobody counted   said: by you   ? unknown";

/// How many repetitions were done, with the mark of who says so: `8 *`, `12 10 said`, `12 ? said`,
/// `?`. The mark is a word, since a single s would be seconds.
pub fn counted(counted: Counted<'_>) -> String {
    let said = match counted {
        Counted::Clock(reps) => return format!("{reps} *"),
        Counted::Own(said) => said,
    };
    let each = said.iter().map(|said| match said {
        Some(reps) => reps.to_string(),
        None => "?".to_owned(),
    });
    let each: Vec<String> = each.collect();
    match (each.is_empty(), said.iter().any(Option::is_some)) {
        (true, _) => "?".into(),
        (false, true) => format!("{} said", each.join(" ")),
        (false, false) => each.join(" "),
    }
}

/// How many repetitions were asked: `10`, `2–3`; of sets at the person's own pace `2 × 8–20`.
pub fn asked(reps: (u32, u32), sets: (u32, u32)) -> String {
    let range = |(least, most)| Count { least, most }.shown();
    if sets.1 == 0 {
        return range(reps);
    }
    let each = (
        reps.0.checked_div(sets.0).unwrap_or(reps.1 / sets.1),
        reps.1 / sets.1,
    );
    match (reps.1, sets.1) {
        (0, 1) => "own pace".into(),
        (0, _) => format!("{} sets", range(sets)),
        (_, 1) => range(each),
        // Sets that ask for different numbers are told together.
        _ if each.0 * sets.0 != reps.0 || each.1 * sets.1 != reps.1 => {
            format!("{} in all", range(reps))
        }
        _ => format!("{} × {}", range(sets), range(each)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_said_as_people_say_them() {
        let said = |text: &str| range(Length::parse(text).unwrap());
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
}
