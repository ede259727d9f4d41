//! What a step is called and says where its author gave no words; of heat and cold, how often a
//! day.

use super::ordinal;
use crate::limits::Agent;

pub const REST: &str = "Rest";
pub const WAIT: &str = "When you are ready";
pub const LIE: &str = "Lie and rest";
pub const WALK: &str = "Walk";
pub const CHANGE: &str = "Change sides";

pub const BREATHE_IN: &str = "breathe in";
pub const BREATH_HELD: &str = "hold";
pub const BREATHE_OUT: &str = "breathe out";
pub const BREATH_PAUSE: &str = "pause";

/// Heat or cold as a step.
pub fn pack_name(agent: Agent) -> &'static str {
    match agent {
        Agent::Heat => "Heat",
        Agent::Cold => "Cold",
    }
}

/// Before it is on.
pub fn pack_on(agent: Agent) -> &'static str {
    match agent {
        Agent::Heat => "Lay the wrapped pack on. Its clock starts when you say that it is on.",
        Agent::Cold => {
            "Lay the pack on, over its cloth. Its clock starts when you say that it is on."
        }
    }
}

/// When it must come off.
pub fn pack_off(agent: Agent) -> &'static str {
    match agent {
        Agent::Heat => "Pack off, switched off, unplugged. Look at the skin.",
        Agent::Cold => "Pack off. Let the skin come back to its usual colour and warmth.",
    }
}

/// Which of the day's packs comes next, and when the last one came off:
/// `second of 3 today, last off 11:02`.
pub fn nth_today(nth: u32, of: u32, last_off: Option<&str>) -> String {
    let last = last_off.map_or(String::new(), |last| format!(", last off {last}"));
    format!("{} of {of} today{last}", ordinal(nth))
}
