//! What has really been done, per step and side: the numbers of the end screen and the record.
//!
//! It adds up; it refuses to judge.

use std::collections::HashMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::routine::Side;
use crate::seconds::in_json;
use crate::timeline::{Kind, Phase, Timeline};
use crate::words::figures;

/// What was really done in a session.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// By step as written and side, ascending.
    real: Vec<(Box<[u32]>, Option<Side>, Real)>,
    /// How often the person paused.
    pub pauses: u32,
    /// How long the person paused in all.
    #[serde(with = "in_json")]
    pub paused: Duration,
    /// How long nobody looked, in all.
    #[serde(with = "in_json")]
    pub away: Duration,
}

/// What was really done of one step on one side.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Real {
    /// Seconds of work.
    #[serde(with = "in_json")]
    length: Duration,
    /// Whole repetitions, holds or breaths that the clock counted: of a set at the person's own
    /// pace it counts none.
    reps: u32,
    /// The sets at the person's own pace that were begun, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    sets: Vec<SaidSet>,
    skipped: bool,
    extended: bool,
    hurt: bool,
}

/// A set at the person's own pace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct SaidSet {
    /// Which playing of its step, and which set there.
    run: u32,
    set: u32,
    /// How many repetitions it was, as the person said; nobody else knows.
    said: Option<u32>,
}

/// What was asked and done of one step on one side, as the end screen and the record have it. Its
/// texts are its own; whoever only adds figures up may read them as they stand in a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepDone<T = String> {
    /// Its numbers, `9.2` for the second step inside the ninth.
    pub step: T,
    /// The ids of the routines that it comes from, where they are included, the outermost first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<T>,
    pub name: T,
    /// `hold`, `rep`, `breath`, `heat`, `cold`, `lie` or `walk`.
    pub kind: T,
    /// `left` or `right`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<T>,
    /// Seconds of work asked at the least and at the most, and done.
    #[serde(with = "in_json")]
    pub least: Duration,
    #[serde(with = "in_json")]
    pub most: Duration,
    #[serde(with = "in_json")]
    pub real: Duration,
    /// Repetitions, holds or breaths: asked at the least and at the most, and done whole, by the
    /// clock. Of sets at the person's own pace the clock counts none, and none are asked where
    /// the author wrote no count.
    pub reps_least: u32,
    pub reps_most: u32,
    pub reps: u32,
    /// Sets at the person's own pace that were asked, at the least and at the most.
    #[serde(default, skip_serializing_if = "in_json::is_default")]
    pub sets_least: u32,
    #[serde(default, skip_serializing_if = "in_json::is_default")]
    pub sets_most: u32,
    /// How many repetitions each of those that were begun was, as the person said; none where
    /// they did not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<Option<u32>>,
    /// Some of it was jumped over.
    #[serde(default, skip_serializing_if = "in_json::is_default")]
    pub skipped: bool,
    /// Time was added.
    #[serde(default, skip_serializing_if = "in_json::is_default")]
    pub extended: bool,
    /// The person said that it hurts.
    #[serde(default, skip_serializing_if = "in_json::is_default")]
    pub hurt: bool,
}

impl<T: AsRef<str>> StepDone<T> {
    /// How many repetitions were done, and who says so. At the person's own pace is only what has
    /// repetitions and no length: what older records say of its repetitions is what was asked.
    pub fn counted(&self) -> Counted<'_> {
        if self.kind.as_ref() == Kind::Rep.word() && self.most.is_zero() {
            Counted::Own(&self.said)
        } else {
            Counted::Clock(self.reps)
        }
    }

    /// Whether all that was asked at the least was done; of sets at the person's own pace, whether
    /// they were begun.
    pub fn is_whole(&self) -> bool {
        match self.counted() {
            Counted::Clock(reps) => reps >= self.reps_least && self.real >= self.least,
            Counted::Own(said) => said.len() >= self.sets_least as usize,
        }
    }

    /// Whether all repetitions at the person's own pace were done that were asked at the least;
    /// `None` where nobody knows.
    pub fn is_counted_whole(&self) -> Option<bool> {
        let Counted::Own(said) = self.counted() else {
            return Some(true);
        };
        let Some(each) = self.reps_least.checked_div(self.sets_least) else {
            // An older record, or nothing that was asked at the least.
            return (self.reps_least == 0).then_some(true);
        };
        if said.len() < self.sets_least as usize || said.iter().flatten().any(|said| *said < each) {
            return Some(false);
        }
        (each == 0 || said.iter().all(Option::is_some)).then_some(true)
    }

    /// Whether any of it was done.
    pub fn is_begun(&self) -> bool {
        !self.real.is_zero() || self.reps > 0 || !self.said.is_empty()
    }

    /// Whether it comes from a routine that was included.
    pub fn is_of(&self, routine: &str) -> bool {
        self.from.iter().any(|id| id.as_ref() == routine)
    }

    /// Its side, where it has one.
    pub fn side(&self) -> Option<Side> {
        let side = self.side.as_ref()?.as_ref();
        [Side::Left, Side::Right].into_iter().find(|known| known.word() == side)
    }

    /// Repetitions that were asked, at the least and at the most.
    pub fn reps_asked(&self) -> (u32, u32) {
        (self.reps_least, self.reps_most)
    }

    /// Sets at the person's own pace that were asked, at the least and at the most.
    pub fn sets_asked(&self) -> (u32, u32) {
        (self.sets_least, self.sets_most)
    }
}

/// The numbers of a step as a record has them: `9.2`.
pub fn step_numbers(step: &[u32]) -> String {
    let numbers: Vec<String> = step.iter().map(u32::to_string).collect();
    numbers.join(".")
}

/// How many repetitions of a step were done, and who says so. The two are never mixed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counted<'a> {
    /// The clock counted them; nobody else did.
    Clock(u32),
    /// A set at the person's own pace each, as they said, or unknown. Nothing is in it where none
    /// was begun, or where the record is older than the question.
    Own(&'a [Option<u32>]),
}

impl Counted<'_> {
    /// The number with the mark of who says so.
    pub fn shown(&self) -> String {
        match self {
            Counted::Clock(reps) => figures::reps_by_the_clock(*reps),
            Counted::Own(said) => figures::reps_as_said(said),
        }
    }
}

impl Tally {
    /// Counts a phase that is left; `whole` if it was played to its end or to "enough".
    pub(super) fn count(&mut self, phase: &Phase, real: Duration, whole: bool) {
        if !phase.kind.is_work() {
            return;
        }
        let entry = self.entry(phase);
        entry.length += real;
        if phase.is_own_pace() {
            if whole || !real.is_zero() {
                entry.begin_set(phase);
            }
        } else if whole && ends_a_rep(phase) {
            entry.reps = entry.reps.saturating_add(1);
        }
    }

    /// Which of the sets that were begun of its step and side a set at the person's own pace is,
    /// from 0, and how many repetitions it was, as they said; `None` for what is no such set or
    /// was not begun.
    pub(super) fn said(&self, phase: &Phase) -> Option<(usize, Option<u32>)> {
        if !phase.is_own_pace() {
            return None;
        }
        let (_, _, real) = &self.real[self.place_of(phase).ok()?];
        let set = set_of(phase);
        let nth = real.sets.iter().position(|own| (own.run, own.set) == set)?;
        Some((nth, real.sets[nth].said))
    }

    /// Keeps what the person says of a set that was begun.
    pub(super) fn say(&mut self, phase: &Phase, said: Option<u32>) {
        let (run, set) = set_of(phase);
        let mut sets = self.entry(phase).sets.iter_mut();
        if let Some(own) = sets.find(|own| (own.run, own.set) == (run, set)) {
            own.said = said;
        }
    }

    pub(super) fn skip(&mut self, phase: &Phase) {
        self.entry(phase).skipped = true;
    }

    pub(super) fn extend(&mut self, phase: &Phase) {
        self.entry(phase).extended = true;
    }

    /// Notes whether it hurts, and gives back what was noted before.
    pub(super) fn hurt(&mut self, phase: &Phase, is: bool) -> bool {
        std::mem::replace(&mut self.entry(phase).hurt, is)
    }

    /// Where its step and side stands, or would stand.
    fn place_of(&self, phase: &Phase) -> Result<usize, usize> {
        self.real
            .binary_search_by(|(step, side, _)| (&**step, *side).cmp(&(&*phase.step, phase.side)))
    }

    fn entry(&mut self, phase: &Phase) -> &mut Real {
        let at = self.place_of(phase).unwrap_or_else(|at| {
            self.real.insert(at, ((*phase.step).into(), phase.side, Real::default()));
            at
        });
        &mut self.real[at].2
    }

    /// Asked against done, for every step that asks for work, in the order of the timeline.
    pub fn done(&self, timeline: &Timeline) -> Vec<StepDone> {
        self.done_of(asked(timeline))
    }

    /// Puts what was done beside what was [`asked`].
    pub fn done_of(&self, mut asked: Vec<StepDone>) -> Vec<StepDone> {
        let real = self
            .real
            .iter()
            .map(|(step, side, real)| ((step_numbers(step), side.map(Side::word)), real));
        let all: HashMap<_, &Real> = real.collect();
        for line in &mut asked {
            if let Some(real) = all.get(&(line.step.clone(), line.side.as_deref())) {
                line.real = real.length;
                line.reps = real.reps;
                line.said = real.sets.iter().map(|own| own.said).collect();
                line.skipped = real.skipped;
                line.extended = real.extended;
                line.hurt = real.hurt;
            }
        }
        asked
    }

    /// Seconds of work in all.
    pub fn worked(&self) -> Duration {
        self.real.iter().map(|(_, _, real)| real.length).sum()
    }
}

/// What a timeline asks for, with nothing done. It looks at every phase, so whoever needs it often
/// keeps it.
pub fn asked(timeline: &Timeline) -> Vec<StepDone> {
    let mut lines: Vec<StepDone> = Vec::new();
    let mut index = HashMap::new();
    let work = timeline.phases().iter();
    for phase in work.filter(|phase| phase.kind.is_work()) {
        let at = *index.entry((&phase.step, phase.side)).or_insert_with(|| {
            let kind = match phase.kind {
                Kind::Application(agent) => agent.word(),
                Kind::Lie => "lie",
                Kind::Walk => "walk",
                kind => kind.word(),
            };
            lines.push(StepDone {
                step: step_numbers(&phase.step),
                from: phase.from.to_vec(),
                name: phase.words.name.clone(),
                kind: kind.to_owned(),
                side: phase.side.map(|side| side.word().to_owned()),
                ..StepDone::default()
            });
            lines.len() - 1
        });
        let line = &mut lines[at];
        let (reps, sets) = match phase.reps {
            reps if phase.is_own_pace() => (reps.map_or((0, 0), |reps| (reps.least, reps.most)), 1),
            _ if ends_a_rep(phase) => ((1, 1), 0),
            _ => ((0, 0), 0),
        };
        line.most += phase.most();
        line.reps_most = line.reps_most.saturating_add(reps.1);
        line.sets_most += sets;
        if phase.choice.is_none() {
            line.least += phase.least();
            line.reps_least = line.reps_least.saturating_add(reps.0);
            line.sets_least += sets;
        }
    }
    lines
}

fn ends_a_rep(phase: &Phase) -> bool {
    phase.part.is_none_or(|part| part.nth == part.of)
}

/// Which playing of its step a set is of, and which set there.
fn set_of(phase: &Phase) -> (u32, u32) {
    (phase.run, phase.set.map_or(1, |set| set.nth))
}

impl Real {
    /// Notes that a set was begun, once, in the order of the timeline.
    fn begin_set(&mut self, phase: &Phase) {
        let (run, set) = set_of(phase);
        let at = self.sets.partition_point(|own| (own.run, own.set) < (run, set));
        if self.sets.get(at).is_none_or(|own| (own.run, own.set) != (run, set)) {
            self.sets.insert(at, SaidSet { run, set, said: None });
        }
    }
}
