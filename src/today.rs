//! What is offered now, and why: the rules of Today, all of them here, each with its source or said
//! to be our choice.
//!
//! A function of values: how the back is, what was done in the newest months, the time of day, and
//! the routines that there are. It judges nothing that the person chooses themselves: what it does
//! not offer can be played all the same.

use std::sync::Arc;

use jiff::{SignedDuration, Zoned};

use crate::back::{self, Back, How};
use crate::history::rules::{self, TooSoon};
use crate::history::{Application, PastSession, Than};
use crate::library::{Entry, Library, Origin};
use crate::limits::{Agent, Limits};
use crate::routine::{Routine, Stage};
use crate::timeline::Timeline;

/// A number so much above the one before takes nobody on to more: our choice, since one more or
/// less is how such numbers vary, and no source draws the line.
pub const WORSE_BY: u8 = 2;

/// The same routine is not offered again within this time, unless it says how often: our choice.
const APART: SignedDuration = SignedDuration::from_hours(1);

/// What the rules look at.
#[derive(Clone)]
pub struct TodayFacts<'a> {
    pub now: Zoned,
    /// How the back is; `None` where nobody has been asked.
    pub back: Option<Back>,
    /// What was done in the newest months on this machine, the earliest first.
    pub sessions: &'a [PastSession],
    /// Heat and cold of the last two days at least.
    pub had: &'a [Application],
    /// Not all of that could be read: nobody knows what is missing.
    pub unread: bool,
    /// In the order of the list.
    pub routines: &'a [TodayRoutine],
}

/// A routine as the rules see it.
#[derive(Clone, Debug)]
pub struct TodayRoutine {
    pub id: String,
    pub routine: Arc<Routine>,
    /// It is the person's own.
    pub own: bool,
    /// Heat and cold in it, and the strictest limits on them.
    pub packs: Vec<(Agent, Limits)>,
    /// The names of its exercises.
    exercises: Vec<String>,
}

/// Why a routine is not offered just now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotNow {
    /// It is for a later stage.
    Later(Stage),
    /// The person said today that something of it hurts.
    HurtToday,
    /// It was worse after it today, by the numbers before and after it or by their word.
    LeftItWorse,
    /// Heat or cold waits.
    TooSoon(TooSoon),
    /// Nobody knows when heat or cold was last on.
    NotKnown(Agent),
    /// It was done, and is offered again then.
    Done { again: Zoned },
}

impl TodayRoutine {
    pub fn of(entry: &Entry, routine: &Arc<Routine>, timeline: &Timeline) -> TodayRoutine {
        let phases = timeline.phases().iter().filter(|phase| !phase.gap);
        let mut exercises: Vec<String> = phases.map(|phase| phase.words.name.clone()).collect();
        exercises.dedup();
        TodayRoutine {
            id: entry.id.clone(),
            routine: routine.clone(),
            own: entry.origin != Origin::BuiltIn,
            packs: rules::asked(timeline),
            exercises,
        }
    }

    /// Whether sources disagree on it, so that it is never offered unasked: turning.
    pub fn turns(&self) -> bool {
        self.routine.stage == Stage::Settled
    }

    fn is_done_in(&self, session: &PastSession) -> bool {
        session.record.has_done(&self.id)
    }

    /// Whether something of it hurt in a session: an exercise of that name, in whichever routine.
    fn hurt_in(&self, session: &PastSession) -> bool {
        let mut hurt = session.record.steps.iter().filter(|step| step.hurt);
        hurt.any(|step| self.exercises.contains(&step.name))
    }
}

/// Every routine of a library that can be played.
pub fn routines(library: &Library) -> Vec<TodayRoutine> {
    let each = library.entries().iter().filter_map(|entry| {
        let (routine, timeline) = library.playable(entry).ok()?;
        Some(TodayRoutine::of(entry, &routine, &timeline))
    });
    each.collect()
}

impl TodayFacts<'_> {
    /// The stage up to which routines are offered. The calendar alone opens nothing: after a
    /// seizure stretches come once the person has said that it eases (Healthwise, "Back Spasm: Care
    /// Instructions": once it starts to feel better), and from the day in `back` on.
    pub fn stage(&self) -> Stage {
        match self.back {
            None => back::UNASKED,
            Some(back) if matches!(back.how, How::SeizedUp | How::Worse) => Stage::Any,
            Some(back) => back.stage(self.now.timestamp()),
        }
    }

    /// Sessions of this day.
    fn today(&self) -> impl DoubleEndedIterator<Item = &PastSession> {
        let date = self.now.date();
        let sessions = self.sessions.iter();
        sessions.filter(move |session| session.record.start.date() == date)
    }
}

/// Whether this routine may be offered now. The rules hold for the list, for sets that fit into a
/// time, and for reminders alike.
///
/// # Errors
/// Why it is not.
pub fn may_offer(routine: &TodayRoutine, facts: &TodayFacts<'_>) -> Result<(), NotNow> {
    if routine.routine.stage > facts.stage() {
        return Err(NotNow::Later(routine.routine.stage));
    }
    // What got `x` is left for that day: our choice, in the sense of NHS Inform, "Exercises for back
    // pain": stop what brings pain on.
    if facts.today().any(|session| routine.hurt_in(session)) {
        return Err(NotNow::HurtToday);
    }
    let done_today = facts.today().rfind(|session| routine.is_done_in(session));
    if done_today.is_some_and(|session| is_worse_by(session, WORSE_BY)) {
        return Err(NotNow::LeftItWorse);
    }
    if let Some((agent, _)) = routine.packs.first().filter(|_| facts.unread) {
        return Err(NotNow::NotKnown(*agent));
    }
    let waits = routine
        .packs
        .iter()
        .filter_map(|(agent, limits)| rules::too_soon_for(*agent, *limits, facts.had, &facts.now));
    if let Some(soon) = waits.max_by_key(|soon| soon.opens.timestamp()) {
        return Err(NotNow::TooSoon(soon));
    }
    let last = facts
        .sessions
        .iter()
        .rfind(|session| routine.is_done_in(session));
    let again = last.and_then(|last| last.record.end.at().checked_add(APART).ok());
    match again.filter(|again| *again > facts.now.timestamp()) {
        Some(again) => Err(NotNow::Done {
            again: again.to_zoned(facts.now.time_zone().clone()),
        }),
        None => Ok(()),
    }
}

/// Whether it was worse after a session, by so many points or by the person's word.
fn is_worse_by(session: &PastSession, points: u8) -> bool {
    let numbers = session.before.zip(session.after);
    session.than == Some(Than::Worse)
        || numbers.is_some_and(|(before, after)| after >= before.saturating_add(points))
}
