//! What a session says while it is played: what to do, whose turn it is, what comes.

use std::time::Duration;

use super::{length, side};
use crate::routine::Side;
use crate::seconds::clock_passed;

// What to do now, as a headline; where there are several, in forms from the longest to the shortest.
pub const PAUSED: &[&str] = &["Paused"];
pub const RETURNING: &[&str] = &["Back in position", "Get back"];
pub const DID_YOU_WALK: &[&str] = &["Did you walk on?", "Walked on?"];
pub const WELCOME_BACK: &[&str] = &["Welcome back", "Hello"];
pub const DONE: &[&str] = &["Done"];
pub const TAKE_PACK_OFF: &[&str] = &["Take the pack off", "Pack off"];
pub const IS_PACK_OFF: &[&str] = &["Pack off?"];
pub const GET_READY: &str = "Get ready";
pub const REST: &str = "Rest";
pub const CHANGE: &str = "Change";
pub const HEAT_IS_ON: &str = "Heat is on";
pub const COLD_IS_ON: &str = "Cold is on";
pub const HOLD: &str = "Hold";
pub const NOW: &str = "Now";
pub const LIE: &str = "Lie still";
pub const WALK: &str = "Walk";
pub const YOUR_TURN: &str = "Your turn";

/// The side to change to, as a headline.
pub fn change_to(to: Side) -> String {
    format!("{CHANGE}: {}", on_side(to))
}

/// Two things to tell in one line.
pub fn and(one: &str, other: &str) -> String {
    format!("{one} · {other}")
}

// What the number counts.
pub const SINCE_IT_WENT_ON: &str = "since it went on";
pub const UNKNOWN_HOW_LONG: &str = "nobody can say how long";
pub const UNTIL_THE_BELL: &str = "until the bell";
pub const UNTIL_IT_IS_OFF: &str = "until it must be off";
pub const TIMES_AT_OWN_PACE: &str = "times, at your own pace";
pub const AT_OWN_PACE: &str = "at your own pace";
pub const THEN_BY_ITSELF: &str = "then it goes on by itself";

/// Whose turn it is, and what the person may do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn<'a> {
    /// Nothing is to be said about it.
    Nobody,
    Begin,
    /// Since when, as the clock on the wall has it.
    Paused(Option<&'a str>),
    Returning,
    /// Nobody was there: a breath, a repetition, a hold is played again.
    BreathAgain,
    RepAgain,
    HoldAgain,
    /// Nobody was there, and the time before the next work, or before something else, is over.
    NextWork,
    NextPhase,
    TimeStoodStill,
    WalkedOn,
    /// It rings: the pack must come off.
    MustComeOff,
    /// It rings: the pack comes off, or stays on until then.
    StaysUntil(&'a str),
    /// It rings: the pack comes off, or it goes on, until then at the latest.
    GoesOnUntil(Option<&'a str>),
    OwnPace,
    PackGoesOn,
    GoOn,
    AtTheBell,
    ComesOff,
    Ready,
    Enough,
    EnoughFrom(Duration),
}

impl Turn<'_> {
    pub fn full(self) -> String {
        match self {
            Turn::Paused(Some(since)) => format!("Paused since {since}. Space goes on"),
            Turn::StaysUntil(then) => format!("Enter: it is off. Space: it stays on until {then}"),
            Turn::GoesOnUntil(Some(then)) => {
                format!("Enter: it comes off now. c: keep it on, until {then} at the latest")
            }
            Turn::EnoughFrom(least) => format!("From {} on, Enter is enough", length(least)),
            turn => turn.forms().0.to_owned(),
        }
    }

    /// In so few words that they fit a screen of 20 columns.
    pub fn short(self) -> &'static str {
        self.forms().1
    }

    /// In full, where no time is in it, and in few words.
    fn forms(self) -> (&'static str, &'static str) {
        match self {
            Turn::Nobody | Turn::EnoughFrom(_) => ("", ""),
            Turn::Begin => ("Enter begins", "Enter begins"),
            Turn::Paused(_) => ("Space goes on", "Space goes on"),
            Turn::Returning => ("It goes on after this. Enter: at once", "Enter: at once"),
            Turn::BreathAgain => ("Enter plays this breath again", "Enter: once more"),
            Turn::RepAgain => ("Enter plays this repetition again", "Enter: once more"),
            Turn::HoldAgain => ("Enter plays this hold again", "Enter: once more"),
            Turn::NextWork => ("What came before is over. Enter begins", "Enter goes on"),
            Turn::NextPhase => ("That is over. Enter goes on", "Enter goes on"),
            Turn::TimeStoodStill => ("Your time stood still. Enter goes on lying", "Enter goes on"),
            Turn::WalkedOn => ("Enter: yes, it counts. b: no, take it off", "Enter: yes, b: no"),
            Turn::MustComeOff => {
                ("Enter: it is off. It rings until you say so", "Enter: it is off")
            }
            Turn::StaysUntil(_) => ("", "Enter off, Space on"),
            Turn::GoesOnUntil(_) => {
                ("Enter: it comes off now. c: keep it on to the end", "Enter: off, c: on")
            }
            Turn::OwnPace => ("Enter when you are done", "Enter when done"),
            Turn::PackGoesOn => {
                ("y: none of the warnings is me, the pack is on", "y: the pack is on")
            }
            Turn::GoOn => ("Enter goes on", "Enter goes on"),
            Turn::AtTheBell => ("At the bell: Enter takes it off, c keeps it on to the end", ""),
            Turn::ComesOff => ("Enter: it comes off now", "Enter: enough"),
            Turn::Ready => ("Enter: I am ready", ""),
            Turn::Enough => ("Enough? Enter", "Enter: enough"),
        }
    }
}

/// The question after a set at the person's own pace, with what they said of it and the last time.
pub fn how_many(said: Option<u32>, last_time: Option<u32>) -> String {
    let asked = format!("How many was it? {}", blank_or(said));
    match last_time {
        Some(last) => format!("{asked}   last time {last}"),
        None => asked,
    }
}

/// The same in few words.
pub fn how_many_shortly(said: Option<u32>) -> String {
    format!("How many? {}", blank_or(said))
}

/// A number of repetitions, or the blank that it goes into.
pub fn blank_or(reps: Option<u32>) -> String {
    reps.map_or("__".to_owned(), |reps| reps.to_string())
}

// What is to be known about a pack that is on. The times are those of the clock on the wall.
pub fn bell_at(time: &str) -> String {
    format!("bell {time}")
}

pub fn off_by(time: &str) -> String {
    format!("off by {time} at the latest")
}

pub fn on_since(time: &str) -> String {
    format!("on since {time}")
}

pub fn so_far(passed: Duration) -> String {
    format!("{} so far", clock_passed(passed))
}

pub const COUNTS_ASLEEP: &str = "it counts while the machine sleeps";

// What comes, in a few words.
pub const IS_GET_READY: &str = "get ready";
pub const A_REST: &str = "rest";
pub const A_CHANGE: &str = "change";
pub const PACK_OFF: &str = "pack off";
pub const WHEN_READY: &str = "when you are ready";
pub const THEN_DONE: &str = "then you are done";

pub fn next(what: &str) -> String {
    format!("next: {what}")
}

pub fn change_to_side(to: Side) -> String {
    format!("{A_CHANGE} to the {}", on_side(to))
}

/// How much of the whole is left: `1:30 left`.
pub fn left(time: &str) -> String {
    format!("{time} left")
}

/// `left side`
pub fn on_side(which: Side) -> String {
    format!("{} side", side(which))
}

/// Place words in fewer letters: `left`.
pub fn without_side(place: &str) -> String {
    place.replace(" side", "")
}

// What repetitions, sets and rounds are counted as.
pub const ONE_REP: &str = "rep";
pub const ONE_HOLD: &str = "hold";
pub const ONE_BREATH: &str = "breath";
pub const ONE_SET: &str = "set";
pub const ONE_ROUND: &str = "round";

/// Which of so many: `rep 2 of 5`.
pub fn nth_of(one: &str, nth: u32, of: u32) -> String {
    format!("{one} {nth} of {of}")
}
