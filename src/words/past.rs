//! Sessions of the past: the list of them, and one in detail.

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
