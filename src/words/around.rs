//! What the person is asked before the list; before a routine begins, and once it has ended.

use std::time::Duration;

use super::{count, length};
use crate::limits::Agent;
use crate::seconds::clock;

sentences! {
    READ_ON: "read on"
    TRY_ALARM: "hear the alarm once"
    ALARM_TRIED: "That was the alarm. If you did not hear it, turn the sound up and try again."
    ALARM_ONLY_RINGS: "Its switch is yours: supple can only ring. A muted terminal or a sleeping \
        laptop cannot."

    for_later(why): "For later: {why}"
    at_hand(needs): "At hand: {needs}"
    it_was(before): "before: {before}"
    /// What plays it although it should wait.
    plays_anyway(why, key): "{why} {key} plays it anyway."
    pain_noted(rating): "Pain or stiffness now: {rating} of 10."
    easier_on_the_body(title, key): "Easier on the body: {title}. Key: {key}."
    resume_sees_to_it(words): "{words} supple resume sees to it."

    REHEARSAL: "A rehearsal: put no pack on. Its times are not real, and nothing of it counts."

    // Heads of cautions.
    NOT_TODAY: "NOT TODAY"
    ASK_FIRST: "ASK FIRST"

    // How it ended, and what can be done about it.
    THAT_HURT: "THAT HURT"
    WORSE_THAN_BEFORE: "WORSE THAN BEFORE"
    BACK_TO_LIST: "back to the list"
    REST_BACK_TO_LIST: "rest, back to the list"
    GO_ON_WHERE_YOU_WERE: "go on where you were"
    PAGE_CAN_WAIT: "kept as it is; this page can wait"
    LEAVE_IT: "Leave this one for today."

    an_easier_one(title): "an easier one: {title}"
    go_on_with(name): "go on with {name}"
    hurt_leave_it(name): "{name} hurt: leave that for today."
    or_call(leave): "{leave} Above mild for 15 minutes: call a doctor."
    of_steps(done, of): "{done} of {of} steps"
    nth_today(nth): "{nth} today"
    next_not_before(agent, at): "The next {agent} not before {at}."
    nothing_rings(on): "{on} Take it off now: nothing rings any more."

    // How it is now.
    HOW_IS_IT: "How is it now?"

    // The table of what was done.
    last_time(numbers): "last time {numbers}"
    PLANNED: "planned"
    DONE: "done"
    IT_HURT: "it hurt"
    SKIPPED: "skipped"

    /// Heads what is a matter for an emergency number.
    CALL: "Call your local emergency number now for"
    NONE_OF_THESE: "None of these."

    HOW: "How is your back right now?"
    SINCE: "When did it seize up?"
    BROKEN_OFF: "A session was broken off"

    THE_SAME: "The same"
    EASING: "It has begun to ease"
    IS_WORSE: "It is worse"

    // How the back is, in a few words.
    SEIZED_UP: "seized up"
    WORSE: "worse"
    EASES: "easing"
    STIFF: "just stiff"
    NOT_SAID: "not said"
    SINCE_TODAY: "since today"
    SINCE_YESTERDAY: "since yesterday"
    for_days(days): "for {days} days"
    seized_up(since): "seized up {since}"
    worse(since): "worse, seized up {since}"
    easing(since): "easing, {since}"
    on_day(how, day): "{how} · day {day}"

    // Why a routine is for later.
    ONCE_IT_EASES: "after day 3, once it has begun to ease."
    FROM_TWO_WEEKS: "from two weeks on, when exercise slowly begins again."
    SOURCES_DISAGREE: "sources disagree on turning; the stricter one says to wait six weeks."

    // Why it is asked.
    WHY_SINCE: "The sources count from the first day: exercise again after two weeks, no twisting \
        for six. Nothing is ever locked, and Tab in the list asks again."
    WHY_EASED: "Gentle movements are offered once it eases, after day 3."

    // Heads of the keys, by where they work.
    WHILE_PLAYED: "While a routine is played"
    AT_THE_END: "At the end"
    IN_THE_LIST: "In the list, where letters filter"
    WHILE_ASKED: "While you are asked"
    WHILE_WATCHED: "While a file is watched"
    IN_THE_FIGURES: "In the figures"
    IN_A_TEXT: "In a text"

    // What a routine rests on.
    HOW_OFTEN: "How often"
    RESTS_ON: "What it rests on"

    // Beside keys, while it is asked how the back is.
    FIND_SOMETHING: "find something"
    WHEN_TO_SEE_A_DOCTOR: "when to see a doctor"

    /// Before a routine; nothing waits for the answer.
    PAIN_NOW: "Pain or stiffness now? 0–9, T ten"

    /// What can be done with a session that was broken off.
    TAKE_UP: "Go on with it"
    KEEP: "Keep what was done"
    DISCARD: "Discard it"
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

pub const SLIP: [&str; 2] = ["it was a slip", "a slip"];

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

/// How long ago it began.
pub const AGO: [&str; 7] = [
    "today",
    "yesterday",
    "two days ago",
    "three days to a week ago",
    "one to two weeks ago",
    "two to six weeks ago",
    "more than six weeks ago",
];

/// What is a matter for an emergency number: the first section of the page about when to see a
/// doctor, in few words.
pub const SIGNS: [&str; 5] = [
    "chest pain or pressure, also in arm or jaw; hard breathing, cold sweat",
    "sudden tearing pain through chest and upper back",
    "both legs hurting, tingling, weak or numb; walking gets difficult",
    "numbness around the seat; bladder or bowel no longer obey",
    "a bad fall or accident before it",
];

// Each answer, and what it leads to.
pub const JUST_SEIZED_UP: (&str, &str) = ("It has just seized up", "first five minutes");
pub const SEIZED_UP_EARLIER: (&str, &str) = ("It seized up earlier", "");
pub const JUST_STIFF: (&str, &str) = ("Just stiff", "two minutes");
pub const LOOK: (&str, &str) = ("I only want to look", "");

pub const OTHERWISE: (&str, &str) = ("Something else", "asks anew");

/// A step, and how it stands: `Heel raises: every other day; last on Thursday`.
pub fn step_and_stands(name: &str, stands: &str) -> String {
    if stands.is_empty() { name.to_owned() } else { format!("{name}: {stands}") }
}
