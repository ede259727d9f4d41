//! What the voice says of its own: complete in itself, since whoever hears it may see no screen.

use std::time::Duration;

use crate::routine::Side;
use crate::seconds::{Count, Length};

sentences! {
    PRESS_WHEN_OFF: "Press Enter when it is off"
    NONE_IS_YOU: "If none of the warnings is you, press y once the pack is on"
    PRESS_TO_GO_ON: "Press Enter to go on"
    GOES_ON: "The session goes on by itself"
    OWN_PACE: "At your own pace. Press Enter when done."

    REST: "Rest"
    CHANGE: "Change"
    OTHER_SIDE: "Now the other side"
    HOLD: "hold"
    STAY: "stay"
    WALK: "walk"
    BREATH_IN: "In"
    BREATH_OUT: "Out"
    BREATH_HELD: "Hold"

    EASIER: "For an easier one, press e."
    HURT: "Noted that it hurts."
    SLIP: "If it was a slip, press u."
    TAKEN_BACK: "Taken back."
    HALFWAY: "Halfway."
    LOOK_AT_SKIN: "Look at the skin."
    TAKE_OFF: "Take the pack off. Press Enter."
    WAITING: "Waiting for you. Press Enter."
    WAITING_FOR_PACK: "Waiting for you. Press y once the pack is on."
    PAUSED: "Paused."
    BACK: "Back into position."
    GO_ON: "Go on"
    DONE: "Done."
    STOPPED: "Stopped."
    STOPPED_MAY_GO_ON: "Stopped. Space goes on."

    CLOCK_RUNS: "The clock runs"
    PACK_STAYED_ON: "The pack stayed on: that time counts."

    AWAY_AGAIN: "You were away. Enter plays this one again, Space goes on where it stood."
    AWAY_OVER: "You were away. That part is over. Enter goes on."
    AWAY_GO_ON: "You were away. Enter goes on with it."
    AWAY_WALKED: "Did you walk all the while? Enter for yes, b for no."

    PRESS_TO_BEGIN: "Press Enter to begin."
    OTHER_WARNINGS: "The other warnings: key i."

    /// `Rest, 30 seconds`
    rest(range): "{REST}, {range}"
    up_to(length): "Up to {length}."
    /// The question at the least of an application; so much longer it may stay on.
    time_to_take_off(left): "Time to take it off: press Enter. Or press c to keep it on for {left} \
        more, and no longer."
    now_side(side): "Now the {side} side"
    /// A set at the person's own pace, after how often: `5 times, at your own pace. …`
    at_own_pace(times): "{times}, at your own pace. Press Enter when done."
}

/// A text that says one of these has told already how it goes on.
pub const TELLS_HOW: [&str; 2] = ["by itself", "Enter"];

pub const ASKS_OFF: [&str; 2] = [
    "Take the pack off, and look at the skin",
    "Press Enter when it is off, or Space if it stays on",
];

/// What comes next, the first of all or a later one.
pub fn coming(name: &str, first: bool) -> String {
    if first { format!("Get ready: {name}") } else { format!("Next: {name}") }
}

/// The side that a step begins with; `first` where the other follows: `Right side first`.
pub fn side_begins(side: Side, first: bool) -> String {
    let first = if first { " first" } else { "" };
    format!("{} side{first}", super::capital(super::side(side)))
}

/// When a wait ends by itself, and the session with it where it is the last.
pub fn by_itself(last: bool, after: Duration) -> String {
    let then = if last { "ends" } else { "goes on" };
    format!("The session {then} by itself in {}", length(after))
}

/// When the alarm of a pack comes, and when it must come off.
pub fn alarm_comes(after: Length) -> String {
    let most = length(after.most);
    if after.is_range() {
        let least = length(after.least);
        format!("The alarm comes after {least}. After {most} it must come off")
    } else {
        format!("It must come off after {most}")
    }
}

/// That something may end now, the fullest words first: work, or what only lasts. Nobody who plays
/// hands-free presses a key.
pub fn may_stop(work: bool, hands_free: bool, left: Duration) -> [String; 3] {
    let (may, ends) =
        if work { ("You may stop", "it ends") } else { ("You may go on", "it goes on") };
    let by_itself = format!("{ends} by itself in {}", length(left));
    let bare = format!("{may}.");
    if hands_free {
        [format!("{may}; {by_itself}."), bare.clone(), bare]
    } else {
        let enter = format!("{may}: press Enter");
        [format!("{enter}, or {by_itself}."), format!("{enter}."), bare]
    }
}

/// After `+` and `-`.
pub fn changed(longer: bool) -> String {
    format!("15 seconds {}.", if longer { "more" } else { "less" })
}

/// How often something is done: `Twice`, `5 times`, `8 to 12 times`.
pub fn times(times: Count) -> String {
    super::capital(&super::often::times(times))
}

/// A range of lengths: `10 to 30 seconds`, `up to 1 minute`.
pub fn range(range: Length) -> String {
    super::range_with(range, length, [" to "; 2])
}

/// A length to be spoken: `1 minute 30 seconds`.
pub fn length(length: Duration) -> String {
    let millis = length.as_millis() as u64;
    let (hours, minutes, seconds) = (millis / 3_600_000, millis / 60_000 % 60, millis % 60_000);
    let mut parts = Vec::new();
    if hours > 0 {
        parts.push(super::count(hours, "hour"));
    }
    if minutes > 0 {
        parts.push(super::count(minutes, "minute"));
    }
    match seconds % 1000 {
        _ if seconds == 0 && !parts.is_empty() => {}
        0 => parts.push(super::count(seconds / 1000, "second")),
        _ => parts.push(format!("{:.1} seconds", seconds as f64 / 1000.0)),
    }
    parts.join(" ")
}
