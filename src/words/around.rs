//! What the person is asked before the list; before a routine begins, and once it has ended.

use std::time::Duration;

use super::{count, length};
use crate::limits::Agent;
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
    /// What plays it although it should wait.
    plays_anyway(why, key): "{why} {key} plays it anyway."
    pain_noted(rating): "Pain or stiffness now: {rating} of 10."
    easier_on_the_body(title, key): "Easier on the body: {title}. Key: {key}."
    resume_sees_to_it(words): "{words} supple resume sees to it."
}

pub const REHEARSAL: &str =
    "A rehearsal: put no pack on. Its times are not real, and nothing of it counts.";

// Heads of cautions.
pub const NOT_TODAY: &str = "NOT TODAY";
pub const ASK_FIRST: &str = "ASK FIRST";

/// What a key does, and that it happens by itself before long.
pub fn or_by_itself(action: &str, left: Duration) -> String {
    let left = if left > Duration::from_secs(60) { clock(left) } else { length(left) };
    format!("{action}, or by itself in {left}")
}

/// That there is more to read.
pub fn read_on(lines: u16) -> String {
    format!("{READ_ON}: {}", count(lines.into(), "more line"))
}

// How it ended, and what can be done about it.
pub const THAT_HURT: &str = "THAT HURT";
pub const WORSE_THAN_BEFORE: &str = "WORSE THAN BEFORE";
pub const BACK_TO_LIST: &str = "back to the list";
pub const REST_BACK_TO_LIST: &str = "rest, back to the list";
pub const SLIP: [&str; 2] = ["it was a slip", "a slip"];
pub const GO_ON_WHERE_YOU_WERE: &str = "go on where you were";
pub const PAGE_CAN_WAIT: &str = "kept as it is; this page can wait";
pub const LEAVE_IT: &str = "Leave this one for today.";

sentences! {
    an_easier_one(title): "an easier one: {title}"
    go_on_with(name): "go on with {name}"
    hurt_leave_it(name): "{name} hurt: leave that for today."
    or_call(leave): "{leave} Above mild for 15 minutes: call a doctor."
    of_steps(done, of): "{done} of {of} steps"
    nth_today(nth): "{nth} today"
    next_not_before(agent, at): "The next {agent} not before {at}."
    nothing_rings(on): "{on} Take it off now: nothing rings any more."
}

/// When the next application of the same kind may come.
pub fn pack_again(agent: Agent, at: &str) -> String {
    let pack = if agent == Agent::Heat { "Warm pack" } else { "Cold pack" };
    format!("{pack} again from {at}.")
}

/// Since when a pack has been on, where that is known, and what is to be done beside taking it off.
pub fn pack_has_been_on(agent: Agent, since: Option<String>) -> (String, &'static str) {
    let (what, also) = match agent {
        Agent::Heat => ("The warm pack", "Switch it off, unplug it, and look at the skin."),
        Agent::Cold => ("The cold pack", "Look at the skin."),
    };
    let since = since.map(|since| format!(" since {since}"));
    let since = since.unwrap_or_else(|| ", and nobody can say since when".into());
    (format!("{what} has been on{since}."), also)
}

/// When it must be off, where that is known.
pub fn take_it_off(by: Option<String>) -> String {
    by.map_or("Take it off now.".into(), |by| format!("Take it off by {by} at the latest."))
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

// Heads of the keys, by where they work.
pub const WHILE_PLAYED: &str = "While a routine is played";
pub const AT_THE_END: &str = "At the end";
pub const IN_THE_LIST: &str = "In the list, where letters filter";
pub const WHILE_ASKED: &str = "While you are asked";
pub const WHILE_WATCHED: &str = "While a file is watched";
pub const IN_THE_FIGURES: &str = "In the figures";
pub const IN_A_TEXT: &str = "In a text";

// What a routine rests on.
pub const HOW_OFTEN: &str = "How often";
pub const RESTS_ON: &str = "What it rests on";

// Beside keys, while it is asked how the back is.
pub const FIND_SOMETHING: &str = "find something";
pub const WHEN_TO_SEE_A_DOCTOR: &str = "when to see a doctor";

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
