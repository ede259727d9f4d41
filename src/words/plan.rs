//! The plan of a routine: its columns, doses, rounds and sums; and its file while somebody writes it.
//! Lengths and counts come as they are shown there.

use crate::routine::Side;

pub const START: &str = "Start";
pub const READY: &str = "Ready";
pub const LASTS: &str = "Lasts";
pub const WHAT: &str = "What";
pub const WHICH: &str = "Which";
pub const DOSE: &str = "Dose";

pub const ENTER: &str = "Enter";
pub const OPTIONAL: &str = "optional";
pub const MAY_BE_LEFT_OUT: &str = ", may be left out";
pub const REST: &str = "rest";

pub const OWN_PACE: &str = "at your own pace, Enter ends it";
pub const WAIT_FOR_YES: &str = "wait for y";
pub const WAIT_FOR_OFF: &str = "wait for Enter, rings until then";
pub const WAIT_FOR_ENTER: &str = "wait for Enter";

pub const TO_CHANGE_SIDES: &str = "to change sides";
pub const BETWEEN: &str = "between";
pub const BETWEEN_SETS: &str = "between sets";

pub const BREATH_IN: &str = "in";
pub const BREATH_OUT: &str = "out";

/// From the least on a person may end what begins at another time than is written.
pub const STARTS_AT_THE_MOST: &str = "The start times hold when everything takes its most; from the \
                                      least on, Enter means enough.";

/// The times of the looks at the skin: `, a look at 5 min, 10 min`.
pub fn looks(at: &[String]) -> String {
    format!(", a look at {}", at.join(", "))
}

/// `right and left in turn, `
pub fn in_turn(first: Side) -> String {
    let (first, other) = (super::side(first), super::side(first.other()));
    format!("{first} and {other} in turn, ")
}

/// `change to the left`, or where no side is known `change sides`.
pub fn change(to: Option<Side>) -> String {
    to.map_or("change sides".into(), |side| format!("change to the {}", super::side(side)))
}

sentences! {
    /// `wait for Enter, 30 s at most`
    wait_at_most(limit): "{WAIT_FOR_ENTER}, {limit} at most"
    /// A rest with what its author says of it.
    rest(text): "Rest: {text}"
    /// The three parts of an application: before, during and after it.
    pack_on(name): "{name}: on"
    pack_off(name): "{name}: off"
    get_ready(name): "{name}: get ready"
}

/// So many of a dose: `breaths`, `times`.
pub fn unit(breaths: bool, count: usize) -> &'static str {
    match (breaths, count) {
        (true, 1) => "breath",
        (true, _) => "breaths",
        (false, _) => "times",
    }
}

/// `3 sets of 10: `; `each` where two sides take turns.
pub fn sets(sets: &str, of: Option<&str>, each: bool) -> String {
    let of = of.map_or(String::new(), |times| format!(" of {times}"));
    format!("{sets} sets{of}{}: ", each_side(each))
}

/// `3 times: `
pub fn times(count: &str, unit: &str, each: bool) -> String {
    format!("{count} {unit}{}: ", each_side(each))
}

fn each_side(each: bool) -> &'static str {
    if each { " each" } else { "" }
}

sentences! {
    /// `set 2 of 3, `
    nth_set(nth, of): "set {nth} of {of}, "
    /// `up to 45 s`
    up_to(length): "up to {length}"
    /// `round 2 of 3`
    nth_round(nth, of): "round {nth} of {of}"
}

/// `3 rounds`, `2–3 rounds`
pub fn rounds(least: usize, most: usize) -> String {
    if least == most { format!("{most} rounds") } else { format!("{least}–{most} rounds") }
}

/// The rounds after the first, which are like it; the pause between them and the get-ready.
pub fn rounds_again(of: usize, between: Option<&str>, ready: Option<&str>) -> String {
    let mut again = match of {
        2 => "round 2: the same again".into(),
        3 => "rounds 2 and 3: the same again".into(),
        _ => format!("rounds 2 to {of}: the same again"),
    };
    again += &between.map_or(String::new(), |rest| format!(", {rest} between"));
    again += &ready.map_or(String::new(), |ready| format!(", {ready} to get ready"));
    again
}

/// What it adds up to, the get-readies among it, if there are any.
pub fn in_all(least: &str, most: &str, ready: Option<&str>) -> String {
    let all = if least == most {
        format!("In all {most}")
    } else {
        format!("In all {least} at the least, {most} at the most")
    };
    let ready = ready.map_or(String::new(), |ready| format!(", of which {ready} to get ready"));
    format!("{all}{ready}.")
}

/// How often only a key ends what runs.
pub fn waits(times: u32) -> Option<String> {
    Some(match times {
        0 => return None,
        1 => "It waits once for a key; the wait counts as nothing here.".into(),
        2 => "It waits twice for a key; the waits count as nothing here.".into(),
        n => format!("It waits {n} times for a key; the waits count as nothing here."),
    })
}

/// What a number stands for: a round, a set, a repetition.
pub fn which(breath: bool) -> [&'static str; 3] {
    ["round", "set", if breath { "breath" } else { "rep" }]
}

// How a file is that somebody writes.
pub const CAN_BE_PLAYED: &str = "can be played";
pub const IS_STALE: &str = "broken: this is the last good save";
pub const NOT_YET: &str = "can't be played yet";

pub const SHOWN_ONCE_MENDED: &str = "as soon as that is mended, it is shown here";

// The words that a person will read.
pub const BEFORE_THE_START: &str = "Before the start";

sentences! {
    cannot_be_read(why): "the file can't be read: {why}"
    /// `12 reps`
    reps(count): "{count} reps"
    more_to_beware_of(more): "and {more} more to beware of"
    spoken(words): "Spoken: {words}"
}

pub fn parts(parts: &[&str]) -> String {
    format!("Parts: {}", parts.join(" · "))
}

// What keys do.
pub const PLAY_FROM_HERE: &str = "play from here";
