//! What was prescribed against what was done: how often in each week, how often whole, and each
//! side. The words of "how often" are a person's: they are shown beside the figures, and it is
//! for a person to hold them against each other.

use jiff::civil::Date;
use serde::Serialize;

use super::{WEEKS, find_or_add, later, monday};
use crate::history::often::{RhythmKept, rhythm_kept};
use crate::history::summary::{Summary, Work};
use crate::routine::Often;

/// A routine that somebody asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Prescription {
    /// Its id.
    pub routine: String,
    pub title: String,
    pub by: Option<String>,
    /// The day that it was asked for.
    pub on: Option<Date>,
    /// The day to look at it again.
    pub review: Option<Date>,
    /// How often, in the words of the file.
    pub how_often: Option<String>,
    /// The same in figures: of the whole, and of the steps that have their own, by their names.
    #[serde(skip)]
    pub often: Option<Often>,
    #[serde(skip)]
    pub steps: Vec<(String, Often)>,
}

impl Prescription {
    /// How often a step is asked for: as it says itself, or as the routine does.
    pub fn often_of(&self, step: &str) -> Option<&Often> {
        let own = self.steps.iter().find(|(name, _)| name == step);
        own.map(|(_, often)| often).or(self.often.as_ref())
    }
}

/// How it was kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Kept {
    #[serde(flatten)]
    pub asked: Prescription,
    /// Sessions since it was asked for.
    pub sessions: u64,
    /// Those in which all was done that was asked at the least, on each side.
    pub whole: u64,
    /// Those of which nobody knows: repetitions at the person's own pace that they did not say.
    pub unknown: u64,
    /// All work together.
    pub work: Work,
    pub left: Work,
    pub right: Work,
    /// The weeks since it was asked for, a year of them at most, the earliest first.
    pub weeks: Vec<KeptWeek>,
}

/// Sessions of one week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct KeptWeek {
    pub monday: Date,
    pub sessions: u64,
    pub whole: u64,
    /// Days with a session.
    pub days: u8,
    #[serde(skip)]
    last: Option<Date>,
}

impl Kept {
    pub(super) fn nothing(asked: &Prescription) -> Kept {
        Kept { asked: asked.clone(), ..Kept::default() }
    }

    pub(super) fn take(&mut self, session: &Summary, day: Date) {
        let before = self.asked.on.is_some_and(|on| day < on);
        let Some(done) = session.done_of(&self.asked.routine).filter(|_| !before) else {
            return;
        };
        let whole = u64::from(done.is_whole() == Some(true));
        self.sessions += 1;
        self.whole += whole;
        self.unknown += u64::from(done.is_whole().is_none());
        self.work.add(done.work());
        self.left.add(done.left());
        self.right.add(done.right());
        let monday = monday(day);
        let week = find_or_add(&mut self.weeks, |week| week.monday == monday);
        week.monday = monday;
        week.sessions += 1;
        week.whole += whole;
        week.days += u8::from(week.last != Some(day));
        week.last = Some(day);
    }

    /// Puts in the weeks without a session.
    pub(super) fn fill(&mut self, since: Option<Date>, today: Date) {
        self.weeks.sort_by_key(|week| week.monday);
        let first = self.weeks.first().map(|week| week.monday);
        let from = self.asked.on.max(since).map(monday).or(first);
        let Some(from) = from else { return };
        let last = monday(today);
        let from = from.max(later(last, -7 * (WEEKS as i64 - 1)));
        let all = (0..WEEKS as i64).map(|nth| later(from, 7 * nth));
        let all = all.take_while(|monday| *monday <= last);
        self.weeks = all
            .map(|monday| {
                let found = self.weeks.iter().find(|week| week.monday == monday);
                found.copied().unwrap_or(KeptWeek { monday, ..KeptWeek::default() })
            })
            .collect();
    }

    /// How often it was asked in the weeks of [`weeks`](Self::weeks), and how often it was done.
    pub fn rhythm(&self, today: Date) -> Option<RhythmKept> {
        let first = self.weeks.first()?.monday;
        let from = self.asked.on.map_or(first, |on| on.max(first));
        let times = self.weeks.iter().map(|week| week.sessions).sum();
        let days = self.weeks.iter().map(|week| u64::from(week.days)).sum();
        let often = self.asked.often.as_ref().filter(|_| from <= today)?;
        Some(rhythm_kept(often, (times, days), (from, today)))
    }

    /// Whether every session since then did on each side what was asked at the least; `None`
    /// where there was no session.
    pub fn met(&self) -> Option<bool> {
        (self.sessions > 0).then_some(self.whole == self.sessions)
    }

    /// Whether the day to look at it again has come.
    pub fn is_due(&self, today: Date) -> bool {
        self.asked.review.is_some_and(|review| review <= today)
    }

    /// Whether it has sides.
    pub fn has_sides(&self) -> bool {
        [self.left, self.right] != [Work::default(); 2]
    }
}
