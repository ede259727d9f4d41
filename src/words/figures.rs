//! Looking back in figures: streak, weeks, pain, sides, what was prescribed; and repetitions.

use std::time::Duration;

use super::{count, length_passed};
use crate::seconds::{Count, clock_passed};

sentences! {
    NO_SESSION: "No session yet. What you play is counted here from its end on."

    /// What becomes of the streak.
    STREAK_RULE: "One day off in any seven does not break a streak."

    // The pages.
    YEAR: "Year"
    WEEKS: "Weeks"
    PAIN: "Pain"
    SIDES: "Sides"
    PRESCRIBED: "Prescribed"

    /// What the shades of the calendar mean.
    LEGEND: "· none  ░ to 5 min  ▒ to 15  ▓ to 30  █ more"

    /// The same in fewer columns.
    SHORT_LEGEND: "minutes: ░ 5  ▒ 15  ▓ 30  █ more"

    THE_YEAR: "The year, a column a week"
    MINUTES_A_WEEK: "Minutes a week"

    in_a_week(minutes, days): "{minutes} min, {days}"
    /// Before the number of sessions in each week.
    A_WEEK: "a week "

    // Pain, 0 to 10.
    NO_PAIN: "Nobody has said yet how it felt: before a routine or after it, 0 to 10."
    PAIN_BY_ROUTINE: "Pain or stiffness, 0 to 10, by routine"
    BY_ROUTINE: "By routine"
    BY_AREA: "By part of the body"
    BEFORE: "before"
    AFTER: "after"

    this_week(words): "This week: {words}"
    better_same_worse(better, same, worse): "{better} better, {same} same, {worse} worse"
    /// Both sides in few letters.
    short_sides(left, right): " L {left} R {right}"
    asked(how_often): "asked: {how_often}"
    look_again(on): "look again {on}"
    /// Repetitions that the clock counted: `8 *`.
    reps_by_the_clock(reps): "{reps} *"

    // Left against right.
    ALL_ROUTINES: "All routines"
    NO_SIDES: "Nothing that you have done has sides."
    WHAT_SIDES_ARE: "How long each side was at work, by the clock."
    SIDES_AT_WORK: "Sides: time at work, by the clock"
    LEFT: "left"
    RIGHT: "right"
    left_and_right(left, right): "left {left}, right {right}"
    time_at_work(left_and_right): "Time at work: {left_and_right}."

    // What was prescribed.
    NOTHING_PRESCRIBED: "No routine of yours says that it was prescribed. In a routine file, \
        `prescribed: (by: \"Dr. May\", on: \"2026-11-21\")` does, and `how_often` says how often."
    REVIEW_IS_DUE: "The day to look at it again has come."
    NOT_SAID: "not said"
    done_of_it(title, how_often, sessions, whole, unknown): "{title}, how often: {how_often}. Done \
        {sessions} times, {whole} of them with all that was asked at the least{unknown}."
    of_unknown(sessions): "of {sessions} nobody knows"
    times_a_week(since, times): "Times a week since {since}: {times}"

    // Repetitions: how many were asked, how many were done, and who says so.

    /// All repetitions in the time of all: `3 in 54 s`. A `×` would be read as the time of each.
    reps_in(reps, time): "{reps} in {time}"

    /// What the marks behind a number of repetitions mean; it stands wherever they do.
    REP_MARKS: "* by the clock, nobody counted   said: by you   ? unknown"
}

/// The weekdays beside the calendar, from Monday on.
pub const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// The columns of the table about pain.
pub const MEANS: [&str; 5] = ["Before", "After", "At first", "Lately", "Better/same/worse"];

/// Days in a row, with those off that were forgiven, and the most there ever were.
pub fn streak(days: u32, off: u32, today: bool, longest: u32) -> String {
    let so_many = |days: u32| count(days.into(), "day");
    let mut words = match days {
        0 => "No streak just now".to_owned(),
        days => format!("{} in a row", so_many(days)),
    };
    if off > 0 {
        words += &format!(", {off} off forgiven");
    }
    if days > 0 && !today {
        words += ", today to come";
    }
    words + &format!("; longest {}", so_many(longest))
}

/// How much there was in all.
pub fn summary(sessions: u64, days: u64, real: Duration, finished: u64) -> String {
    let (sessions, days) = (count(sessions, "session"), count(days, "day"));
    format!("{sessions} on {days}, {}, {finished} to the end", length_passed(real))
}

/// The weeks before this one: what was done in each, and on how many days.
pub fn weeks_before(weeks: u32, each: Duration, days_each: f64) -> String {
    let so_many = if weeks == 1 { "one".to_owned() } else { weeks.to_string() };
    let each = length_passed(each);
    format!("The {so_many} before: {each} and {days_each:.1} days a week")
}

/// What was done in a week.
pub fn week(real: Duration, days: u8) -> String {
    match days {
        0 => "nothing".into(),
        days => format!("{} on {}", length_passed(real), count(days.into(), "day")),
    }
}

/// `5 → 3`, with a dash for what nobody said; nothing where nobody said either.
pub fn from_to(before: Option<String>, after: Option<String>) -> String {
    let shown = |pain: Option<String>| pain.unwrap_or_else(|| "–".to_owned());
    match (before, after) {
        (None, None) => String::new(),
        (before, after) => format!("{} → {}", shown(before), shown(after)),
    }
}

/// The means before and after.
pub fn mean_pain(before: Option<f64>, after: Option<f64>) -> Option<String> {
    let means = [(BEFORE, before), (AFTER, after)];
    let said = means.iter().filter_map(|(when, mean)| Some(format!("{when} {:.1}", (*mean)?)));
    let said = said.collect::<Vec<_>>().join(", ");
    (!said.is_empty()).then(|| format!("{said} of 10"))
}

/// The means before, of so many first and last days.
pub fn pain_over_time(days: usize, first: f64, last: f64) -> String {
    let days = if days == 1 { "day".to_owned() } else { count(days as u64, "day") };
    format!("before: first {days} {first:.1}, last {days} {last:.1}")
}

/// By whom it was asked for, and when.
pub fn asked_by(by: Option<&str>, on: Option<&str>) -> Option<String> {
    match (by, on) {
        (Some(by), Some(on)) => Some(format!("by {by}, {on}")),
        (Some(by), None) => Some(format!("by {by}")),
        (None, on) => on.map(|on| format!("since {on}")),
    }
}

/// How many sessions did all that was asked, and of how many nobody knows; then how long each side
/// was at work, or how much was done of the least that was asked.
pub fn sessions_that_met(
    sessions: u64,
    whole: u64,
    unknown: u64,
    sides: Option<(Duration, Duration)>,
    (done, asked): (Duration, Duration),
) -> String {
    let mut words = match (sessions, whole) {
        (0, _) => return "Not done yet.".into(),
        (1, 1) => "Met: the one session did all that was asked".to_owned(),
        (all, whole) if all == whole => format!("Met: all {all} sessions did all that was asked"),
        (all, whole) => format!("{whole} of {all} sessions did all that was asked"),
    };
    if unknown > 0 {
        words += &format!(", {}", of_unknown(unknown));
    }
    if let Some((left, right)) = sides {
        let (left, right) = (clock_passed(left), clock_passed(right));
        words += &format!("; left {left}, right {right}");
    } else if !asked.is_zero() {
        let (done, asked) = (clock_passed(done), clock_passed(asked));
        words += &format!("; {done} of the {asked} asked");
    }
    words + "."
}

/// Repetitions that the person counted, a number for each set: `12 10 said`, `12 ? said`, `?`. The
/// mark is a word, since a single s would be seconds.
pub fn reps_as_said(sets: &[Option<u32>]) -> String {
    let each = each_set(sets);
    if sets.iter().any(Option::is_some) { format!("{each} said") } else { each }
}

/// A number for each set, `?` where nobody said it: `12 ?`.
pub fn each_set(sets: &[Option<u32>]) -> String {
    let sets = if sets.is_empty() { &[None] } else { sets };
    let each = sets.iter().map(|said| said.map_or("?".to_owned(), |reps| reps.to_string()));
    each.collect::<Vec<_>>().join(" ")
}

/// The same of all sets together, and of how many it was said: `8–14 said (4), ? (2)`.
pub fn sets_as_said(sets: &[Option<u32>]) -> String {
    let known = || sets.iter().flatten().copied();
    let range = known().min().zip(known().max());
    let range = range.map_or(String::new(), |(least, most)| Count { least, most }.shown());
    match (known().count(), sets.len() - known().count()) {
        (0, 0) => "-".into(),
        (0, unknown) => format!("? ({unknown})"),
        (known, 0) => format!("{range} said ({known})"),
        (known, unknown) => format!("{range} said ({known}), ? ({unknown})"),
    }
}

/// A mean, and of how many answers; a dash where there are none.
pub fn mean_of(mean: Option<f64>, answers: u64) -> String {
    mean.map_or("-".to_owned(), |mean| format!("{mean:.1} ({answers})"))
}

/// How many repetitions were asked: `10`, `2–3`; of sets at the person's own pace `2 × 8–20`.
pub fn reps_asked(reps: (u32, u32), sets: (u32, u32)) -> String {
    let range = |(least, most)| Count { least, most }.shown();
    if sets.1 == 0 {
        return range(reps);
    }
    let each = (reps.0.checked_div(sets.0).unwrap_or(reps.1 / sets.1), reps.1 / sets.1);
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
