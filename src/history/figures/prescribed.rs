//! What was prescribed against what was done: how often in each week, how often whole, and each
//! side. The words of "how often" are a person's: they are shown beside the figures, and it is
//! for a person to hold them against each other.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::{Known, OnDay, later, mondays};
use crate::history::often::{RhythmKept, rhythm_kept};
use crate::history::summary::Work;
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
}

impl Kept {
    /// How a prescription was kept in these sessions.
    pub(super) fn of(asked: &Prescription, sessions: &[OnDay<'_>], known: Known<'_>) -> Kept {
        let mut kept = Kept { asked: asked.clone(), ..Kept::default() };
        // In how many sessions it was done on each day, and in how many of them whole.
        let mut days: BTreeMap<Date, (u64, u64)> = BTreeMap::new();
        for (day, session) in sessions.iter().filter(|(day, _)| asked.on <= Some(*day)) {
            let Some(done) = session.done_of(&asked.routine) else {
                continue;
            };
            let whole = u64::from(done.is_whole() == Some(true));
            kept.sessions += 1;
            kept.whole += whole;
            kept.unknown += u64::from(done.is_whole().is_none());
            kept.work.add(done.work());
            kept.left.add(done.left());
            kept.right.add(done.right());
            let of_day = days.entry(*day).or_default();
            *of_day = (of_day.0 + 1, of_day.1 + whole);
        }
        let week = |monday: Date| {
            let days = days.range(monday..later(monday, 7));
            KeptWeek {
                monday,
                sessions: days.clone().map(|(_, (sessions, _))| sessions).sum(),
                whole: days.clone().map(|(_, (_, whole))| whole).sum(),
                days: days.count() as u8,
            }
        };
        let first = asked.on.max(known.since).or(days.keys().next().copied());
        let mondays = first.into_iter().flat_map(|first| mondays(first, known.today));
        kept.weeks = mondays.map(week).collect();
        kept
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
