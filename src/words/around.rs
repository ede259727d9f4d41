//! What the person is asked before the list; before a routine begins, and once it has ended.

use std::time::Duration;

use super::{count, length};
use crate::seconds::clock;

pub const READ_ON: &str = "read on";
pub const TRY_ALARM: &str = "hear the alarm once";
pub const ALARM_TRIED: &str =
    "That was the alarm. If you did not hear it, turn the sound up and try again.";
pub const ALARM_ONLY_RINGS: &str = "Its switch is yours: supple can only ring. A muted terminal or \
     a sleeping laptop cannot.";

sentences! {
    for_later(why): "For later: {why}"
    at_hand(needs): "At hand: {needs}"
    it_was(before): "before: {before}"
}

/// What a key does, and that it happens by itself before long.
pub fn or_by_itself(action: &str, left: Duration) -> String {
    let left = if left > Duration::from_secs(60) { clock(left) } else { length(left) };
    format!("{action}, or by itself in {left}")
}

/// That there is more to read.
pub fn read_on(lines: u16) -> String {
    format!("{READ_ON}: {}", count(lines.into(), "more line"))
}

// How it is now.
pub const HOW_IS_IT: &str = "How is it now?";

pub fn last_time(numbers: &[String]) -> String {
    format!("last time {}", numbers.join(" · "))
}

// The table of what was done.
pub const PLANNED: &str = "planned";
pub const DONE: &str = "done";
pub const IT_HURT: &str = "it hurt";
pub const SKIPPED: &str = "skipped";
pub const LONGER: &str = "longer";

/// Heads what is a matter for an emergency number, and what that is: the first section of the page
/// about when to see a doctor, in few words.
pub const CALL: &str = "Call your local emergency number now for";
pub const SIGNS: [&str; 5] = [
    "chest pain or pressure, also in arm or jaw; hard breathing, cold sweat",
    "sudden tearing pain through chest and upper back",
    "both legs hurting, tingling, weak or numb; walking gets difficult",
    "numbness around the seat; bladder or bowel no longer obey",
    "a bad fall or accident before it",
];
pub const NONE_OF_THESE: &str = "None of these.";

pub const HOW: &str = "How is your back right now?";
pub const SINCE: &str = "When did it seize up?";
pub const HOW_TODAY: &str = "How is it today?";
pub const BROKEN_OFF: &str = "A session was broken off";

// Each answer, and what it leads to.
pub const JUST_SEIZED_UP: (&str, &str) = ("It has just seized up", "first five minutes");
pub const SEIZED_UP_EARLIER: (&str, &str) = ("It seized up earlier", "");
pub const JUST_STIFF: (&str, &str) = ("Just stiff", "two minutes");
pub const LOOK: (&str, &str) = ("I only want to look", "");

pub const THE_SAME: &str = "The same";
pub const EASING: &str = "It has begun to ease";
pub const IS_WORSE: &str = "It is worse";
pub const OTHERWISE: (&str, &str) = ("Something else", "asks anew");

// Why it is asked.
pub const WHY_SINCE: &str = "The sources count from the first day: exercise again after two \
     weeks, no twisting for six. Nothing is ever locked, and Tab in the list asks again.";
pub const WHY_EASED: &str = "Gentle movements are offered once it eases, after day 3.";

/// Before a routine; nothing waits for the answer.
pub const PAIN_NOW: &str = "Pain or stiffness now? 0–9, T ten";

/// What can be done with a session that was broken off.
pub const TAKE_UP: &str = "Go on with it";
pub const KEEP: &str = "Keep what was done";
pub const DISCARD: &str = "Discard it";

/// A step, and how it stands: `Heel raises: every other day; last on Thursday`.
pub fn step_and_stands(name: &str, stands: &str) -> String {
    match stands {
        "" => name.to_owned(),
        stands => format!("{name}: {stands}"),
    }
}
