//! Pain or stiffness before and after, 0 to 10, of each routine and each part of the body.
//!
//! A day is one point: the mean of what was said that day.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::Named;
use crate::history::Summary;

/// What the ratings are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Whose {
    Routine,
    Area,
}

/// The ratings of a routine, or of a part of the body over all routines.
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

/// The ratings of a day.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Point {
    pub date: Date,
    pub before: Option<f64>,
    pub after: Option<f64>,
}

/// A mean in the making.
#[derive(Clone, Copy, Debug, Default)]
struct Mean {
    sum: u64,
    count: u64,
}

impl Mean {
    fn take(&mut self, value: Option<u8>) {
        if let Some(value) = value {
            self.sum += u64::from(value);
            self.count += 1;
        }
    }

    /// To a hundredth, so that it reads well.
    fn value(self) -> Option<f64> {
        (self.count > 0).then(|| hundredth(self.sum as f64 / self.count as f64))
    }
}

fn hundredth(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

#[derive(Default)]
struct PainSum {
    sessions: u64,
    before: Mean,
    after: Mean,
    than: [u64; 3],
    days: BTreeMap<Date, (Mean, Mean)>,
}

/// Takes in session after session.
#[derive(Default)]
pub(super) struct Pains<'a> {
    routines: Named<'a, PainSum>,
    areas: Named<'a, PainSum>,
}

impl<'a> Pains<'a> {
    pub fn take(&mut self, session: &'a Summary, day: Date) {
        if session.before.is_none() && session.after.is_none() && session.than.is_none() {
            return;
        }
        self.routines.of(session.name()).take(session, day);
        for area in &session.played.areas {
            self.areas.of(area).take(session, day);
        }
    }

    pub fn all(self, title: &dyn Fn(&str) -> String) -> Vec<Pain> {
        let routines = self.routines.into_all().into_iter();
        let routines = routines.map(|(name, one)| one.pain(Whose::Routine, name, title(name)));
        let areas = self.areas.into_all().into_iter();
        let areas = areas.map(|(name, one)| one.pain(Whose::Area, name, name.to_owned()));
        let mut all: Vec<Pain> = routines.chain(areas).collect();
        all.sort_by(|one, other| {
            let order = |pain: &Pain| (pain.whose, u64::MAX - pain.sessions);
            let by_order = order(one).cmp(&order(other));
            by_order.then_with(|| one.name.cmp(&other.name))
        });
        all
    }
}

impl PainSum {
    fn take(&mut self, session: &Summary, day: Date) {
        self.sessions += 1;
        self.before.take(session.before);
        self.after.take(session.after);
        if let Some(than) = session.than {
            self.than[than as usize] += 1;
        }
        if session.before.is_some() || session.after.is_some() {
            let (before, after) = self.days.entry(day).or_default();
            before.take(session.before);
            after.take(session.after);
        }
    }

    fn pain(self, whose: Whose, name: &str, title: String) -> Pain {
        let days = self.days.into_iter();
        let points = days.map(|(date, (before, after))| Point {
            date,
            before: before.value(),
            after: after.value(),
        });
        let points: Vec<Point> = points.collect();
        let befores: Vec<f64> = points.iter().filter_map(|point| point.before).collect();
        let few = (befores.len() / 2).min(5);
        let mean = |some: &[f64]| {
            let sum: f64 = some.iter().sum();
            (!some.is_empty()).then(|| hundredth(sum / some.len() as f64))
        };
        Pain {
            whose,
            name: name.to_owned(),
            title,
            sessions: self.sessions,
            before: self.before.value(),
            after: self.after.value(),
            befores: self.before.count,
            afters: self.after.count,
            at_first: mean(&befores[..few]),
            lately: mean(&befores[befores.len() - few..]),
            days_each: few,
            better: self.than[0],
            same: self.than[1],
            worse: self.than[2],
            points,
        }
    }
}
