//! Repetitions: how many were asked, how many were done, and who says so.

use crate::seconds::Count;

/// What the marks behind a number of repetitions mean; it stands wherever they do.
pub const MARKS: &str = "* by the clock, nobody counted   said: by you   ? unknown";

/// Repetitions that the clock counted: `8 *`.
pub fn by_the_clock(reps: u32) -> String {
    format!("{reps} *")
}

/// Repetitions that the person counted, a number for each set: `12 10 said`, `12 ? said`, `?`. The
/// mark is a word, since a single s would be seconds.
pub fn as_said(sets: &[Option<u32>]) -> String {
    let each = sets.iter().map(|said| match said {
        Some(reps) => reps.to_string(),
        None => "?".to_owned(),
    });
    let each: Vec<String> = each.collect();
    match (each.is_empty(), sets.iter().any(Option::is_some)) {
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
