//! What a session that is played leaves behind: its record at the end, its checkpoints on the way.
//!
//! It watches the events of a session and makes values; `host` keeps them. A session that is sped
//! up, and one that was only looked at, leave nothing.

use std::cell::OnceCell;
use std::sync::Arc;
use std::time::Duration;

use jiff::Zoned;

use super::Effect;
use super::prepared::PreparedRoutine;
use crate::history::checkpoint::Seen;
use crate::history::rules::{self, TooSoon};
use crate::history::{
    Application, AskedAndDone, Checkpoint, Ended, Felt, Gap, History, HistoryLine, Id, Record,
    Stamp,
};
use crate::seconds::Moment;
use crate::session::{self, Ending, Event, EventKind, Session, StepDone};
use crate::timeline::{Agent, Kind, Limits};
use crate::view::phases;
use crate::words;

/// What the machine tells whenever it is asked.
#[derive(Clone)]
pub struct Services {
    /// A moment in the person's calendar.
    pub calendar: Arc<dyn Fn(Moment) -> Zoned>,
    /// A moment on the clocks that outlast the program.
    pub seen: Arc<dyn Fn(Moment) -> Seen>,
    /// A name for a session that begins now.
    pub new_id: Arc<dyn Fn() -> Id>,
    /// What was done lately.
    pub lately: Arc<dyn Fn(Patience) -> RecentHistory>,
    /// Claims a session that was broken off; whether nobody else has, `None` where the disk does
    /// not say.
    pub claim: Arc<dyn Fn(Id) -> Option<bool>>,
}

impl Services {
    /// Takes a session that was broken off for this window.
    ///
    /// # Errors
    /// A sentence, if another window has it, or nobody can say.
    pub fn take(&self, id: Id) -> Result<(), String> {
        match (self.claim)(id) {
            Some(true) => Ok(()),
            Some(false) => Err(words::past::TAKEN_UP_ALREADY.into()),
            None => Err(words::disk::DOES_NOT_ANSWER.into()),
        }
    }
}

/// How somebody asks the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patience {
    /// They wait for an answer, for some time.
    Waits,
    /// They take what is known, and ask again.
    AsksAgain,
}

/// What was done lately.
#[derive(Clone, Debug, Default)]
pub struct RecentHistory {
    pub history: History,
    /// Packs of sessions that are not recorded yet: broken off, or played in another window.
    pub open: Vec<Application>,
    /// Not all of it could be read just now: nobody knows what is missing.
    pub unread: bool,
}

impl RecentHistory {
    /// Heat and cold that were on the body.
    pub fn had(&self) -> Vec<Application> {
        let recorded = self.history.sessions.iter().flat_map(|one| &one.record.applications);
        // A session whose end is still before the person is recorded and open at once.
        let recorded = recorded.filter(|had| !self.open.iter().any(|open| open.is_same(had)));
        recorded.chain(&self.open).cloned().collect()
    }
}

/// Why heat or cold begins by a deliberate key alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Closed {
    TooSoon(TooSoon),
    /// What was done lately can't be read.
    NotKnown(Agent, Limits),
}

impl Closed {
    /// A sentence or two that say why.
    pub fn words(&self, now: &Zoned) -> String {
        match self {
            Closed::TooSoon(too_soon) => too_soon.words(now),
            Closed::NotKnown(agent, limits) => {
                words::past::last_one_unknown(agent.word(), words::length(limits.apart))
            }
        }
    }
}

/// How old a checkpoint may be before a pack that is on is kept anew. Wakes are up to a second
/// apart, and it is never to be older than ten.
const KEEP_EVERY: Duration = Duration::from_secs(9);
/// From this difference on the wall clock was set, and not only corrected.
const SET: u64 = 2;

/// What is kept of one session: each field is one that its record or its checkpoint needs.
pub(super) struct Recorder {
    services: Services,
    /// Its name and beginning, once it has begun.
    begun: Option<Begun>,
    applications: Vec<Application>,
    /// The last application is still on the body.
    open: bool,
    /// What the person insists on an application against.
    pub(super) insists: Option<Closed>,
    /// Pain or stiffness before it.
    pub(super) before: Option<u8>,
    resumed: Vec<Gap>,
    /// What its timeline asks for, once it has begun.
    asked: OnceCell<Vec<StepDone>>,
    /// When it was last kept.
    kept: Moment,
    /// What is played is only the pack of this session, which leaves its own record.
    only_pack_of: Option<Box<Checkpoint>>,
    over: bool,
    /// The record that was kept last, if one was.
    recorded: Option<Box<Record>>,
}

#[derive(Clone)]
struct Begun {
    id: Id,
    start: Stamp,
    zone: Option<String>,
    at: Moment,
    /// How long it had been going on then, if it is not the first time.
    earlier: Duration,
}

impl Recorder {
    pub fn new(services: Services) -> Recorder {
        Recorder {
            services,
            begun: None,
            applications: Vec::new(),
            open: false,
            insists: None,
            before: None,
            resumed: Vec::new(),
            asked: OnceCell::new(),
            kept: Moment::ZERO,
            only_pack_of: None,
            over: false,
            recorded: None,
        }
    }

    /// The record that was kept last.
    pub fn recorded(&self) -> Option<&Record> {
        self.recorded.as_deref()
    }

    /// Of a session that is taken up again, last seen `gap` ago, or of which only the pack
    /// is left.
    pub fn of(
        services: Services,
        left: &Checkpoint,
        only_pack: bool,
        gap: Option<Duration>,
        now: Moment,
    ) -> Recorder {
        let record = &left.record;
        let to = Stamp::of(&(services.calendar)(now));
        let resumed = [&record.resumed[..], &[Gap { from: record.end, to }]].concat();
        // By the machine's own clock: the wall's may have been set, before it broke off or since.
        let by_wall = record.end.second() - record.start.second();
        let before = by_wall.saturating_sub(record.clock_set.unwrap_or_default());
        let before = Duration::from_secs(u64::try_from(before).unwrap_or_default());
        Recorder {
            begun: Some(Begun {
                id: record.id,
                start: record.start,
                zone: record.zone.clone(),
                at: now,
                earlier: before.saturating_add(gap.unwrap_or_default()),
            }),
            applications: record.applications.clone(),
            open: left.session.pack().is_some(),
            before: record.before,
            resumed,
            recorded: (record.ended == Ended::Stopped || record.revision > 0)
                .then(|| Box::new(record.clone())),
            only_pack_of: only_pack.then(|| Box::new(left.clone())),
            ..Recorder::new(services)
        }
    }

    /// Whether nothing but the pack of a session is left.
    pub fn is_of_a_pack(&self) -> bool {
        self.only_pack_of.is_some()
    }

    /// The name of the session, once it has begun.
    pub fn id(&self) -> Option<Id> {
        self.begun.as_ref().map(|begun| begun.id)
    }

    /// When it is, in the person's calendar.
    pub fn calendar(&self, now: Moment) -> Zoned {
        (self.services.calendar)(now)
    }

    pub fn lately(&self) -> RecentHistory {
        (self.services.lately)(Patience::Waits)
    }

    /// Why heat or cold may not begin at `now` by a mere key, if so: after an application of an
    /// earlier session, of this one, or in another window. And else which of the day it is.
    pub fn look_at_packs(
        &self,
        (agent, limits): (Agent, Limits),
        now: Moment,
    ) -> (Option<Closed>, Option<String>) {
        if self.insists.is_some() {
            return (None, None);
        }
        let (lately, now) = (self.lately(), self.calendar(now));
        let mut had = lately.had();
        had.extend(self.applications.iter().cloned());
        if let Some(too_soon) = rules::too_soon_for(agent, limits, &had, &now) {
            return (Some(Closed::TooSoon(too_soon)), None);
        }
        if lately.unread {
            return (Some(Closed::NotKnown(agent, limits)), None);
        }
        let (count, last) = rules::had_today(agent, &had, &now);
        let last = last.map(|last| words::time_of_day(&last, &now));
        let nth = words::steps::nth_today(count + 1, limits.a_day, last.as_deref());
        (None, Some(nth))
    }

    /// Takes in what happened by `now`, and says what is to be kept; `at_least` a checkpoint, where
    /// something has changed that is no event.
    pub fn take(
        &mut self,
        prepared: &PreparedRoutine,
        session: &Session,
        events: &[Event],
        at_least: bool,
        now: Moment,
    ) -> Option<Effect> {
        if self.over && events.is_empty() {
            return None;
        }
        let was_over = std::mem::replace(&mut self.over, session.ending().is_some());
        self.begin(session, events);
        self.begun.as_ref()?;
        self.watch_pack(session, events);
        if self.over {
            let record = match (&self.only_pack_of, &self.recorded) {
                (Some(left), _) => {
                    let gap = left.seen.until(&(self.services.seen)(now));
                    left.as_ref().clone().keep(Stamp::of(&self.calendar(now)), gap)
                }
                (None, Some(recorded)) if was_over => {
                    // With what the person has said since: it ended when it ended.
                    let mut record = recorded.as_ref().clone();
                    record.revision = record.revision.saturating_add(1);
                    record.set_done(session.tally().done_of(self.asked(prepared)));
                    record
                }
                (None, _) => self.record(prepared, session, now)?,
            };
            self.recorded = Some(Box::new(record.clone()));
            return Some(Effect::Record(Box::new(record), None));
        }
        let passing = |event: &Event| {
            use EventKind::{PausedLong, Reached, Waiting};
            matches!(event.what, Reached(_) | Waiting(_) | PausedLong(_))
        };
        let due = session.pack_on().is_some() && now.since(self.kept) >= KEEP_EVERY;
        let keeps = at_least || due || !events.iter().all(passing);
        let checkpoint = keeps.then(|| self.checkpoint(prepared, session, now));
        checkpoint.flatten().map(Effect::Checkpoint)
    }

    /// It begins with its first phase; a wait at the beginning is only looked at.
    fn begin(&mut self, session: &Session, events: &[Event]) {
        if self.begun.is_some() {
            return;
        }
        let phases = session.timeline().phases();
        let begins = |event: &&Event| match event.what {
            EventKind::Began => phases[event.phase].kind != Kind::Wait,
            EventKind::Ended { whole } => whole,
            _ => false,
        };
        if let Some(event) = events.iter().find(begins) {
            let start = self.calendar(event.due);
            self.begun = Some(Begun {
                id: (self.services.new_id)(),
                start: Stamp::of(&start),
                zone: start.time_zone().iana_name().map(str::to_owned),
                at: event.due,
                earlier: Duration::ZERO,
            });
        }
    }

    fn watch_pack(&mut self, session: &Session, events: &[Event]) {
        for event in events {
            let phase = &session.timeline().phases()[event.phase];
            let at = Stamp::of(&self.calendar(event.due));
            match (&event.what, phase.kind) {
                (EventKind::Began, Kind::Application(agent)) => {
                    let apart = phase.limits.unwrap_or(Limits::of(agent)).apart;
                    let too_soon = matches!(self.insists, Some(Closed::TooSoon(_)));
                    self.applications.push(Application { agent, on: at, off: at, apart, too_soon });
                    self.open = true;
                }
                (EventKind::Ended { whole: true }, Kind::Off(_)) => {
                    let last = self.applications.last_mut().filter(|_| self.open);
                    last.into_iter().for_each(|last| last.off = at);
                    self.open = false;
                }
                _ => {}
            }
        }
    }

    /// A checkpoint of a session that has begun and is not over. One of which only the pack is left
    /// stays as it was kept.
    pub fn checkpoint(
        &mut self,
        prepared: &PreparedRoutine,
        session: &Session,
        now: Moment,
    ) -> Option<Box<Checkpoint>> {
        let record = self.record(prepared, session, now).filter(|_| !self.is_of_a_pack())?;
        self.kept = now;
        Some(self.place(record, session, now))
    }

    /// What a session that leaves this record goes on from.
    pub fn place(&self, record: Record, session: &Session, now: Moment) -> Box<Checkpoint> {
        Box::new(Checkpoint {
            v: 1,
            record,
            session: session.saved(now),
            seen: (self.services.seen)(now),
        })
    }

    /// What it leaves if nothing more comes.
    fn record(&self, prepared: &PreparedRoutine, session: &Session, now: Moment) -> Option<Record> {
        let begun = self.begun.as_ref()?;
        let end = Stamp::of(&self.calendar(now));
        let tally = session.tally_by(now);
        let totals = prepared.timeline.totals();
        let ended = match session.ending() {
            Some(Ending::Done) => Ended::Finished,
            Some(Ending::Stopped) => Ended::Stopped,
            None => Ended::Interrupted,
        };
        let mut applications = self.applications.clone();
        applications.iter_mut().rev().take(self.open.into()).for_each(|last| last.off = end);
        let took = begun.earlier.saturating_add(now.since(begun.at));
        let by_wall = end.second() - begun.start.second();
        let took = i64::try_from(took.as_secs()).unwrap_or(i64::MAX);
        let set = by_wall.saturating_sub(took);
        // What is recorded again came at least as far, whatever was done to the wall's clock.
        let recorded = self.recorded.as_ref();
        let end = recorded.map_or(end, |recorded| end.max(recorded.end));
        let mut record = Record {
            v: 1,
            id: begun.id,
            routine: prepared.id.clone(),
            path: prepared.path.as_ref().map(|path| path.display().to_string()),
            queue: prepared.queue.clone(),
            hash: prepared.hash.clone(),
            title: crate::text::line(&prepared.routine.title),
            start: begun.start,
            zone: begun.zone.clone(),
            end,
            ended,
            revision: recorded.map_or(0, |recorded| recorded.revision.saturating_add(1)),
            at: (ended != Ended::Finished).then(|| place(session, now)),
            planned: AskedAndDone {
                least: totals.least,
                most: totals.most,
                real: session.active(now),
            },
            work: AskedAndDone::default(),
            left: None,
            right: None,
            pauses: tally.pauses,
            paused: tally.paused,
            away: tally.away,
            clock_set: (set.unsigned_abs() > SET).then_some(set),
            applications,
            resumed: self.resumed.clone(),
            before: self.before,
            areas: prepared.routine.areas.iter().map(String::from).collect(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            other: Default::default(),
            steps: Vec::new(),
        };
        record.set_done(tally.done_of(self.asked(prepared)));
        Some(record)
    }

    fn asked(&self, prepared: &PreparedRoutine) -> Vec<StepDone> {
        self.asked.get_or_init(|| session::asked(&prepared.timeline)).clone()
    }

    /// A line that says how it is after the session, 0 to 10.
    pub fn felt_after(&self, now: Moment, rating: u8) -> Option<HistoryLine> {
        let nothing = Felt::nothing(self.id()?, Stamp::of(&self.calendar(now)));
        Some(HistoryLine::Felt(Felt { after: Some(rating), ..nothing }))
    }
}

/// Where a session is, in words: `Ear to shoulder, left side, hold 2 of 3`.
fn place(session: &Session, now: Moment) -> String {
    let status = session.status(now);
    let name = crate::text::line(&status.phase.words.name);
    [vec![name], phases::place(status.phase)].concat().join(", ")
}
