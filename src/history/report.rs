//! What somebody who treats the person asks: what was asked, what was done, on each side; what
//! was stopped and why; what was noted.
//!
//! A function of sessions; which of them, and what day it is, are arguments.

use std::borrow::Borrow;
use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use jiff::civil::Date;

use super::figures::days::monday;
use super::figures::{Asked, Figures, Known, Pain, Whose};
use super::summary::Work;
use super::{Ended, Session, StepDone, Summary};
use crate::session::Counted;

/// One page for a physiotherapist.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The first and the last day that it tells of.
    pub from: Date,
    pub to: Date,
    pub sessions: u64,
    /// Days with a session, of so many.
    pub days: usize,
    pub of_days: i32,
    pub real: Duration,
    /// What was done, the most often done first; prescribed routines first, done or not.
    pub routines: Vec<Played>,
    pub pain: Vec<Pain>,
    /// Weeks with a rating, the earliest first.
    pub weeks: Vec<PainWeek>,
    /// Sessions that ended before their end.
    pub stopped: Vec<Stopped>,
    /// Steps that hurt.
    pub hurts: Vec<Hurt>,
    pub notes: Vec<Note>,
}

/// A routine and how it was done.
#[derive(Clone, Debug, PartialEq)]
pub struct Played {
    pub title: String,
    /// What was asked, where it was prescribed.
    pub asked: Option<Asked>,
    pub sessions: u64,
    pub finished: u64,
    pub days: usize,
    pub exercises: Vec<Exercise>,
}

/// A step over all sessions.
#[derive(Clone, Debug, PartialEq)]
pub struct Exercise {
    pub name: String,
    /// What was asked of one side in one session, each dose that there was, the last one last.
    pub doses: Vec<Asking>,
    /// Right before left; one without a side where it has none.
    pub sides: Vec<SideSum>,
}

/// What was asked of a step in one session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asking {
    /// Repetitions, holds or breaths, at the least and at the most.
    pub reps: (u32, u32),
    /// Sets at the person's own pace, at the least and at the most.
    pub sets: (u32, u32),
    /// How long in all, at the least and at the most.
    pub time: (Duration, Duration),
}

/// A step on one side, over all sessions. What the clock counted and what was said stand apart.
#[derive(Clone, Debug, PartialEq)]
pub struct SideSum {
    pub side: Option<String>,
    /// Sessions in which it was asked, and those in which any of it was done.
    pub asked: u64,
    pub done: u64,
    /// Sessions in which some of it was jumped over, and those in which it hurt.
    pub skipped: u64,
    pub hurt: u64,
    /// By the clock: seconds of the least that was asked.
    pub time: Work,
    /// By the clock: repetitions of the least that was asked.
    pub reps: u64,
    pub reps_asked: u64,
    /// At the person's own pace: what they said of each set, where they did. `None` as a whole
    /// where the clock counts.
    pub said: Option<Vec<Option<u32>>>,
}

/// The ratings of a week.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PainWeek {
    pub monday: Date,
    pub sessions: u64,
    /// The sums of what was said before and after, of sessions that have both, and how many.
    pub both: (u64, u64, u64),
    /// The sum of what was said before where nothing was said after, and how many.
    pub before_alone: (u64, u64),
}

/// A session that ended early.
#[derive(Clone, Debug, PartialEq)]
pub struct Stopped {
    pub day: Date,
    pub title: String,
    pub ended: Ended,
    /// Where, in words.
    pub at: Option<String>,
    /// Why, as far as it is known: the step that hurt last, then what was noted.
    pub why: Option<String>,
}

/// A step of which the person said that it hurts.
#[derive(Clone, Debug, PartialEq)]
pub struct Hurt {
    pub day: Date,
    pub title: String,
    pub step: String,
    pub side: Option<String>,
}

/// What the person noted.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    pub day: Date,
    pub title: String,
    pub note: String,
}

impl Report {
    /// The report of sessions, the earliest first, from `since` to today. They come in summary
    /// and once more whole: of these each is looked at and let go, however many there are.
    pub fn of<S: Borrow<Session>>(
        summaries: &[Summary],
        sessions: impl IntoIterator<Item = S>,
        since: Date,
        known: Known<'_>,
    ) -> Report {
        let figures = Figures::of(
            summaries,
            Known {
                since: Some(since),
                ..known
            },
        );
        let mut taken = Taken::asked(known.asked);
        for session in sessions {
            let session = session.borrow();
            let day = session.record.start.date();
            if since <= day && day <= known.today {
                taken.take(session);
            }
        }
        let of_days = known.today.since(since).map_or(0, |span| span.get_days()) + 1;
        Report {
            from: since,
            to: known.today,
            sessions: figures.sessions,
            days: figures.days.len(),
            of_days: of_days.max(1),
            real: figures.real,
            routines: taken.routines(),
            pain: figures.pain,
            weeks: taken.weeks(),
            stopped: taken.stopped,
            hurts: taken.hurts,
            notes: taken.notes,
        }
    }

    /// The ratings of routines, or of areas.
    pub fn pain_of(&self, whose: Whose) -> impl Iterator<Item = &Pain> {
        self.pain.iter().filter(move |pain| pain.whose == whose)
    }
}

/// The name that a session's routine is known by.
fn name(session: &Session) -> &str {
    let record = &session.record;
    record.routine.as_deref().unwrap_or(&record.title)
}

/// What is taken from one session after the other.
struct Taken {
    /// Where each routine is in `played`, by its name.
    places: HashMap<String, usize>,
    played: Vec<Played>,
    /// The last day of each of `played`.
    last_day: Vec<Option<Date>>,
    weeks: BTreeMap<Date, PainWeek>,
    stopped: Vec<Stopped>,
    hurts: Vec<Hurt>,
    notes: Vec<Note>,
}

impl Taken {
    fn asked(asked: &[Asked]) -> Taken {
        let names = asked.iter().map(|asked| asked.routine.clone());
        let nothing = |asked: &Asked| Played::nothing(asked.title.clone(), Some(asked.clone()));
        Taken {
            places: names.zip(0..).collect(),
            played: asked.iter().map(nothing).collect(),
            last_day: vec![None; asked.len()],
            weeks: BTreeMap::new(),
            stopped: Vec::new(),
            hurts: Vec::new(),
            notes: Vec::new(),
        }
    }

    fn take(&mut self, session: &Session) {
        self.take_played(session);
        self.take_rating(session);
        let record = &session.record;
        let day = record.start.date();
        let hurt = record.steps.iter().filter(|step| step.hurt);
        let before = self.hurts.len();
        self.hurts.extend(hurt.map(|step| Hurt {
            day,
            title: record.title.clone(),
            step: step.name.clone(),
            side: step.side.clone(),
        }));
        if record.ended != Ended::Finished {
            let hurt = self.hurts[before..].last().map(|hurt| match &hurt.side {
                Some(side) => format!("that hurts: {}, {side}", hurt.step),
                None => format!("that hurts: {}", hurt.step),
            });
            self.stopped.push(Stopped {
                day,
                title: record.title.clone(),
                ended: record.ended,
                at: record.at.clone(),
                why: hurt.or_else(|| session.note.clone()),
            });
        }
        self.notes.extend(session.note.clone().map(|note| Note {
            day,
            title: record.title.clone(),
            note,
        }));
    }

    fn take_played(&mut self, session: &Session) {
        let at = match self.places.get(name(session)) {
            Some(at) => *at,
            None => {
                let at = self.played.len();
                self.places.insert(name(session).to_owned(), at);
                self.last_day.push(None);
                let title = session.record.title.clone();
                self.played.push(Played::nothing(title, None));
                at
            }
        };
        let day = session.record.start.date();
        let (played, record) = (&mut self.played[at], &session.record);
        played.sessions += 1;
        played.finished += u64::from(record.ended == Ended::Finished);
        played.days += usize::from(self.last_day[at] != Some(day));
        self.last_day[at] = Some(day);
        played.take_steps(session);
    }

    fn take_rating(&mut self, session: &Session) {
        let monday = monday(session.record.start.date());
        let week = self.weeks.entry(monday).or_insert(PainWeek {
            monday,
            sessions: 0,
            both: (0, 0, 0),
            before_alone: (0, 0),
        });
        week.sessions += 1;
        match (session.before.map(u64::from), session.after.map(u64::from)) {
            (Some(before), Some(after)) => {
                week.both.0 += before;
                week.both.1 += after;
                week.both.2 += 1;
            }
            (Some(before), None) => {
                week.before_alone.0 += before;
                week.before_alone.1 += 1;
            }
            (None, _) => {}
        }
    }

    /// The routines, prescribed ones first, then the most often done.
    fn routines(&mut self) -> Vec<Played> {
        let mut all = std::mem::take(&mut self.played);
        all.sort_by_key(|played| (played.asked.is_none(), u64::MAX - played.sessions));
        all
    }

    /// The weeks that have a rating.
    fn weeks(&mut self) -> Vec<PainWeek> {
        let mut weeks = std::mem::take(&mut self.weeks);
        weeks.retain(|_, week| week.both.2 + week.before_alone.1 > 0);
        weeks.into_values().collect()
    }
}

impl Played {
    fn nothing(title: String, asked: Option<Asked>) -> Played {
        Played {
            title,
            asked,
            sessions: 0,
            finished: 0,
            days: 0,
            exercises: Vec::new(),
        }
    }

    fn take_steps(&mut self, session: &Session) {
        for step in &session.record.steps {
            let found = self.exercises.iter().position(|of| of.name == step.name);
            let at = found.unwrap_or_else(|| {
                self.exercises.push(Exercise {
                    name: step.name.clone(),
                    doses: Vec::new(),
                    sides: Vec::new(),
                });
                self.exercises.len() - 1
            });
            self.exercises[at].take(step);
        }
    }
}

impl Exercise {
    fn take(&mut self, step: &StepDone) {
        let asking = Asking {
            reps: (step.reps_least, step.reps_most),
            sets: (step.sets_least, step.sets_most),
            time: (step.least, step.most),
        };
        // An older record does not have the least of a set at the person's own pace.
        let known = !matches!(step.counted(), Counted::Own(_)) || step.sets_most > 0;
        if known && self.doses.last() != Some(&asking) {
            self.doses.retain(|dose| *dose != asking);
            self.doses.push(asking);
        }
        let found = self.sides.iter().position(|sum| sum.side == step.side);
        let at = found.unwrap_or_else(|| {
            self.sides.push(SideSum::nothing(step.side.clone()));
            self.sides
                .sort_by_key(|sum| sum.side.as_deref() != Some("right"));
            let place = self.sides.iter().position(|sum| sum.side == step.side);
            place.unwrap_or_default()
        });
        self.sides[at].take(step);
    }
}

impl SideSum {
    fn nothing(side: Option<String>) -> SideSum {
        SideSum {
            side,
            asked: 0,
            done: 0,
            skipped: 0,
            hurt: 0,
            time: Work::default(),
            reps: 0,
            reps_asked: 0,
            said: None,
        }
    }

    fn take(&mut self, step: &StepDone) {
        let any = !step.real.is_zero() || step.reps > 0 || !step.said.is_empty();
        self.asked += 1;
        self.done += u64::from(any);
        self.skipped += u64::from(step.skipped);
        self.hurt += u64::from(step.hurt);
        self.time.add(Work {
            asked: step.least,
            done: step.real,
        });
        match step.counted() {
            Counted::Clock(reps) => {
                self.reps += u64::from(reps);
                self.reps_asked += u64::from(step.reps_least);
            }
            Counted::Own(said) => {
                let all = self.said.get_or_insert_default();
                all.extend(said);
                // An older record: something was done, and nobody said how much.
                all.extend((any && said.is_empty()).then_some(None));
            }
        }
    }
}
