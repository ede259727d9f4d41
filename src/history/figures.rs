//! What a person asks of their history: days, streak, weeks, pain, sides, what was prescribed.
//!
//! Functions of values: what day it is, what routines are called and what was prescribed are
//! arguments. A session belongs to the day that the wall clock showed when it began, wherever the
//! person was. All lengths in JSON are seconds.

pub mod days;
pub(super) mod named;
pub mod pain;
pub mod prescribed;
pub mod sides;
pub mod streak;

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::civil::Date;
use serde::Serialize;

use super::{Ended, Summary};
use crate::seconds::in_json;
pub use days::{Day, Week};
pub use pain::{Pain, Point, Whose};
pub use prescribed::{Kept, Prescription};
pub use sides::SideBalance;
pub use streak::Streak;

/// What must be known beside the sessions.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    pub today: Date,
    /// The first day that counts; all of them without it.
    pub since: Option<Date>,
    /// The title of a routine by its id.
    pub title: &'a dyn Fn(&str) -> String,
    /// What was prescribed.
    pub asked: &'a [Prescription],
}

/// All figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figures {
    pub today: Date,
    /// The first day that counted: the one asked for, or that of the first session.
    pub since: Option<Date>,
    pub sessions: u64,
    pub finished: u64,
    /// How long they ran in all, pauses left out.
    #[serde(with = "in_json")]
    pub real: Duration,
    pub streak: Streak,
    /// Days with a session, the earliest first.
    pub days: Vec<Day>,
    /// The last 53 weeks at most, each of them, the earliest first.
    pub weeks: Vec<Week>,
    /// Routines with ratings, those with the most first, then areas.
    pub pain: Vec<Pain>,
    /// All together, then the routines that have sides, those with the most work first.
    pub sides: Vec<SideBalance>,
    pub prescribed: Vec<Kept>,
}

impl Figures {
    /// The figures of sessions in any order. What lies after today has a clock that stood wrong:
    /// it is not counted.
    pub fn of<'a>(sessions: impl IntoIterator<Item = &'a Summary>, known: Known<'_>) -> Figures {
        let mut days = BTreeMap::new();
        let mut pain = pain::Pains::default();
        let mut sides = sides::Balance::default();
        let mut kept: Vec<Kept> = known.asked.iter().map(Kept::nothing).collect();
        let (mut count, mut finished, mut real) = (0, 0, Duration::ZERO);
        for session in sessions {
            let day = session.start.date();
            if day > known.today || known.since.is_some_and(|since| day < since) {
                continue;
            }
            count += 1;
            finished += u64::from(session.ended == Ended::Finished);
            real += session.real();
            let of_day = days.entry(day).or_insert_with(|| Day {
                date: day,
                ..Day::default()
            });
            of_day.sessions += 1;
            of_day.real += session.real();
            pain.take(session, day);
            sides.take(session);
            for kept in &mut kept {
                kept.take(session, day);
            }
        }
        for kept in &mut kept {
            kept.fill(known.since, known.today);
        }
        let days: Vec<Day> = days.into_values().collect();
        let dates: Vec<Date> = days.iter().map(|day| day.date).collect();
        Figures {
            today: known.today,
            since: known.since.or(dates.first().copied()),
            sessions: count,
            finished,
            real,
            streak: streak::streak(&dates, known.today),
            weeks: days::weeks(&days, known.today),
            days,
            pain: pain.all(known.title),
            sides: sides.all(known.title),
            prescribed: kept,
        }
    }
}
