//! How often something is to be done, and how that stands today.

use std::time::Duration;

use super::{count, length};
use crate::routine::grammar::all_of;
use crate::routine::{Often, Routine, Weekday};
use crate::seconds::Count;

sentences! {
    NONE_TODAY: "none today yet"

    /// How often it was asked, and how often it was done: `asked 3 a day, done 2.4 a day`.
    asked_and_done(asked, done): "asked {asked}, done {done}"
    /// How often it may be, and that it has not been for a while.
    nothing_since(last, how_often): "nothing since {last}; {how_often}"
    /// On which days, and when it was last: `every other day; last on Thursday`.
    and_last(days, last): "{days}; last {last}"
    not_before(opens): "not before {opens}"
    /// It is early for it, which bars nothing: `3 times a day, 2 h apart; the next from 14:30 on`.
    next_from(how_often, opens): "{how_often}; the next from {opens} on"

    /// A step that is not played.
    not_now(step): "Not now: {step}"
    NOTHING_DUE: "None of these is due now. All of it is played."

    plays_what_is_due(key): "What is due is played. {key}: all of it."
    plays_all(key): "All of it is played. {key}: only what is due."
    /// It is asked on other days.
    not_today(days, next): "{days}; next {next}"
}

/// How often a routine is to be done: as its author says it, else by its figures.
pub fn of_routine(routine: &Routine) -> Option<String> {
    let own = routine.how_often.as_ref().map(String::from);
    own.or_else(|| routine.often.as_ref().map(how_often))
}

/// How often: `1 to 3 times a day`, `up to once an hour`, `every other day`,
/// `twice a day, 2 h apart, on Mon, Wed and Fri`.
pub fn how_often(often: &Often) -> String {
    let days = days(often);
    let mut parts = Vec::new();
    match (often.a_day, often.apart) {
        (None, Some(apart)) if days.is_none() => parts.push(up_to_once_in(apart.0)),
        (a_day, apart) => {
            parts.extend(a_day.map(|a_day| format!("{} a day", times(a_day))));
            parts.extend(days);
            parts.extend(apart.map(|apart| format!("{} apart", length(apart.0))));
        }
    }
    if parts.is_empty() {
        parts.push("once a day".into());
    }
    parts.join(", ")
}

/// The same in few columns: `3 a day`, `every 2 days`, `1 an hour at most`.
pub fn short(often: &Often) -> String {
    let on = (!often.on.is_empty()).then(|| weekdays(&often.on));
    let every = often.every.map(|every| format!("every {}", count(every.into(), "day")));
    let a_week = often.a_week.map(|days| format!("{} a week", days.shown()));
    let days = every.or(on).or(a_week);
    let a_day = often.a_day.map(|a_day| format!("{} a day", a_day.shown()));
    match (a_day, days, often.apart) {
        (None, None, Some(apart)) => up_to_once_in(apart.0),
        (None, None, None) => "1 a day".into(),
        (a_day, days, _) => [a_day, days].into_iter().flatten().collect::<Vec<_>>().join(", "),
    }
}

/// `2.4 a day`
pub fn so_many_a_day(times: f64) -> String {
    format!("{} a day", tenths(times))
}

/// `2.4`; what is not nothing is never told as 0.0.
fn tenths(times: f64) -> String {
    if times > 0.0 && times < 0.05 { "<0.1".into() } else { format!("{times:.1}") }
}

/// `2.4 of 3/day`; where nobody asks, `2.4/day`.
pub fn so_many_of_a_day(times: f64, asked: Option<Count>) -> String {
    let of = asked.map_or(String::new(), |asked| format!(" of {}", asked.shown()));
    format!("{}{of}/day", tenths(times))
}

/// On which days: `every other day`, `3 days a week`, `on Mon and Thu`; nothing where it is every
/// day.
pub fn days(often: &Often) -> Option<String> {
    let on = (!often.on.is_empty()).then(|| format!("on {}", weekdays(&often.on)));
    let a_week = often.a_week.map(|days| match days {
        Count::ONCE => "once a week".to_owned(),
        days => format!("{} days a week", from_to(days)),
    });
    let every = often.every.filter(|every| *every > 1);
    let every = every.map(|every| match every {
        2 => "every other day".to_owned(),
        every => format!("every {every} days"),
    });
    let said: Vec<String> = [every, a_week, on].into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join(", "))
}

fn weekdays(on: &[Weekday]) -> String {
    let words: Vec<&str> = on.iter().map(|day| Weekday::CHOICE.words[*day as usize]).collect();
    all_of(&words)
}

/// `once`, `twice`, `3 times`, `1 to 3 times`.
pub fn times(times: Count) -> String {
    if times.least == times.most {
        super::times(times.most)
    } else {
        format!("{} times", from_to(times))
    }
}

/// `3`, `1 to 3`
fn from_to(range: Count) -> String {
    range.shown().replace('–', " to ")
}

fn up_to_once_in(apart: Duration) -> String {
    match apart.as_secs() {
        3600 => "up to once an hour".into(),
        _ => format!("up to once in {}", length(apart)),
    }
}

/// `2 of 3 done today`; past the least of a range, `2 done today, up to 3`.
pub fn done_of(done: u32, asked: Count) -> String {
    if asked.least == asked.most || done < asked.least {
        format!("{done} of {} done today", from_to(asked))
    } else {
        format!("{done} done today, up to {}", asked.most)
    }
}

/// All that was asked of this day is done.
pub fn done_and_no_more(done: u32, most: u32) -> String {
    match most {
        1 => "done today; more is not asked".into(),
        most => format!("done {done} of {most} today; more is not asked"),
    }
}

/// In how many days: `today`, `tomorrow`, `in 3 days`.
pub fn in_days(days: u64) -> String {
    match days {
        0 => "today".into(),
        1 => "tomorrow".into(),
        days => format!("in {}", count(days, "day")),
    }
}
