//! The report for the physiotherapist, on paper and for a browser: facts, and of each number who
//! says so.

use jiff::civil::Date;

sentences! {
    LOOK_AT: "Look at"
    NOTHING_TO_LOOK_AT: "Nothing was said to hurt, nothing was cut short, and nothing ended early."
    WEEKS: "Pain or stiffness, 0 to 10, before → after, by week (number of answers)"
    BY_ROUTINE: "Pain or stiffness (0 to 10), by routine"
    BY_AREA: "Pain or stiffness (0 to 10), by part of the body"
    STOPPED_EARLY: "Stopped before the end"
    HURT: "Said \"that hurts\""
    NOTES: "Notes"
    WRITTEN_BY: "Written by supple from the records of the sessions. It draws no conclusion."

    written(path): "Written: {path}\n"
    from_to(from, to): "Exercises from {from} to {to}"
    sessions_on(sessions, days, of_days, length): "{sessions} on {days} of {of_days} days, \
        {length} in all."

    // What to look at.
    hurt_on(step, days, last): "{step}: \"that hurts\" on {days}, last on {last}."
    ended_early(stopped, sessions): "Ended early: {stopped} of {sessions} sessions."
    not_done_in_time(title): "{title}: not done in this time."
    to_be_looked_at(title, on): "{title}: was to be looked at again on {on}."
    cut_short(step, skipped, asked): "{step}: cut short in {skipped} of {asked} sessions."

    // The table.
    NOT_DONE: "not done"
    done_on(times, days, of_days, finished): "done {times} on {days} of {of_days}, {finished} to \
        the end"
    also_done(routines): "Also done: {routines}."
    /// A dose, and the one that was asked before it.
    dose_before(dose, before): "{dose}, before {before}"
    right_and_left(right, left): "right {right}; left {left}"
    /// A row of the table as a sentence, where there is no room for columns.
    in_words(name, asked, done, counted, hurt): "{name}: asked {asked}; done {done}: {counted}; \
        hurt {hurt}"

    // Pain.
    before_alone(mean): "before alone {mean}"
    answered(answered, sessions): "{answered} of {sessions} answered"
    means(before, after): "mean before {before}, after {after}"
    PAIN_CHART: "Pain before and after"
    RINGS_AND_DOTS: "Rings on a dashed line: before. Dots: after."

    FIGURES: "What the exercises look like"
}

/// The columns of the table.
pub const HEADS: [&str; 6] = ["", "asked", "done", "right", "left", "hurt"];

/// What the marks and the numbers mean.
pub const LEGEND: [&str; 2] = [
    "* by the clock, nobody counted   said: by the patient   ? unknown",
    "Asked: in the routine file, each time; done: how often. Right and left: what was done, of \
     what was asked (of a range its lower number), all times together. In brackets: how many sets \
     or answers.",
];

/// How often a routine was asked for, by whom and when, behind what was done of it.
pub fn asked(how_often: Option<String>, by: Option<String>, on: Option<Date>) -> String {
    let words = how_often.map(|how_often| format!("; asked {how_often}"));
    let by = by.map(|by| format!(" by {by}"));
    let on = on.map(|on| format!(" on {on}"));
    let words = words.unwrap_or_else(|| "; how often: not said".to_owned());
    [Some(words), by, on].into_iter().flatten().collect()
}
