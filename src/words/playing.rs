//! What a session says while it is played: what to do, whose turn it is, what comes.

use std::borrow::Cow;
use std::time::Duration;

use super::{length, side};
use crate::routine::Side;

sentences! {
    GET_READY: "Get ready"
    REST: "Rest"
    CHANGE: "Change"
    HEAT_IS_ON: "Heat is on"
    COLD_IS_ON: "Cold is on"
    HOLD: "Hold"
    NOW: "Now"
    LIE: "Lie still"
    WALK: "Walk"
    YOUR_TURN: "Your turn"

    // What the number counts.
    SINCE_IT_WENT_ON: "since it went on"
    UNKNOWN_HOW_LONG: "nobody can say how long"
    UNTIL_THE_BELL: "until the bell"
    UNTIL_IT_IS_OFF: "until it must be off"
    TIME_AT_OWN_PACE: "time, at your own pace"
    TIMES_AT_OWN_PACE: "times, at your own pace"
    AT_OWN_PACE: "at your own pace"
    THEN_BY_ITSELF: "then it goes on by itself"

    // What is to be known about a pack that is on. The times are those of the clock on the wall.
    /// Two things to tell in one line.
    and(one, other): "{one} · {other}"
    bell_at(time): "bell {time}"
    off_by(time): "off by {time} at the latest"
    on_since(time): "on since {time}"
    next(what): "next: {what}"
    so_far(passed): "{passed} so far"
    /// The question after a set in few words.
    how_many_shortly(said): "How many? {said}"
    /// How much of the whole is left: `1:30 left`.
    left(time): "{time} left"
    /// Which of so many: `rep 2 of 5`.
    nth_of(one, nth, of): "{one} {nth} of {of}"

    COUNTS_ASLEEP: "it counts while the machine sleeps"

    // What a key does just now, beside it.
    IT_IS_OFF: "it is off"
    IT_STAYS_ON: "it stays on"
    IT_COMES_OFF: "it comes off"
    ANYWAY: "play it anyway"
    ONCE_MORE: "once more"
    GO_ON: "go on"
    AT_ONCE: "at once"
    I_AM_READY: "I am ready"

    // What comes, in a few words.
    IS_GET_READY: "get ready"
    A_REST: "rest"
    A_CHANGE: "change"
    PACK_OFF: "pack off"
    WHEN_READY: "when you are ready"
    THEN_DONE: "then you are done"

    change_to_side(side): "change to the {side}"

    // What repetitions, sets and rounds are counted as.
    ONE_REP: "rep"
    ONE_HOLD: "hold"
    ONE_BREATH: "breath"
    ONE_SET: "set"
    ONE_ROUND: "round"
}

// What to do now, as a headline; where there are several, in forms from the longest to the shortest.
pub const PAUSED: &[&str] = &["Paused"];
pub const RETURNING: &[&str] = &["Back in position", "Get back"];
pub const DID_YOU_WALK: &[&str] = &["Did you walk on?", "Walked on?"];
pub const WELCOME_BACK: &[&str] = &["Welcome back", "Hello"];
pub const DONE: &[&str] = &["Done"];
pub const TAKE_PACK_OFF: &[&str] = &["Take the pack off", "Pack off"];
pub const IS_PACK_OFF: &[&str] = &["Pack off?"];

/// The side to change to, as a headline.
pub fn change_to(to: Side) -> String {
    format!("{CHANGE}: {}", on_side(to))
}

/// Whose turn it is, and what the person may do about it: in full, and in so few words that they fit
/// a screen of 20 columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    pub full: Cow<'static, str>,
    pub short: &'static str,
}

impl Turn {
    /// Nothing is to be said about it.
    pub const NOBODY: Turn = Turn::of("", "");
    pub const BEGIN: Turn = Turn::of("Enter begins", "Enter begins");
    pub const RETURNING: Turn = Turn::of("It goes on after this. Enter: at once", "Enter: at once");
    // Nobody was there: a breath, a repetition, a hold is played again.
    pub const BREATH_AGAIN: Turn = Turn::of("Enter plays this breath again", "Enter: once more");
    pub const REP_AGAIN: Turn = Turn::of("Enter plays this repetition again", "Enter: once more");
    pub const HOLD_AGAIN: Turn = Turn::of("Enter plays this hold again", "Enter: once more");
    // Nobody was there, and the time before the next work, or before something else, is over.
    pub const NEXT_WORK: Turn = Turn::of("What came before is over. Enter begins", "Enter goes on");
    pub const NEXT_PHASE: Turn = Turn::of("That is over. Enter goes on", "Enter goes on");
    pub const TIME_STOOD_STILL: Turn =
        Turn::of("Your time stood still. Enter goes on lying", "Enter goes on");
    pub const WALKED_ON: Turn =
        Turn::of("Enter: yes, it counts. b: no, take it off", "Enter: yes, b: no");
    /// It rings: the pack must come off.
    pub const MUST_COME_OFF: Turn =
        Turn::of("Enter: it is off. It rings until you say so", "Enter: it is off");
    pub const OWN_PACE: Turn = Turn::of("Enter when you are done", "Enter when done");
    pub const PACK_GOES_ON: Turn =
        Turn::of("y: none of the warnings is me, the pack is on", "y: the pack is on");
    pub const GO_ON: Turn = Turn::of("Enter goes on", "Enter goes on");
    pub const AT_THE_BELL: Turn =
        Turn::of("At the bell: Enter takes it off, c keeps it on to the end", "");
    pub const COMES_OFF: Turn = Turn::of("Enter: it comes off now", "Enter: enough");
    pub const READY: Turn = Turn::of("Enter: I am ready", "");
    pub const ENOUGH: Turn = Turn::of("Enough? Enter", "Enter: enough");

    const fn of(full: &'static str, short: &'static str) -> Turn {
        Turn { full: Cow::Borrowed(full), short }
    }

    /// Since when, as the clock on the wall has it.
    pub fn paused(since: Option<&str>) -> Turn {
        let short = "Space goes on";
        let full = since.map(|since| format!("Paused since {since}. {short}"));
        Turn { full: full.map_or(short.into(), Cow::Owned), short }
    }

    /// It rings: the pack comes off, or stays on until then.
    pub fn stays_until(then: &str) -> Turn {
        let full = format!("Enter: it is off. Space: it stays on until {then}");
        Turn { full: full.into(), short: "Enter off, Space on" }
    }

    /// It rings: the pack comes off, or it goes on, until then at the latest.
    pub fn goes_on_until(then: Option<&str>) -> Turn {
        let end = then.map_or(" to the end".into(), |then| format!(", until {then} at the latest"));
        let full = format!("Enter: it comes off now. c: keep it on{end}");
        Turn { full: full.into(), short: "Enter: off, c: on" }
    }

    pub fn enough_from(least: Duration) -> Turn {
        Turn { full: format!("From {} on, Enter is enough", length(least)).into(), short: "" }
    }
}

/// The question after a set at the person's own pace, with what they said of it and the last time.
pub fn how_many(said: Option<u32>, last_time: Option<u32>) -> String {
    let last = last_time.map_or(String::new(), |last| format!("   last time {last}"));
    format!("How many was it? {}{last}", blank_or(said))
}

/// A number of repetitions, or the blank that it goes into.
pub fn blank_or(reps: Option<u32>) -> String {
    reps.map_or("__".to_owned(), |reps| reps.to_string())
}

// What the person says by `y`, and the condition for it, as they are asked.
pub const BEGIN_REHEARSAL: [&str; 2] = ["begin the rehearsal", "to begin the rehearsal"];
pub const PACK_IS_ON: [&str; 2] = ["the pack is on", "once the pack is on"];
pub const NONE_IS_ME_PACK_IS_ON: [&str; 2] =
    ["none of these is me, and the pack is on", "if none of these is you, and the pack is on"];

/// `left side`
pub fn on_side(which: Side) -> String {
    format!("{} side", side(which))
}

/// Place words in fewer letters: `left`.
pub fn without_side(place: &str) -> String {
    place.replace(" side", "")
}
