//! What a person asks of their history: days, streak, weeks, pain, sides, what was prescribed.
//!
//! Functions of values: what day it is, what routines are called and what was prescribed are
//! arguments. A session belongs to the day that the wall clock showed when it began, wherever the
//! person was; a week begins on Monday. All lengths in JSON are seconds.
//!
//! The streak forgives one day off in any seven. A second day off within seven days ends it, two
//! in a row among them. Today is not over yet, and is no day off. Days off are not counted.

pub mod pain;
pub mod prescribed;

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::time::Duration;

use jiff::civil::Date;
pub use pain::{Pain, Point, Whose};
pub use prescribed::{Kept, Prescription};
use serde::Serialize;

use super::Ended;
use super::stamp::{later, monday};
use super::summary::{Summary, Work};
use crate::seconds::in_json;

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
        let mut sides = Balance::default();
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
            let of_day = days.entry(day).or_insert_with(|| Day { date: day, ..Day::default() });
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
            streak: streak(&dates, known.today),
            weeks: weeks(&days, known.today),
            days,
            pain: pain.all(known.title),
            sides: sides.all(known.title),
            prescribed: kept,
        }
    }
}

/// Values by name.
struct Named<'a, T> {
    all: Vec<(&'a str, T)>,
    places: HashMap<&'a str, usize>,
}

impl<T> Default for Named<'_, T> {
    fn default() -> Self {
        Named { all: Vec::new(), places: HashMap::new() }
    }
}

impl<'a, T: Default> Named<'a, T> {
    /// The value of a name; a new one if there is none yet.
    pub fn of(&mut self, name: &'a str) -> &mut T {
        let at = *self.places.entry(name).or_insert(self.all.len());
        if at == self.all.len() {
            self.all.push((name, T::default()));
        }
        &mut self.all[at].1
    }

    /// All of them.
    pub fn into_all(self) -> Vec<(&'a str, T)> {
        self.all
    }
}

/// The last of those that are looked for; a new one if there is none yet.
pub(in crate::history) fn find_or_add<T: Default>(
    all: &mut Vec<T>,
    is: impl Fn(&T) -> bool,
) -> &mut T {
    let at = all.iter().rposition(is).unwrap_or(all.len());
    if at == all.len() {
        all.push(T::default());
    }
    &mut all[at]
}

/// Both sides, of one routine or of all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SideBalance {
    /// The routine's id; none for all of them together.
    pub routine: Option<String>,
    pub title: String,
    pub left: Work,
    pub right: Work,
}

/// Takes in session after session.
#[derive(Default)]
struct Balance<'a>(Named<'a, (Work, Work)>);

impl<'a> Balance<'a> {
    pub fn take(&mut self, session: &'a Summary) {
        for (name, done) in session.each() {
            let (of_left, of_right) = (done.left(), done.right());
            if of_left == Work::default() && of_right == Work::default() {
                continue;
            }
            let (left, right) = self.0.of(name);
            left.add(of_left);
            right.add(of_right);
        }
    }

    pub fn all(self, title: &dyn Fn(&str) -> String) -> Vec<SideBalance> {
        let each = self.0.into_all().into_iter();
        let mut each: Vec<SideBalance> = each
            .map(|(routine, (left, right))| SideBalance {
                title: title(routine),
                routine: Some(routine.to_owned()),
                left,
                right,
            })
            .collect();
        if each.is_empty() {
            return each;
        }
        let mut all = SideBalance { title: "All routines".into(), ..SideBalance::default() };
        for one in &each {
            all.left.add(one.left);
            all.right.add(one.right);
        }
        let work = |sides: &SideBalance| sides.left.done + sides.right.done;
        each.sort_by(|one, other| {
            let by_work = work(other).cmp(&work(one));
            by_work.then_with(|| one.routine.cmp(&other.routine))
        });
        each.insert(0, all);
        each
    }
}

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
        let mut week = Week { monday, ..Week::default() };
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
            Column { monday, levels: std::array::from_fn(level) }
        })
        .collect()
}

/// Days with a session that hang together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Streak {
    /// Days of the streak that is not broken yet.
    pub days: u32,
    /// Days off that it has forgiven.
    pub off: u32,
    /// Whether there is a session of today in it.
    pub today: bool,
    /// The days of the longest one ever.
    pub longest: u32,
}

/// The rule, as a person is told it.
pub const STREAK_RULE: &str = "One day off in any seven does not break a streak.";

/// The streak up to today. `dates` ascend, each once, none after today.
pub fn streak(dates: &[Date], today: Date) -> Streak {
    let mut now = Streak::default();
    let (mut days, mut off, mut longest) = (0, 0, 0);
    let mut last: Option<Date> = None;
    // The last day off, while it can still break the streak.
    let mut rested: VecDeque<Date> = VecDeque::new();
    for date in dates {
        let missed = last.map_or(0, |last| between(last, *date) - 1);
        let forgiven = match missed {
            0 => true,
            1 => {
                let day = date.yesterday().unwrap_or(*date);
                let close = rested.back().is_some_and(|other| between(*other, day) < 7);
                rested.push_back(day);
                !close
            }
            _ => false,
        };
        if last.is_some() && !forgiven {
            (days, off) = (0, 0);
            rested.clear();
        } else {
            off += u32::from(missed == 1);
        }
        days += 1;
        longest = longest.max(days);
        last = Some(*date);
    }
    now.longest = longest;
    let Some(last) = last else { return now };
    let still = match between(last, today) {
        0 | 1 => true,
        2 => {
            let day = today.yesterday().unwrap_or(today);
            rested.back().is_none_or(|other| between(*other, day) >= 7)
        }
        _ => false,
    };
    if still {
        now.days = days;
        now.off = off + u32::from(between(last, today) == 2);
        now.today = last == today;
    }
    now
}

/// Days from one to another.
fn between(from: Date, to: Date) -> i32 {
    to.since(from).map_or(0, |span| span.get_days())
}
