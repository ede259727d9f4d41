//! The flat plan: a routine with every side, set, repetition and part spelled out as phases.
//!
//! [`compile`] is a function of values: the same routine gives the same timeline. What a key may
//! do with it is the business of `session`; what it looks like, of `view`. No clock runs here.

mod expand;
mod include;
mod movement;
mod placeholders;
pub mod plan;

use std::sync::Arc;
use std::time::Duration;

pub use crate::limits::{Agent, Limits};
use crate::routine::place::Finding;
use crate::routine::{Breath, Check, Routine, Side};
use crate::seconds::{Count, LONGEST, Length};
pub use expand::{SideDose, SidePart};
pub use include::{NamedRoutine, OtherRoutines, resolve};
pub use movement::{Movement, figure_of};

/// The most phases that a routine may have, every optional one among them. As many `Repeat`s and
/// `Include`s may be played.
pub const MOST_PHASES: usize = 100_000;

/// The longest that a routine may last, all lengths at their most.
pub const MOST_TIME: Duration = LONGEST;

/// Ranges that reach from their least to their most, in quarters of that way.
pub const WHOLE_RANGES: u8 = 4;

/// How deep `Repeat`s and `Include`s may stand inside each other, those of included routines
/// among them.
pub const DEEPEST: usize = 16;

/// What a phase is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Get ready for an exercise: take the position, hear the words.
    Ready,
    /// Waits for the person: only a key or its limit ends it.
    #[default]
    Wait,
    /// A position is held.
    Hold,
    /// A part of a repetition, or a whole one; without a length, a set at the person's own pace.
    Rep,
    /// A part of a breath.
    Breath,
    /// A rest: a step of its own or the gap between repetitions, sets or rounds.
    Rest,
    /// The change from one side to the other.
    Change,
    /// Heat or cold is on the body.
    Application(Agent),
    /// The wait that follows an application: it rings until "off" is answered.
    Off(Agent),
    /// Lying down.
    Lie,
    /// Walking.
    Walk,
}

impl Kind {
    /// Whether the body does or gets what the routine is for, so that it counts as work done.
    pub fn is_work(self) -> bool {
        use Kind::{Change, Off, Ready, Rest, Wait};
        !matches!(self, Ready | Wait | Rest | Change | Off(_))
    }

    /// The word for it in `plan --json`. Lying and walking are held like any position.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Ready => "ready",
            Kind::Wait | Kind::Off(_) => "wait",
            Kind::Hold | Kind::Lie | Kind::Walk => "hold",
            Kind::Rep => "rep",
            Kind::Breath => "breath",
            Kind::Rest => "rest",
            Kind::Change => "change",
            Kind::Application(_) => "application",
        }
    }
}

/// The words of a step for one side, with every placeholder filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct StepWords {
    /// What it is called; never empty.
    pub name: String,
    /// The starting position.
    pub start: String,
    /// The full instruction.
    pub text: String,
    /// The short spoken form.
    pub say: String,
    /// The few words of a step without parts.
    pub cue: String,
    /// The few words of each part.
    pub cues: Vec<String>,
}

/// Which one of how many, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nth {
    pub nth: u32,
    pub of: u32,
}

/// A unit past the least of a count, which may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptionalUnit {
    /// The loop that offers it: the same on both sides, different for every playing of a loop.
    pub of: u32,
    /// Which repetition, set or round of that loop it is.
    pub nth: u32,
}

/// A round of a `Repeat`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Round {
    /// How many numbers of [`Phase::step`] name the `Repeat`.
    pub depth: usize,
    pub nth: Nth,
}

/// The smallest thing with a countdown of its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Phase {
    pub kind: Kind,
    pub words: Arc<StepWords>,
    /// Its side; a gap carries the side that it leads to.
    pub side: Option<Side>,
    /// The repetition, hold or breath, where the author wrote a count.
    pub rep: Option<Nth>,
    /// How many repetitions a whole set at the person's own pace asks for, where the author wrote
    /// a count.
    pub reps: Option<Count>,
    /// The set, where the author wrote a count.
    pub set: Option<Nth>,
    /// The round of every `Repeat` around it that has a count, outermost first.
    pub rounds: Arc<[Round]>,
    /// The part of the repetition or breath, where it has several.
    pub part: Option<Nth>,
    /// The step as written: its place among the steps, and inside them, from 1.
    pub step: Arc<[u32]>,
    /// The ids of the routines that it comes from, where they are included, the outermost first.
    pub from: Arc<[String]>,
    /// Consecutive phases of one playing of a step have the same number.
    pub run: u32,
    /// May be left out: it lies past the least of a count.
    pub choice: Option<OptionalUnit>,
    /// A rest or change between two repetitions, sets, sides or rounds.
    pub gap: bool,
    /// How long; `None` where only a key ends it.
    pub length: Option<Length>,
    /// What the breath does meanwhile.
    pub breath: Option<Breath>,
    /// What to look at meanwhile.
    pub checks: Arc<[Check]>,
    /// What an application, and its off, ask for before the next one.
    pub limits: Option<Limits>,
    /// What the figure does meanwhile, where the step has one.
    pub figure: Option<Movement>,
}

impl Phase {
    /// The round of the innermost `Repeat` that has a count.
    pub fn round(&self) -> Option<Nth> {
        self.rounds.last().map(|round| round.nth)
    }

    /// How many repetitions there are at the most, where the author wrote a count.
    pub fn most_reps(&self) -> Option<u32> {
        self.rep.map(|rep| rep.of).or(self.reps.map(|reps| reps.most))
    }

    /// Whether it is a whole set at the person's own pace: a key ends it, and nobody but they
    /// knows how many repetitions it was.
    pub fn is_own_pace(&self) -> bool {
        self.kind == Kind::Rep && self.length.is_none()
    }

    /// Whether it lies past the least of a count and may be left out.
    pub fn is_optional(&self) -> bool {
        self.choice.is_some()
    }

    fn is_rest_between(&self) -> bool {
        self.kind == Kind::Rest && self.gap
    }

    /// The few words that stand for this phase where it is seen from afar, the best first: what
    /// the author gave for that, else whatever else may be as short.
    pub fn short_forms(&self) -> Vec<&str> {
        let StepWords { name, say, text, cue, .. } = &*self.words;
        match self.kind {
            _ if !self.cue().is_empty() => vec![self.cue()],
            _ if !cue.is_empty() => vec![cue],
            // What a wait says is what to do.
            Kind::Wait => vec![say, text, name],
            _ => vec![say, name],
        }
    }

    /// The few words of this part; empty where there are none.
    pub fn cue(&self) -> &str {
        let part = self.part.map_or(1, |part| part.nth) as usize;
        match self.kind {
            Kind::Rep | Kind::Breath => self.words.cues.get(part - 1).map_or("", String::as_str),
            _ => "",
        }
    }

    /// The instruction as it is shown: while the position is taken, its words come first.
    pub fn text(&self) -> String {
        match self.kind {
            Kind::Ready | Kind::Wait | Kind::Change => join(&self.words.start, &self.words.text),
            _ => self.words.text.clone(),
        }
    }

    /// How long it lasts at the least; nothing where only a key ends it.
    pub fn least(&self) -> Duration {
        self.length.map_or(Duration::ZERO, |length| length.least)
    }

    /// How long it lasts at the most; nothing where only a key ends it.
    pub fn most(&self) -> Duration {
        self.length.map_or(Duration::ZERO, |length| length.most)
    }
}

/// Two texts with a space between them, where both are there.
pub fn join(first: &str, second: &str) -> String {
    match (first.is_empty(), second.is_empty()) {
        (true, _) => second.to_owned(),
        (_, true) => first.to_owned(),
        _ => format!("{first} {second}"),
    }
}

/// What a timeline adds up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// The least over all phases that are not optional.
    pub least: Duration,
    /// The most over all phases.
    pub most: Duration,
    /// All get-readies, which are part of both.
    pub ready: Duration,
    /// How many phases only a key ends.
    pub waits: u32,
}

/// A routine compiled flat: every phase in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    pub title: String,
    phases: Vec<Phase>,
    totals: Totals,
    /// The most before each phase, and after the last: one longer than `phases`, or empty like them.
    before: Vec<Duration>,
}

/// Compiles a routine that [`check`](crate::routine::check) found nothing wrong with. `id` is its
/// own, where it has one, and `others` has what it includes. Ranges may reach only a part of the way
/// from their least to their most, in `quarters`: nothing is ever below its least, and from 4 on all
/// is as it is written. Heat, cold and the limits of waits are as they are written.
///
/// # Errors
/// What is wrong with what it includes: that is unknown or broken, leads back to it, brings a side
/// into a side. Where nothing is: it asks for more than any routine may.
pub fn compile(
    routine: &Routine,
    id: Option<&str>,
    others: &dyn OtherRoutines,
    quarters: u8,
) -> Result<Timeline, Vec<Finding>> {
    let phases = expand::expand(routine, id, others, quarters)?;
    let timeline = Timeline::new(routine.title.to_string(), phases);
    match timeline.totals.most {
        most if most > MOST_TIME => Err(vec![include::too_long(most)]),
        _ => Ok(timeline),
    }
}

impl Timeline {
    fn new(title: String, phases: Vec<Phase>) -> Timeline {
        let mut totals = Totals::default();
        let mut before = Vec::with_capacity(phases.len() + 1);
        before.push(Duration::ZERO);
        for phase in &phases {
            if phase.choice.is_none() {
                totals.least += phase.least();
            }
            totals.most += phase.most();
            if phase.kind == Kind::Ready {
                totals.ready += phase.most();
            }
            totals.waits += u32::from(phase.length.is_none());
            before.push(totals.most);
        }
        Timeline { title, phases, totals, before }
    }

    /// The same without some steps, whose places are as in [`Phase::step`]; what stands inside one
    /// goes with it.
    pub fn without(&self, steps: &[Vec<u32>]) -> Timeline {
        let stays = |phase: &&Phase| !steps.iter().any(|step| phase.step.starts_with(step));
        let phases = self.phases.iter().filter(stays).cloned();
        Timeline::new(self.title.clone(), phases.collect())
    }

    /// Every phase in order; never empty for a routine that passed its check.
    pub fn phases(&self) -> &[Phase] {
        &self.phases
    }

    pub fn totals(&self) -> Totals {
        self.totals
    }

    /// Whether something of it is at the person's own pace, so that nobody knows how long it lasts.
    pub fn has_own_pace(&self) -> bool {
        self.phases.iter().any(Phase::is_own_pace)
    }

    /// A fingerprint of what is played: the same for two timelines that ask for the same phases
    /// of the same steps, whatever their words.
    pub fn fingerprint(&self) -> String {
        let mut text = String::new();
        for phase in &self.phases {
            use std::fmt::Write;
            let (least, most) = (phase.least().as_millis(), phase.most().as_millis());
            let side = phase.side.map_or("", Side::word);
            let choice = phase.choice.map(|choice| (choice.of, choice.nth));
            let part = phase.part.map(|part| (part.nth, part.of));
            let (kind, step, run) = (phase.kind, &phase.step, phase.run);
            let _ =
                write!(text, "{kind:?} {side} {least} {most} {step:?} {run} {part:?} {choice:?};");
        }
        crate::text::fingerprint(&text)
    }

    /// How long everything before a phase lasts at the most; for the number of phases, all.
    pub fn before(&self, index: usize) -> Duration {
        self.before.get(index.min(self.phases.len())).copied().unwrap_or_default()
    }

    /// The phase that plays when so much has passed at the most, by binary search.
    pub fn at(&self, passed: Duration) -> usize {
        let after = self.before.partition_point(|start| *start <= passed);
        after.saturating_sub(1).min(self.phases.len().saturating_sub(1))
    }

    /// A jump lands where a repetition begins, or on the get-ready or change before it; never on a
    /// part of a tempo, never on the rest between two repetitions, and never inside an application,
    /// which begins with its wait.
    fn is_stop(&self, index: usize) -> bool {
        let phase = &self.phases[index];
        let first_part = phase.part.is_none_or(|part| part.nth == 1);
        let inside = matches!(phase.kind, Kind::Application(_) | Kind::Off(_));
        !phase.is_rest_between() && first_part && !inside
    }

    fn begins_step(&self, index: usize) -> bool {
        index == 0 || self.phases[index - 1].run != self.phases[index].run
    }

    /// The indices before one, the last first.
    fn back_from(&self, index: usize) -> impl Iterator<Item = usize> {
        (0..index.min(self.phases.len())).rev()
    }

    /// The next place that a jump by repetition or hold lands on.
    pub fn next_stop(&self, index: usize) -> Option<usize> {
        (index + 1..self.phases.len()).find(|&at| self.is_stop(at))
    }

    /// The repetition or hold that a phase belongs to: the place that playing it again begins.
    pub fn this_stop(&self, index: usize) -> usize {
        self.back_from(index + 1).find(|&at| self.is_stop(at)).unwrap_or(0)
    }

    /// The place before [`this_stop`](Self::this_stop); from a rest, the repetition just done.
    pub fn previous_stop(&self, index: usize) -> Option<usize> {
        let this = self.this_stop(index);
        if self.phases.get(index).is_some_and(Phase::is_rest_between) {
            return Some(this);
        }
        self.back_from(this).find(|&at| self.is_stop(at))
    }

    /// The first phase of the next step.
    pub fn next_step(&self, index: usize) -> Option<usize> {
        (index + 1..self.phases.len()).find(|&at| self.begins_step(at))
    }

    /// The first phase of this step.
    pub fn this_step(&self, index: usize) -> usize {
        self.back_from(index + 1).find(|&at| self.begins_step(at)).unwrap_or(0)
    }

    /// The first phase of the step before this one.
    pub fn previous_step(&self, index: usize) -> Option<usize> {
        self.back_from(self.this_step(index)).find(|&at| self.begins_step(at))
    }

    /// The first phase of a step as written, `[9, 2]` for the second inside the ninth.
    pub fn find_step(&self, path: &[u32]) -> Option<usize> {
        self.phases.iter().position(|phase| phase.step.starts_with(path))
    }
}
