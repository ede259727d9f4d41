//! Days and weeks: how often and how long. A week begins on Monday.

use std::time::Duration;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Serialize;

use crate::seconds::in_json;

/// What was done on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Day {
    pub date: Date,
    pub sessions: u64,
    #[serde(with = "in_json")]
    pub real: Duration,
}

/// What was done in a week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Week {
    pub monday: Date,
    /// Days with a session.
    pub days: u8,
    pub sessions: u64,
    #[serde(with = "in_json")]
    pub real: Duration,
}

/// A year, and the week that it began in.
pub const WEEKS: usize = 53;

impl Day {
    /// How much it was, in five steps: nothing, up to 5 minutes, up to 15, up to 30, more.
    pub fn level(&self) -> usize {
        match (self.sessions, self.real.as_secs()) {
            (0, _) => 0,
            (_, 0..=300) => 1,
            (_, 301..=900) => 2,
            (_, 901..=1800) => 3,
            _ => 4,
        }
    }
}

/// The Monday of a day's week.
pub fn monday(day: Date) -> Date {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    day.saturating_sub(back.days())
}

/// So many days later, or earlier; at the ends of the calendar it stays there.
pub fn later(day: Date, days: i64) -> Date {
    day.saturating_add(days.days())
}

/// The last weeks up to today's, at most a year of them, from the first one with a session on.
/// `days` ascend.
pub fn weeks(days: &[Day], today: Date) -> Vec<Week> {
    let (last, Some(first)) = (monday(today), days.first()) else {
        return Vec::new();
    };
    let year = later(last, -7 * (WEEKS as i64 - 1));
    let mut weeks = Vec::new();
    let mut monday = monday(first.date).max(year);
    let mut at = days.partition_point(|day| day.date < monday);
    while monday <= last {
        let next = later(monday, 7);
        let mut week = Week {
            monday,
            ..Week::default()
        };
        while let Some(day) = days.get(at).filter(|day| day.date < next) {
            week.days += 1;
            week.sessions += day.sessions;
            week.real += day.real;
            at += 1;
        }
        weeks.push(week);
        if next <= monday {
            break;
        }
        monday = next;
    }
    weeks
}

/// A week of the calendar: its Monday, and how much was done on each day; `None` for days that
/// are not yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    pub monday: Date,
    pub levels: [Option<usize>; 7],
}

/// So many weeks up to today's as a calendar, the earliest first. `days` ascend.
pub fn calendar(days: &[Day], today: Date, weeks: usize) -> Vec<Column> {
    let last = monday(today);
    let columns = (0..weeks as i64).rev().map(|back| later(last, -7 * back));
    columns
        .map(|monday| {
            let level = |nth: usize| {
                let date = later(monday, nth as i64);
                let found = days.binary_search_by_key(&date, |day| day.date);
                let level = found.map_or(0, |at| days[at].level());
                (date <= today).then_some(level)
            };
            Column {
                monday,
                levels: std::array::from_fn(level),
            }
        })
        .collect()
}
