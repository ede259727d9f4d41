//! The nudge away from the keyboard: what it says, and what is said about it. Others may see it:
//! no pain, no diagnosis, no count of what was missed, no "should".

use std::time::Duration;

use super::capital;
use super::voice::length;
use crate::seconds::{minutes, written};

sentences! {
    BEGIN: "Begin"
    DONE: "Done"
    LATER: "In 10 min"
    NOT_TODAY: "Not today"

    /// The line in tmux: `50 min at the keyboard · prefix + S`; without a key for it, the command.
    line(minutes, how): "{minutes} min at the keyboard · {how}"
    /// `due 50m`
    due(so_long): "due {so_long}"
    STEPS: "Get up, a few steps if you can."

    /// Below what is set.
    RULES: "Five minutes away count as a break. Two without an answer: quiet until you were away \
        or tomorrow."

    /// `Next: about 10:25.`
    next(time_of_day): "Next: about {time_of_day}."
    /// Where the timer is.
    timer(files): "A timer looks once a minute: {files}"
    /// What was answered.
    answered(label): "{label}: noted."
    /// A word that asks for nothing.
    not_understood(word): "`{word}` is no length, no hours, no days and no routine on its own"

    BY_TERMINALS: "What you type in terminals is all that can be seen here: time in other windows \
        counts as away."
    UNSEEN: "Whether you are at the keyboard can't be told here, and so nothing will come."
    UNTRIED: "The agent of launchd has not been tried by its makers."
    NOT_WATCHED: "Nothing looks any more: set it again, or `supple remind off`."
    NOTHING_SET: "Nothing is set. `supple remind 45m 9:00..18:00 mon..fri` sets it."
    GONE: "Nothing is left behind: what was set and its timer are removed."
    /// Why it stays in the foreground, as a sentence begins.
    stays(why): "{why}: this stays here and looks once a minute. Ctrl-C ends it."
    NO_TIMER: "no timer of the system can be set from here"

    /// What opens what is offered, where there is no button.
    HOW_TO_BEGIN: "supple remind begin"

    NO_TERMINAL: "No terminal is known to open it in"

    HOW_OFTEN: "write how often first, from 10m to 8h, like `supple remind 45m`"

    NEVER: "no nudge is given to heat, cold or turning"
        => "name another, or none: then what suits today is offered"
}

/// `Fifty minutes at the keyboard`: whole fives, since nobody looks more often than once a minute.
pub fn heading(active: Duration) -> String {
    let minutes = active.as_secs() / 300 * 5;
    let so_long = match minutes {
        60..65 => "one hour".into(),
        65..120 => "more than an hour".into(),
        120.. => format!("more than {} hours", number(minutes / 60)),
        _ => format!("{} minutes", number(minutes)),
    };
    format!("{} at the keyboard", capital(&so_long))
}

/// `Shoulder raises take two.`, or without a title `Four minutes from your list.`
pub fn takes(title: Option<&str>, length: Duration) -> String {
    let minutes = minutes(length);
    let number = number(minutes);
    match (title, minutes) {
        (Some(title), 1) => format!("{title}: one minute."),
        (Some(title), _) => format!("{title}: {number} minutes."),
        (None, 1) => "One minute from your list.".into(),
        (None, _) => format!("{} minutes from your list.", capital(&number)),
    }
}

/// A number in words, up to a hundred.
fn number(number: u64) -> String {
    const ONES: &str = "no one two three four five six seven eight nine ten eleven twelve thirteen \
                        fourteen fifteen sixteen seventeen eighteen nineteen";
    const TENS: &str = "twenty thirty forty fifty sixty seventy eighty ninety";
    let nth = |words: &'static str, nth| words.split(' ').nth(nth as usize).unwrap_or_default();
    match (number / 10, number % 10) {
        (0 | 1, _) => nth(ONES, number).into(),
        (tens @ 2..=9, 0) => nth(TENS, tens - 2).into(),
        (tens @ 2..=9, ones) => format!("{}-{}", nth(TENS, tens - 2), nth(ONES, ones)),
        _ => number.to_string(),
    }
}

pub fn due_for(active: Duration) -> String {
    written(Duration::from_secs(active.as_secs() / 60 * 60)).replace(' ', "")
}

/// What is set: `After 45 minutes at the keyboard, 9:00 to 18:00, Mon to Fri.`
pub fn set(every: Duration, hours: Option<(String, String)>, days: &[&str]) -> String {
    let mut said = format!("After {} at the keyboard", length(every));
    if let Some((from, to)) = hours {
        said += &format!(", {from} to {to}");
    }
    let named: Vec<String> = days.iter().map(|day| capital(day)).collect();
    match days {
        [.., _] if days.len() == 7 => {}
        ["mon", "tue", "wed", "thu", "fri"] => said += ", Mon to Fri",
        _ => said += &format!(", {}", named.join(", ")),
    }
    said + "."
}

/// What is offered: `Offers what suits today.`
pub fn offers(title: Option<&str>) -> String {
    format!("Offers {}.", title.unwrap_or("what suits today"))
}
