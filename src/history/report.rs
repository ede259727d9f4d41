//! What somebody who treats the person asks: what was asked, what was done, on each side; what
//! was stopped and why; what was noted.
//!
//! A function of sessions; which of them, and what day it is, are arguments.

use std::borrow::Borrow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::civil::Date;

use super::figures::{Figures, Known, Mean, Pain, Prescription, Whose};
use super::often::{RhythmKept, rhythm_kept};
use super::stamp::monday;
use super::summary::Work;
use super::{Ended, PastSession, Record, StepDone, Summary};
use crate::routine::Side;
use crate::session::Counted;
use crate::words::past::that_hurts;

/// One page for a physiotherapist.
#[derive(Clone, Debug, Default, PartialEq)]
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
    pub routines: Vec<RoutineSum>,
    pub pain: Vec<Pain>,
    /// Weeks with a rating, the earliest first.
    pub weeks: Vec<PainWeek>,
    /// Sessions that ended before their end.
    pub stopped: Vec<Stopped>,
    /// Steps that hurt.
    pub hurts: Vec<Hurt>,
    pub notes: Vec<PersonsNote>,
}

/// A routine and how it was done.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RoutineSum {
    /// The routine's id, or the title of a file that has none.
    name: String,
    pub title: String,
    /// What was asked, where it was prescribed.
    pub asked: Option<Prescription>,
    pub sessions: u64,
    pub finished: u64,
    pub days: usize,
    pub exercises: Vec<ExerciseSum>,
    last_day: Option<Date>,
}

/// A step over all sessions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExerciseSum {
    pub name: String,
    /// What was asked of one side in one session, each dose that there was, the last one last.
    pub doses: Vec<AskedDose>,
    /// The days on which any of it was done, and in how many sessions on each.
    pub done_on: BTreeMap<Date, u64>,
    /// Right before left; one without a side where it has none.
    pub sides: Vec<SideSum>,
}

/// What was asked of a step in one session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedDose {
    /// Repetitions, holds or breaths, at the least and at the most.
    pub reps: (u32, u32),
    /// Sets at the person's own pace, at the least and at the most.
    pub sets: (u32, u32),
    /// How long in all, at the least and at the most.
    pub time: (Duration, Duration),
}

/// A step on one side, over all sessions. What the clock counted and what was said stand apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SideSum {
    pub side: Option<String>,
    /// Sessions in which it was asked, and those in which any of it was done.
    pub asked: u64,
    pub done: u64,
    /// Sessions in which some of it was jumped over, and those in which it hurt.
    pub skipped: u64,
    pub hurt: u64,
    /// The days on which it hurt.
    pub hurt_on: BTreeSet<Date>,
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
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PainWeek {
    pub monday: Date,
    pub sessions: u64,
    /// What was said before and after, of sessions that have both.
    pub both: [Mean; 2],
    /// What was said before where nothing was said after.
    pub before_alone: Mean,
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
pub struct PersonsNote {
    pub day: Date,
    pub title: String,
    pub note: String,
}

impl Report {
    /// The report of sessions, the earliest first, from `since` to today. They come in summary
    /// and once more whole: of these each is looked at and let go, however many there are.
    pub fn of<S: Borrow<PastSession>>(
        summaries: &[Summary],
        sessions: impl IntoIterator<Item = S>,
        since: Date,
        known: Known<'_>,
    ) -> Report {
        let Known { today, title, asked, .. } = known;
        let figures = Figures::of(summaries, Known { since: Some(since), ..known });
        let prescribed = asked.iter().map(|asked| RoutineSum {
            name: asked.routine.clone(),
            title: asked.title.clone(),
            asked: Some(asked.clone()),
            ..RoutineSum::default()
        });
        let mut report = Report {
            from: since,
            to: today,
            sessions: figures.sessions,
            days: figures.days.len(),
            of_days: ((today - since).get_days() + 1).max(1),
            real: figures.real,
            routines: prescribed.collect(),
            pain: figures.pain,
            ..Report::default()
        };
        let mut weeks: BTreeMap<Date, PainWeek> = BTreeMap::new();
        for session in sessions {
            let session = session.borrow();
            let day = session.record.start.date();
            if since <= day && day <= today {
                let monday = monday(day);
                let new = PainWeek { monday, ..PainWeek::default() };
                weeks.entry(monday).or_insert(new).take(session);
                report.take(session, day);
                report.take_routines(&session.record, title);
            }
        }
        report.routines.sort_by_key(|sum| (sum.asked.is_none(), Reverse(sum.sessions)));
        let rated = |week: &PainWeek| week.both[0].1 + week.before_alone.1 > 0;
        report.weeks = weeks.into_values().filter(rated).collect();
        report
    }

    /// The ratings of routines, or of areas.
    pub fn pain_of(&self, whose: Whose) -> impl Iterator<Item = &Pain> {
        self.pain.iter().filter(move |pain| pain.whose == whose)
    }

    /// Takes in what was done of each routine: of what was played, or of the parts of what the
    /// program put together; and of what was asked for, wherever it was.
    fn take_routines(&mut self, record: &Record, title_of: &dyn Fn(&str) -> String) {
        let put_together = record.queue.is_some();
        if !put_together {
            let name = record.routine.as_deref().unwrap_or(&record.title);
            self.sum_of(name, || record.title.clone()).take(record, None);
        }
        for id in record.parts() {
            let is_asked = |sum: &RoutineSum| sum.asked.is_some() && sum.name == id;
            if put_together || self.routines.iter().any(is_asked) {
                self.sum_of(id, || title_of(id)).take(record, Some(id));
            }
        }
    }

    fn sum_of(&mut self, name: &str, title: impl FnOnce() -> String) -> &mut RoutineSum {
        let new = || RoutineSum { name: name.to_owned(), title: title(), ..RoutineSum::default() };
        find_or_add(&mut self.routines, |sum| sum.name == name, new)
    }

    /// Takes in a session as a whole.
    fn take(&mut self, session: &PastSession, day: Date) {
        let record = &session.record;
        let title = || record.title.clone();
        let mut why = session.note.clone();
        for step in record.steps.iter().filter(|step| step.hurt) {
            let (side, step) = (step.side.clone(), step.name.clone());
            let whose = side.as_ref().map_or(step.clone(), |side| format!("{step}, {side}"));
            why = Some(that_hurts(whose));
            self.hurts.push(Hurt { day, title: title(), step, side });
        }
        if record.ended != Ended::Finished {
            let (ended, at) = (record.ended, record.at.clone());
            self.stopped.push(Stopped { day, title: title(), ended, at, why });
        }
        let note = session.note.clone();
        self.notes.extend(note.map(|note| PersonsNote { day, title: title(), note }));
    }
}

/// The last of those that are looked for; a new one if there is none yet.
fn find_or_add<T>(all: &mut Vec<T>, is: impl Fn(&T) -> bool, new: impl FnOnce() -> T) -> &mut T {
    let at = all.iter().rposition(is).unwrap_or(all.len());
    if at == all.len() {
        all.push(new());
    }
    &mut all[at]
}

impl PainWeek {
    fn take(&mut self, session: &PastSession) {
        self.sessions += 1;
        let (before, after) = (session.record.before, session.after);
        if before.and(after).is_some() {
            self.both = [self.both[0].with(before), self.both[1].with(after)];
        } else {
            self.before_alone = self.before_alone.with(before);
        }
    }
}

impl RoutineSum {
    /// Takes in a session, or only the steps of it that come from a routine.
    fn take(&mut self, record: &Record, part: Option<&str>) {
        let day = record.start.date();
        let of_it = |step: &&StepDone| part.is_none_or(|id| step.is_of(id));
        let steps = || record.steps.iter().filter(of_it);
        let whole = part.is_some() && steps().all(StepDone::is_whole);
        self.sessions += 1;
        self.finished += u64::from(whole || record.ended == Ended::Finished);
        self.days += usize::from(self.last_day != Some(day));
        self.last_day = Some(day);
        for step in steps() {
            let new = || ExerciseSum { name: step.name.clone(), ..ExerciseSum::default() };
            find_or_add(&mut self.exercises, |one| one.name == step.name, new).take(step, day);
        }
        for exercise in &mut self.exercises {
            let mut of_it = steps().filter(|step| step.name == exercise.name);
            if of_it.any(StepDone::is_begun) {
                *exercise.done_on.entry(day).or_default() += 1;
            }
        }
    }
}

impl ExerciseSum {
    /// How often a prescription asks for it, and how often it was done since then.
    pub fn rhythm(&self, asked: &Prescription, report: &Report) -> Option<RhythmKept> {
        let from = asked.on.map_or(report.from, |on| on.max(report.from));
        let often = asked.often_of(&self.name).filter(|_| from <= report.to)?;
        let since = || self.done_on.range(from..=report.to).map(|(_, times)| *times);
        let done = (since().sum(), since().count() as u64);
        Some(rhythm_kept(often, done, (from, report.to)))
    }

    fn take(&mut self, step: &StepDone, day: Date) {
        let asking = AskedDose {
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
        let known = self.sides.iter().position(|sum| sum.side == step.side);
        let at = known.unwrap_or_else(|| {
            let at = if step.side() == Some(Side::Right) { 0 } else { self.sides.len() };
            self.sides.insert(at, SideSum { side: step.side.clone(), ..SideSum::default() });
            at
        });
        self.sides[at].take(step, day);
    }
}

impl SideSum {
    fn take(&mut self, step: &StepDone, day: Date) {
        let any = step.is_begun();
        self.asked += 1;
        self.done += u64::from(any);
        self.skipped += u64::from(step.skipped);
        self.hurt += u64::from(step.hurt);
        self.hurt_on.extend(step.hurt.then_some(day));
        self.time.add(Work { asked: step.least, done: step.real });
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
