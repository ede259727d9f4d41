//! The plan of a routine: its columns, doses, rounds and sums; and its file while somebody writes it.
//! Lengths and counts come as they are shown there.

use crate::routine::Side;

sentences! {
    START: "Start"
    READY: "Ready"
    LASTS: "Lasts"
    WHAT: "What"
    WHICH: "Which"
    DOSE: "Dose"

    ENTER: "Enter"
    OPTIONAL: "optional"
    MAY_BE_LEFT_OUT: ", may be left out"
    REST: "rest"

    OWN_PACE: "at your own pace, Enter ends it"
    WAIT_FOR_YES: "wait for y"
    WAIT_FOR_OFF: "wait for Enter, rings until then"
    WAIT_FOR_ENTER: "wait for Enter"

    TO_CHANGE_SIDES: "to change sides"
    BETWEEN: "between"
    BETWEEN_SETS: "between sets"

    BREATH_IN: "in"
    BREATH_OUT: "out"

    /// From the least on a person may end what begins at another time than is written.
    STARTS_AT_THE_MOST: "The start times hold when everything takes its most; from the least on, \
        Enter means enough."

    /// `wait for Enter, 30 s at most`
    wait_at_most(limit): "{WAIT_FOR_ENTER}, {limit} at most"
    /// A rest with what its author says of it.
    rest(text): "Rest: {text}"
    /// The three parts of an application: before, during and after it.
    pack_on(name): "{name}: on"
    pack_off(name): "{name}: off"
    get_ready(name): "{name}: get ready"

    /// The times of the looks at the skin: `, a look at 5 min, 10 min`.
    looks(at): ", a look at {at}"
    /// `right and left in turn, `
    in_turn(first, other): "{first} and {other} in turn, "
    /// `set 2 of 3, `
    nth_set(nth, of): "set {nth} of {of}, "
    /// `up to 45 s`
    up_to(length): "up to {length}"
    /// `round 2 of 3`
    nth_round(nth, of): "round {nth} of {of}"

    // How a file is that somebody writes.
    CAN_BE_PLAYED: "can be played"
    IS_STALE: "broken: this is the last good save"
    NOT_YET: "can't be played yet"

    SHOWN_ONCE_MENDED: "as soon as that is mended, it is shown here"

    // The words that a person will read.
    BEFORE_THE_START: "Before the start"

    cannot_be_read(why): "the file can't be read: {why}"
    /// `12 reps`
    reps(count): "{count} reps"
    more_to_beware_of(more): "and {more} more to beware of"
    spoken(words): "Spoken: {words}"
    parts(words): "Parts: {words}"

    // What keys do.
    PLAY_FROM_HERE: "play from here"
}

/// `change to the left`, or where no side is known `change sides`.
pub fn change(to: Option<Side>) -> String {
    to.map_or("change sides".into(), |side| format!("change to the {}", super::side(side)))
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
    let waits = if times == 1 { "wait counts" } else { "waits count" };
    let times = (times > 0).then(|| super::times(times))?;
    Some(format!("It waits {times} for a key; the {waits} as nothing here."))
}

/// What a number stands for: a round, a set, a repetition.
pub fn which(breath: bool) -> [&'static str; 3] {
    ["round", "set", if breath { "breath" } else { "rep" }]
}
