//! Before a routine begins, and once it has ended.

use std::time::Duration;

use super::{count, length};
use crate::seconds::clock;

pub const READ_ON: &str = "read on";
pub const TRY_ALARM: &str = "hear the alarm once";
pub const ALARM_TRIED: &str = "Did you hear it? If not, turn the sound up and try again.";
pub const ALARM_ONLY_RINGS: &str = "Its switch is yours: supple can only ring. A muted terminal or \
     a sleeping laptop cannot.";

pub fn for_later(why: &str) -> String {
    format!("For later: {why}")
}

pub fn at_hand(needs: &str) -> String {
    format!("At hand: {needs}")
}

/// What a key does, and that it happens by itself before long.
pub fn or_by_itself(action: &str, left: Duration) -> String {
    let left = match left > Duration::from_secs(60) {
        true => clock(left),
        false => length(left),
    };
    format!("{action}, or by itself in {left}")
}

/// That there is more to read.
pub fn read_on(lines: u16) -> String {
    format!("{READ_ON}: {}", count(lines.into(), "more line"))
}

// How it is now.
pub const HOW_IS_IT: &str = "How is it now?";

pub fn it_was(before: u8) -> String {
    format!("before: {before}")
}

pub fn last_time(numbers: &[String]) -> String {
    format!("last time {}", numbers.join(" · "))
}

// The table of what was done.
pub const PLANNED: &str = "planned";
pub const DONE: &str = "done";
pub const IT_HURT: &str = "it hurt";
pub const SKIPPED: &str = "skipped";
pub const LONGER: &str = "longer";
