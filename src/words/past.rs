//! Sessions of the past: the list of them, one in detail, what is said of one later, and that they
//! are forgotten.

use std::time::Duration;

use jiff::civil::Date;

use super::{count, length, range};
use crate::limits::Agent;
use crate::seconds::Length;

sentences! {
    NO_SESSION_YET: "No session yet. `supple` shows what there is to play."
    RECORDED_AS_FAR_AS_IT_CAME: "It is recorded as far as it came."
    NOTHING_BROKEN_OFF: "nothing was broken off"

    IN_DETAIL: "in detail"
    LOOKING_BACK: "Looking back"

    // How a session ended.
    FINISHED: "finished"
    STOPPED: "stopped"
    BROKEN_OFF: "broken off"
    /// And where: `stopped at 3 of 5`
    ended_at(ended, place): "{ended} at {place}"

    // What is told of one session, each with its name.
    WHEN: "When"
    ENDED: "Ended"
    LASTED: "Lasted"
    WORK: "Work"
    LEFT: "Left"
    RIGHT: "Right"
    WAS_PAUSED: "Paused"
    AWAY: "Away"
    TAKEN_UP: "Taken up"
    HEAT: "Heat"
    COLD: "Cold"
    PAIN: "Pain"
    AFTER_IT: "After it"
    NOTE: "Note"
    FOR: "For"
    ID: "Id"
    LATER: "Later"
    STEP_BY_STEP: "Step by step"

    taken_up(broken_off, again): "broken off at {broken_off}, again from {again}"
    from_until(from, until): "{from} to {until}"
    /// Once pain or stiffness was rated, 0 to 10.
    rating_noted(rating): "{rating} of 10, noted."
    of_ten(pain): "{pain} of 10"
    /// The means of so many answers.
    before_and_after(before, after, answers): "before {before:.1} → after {after:.1} ({answers})"
    /// How to say more of a session; `id` is the end of its name.
    say_later(id): "supple felt {id} says how it felt, or leaves a note."

    // What the last times advise.
    TWICE_WORSE: "Twice in a row you felt worse after this one. Better to leave it for today, and \
        to call a doctor or physiotherapist if it stays so."
    stop_or_less(after, stop): "After the last time it was {after} of 10. From {stop} on one \
        clinic says: stop, or do less of it. An easier one may do you better today."
    has_it_settled(after, fine, least, most): "After the last time it was {after} of 10. One \
        clinic says: up to {fine} is fine, {least} or {most} only if it settles within a day. Has it?"
    too_soon(agent, opens): "Too soon after the last {agent}: the skin needs the pause. It opens \
        again at {opens}."
    enough_for_a_day(agent, times, opens): "You have had {agent} {times} today, and that is \
        enough for a day. It opens again at {opens}."

    // A session that was broken off.
    KEPT_ALL_THE_SAME: "It is recorded all the same: heat or cold was on, and the pause after it \
        counts."
    TAKEN_UP_ALREADY: "Another window has taken it up already."
    BEFORE_CLOCK_SET_BACK: "before the clock was set back"
    CAN_GO_ON: "It can go on."
    STAYS_AS_IT_WAS: "It stays recorded as it was."
    STAYS_AS_STOPPED: "It stays recorded as it was stopped."
    FORGET_TAKES_IT_OUT: "It stays recorded as it was stopped; `supple forget` takes it out."
    DISCARDED: "It is discarded."
    ONE_MORE_BROKEN_OFF: "One more was broken off: `supple resume` again sees to it."
    more_broken_off(count): "{count} more were broken off: `supple resume` sees to the next."
    GONE: "Its file is gone, or can't be played any more"
    CHANGED: "Its file has changed since"
    NO_PACK_WAS_ON: "No pack was on."

    at(place): ", at {place}"
    broke_off(title, ago): "{title} broke off {ago}"
    was_stopped(title, ago, place, what): "{title} was stopped {ago}{place}. {what}"
    has_stayed_on(broke_off, agent, on): "{broke_off}. The {agent} has stayed on: it goes on at \
        {on}."
    cant_go_on(broke_off, place, why, pack): "{broke_off}{place}. {why}: it can't go on.{pack}"
    last_one_unknown(agent, apart): "Your history can't be read, so supple does not know when \
        {agent} was last on. Begin only if there was none in the last {apart}."

    // What is to be said of a step.
    LONGER: "longer"
    SKIPPED_IN_PART: "skipped in part"
    THAT_HURT: "that hurt"
    that_hurts(step): "that hurts: {step}"

    // What is said of one later.
    PAIN_NOW: "How much pain or stiffness now, 0 for none to 10? An empty line skips."
    THAN_BEFORE: "And held against before: better, same or worse? An empty line skips."
    A_NOTE: "A line to remember it by? An empty line ends."
    NOTHING_NOTED: "Nothing is noted."
    NO_NOTE: "no note any more"
    NONE_TO_SPEAK_OF: "there is no session to speak of"
    NOBODY_TO_ASK: "nothing is said, and nobody is there to be asked"
        => "--before, --after, --than and --note say it"

    note_too_long(most, letters): "a note is a line of at most {most} letters; this has {letters}"
        => "nothing was kept"
    rated_before(pain): "before it {pain} of 10"
    rated_after(pain): "after it {pain} of 10"

    // Forgotten.
    FORGOTTEN: "Forgotten."
    NOTHING_FORGOTTEN: "Nothing is forgotten."
    NOTHING_TO_FORGET: "there is no session to be forgotten"

    all_forgotten(count): "All {count} sessions are forgotten."
    /// The question before it; the answer that is not usual is the small letter.
    forget(what): "Forget {what}, for good, on every machine"
    yes_or_no(question): "{question}? [y/N]"
    nobody_says_yes(question): "{question}: nobody is there to be asked" => "--yes says yes beforehand"
}

/// That there is no session of a routine, or in the time that is asked about: `No session in this
/// time.`
pub fn no_session(of: Option<&str>, in_this_time: bool) -> String {
    let of = of.map_or(String::new(), |routine| format!(" of `{routine}`"));
    let time = if in_this_time { " in this time" } else { "" };
    format!("No session{of}{time}.")
}

/// The columns of the table.
pub const HEADS: [&str; 7] = ["Start", "Length", "Routine", "Ended", "Pain", "After", "Id"];

/// How often something was done, since when that is counted, and when it was last.
pub fn times_since(times: u64, since: Date, last: Date, today: Date) -> String {
    let times = if times == 1 { "once".to_owned() } else { count(times, "time") };
    let last = day_of_last(last, today);
    format!("{times} since {}, last {last}", since.strftime("%-d %B"))
}

/// The day of the last one, as what follows "last": `today`, `yesterday`, `on Thursday`.
pub fn day_of_last(last: Date, today: Date) -> String {
    let days = last.until(today).map_or(i32::MAX, |until| until.get_days());
    match days {
        ..=0 => "today".to_owned(),
        1 => "yesterday".to_owned(),
        2..=6 => last.strftime("on %A").to_string(),
        _ => last.strftime("on %-d %B").to_string(),
    }
}

pub fn paused(times: u32, in_all: Duration) -> String {
    format!("{}, {} in all", super::times(times), length(in_all))
}

pub fn pack(on: &str, off: &str, too_soon: bool) -> String {
    let early = if too_soon { ", before its time" } else { "" };
    format!("on {on}, off {off}{early}")
}

/// How long it lasted, of what was asked: `6 min, asked 5–7 min`.
pub fn dose(real: String, asked: Length) -> String {
    if asked.most.is_zero() { real } else { format!("{real}, asked {}", range(asked)) }
}

/// How long ago: `12 min ago`.
pub fn ago(gap: Duration) -> String {
    format!("{} ago", roughly(gap))
}

/// A length as people say it: `40 s`, `12 min`, `3 h`, `2 days`.
fn roughly(length: Duration) -> String {
    match length.as_secs() {
        seconds @ 0..60 => format!("{seconds} s"),
        seconds @ 60..7200 => format!("{} min", seconds / 60),
        seconds @ 7200..172_800 => format!("{} h", seconds / 3600),
        seconds => format!("{} days", seconds / 86_400),
    }
}

/// How long heat or cold has really been on, where that is known, and what to do now.
pub fn has_really_been_on(agent: Agent, real: Option<Duration>) -> String {
    let (agent, off) = match agent {
        Agent::Heat => ("Heat", "Take the pack off now, switch it off, look at your skin."),
        Agent::Cold => ("Cold", "Take the pack off now, look at your skin."),
    };
    match real.map(roughly) {
        Some(real) => format!("{agent} has really been on for {real}. {off}"),
        None => format!("{agent} has been on, and nobody can say for how long. {off}"),
    }
}

/// The question before so many sessions are forgotten, and what is beside them here: so many that
/// were broken off, and whether lines were set aside. `None` where there is nothing at all.
pub fn forget_all(sessions: usize, broken_off: usize, aside: bool) -> Option<String> {
    let mut here = match broken_off {
        0 => Vec::new(),
        1 => vec!["the session that was broken off".to_owned()],
        count => vec![format!("the {count} sessions that were broken off")],
    };
    here.extend(aside.then(|| "the broken lines that were set aside".to_owned()));
    let here = here.join(" and ");
    let history = match sessions {
        0 if here.is_empty() => return None,
        0 => return Some(format!("Forget {here}, for good")),
        1 => forget("the one session that there is"),
        count => forget(format_args!("all {count} sessions")),
    };
    Some(if here.is_empty() { history } else { format!("{history}, and here {here}") })
}
