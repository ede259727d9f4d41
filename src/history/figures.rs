//! What a person asks of their history: days, streak, weeks, pain, sides, what was prescribed.
//!
//! Functions of values: what day it is, what routines are called and what was prescribed are
//! arguments. A session belongs to the day that the wall clock showed when it began, wherever the
//! person was; a week begins on Monday. All lengths in JSON are seconds.
//!
//! The streak forgives one day off in any seven. A second day off within seven days ends it, two
//! in a row among them. Today is not over yet, and is no day off. Days off are not counted.

pub mod prescribed;

use std::cmp::Reverse;
use std::time::Duration;

use hashbrown::HashMap;
use jiff::ToSpan;
use jiff::civil::Date;
pub use prescribed::{Kept, Prescription};
use serde::Serialize;

use super::Ended;
use super::stamp::{later, monday};
use super::summary::{Summary, Work};
use crate::seconds::in_json;
use crate::words::figures::ALL_ROUTINES;

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

/// A session, with its day.
type OnDay<'a> = (Date, &'a Summary);

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
        let Known { today, since, title, asked } = known;
        let counts =
            |(day, _): &OnDay<'_>| *day <= today && since.is_none_or(|since| since <= *day);
        let sessions = sessions.into_iter().map(|session| (session.start.date(), session));
        let mut sessions: Vec<OnDay<'_>> = sessions.filter(counts).collect();
        sessions.sort_by_key(|(day, _)| *day);
        let day = |all: &[OnDay<'_>]| Day {
            date: all[0].0,
            sessions: all.len() as u64,
            real: all.iter().map(|(_, session)| session.real()).sum(),
        };
        let days: Vec<Day> = sessions.chunk_by(|one, next| one.0 == next.0).map(day).collect();
        let dates: Vec<Date> = days.iter().map(|day| day.date).collect();
        let is_finished = |(_, session): &&OnDay<'_>| session.ended == Ended::Finished;
        Figures {
            today,
            since: since.or(dates.first().copied()),
            sessions: sessions.len() as u64,
            finished: sessions.iter().filter(is_finished).count() as u64,
            real: days.iter().map(|day| day.real).sum(),
            streak: streak(&dates, today),
            weeks: weeks(&days, today),
            days,
            pain: pains(&sessions, title),
            sides: sides(&sessions, title),
            prescribed: asked.iter().map(|asked| Kept::of(asked, &sessions, known)).collect(),
        }
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

/// The Mondays from that of a day on up to today's, of a year at most.
fn mondays(first: Date, today: Date) -> impl Iterator<Item = Date> {
    let last = monday(today);
    let first = monday(first).max(later(last, -7 * (WEEKS as i64 - 1)));
    first.series(7.days()).take_while(move |monday| *monday <= last)
}

/// The last weeks up to today's, at most a year of them, from the first one with a session on.
fn weeks(days: &[Day], today: Date) -> Vec<Week> {
    let of_week = |monday: Date| {
        let mut week = Week { monday, ..Week::default() };
        let next = later(monday, 7);
        for day in days.iter().filter(|day| monday <= day.date && day.date < next) {
            week.days += 1;
            week.sessions += day.sessions;
            week.real += day.real;
        }
        week
    };
    days.first().into_iter().flat_map(|first| mondays(first.date, today)).map(of_week).collect()
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
    let column = |back: i64| {
        let monday = later(monday(today), -7 * back);
        let level = |nth: usize| {
            let date = later(monday, nth as i64);
            let found = days.binary_search_by_key(&date, |day| day.date);
            (date <= today).then(|| found.map_or(0, |at| days[at].level()))
        };
        Column { monday, levels: std::array::from_fn(level) }
    };
    (0..weeks as i64).rev().map(column).collect()
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

/// The streak up to today. `dates` ascend, each once, none after today.
pub fn streak(dates: &[Date], today: Date) -> Streak {
    let mut streak = Streak::default();
    // The last day that was done, and the last day off that was forgiven.
    let (mut last, mut rested): (Option<Date>, Option<Date>) = (None, None);
    // Goes on to a day; the streak ends where too much lies between.
    let mut goes_on = |streak: &mut Streak, last: Option<Date>, to: Date| {
        let days = last.map_or(1, |last| (to - last).get_days());
        let off = to.yesterday().ok().filter(|_| days == 2);
        let too_soon = rested.zip(off).is_some_and(|(one, next)| (next - one).get_days() < 7);
        if days > 2 || too_soon {
            (streak.days, streak.off, rested) = (0, 0, None);
        } else {
            streak.off += u32::from(off.is_some());
            rested = off.or(rested);
        }
    };
    for date in dates {
        goes_on(&mut streak, last, *date);
        streak.days += 1;
        streak.longest = streak.longest.max(streak.days);
        last = Some(*date);
    }
    goes_on(&mut streak, last, today);
    streak.today = last == Some(today);
    streak
}

/// What ratings are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Whose {
    Routine,
    Area,
}

/// Pain or stiffness before and after, 0 to 10, of a routine, or of a part of the body over all
/// routines. Its fields are those of a line in the table.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pain {
    pub whose: Whose,
    /// The routine's id, or the area.
    pub name: String,
    pub title: String,
    /// Sessions that have a rating.
    pub sessions: u64,
    /// The means of all ratings.
    pub before: Option<f64>,
    pub after: Option<f64>,
    /// How many ratings there are of each.
    pub befores: u64,
    pub afters: u64,
    /// The mean before, in the first days and the last: up to five each, never a day in both.
    pub at_first: Option<f64>,
    pub lately: Option<f64>,
    /// How many days each of these two is of.
    pub days_each: usize,
    /// How often it was better, the same, worse.
    pub better: u64,
    pub same: u64,
    pub worse: u64,
    /// A point a day, the earliest first.
    pub points: Vec<Point>,
}

impl Pain {
    /// What was said on each day, and how many days that was after the first.
    pub fn over_days(&self, said: fn(&Point) -> Option<f64>) -> Vec<(f64, f64)> {
        let first = self.points.first().map(|point| point.date);
        let day = |point: &Point| Some(f64::from((point.date - first?).get_days()));
        self.points.iter().filter_map(|point| day(point).zip(said(point))).collect()
    }
}

/// The ratings of a day: the means of what was said.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Point {
    pub date: Date,
    pub before: Option<f64>,
    pub after: Option<f64>,
}

/// The sum of some numbers, and how many they are.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Mean(pub f64, pub u64);

impl Mean {
    #[must_use]
    pub fn with(self, said: Option<u8>) -> Mean {
        said.map_or(self, |said| Mean(self.0 + f64::from(said), self.1 + 1))
    }

    /// To a hundredth, so that it reads well.
    fn shown(self) -> Option<f64> {
        let Mean(sum, count) = self;
        (count > 0).then(|| (sum / count as f64 * 100.0).round() / 100.0)
    }
}

/// Ratings while they are added up.
#[derive(Default)]
struct Ratings {
    sessions: u64,
    /// Before and after, on each day.
    days: Vec<(Date, [Mean; 2])>,
    /// How often it was better, the same, worse.
    than: [u64; 3],
}

impl Ratings {
    /// Takes in a session; the days ascend.
    fn take(&mut self, day: Date, session: &Summary) {
        self.sessions += 1;
        if self.days.last().is_none_or(|(last, _)| *last != day) {
            self.days.push((day, [Mean::default(); 2]));
        }
        if let Some((_, means)) = self.days.last_mut() {
            *means = [means[0].with(session.before), means[1].with(session.after)];
        }
        if let Some(than) = session.than {
            self.than[than as usize] += 1;
        }
    }

    fn pain(self, whose: Whose, name: &str, title: String) -> Pain {
        let [before, after] = [0, 1].map(|nth| {
            let days = self.days.iter().map(|(_, means)| means[nth]);
            days.fold(Mean::default(), |all, day| Mean(all.0 + day.0, all.1 + day.1))
        });
        let [better, same, worse] = self.than;
        let point = |(date, means): (Date, [Mean; 2])| {
            let [before, after] = means.map(Mean::shown);
            before.or(after).map(|_| Point { date, before, after })
        };
        let points: Vec<Point> = self.days.into_iter().filter_map(point).collect();
        let each_day: Vec<f64> = points.iter().filter_map(|point| point.before).collect();
        let few = (each_day.len() / 2).min(5);
        let mean_of = |days: &[f64]| Mean(days.iter().sum(), days.len() as u64).shown();
        Pain {
            whose,
            name: name.to_owned(),
            title,
            sessions: self.sessions,
            before: before.shown(),
            after: after.shown(),
            befores: before.1,
            afters: after.1,
            at_first: mean_of(&each_day[..few]),
            lately: mean_of(&each_day[each_day.len() - few..]),
            days_each: few,
            better,
            same,
            worse,
            points,
        }
    }
}

fn pains(sessions: &[OnDay<'_>], title: &dyn Fn(&str) -> String) -> Vec<Pain> {
    let mut ratings: HashMap<(Whose, &str), Ratings> = HashMap::new();
    let is_rated = |(_, one): &&OnDay<'_>| one.before.or(one.after).is_some() || one.than.is_some();
    for (day, session) in sessions.iter().filter(is_rated) {
        let areas = &session.played.areas;
        let each = (0..areas.len()).filter(|nth| !areas[..*nth].contains(&areas[*nth]));
        let areas = each.map(|nth| (Whose::Area, areas[nth].as_str()));
        for of in areas.chain([(Whose::Routine, session.name())]) {
            ratings.entry(of).or_default().take(*day, session);
        }
    }
    let mut all: Vec<((Whose, &str), Ratings)> = ratings.into_iter().collect();
    all.sort_by_key(|((whose, name), ratings)| (*whose, Reverse(ratings.sessions), *name));
    let pains = all.into_iter().map(|((whose, name), ratings)| {
        let title = if whose == Whose::Routine { title(name) } else { name.to_owned() };
        ratings.pain(whose, name, title)
    });
    pains.collect()
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

fn sides(sessions: &[OnDay<'_>], title: &dyn Fn(&str) -> String) -> Vec<SideBalance> {
    let mut all = SideBalance { title: ALL_ROUTINES.into(), ..SideBalance::default() };
    let mut each: HashMap<&str, SideBalance> = HashMap::new();
    for (name, done) in sessions.iter().flat_map(|(_, session)| session.each()) {
        let (left, right) = (done.left(), done.right());
        if [left, right] != [Work::default(); 2] {
            for sides in [&mut all, each.entry(name).or_default()] {
                sides.left.add(left);
                sides.right.add(right);
            }
        }
    }
    let mut each: Vec<(&str, SideBalance)> = each.into_iter().collect();
    each.sort_by_key(|(name, sides)| (Reverse(sides.left.done + sides.right.done), *name));
    let all = (!each.is_empty()).then_some(all);
    let each = each.into_iter().map(|(name, sides)| SideBalance {
        routine: Some(name.to_owned()),
        title: title(name),
        ..sides
    });
    all.into_iter().chain(each).collect()
}
