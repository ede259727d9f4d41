//! What has really been done, per step and side: the numbers of the end screen and the record.
//!
//! It adds up; it refuses to judge.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::history::record::seconds;
use crate::routine::Side;
use crate::timeline::{Kind, Phase, Timeline};

/// A step as written, on one side.
type Place = (Arc<[u32]>, Option<Side>);

/// What was really done in a session.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    #[serde(with = "places")]
    real: BTreeMap<Place, Real>,
    /// How often the person paused.
    pub pauses: u32,
    /// How long the person paused in all.
    #[serde(with = "seconds")]
    pub paused: Duration,
    /// How long nobody looked, in all.
    #[serde(with = "seconds")]
    pub away: Duration,
}

/// What was really done of one step on one side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Real {
    /// Seconds of work.
    #[serde(with = "seconds")]
    length: Duration,
    /// Whole repetitions, holds or breaths.
    reps: u32,
    skipped: bool,
    extended: bool,
    hurt: bool,
}

/// One line of what was asked and what was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    pub step: Arc<[u32]>,
    pub name: String,
    pub kind: Kind,
    pub side: Option<Side>,
    /// Seconds of work that were asked, at the least and at the most.
    pub asked: (Duration, Duration),
    /// Seconds of work that were done.
    pub real: Duration,
    /// Repetitions, holds or breaths that were asked, at the least and at the most.
    pub reps_asked: (u32, u32),
    /// Whole repetitions, holds or breaths that were done.
    pub reps: u32,
    /// The person jumped over some of it.
    pub skipped: bool,
    /// The person added time.
    pub extended: bool,
    /// The person said that it hurts.
    pub hurt: bool,
}

impl Tally {
    /// Counts a phase that is left; `whole` if it was played to its end or to "enough".
    pub(super) fn count(&mut self, phase: &Phase, real: Duration, whole: bool) {
        if !phase.kind.is_work() {
            return;
        }
        let entry = self.entry(phase);
        entry.length += real;
        if whole && ends_a_rep(phase) {
            entry.reps = entry.reps.saturating_add(reps_in(phase));
        }
    }

    pub(super) fn skip(&mut self, phase: &Phase) {
        self.entry(phase).skipped = true;
    }

    pub(super) fn extend(&mut self, phase: &Phase) {
        self.entry(phase).extended = true;
    }

    pub(super) fn hurt(&mut self, phase: &Phase) {
        self.entry(phase).hurt = true;
    }

    fn entry(&mut self, phase: &Phase) -> &mut Real {
        self.real
            .entry((phase.step.clone(), phase.side))
            .or_default()
    }

    /// Asked against done, for every step that asks for work, in the order of the timeline.
    pub fn done(&self, timeline: &Timeline) -> Vec<Done> {
        self.done_of(asked(timeline))
    }

    /// Puts what was done beside what was [`asked`].
    pub fn done_of(&self, mut asked: Vec<Done>) -> Vec<Done> {
        for line in &mut asked {
            let place = (line.step.clone(), line.side);
            let real = self.real.get(&place).copied().unwrap_or_default();
            line.real = real.length;
            line.reps = real.reps;
            line.skipped = real.skipped;
            line.extended = real.extended;
            line.hurt = real.hurt;
        }
        asked
    }

    /// Seconds of work in all.
    pub fn worked(&self) -> Duration {
        self.real.values().map(|real| real.length).sum()
    }
}

/// What a timeline asks for, with nothing done. It looks at every phase, so whoever needs it often
/// keeps it.
pub fn asked(timeline: &Timeline) -> Vec<Done> {
    let mut lines: Vec<Done> = Vec::new();
    let mut index: BTreeMap<Place, usize> = BTreeMap::new();
    for phase in timeline
        .phases()
        .iter()
        .filter(|phase| phase.kind.is_work())
    {
        let at = *index
            .entry((phase.step.clone(), phase.side))
            .or_insert_with(|| {
                lines.push(Done {
                    step: phase.step.clone(),
                    name: phase.words.name.clone(),
                    kind: phase.kind,
                    side: phase.side,
                    asked: Default::default(),
                    real: Duration::ZERO,
                    reps_asked: (0, 0),
                    reps: 0,
                    skipped: false,
                    extended: false,
                    hurt: false,
                });
                lines.len() - 1
            });
        let line = &mut lines[at];
        let reps = if ends_a_rep(phase) { reps_in(phase) } else { 0 };
        line.asked.1 += phase.most();
        line.reps_asked.1 += reps;
        if phase.choice.is_none() {
            line.asked.0 += phase.least();
            line.reps_asked.0 += reps;
        }
    }
    lines
}

/// The places as a list, since a key of JSON is a text.
mod places {
    use serde::{Deserializer, Serializer};

    use super::*;

    pub fn serialize<S: Serializer>(
        real: &BTreeMap<Place, Real>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(
            real.iter()
                .map(|((step, side), real)| (&**step, side, real)),
        )
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<Place, Real>, D::Error> {
        let list: Vec<(Vec<u32>, Option<Side>, Real)> = Vec::deserialize(deserializer)?;
        let place = |(step, side, real): (Vec<u32>, _, _)| ((Arc::from(step), side), real);
        Ok(list.into_iter().map(place).collect())
    }
}

fn ends_a_rep(phase: &Phase) -> bool {
    phase.part.is_none_or(|part| part.nth == part.of)
}

/// How many repetitions a phase is: a set at the person's own pace is one phase for all.
fn reps_in(phase: &Phase) -> u32 {
    match phase.rep {
        Some(rep) if rep.nth == 0 => rep.of,
        _ => 1,
    }
}
