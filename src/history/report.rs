//! What somebody who treats the person asks: what was asked, what was done, on each side; what
//! was stopped and why; what was noted.
//!
//! A function of sessions; which of them, and what day it is, are arguments.

use std::collections::HashMap;
use std::time::Duration;

use jiff::civil::Date;

use super::figures::{Asked, Figures, Known, Pain, Whose};
use super::summary::Work;
use super::{Ended, Session, Summary};

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
    /// Sessions in which all was done that was asked at the least.
    pub whole: u64,
    pub days: usize,
    pub steps: Vec<StepSum>,
}

/// A step on one side, over all sessions.
#[derive(Clone, Debug, PartialEq)]
pub struct StepSum {
    pub name: String,
    pub side: Option<String>,
    /// Sessions that it was in.
    pub times: u64,
    pub work: Work,
    pub reps_asked: u64,
    pub reps: u64,
    pub skipped: u64,
    pub hurt: u64,
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
    /// The report of sessions, the earliest first, from `since` to today.
    pub fn of(sessions: &[Session], since: Date, known: Known<'_>) -> Report {
        let within = |session: &&Session| {
            let day = session.record.start.date();
            since <= day && day <= known.today
        };
        let sessions: Vec<&Session> = sessions.iter().filter(within).collect();
        let summaries: Vec<Summary> = sessions
            .iter()
            .map(|session| Summary::of(session))
            .collect();
        let figures = Figures::of(
            &summaries,
            Known {
                since: Some(since),
                ..known
            },
        );
        let mut notes = Vec::new();
        let (mut stopped, mut hurts) = (Vec::new(), Vec::new());
        for session in &sessions {
            let record = &session.record;
            let day = record.start.date();
            let hurt = record.steps.iter().filter(|step| step.hurt);
            let before = hurts.len();
            hurts.extend(hurt.map(|step| Hurt {
                day,
                title: record.title.clone(),
                step: step.name.clone(),
                side: step.side.clone(),
            }));
            if record.ended != Ended::Finished {
                let hurt = hurts[before..].last().map(|hurt| match &hurt.side {
                    Some(side) => format!("that hurts: {}, {side}", hurt.step),
                    None => format!("that hurts: {}", hurt.step),
                });
                stopped.push(Stopped {
                    day,
                    title: record.title.clone(),
                    ended: record.ended,
                    at: record.at.clone(),
                    why: hurt.or_else(|| session.note.clone()),
                });
            }
            notes.extend(session.note.clone().map(|note| Note {
                day,
                title: record.title.clone(),
                note,
            }));
        }
        let of_days = known.today.since(since).map_or(0, |span| span.get_days()) + 1;
        Report {
            from: since,
            to: known.today,
            sessions: figures.sessions,
            days: figures.days.len(),
            of_days: of_days.max(1),
            real: figures.real,
            routines: played(&sessions, known.asked),
            pain: figures.pain,
            stopped,
            hurts,
            notes,
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

fn played(sessions: &[&Session], asked: &[Asked]) -> Vec<Played> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut all: Vec<Played> = Vec::new();
    let mut last_day: Vec<Option<Date>> = Vec::new();
    for asked in asked {
        places.insert(&asked.routine, all.len());
        last_day.push(None);
        all.push(Played::nothing(asked.title.clone(), Some(asked.clone())));
    }
    for session in sessions {
        let at = *places.entry(name(session)).or_insert_with(|| {
            last_day.push(None);
            all.push(Played::nothing(session.record.title.clone(), None));
            all.len() - 1
        });
        let day = session.record.start.date();
        let (played, record) = (&mut all[at], &session.record);
        played.sessions += 1;
        played.finished += u64::from(record.ended == Ended::Finished);
        played.whole += u64::from(Summary::of(session).is_whole() == Some(true));
        played.days += usize::from(last_day[at] != Some(day));
        last_day[at] = Some(day);
        played.take_steps(session);
    }
    all.sort_by_key(|played| (played.asked.is_none(), u64::MAX - played.sessions));
    all
}

impl Played {
    fn nothing(title: String, asked: Option<Asked>) -> Played {
        Played {
            title,
            asked,
            sessions: 0,
            finished: 0,
            whole: 0,
            days: 0,
            steps: Vec::new(),
        }
    }

    fn take_steps(&mut self, session: &Session) {
        for step in &session.record.steps {
            let same = |sum: &&mut StepSum| sum.name == step.name && sum.side == step.side;
            let sum = match self.steps.iter_mut().find(same) {
                Some(sum) => sum,
                None => {
                    self.steps.push(StepSum {
                        name: step.name.clone(),
                        side: step.side.clone(),
                        times: 0,
                        work: Work::default(),
                        reps_asked: 0,
                        reps: 0,
                        skipped: 0,
                        hurt: 0,
                    });
                    let last = self.steps.len() - 1;
                    &mut self.steps[last]
                }
            };
            sum.times += 1;
            sum.work.asked += step.least;
            sum.work.done += step.real;
            sum.reps_asked += u64::from(step.reps_least);
            sum.reps += u64::from(step.reps);
            sum.skipped += u64::from(step.skipped);
            sum.hurt += u64::from(step.hurt);
        }
    }
}
