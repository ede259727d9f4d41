//! The limits on heat and cold, each with its source. No file and no key widens one of them.
//!
//! | | heat | cold |
//! |---|---|---|
//! | on at the most | 20 min | 20 min |
//! | off until the next | 2 h | 2 h |
//! | a day | 3 | 4 |
//!
//! A routine may ask for less. Only the pause and the times a day open for somebody who insists.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// When every application must be off. Heat: US FDA, "Heating devices: how to avoid burns" (1997),
/// never over 15 to 20 minutes. Cold: Midlands Partnership NHS, "Safe use of cold treatment", never
/// over 20.
pub const HARD_END: Duration = Duration::from_secs(20 * 60);

/// How long the question at the least of an application waits for its answer before it alarms: our
/// choice, after which somebody is taken to be asleep.
pub const ANSWER_WITHIN: Duration = Duration::from_secs(60);

/// How often an unanswered alarm repeats: our choice.
pub const ALARM_EVERY: Duration = Duration::from_secs(15);

/// What an application applies.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Agent {
    Heat,
    Cold,
}

impl Agent {
    /// `heat` or `cold`.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// What an application asks for between itself and the next of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The pause before the next, from the moment when "off" was answered.
    pub apart: Duration,
    /// How many a day at the most.
    pub a_day: u32,
}

impl Limits {
    /// What holds unless the author was stricter. The pause: Hong Kong Department of Health, "Heat
    /// therapy" and "Cold therapy", at least 2 hours; one patient text (Krames) allows 20 minutes
    /// on, 20 off, and the stricter is taken. A day: heat 3, Midlands Partnership NHS, "Safe use of
    /// heat treatment"; cold 4, a reprint of Mayo Clinic's home care.
    pub fn of(agent: Agent) -> Limits {
        let a_day = match agent {
            Agent::Heat => 3,
            Agent::Cold => 4,
        };
        Limits { apart: Duration::from_secs(2 * 60 * 60), a_day }
    }
}
