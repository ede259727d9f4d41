//! What is seen of a session beside its screen: notifications, the window's title, the sound that
//! is chosen.

use std::time::Duration;

use super::voice::length;
use crate::limits::Agent;

pub const MAY_STOP: &str = "You may stop: Enter.";
pub const TAKE_OFF: &str = "Time to take it off";
pub const WAITING: &str = "Waiting for you.";
pub const DONE: &str = "Done.";

/// When a pack must be off.
pub fn off_now(agent: Agent) -> &'static str {
    match agent {
        Agent::Heat => "Warm pack off now",
        Agent::Cold => "Cold pack off now",
    }
}

/// What there is to do when a pack may come off.
pub fn off_or_longer(name: &str) -> String {
    format!("{name}: Enter when it is off, c keeps it on until it must come off.")
}

pub fn paused_for(so_long: Duration) -> String {
    format!("Paused for {} now.", length(so_long))
}

pub const TITLE_WAITING: &str = "waiting for you";
pub const TITLE_PAUSED: &str = "paused";
pub const TITLE_ALARM: &str = "ALARM";

/// `5 minutes left`
pub fn title_left(left: Duration) -> String {
    format!("{} left", length(left))
}

pub const SOUND_ALL: &str = "sound at every change";
pub const SOUND_SIDES: &str = "sound at sides and ends";
pub const SOUND_OFF: &str = "sound off, alarms still ring";
