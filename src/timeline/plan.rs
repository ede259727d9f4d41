//! The plan of a routine, on paper: as a table to read and as JSON for other programs.
//!
//! It says what the timeline holds and nothing more: it computes no length of its own, and
//! refuses to know where its text will be printed.

mod dose;
mod rows;
mod table;

use serde::Serialize;
use serde_json::Value;

use super::{Nth, Phase, Timeline};
use crate::seconds::json_seconds;

pub use table::{PlanLine, line_of, lines, outline, table};

/// What `plan --json` says, its keys in this order. Seconds are numbers, with a fraction where
/// there is one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Plan<'t> {
    pub title: &'t str,
    pub least_seconds: Value,
    pub most_seconds: Value,
    /// All get-readies, part of the least and the most.
    pub ready_seconds: Value,
    /// How many phases only a key ends.
    pub waits: u32,
    pub phases: Vec<PlanPhase<'t>>,
}

/// One phase in `plan --json`. Numbers count from 1; what is absent is `null`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlanPhase<'t> {
    pub kind: &'static str,
    pub name: &'t str,
    pub text: Option<String>,
    pub cue: Option<&'t str>,
    pub side: Option<&'static str>,
    /// `null` for a whole set at the person's own pace, which still has its `reps`.
    pub rep: Option<u32>,
    pub reps: Option<u32>,
    /// How many of those a whole set at the person's own pace asks for at the least, where that
    /// is fewer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reps_least: Option<u32>,
    pub set: Option<u32>,
    pub sets: Option<u32>,
    pub round: Option<u32>,
    pub rounds: Option<u32>,
    pub step: &'t [u32],
    pub optional: bool,
    /// `null`, like the most, where only a key ends the phase.
    pub least_seconds: Option<Value>,
    pub most_seconds: Option<Value>,
}

/// The plan as an object for other programs.
pub fn json(timeline: &Timeline) -> Plan<'_> {
    let totals = timeline.totals();
    Plan {
        title: &timeline.title,
        least_seconds: json_seconds(totals.least),
        most_seconds: json_seconds(totals.most),
        ready_seconds: json_seconds(totals.ready),
        waits: totals.waits,
        phases: timeline.phases().iter().map(phase).collect(),
    }
}

/// A phase as an object for other programs.
pub fn phase(phase: &Phase) -> PlanPhase<'_> {
    let nth = |nth: Option<Nth>| nth.map(|nth| nth.nth);
    let of = |nth: Option<Nth>| nth.map(|nth| nth.of);
    PlanPhase {
        kind: phase.kind.word(),
        name: &phase.words.name,
        text: Some(phase.text()).filter(|text| !text.is_empty()),
        cue: Some(phase.cue()).filter(|cue| !cue.is_empty()),
        side: phase.side.map(|side| side.word()),
        rep: nth(phase.rep),
        reps: of(phase.rep).or(phase.reps.map(|reps| reps.most)),
        reps_least: phase
            .reps
            .filter(|reps| reps.least < reps.most)
            .map(|reps| reps.least),
        set: nth(phase.set),
        sets: of(phase.set),
        round: nth(phase.round()),
        rounds: of(phase.round()),
        step: &phase.step,
        optional: phase.is_optional(),
        least_seconds: phase.length.map(|length| json_seconds(length.least)),
        most_seconds: phase.length.map(|length| json_seconds(length.most)),
    }
}
