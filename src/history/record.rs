//! One session as it was: planned and real, per step and side, how it ended, how it felt.
//!
//! The doc comments here are the reference of the file for other programs, beside
//! `docs/history.md`. All lengths are seconds, numbers in JSON.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use serde_with::skip_serializing_none;

use super::{Id, Stamp};
use crate::library::Queue;
use crate::routine::Side;
use crate::seconds::in_json;
use crate::session::StepDone;
use crate::timeline::Agent;

/// A session that is over. Its texts are its own; whoever only adds figures up may read them as they
/// stand in a line.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record<T = String> {
    /// The version of the line, 1.
    #[serde(default = "version")]
    pub v: u32,
    pub id: Id,
    /// The id of the routine; none for a file from outside the library.
    pub routine: Option<T>,
    /// The path of that file.
    pub path: Option<T>,
    /// What the program put together to be played one after another, where that is no file.
    pub queue: Option<Queue>,
    /// A fingerprint of its text.
    #[serde(default)]
    pub hash: T,
    pub title: T,
    /// When it began, on the wall clock.
    pub start: Stamp,
    /// The time zone there, like `Europe/Berlin`, where it is known.
    pub zone: Option<T>,
    /// When it ended, on the wall clock.
    pub end: Stamp,
    pub ended: Ended,
    /// How often it had been recorded before: gone on with since, or said more of.
    #[serde(default, skip_serializing_if = "in_json::is_default")]
    pub revision: u32,
    /// Where it ended, in words, if not at its end.
    pub at: Option<T>,
    /// How long everything was to last. `real` is how long it ran, pauses left out.
    pub planned: AskedAndDone,
    /// How much of that was work.
    pub work: AskedAndDone,
    /// The work of one side.
    pub left: Option<AskedAndDone>,
    pub right: Option<AskedAndDone>,
    /// Pain or stiffness before it, 0 to 10.
    pub before: Option<u8>,
    /// The parts of the body that it is for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<T>,
    /// How often the person paused, and for how long in all.
    #[serde(default)]
    pub pauses: u32,
    #[serde(default, with = "in_json")]
    pub paused: Duration,
    /// How long nobody looked in all: the machine slept, or the program was stopped.
    #[serde(default, with = "in_json")]
    pub away: Duration,
    /// How far the wall clock was set meanwhile, in seconds; ahead is positive.
    pub clock_set: Option<i64>,
    /// Heat and cold that were on the body.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub applications: Vec<Application>,
    /// When it was broken off and taken up again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resumed: Vec<Gap>,
    /// The version of supple that wrote it.
    #[serde(default)]
    pub program: T,
    /// What a newer version wrote beside this.
    #[serde(flatten)]
    pub other: Map<String, Value>,
    /// What was asked and done, per step and side.
    #[serde(default)]
    pub steps: Vec<StepDone<T>>,
}

fn version() -> u32 {
    1
}

/// How a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, strum::Display)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Ended {
    /// To its end.
    Finished,
    /// The person stopped.
    Stopped,
    /// The program or the machine ended first.
    Interrupted,
}

/// Seconds that were asked, at the least and at the most, and seconds that were done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedAndDone {
    #[serde(with = "in_json")]
    pub least: Duration,
    #[serde(with = "in_json")]
    pub most: Duration,
    #[serde(with = "in_json")]
    pub real: Duration,
}

impl AskedAndDone {
    fn add<T>(&mut self, done: &StepDone<T>) {
        self.least += done.least;
        self.most += done.most;
        self.real += done.real;
    }
}

/// Heat or cold on the body, from its start until its off was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    /// `heat` or `cold`.
    pub agent: Agent,
    pub on: Stamp,
    /// When off was answered; the time of writing, where nobody has answered yet.
    pub off: Stamp,
    /// The pause that it asks for before the next one.
    #[serde(with = "in_json")]
    pub apart: Duration,
    /// Began before its time, as the person insisted.
    #[serde(default, skip_serializing_if = "in_json::is_default")]
    pub too_soon: bool,
}

impl Application {
    /// Whether both are the same pack on the same body, seen at different times.
    pub fn is_same(&self, other: &Application) -> bool {
        (self.agent, self.on) == (other.agent, other.on)
    }
}

/// A time in which the session was broken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// When it was last seen running.
    pub from: Stamp,
    /// When it was taken up again.
    pub to: Stamp,
}

/// What is known of several, where each is whole, is not, or nobody knows.
pub(super) fn all_whole(each: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let both = |all, one| if all == Some(true) || one == Some(false) { one } else { all };
    each.fold(Some(true), both)
}

/// Work in all, and that of the left and of the right where there is any.
pub(super) type DoneBySide = (AskedAndDone, Option<AskedAndDone>, Option<AskedAndDone>);

/// The sums of some steps.
pub(super) fn sum_by_side<'s, T: AsRef<str> + 's>(
    steps: impl Iterator<Item = &'s StepDone<T>>,
) -> DoneBySide {
    let (mut work, mut left, mut right) = DoneBySide::default();
    for step in steps {
        work.add(step);
        match step.side() {
            Some(Side::Left) => left.get_or_insert_default().add(step),
            Some(Side::Right) => right.get_or_insert_default().add(step),
            None => {}
        }
    }
    (work, left, right)
}

/// What is said later of a session: every word that is there replaces the one before.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Felt {
    #[serde(default = "version")]
    pub v: u32,
    pub id: Id,
    /// When it was said.
    pub at: Stamp,
    /// Pain or stiffness before it, 0 to 10.
    pub before: Option<u8>,
    /// Pain or stiffness after it, 0 to 10.
    pub after: Option<u8>,
    /// How it was after it, held against before.
    pub than: Option<Than>,
    /// One line in the person's own words; an empty one takes it back.
    pub note: Option<String>,
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

impl Felt {
    /// Nothing said yet.
    pub fn nothing(id: Id, at: Stamp) -> Felt {
        Felt { v: 1, id, at, before: None, after: None, than: None, note: None, other: Map::new() }
    }
}

/// How it was after a session, held against before.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Than {
    Better,
    Same,
    Worse,
}

impl Than {
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// A session is to be forgotten, on every machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forget {
    #[serde(default = "version")]
    pub v: u32,
    pub id: Id,
    pub at: Stamp,
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

impl<T: AsRef<str>> Record<T> {
    /// Puts in what was asked and done, and the sums of it.
    pub fn set_done(&mut self, steps: Vec<StepDone<T>>) {
        (self.work, self.left, self.right) = sum_by_side(steps.iter());
        self.steps = steps;
    }

    fn begun(&self) -> impl Iterator<Item = &StepDone<T>> {
        self.steps.iter().filter(|step| step.is_begun())
    }

    /// Whether any of a routine was done: it is what was played, or its steps were among it.
    pub fn has_done(&self, routine: &str) -> bool {
        let whole = self.routine.as_ref().is_some_and(|id| id.as_ref() == routine);
        self.begun().any(|step| whole || step.is_of(routine))
    }

    /// The routines of which any was done among what was played, in their order.
    pub fn parts(&self) -> Vec<&str> {
        let mut parts: Vec<&str> = Vec::new();
        for id in self.begun().flat_map(|step| &step.from) {
            if !parts.contains(&id.as_ref()) {
                parts.push(id.as_ref());
            }
        }
        parts
    }
}
