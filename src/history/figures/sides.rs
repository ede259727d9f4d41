//! Left against right: what was asked of each side and what was done.

use std::time::Duration;

use serde::Serialize;

use super::named::Named;
use crate::history::Brief;
use crate::history::record::seconds;

/// The work of one side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct OneSide {
    /// Asked at the least.
    #[serde(with = "seconds")]
    pub asked: Duration,
    #[serde(with = "seconds")]
    pub done: Duration,
}

/// Both sides, of one routine or of all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sides {
    /// The routine's id; none for all of them together.
    pub routine: Option<String>,
    pub title: String,
    pub left: OneSide,
    pub right: OneSide,
}

impl OneSide {
    pub(super) fn add(&mut self, asked: Duration, done: Duration) {
        self.asked += asked;
        self.done += done;
    }

    /// How much of what was asked was done, in percent; more than 100 is more than the least.
    pub fn percent(&self) -> Option<u64> {
        percent(self.done, self.asked)
    }
}

impl Sides {
    /// The left side's part of the work, in percent.
    pub fn left_percent(&self) -> Option<u64> {
        percent(self.left.done, self.left.done + self.right.done)
    }
}

fn percent(part: Duration, whole: Duration) -> Option<u64> {
    let whole = whole.as_millis();
    (whole > 0).then(|| ((part.as_millis() * 100 + whole / 2) / whole) as u64)
}

/// Takes in session after session.
#[derive(Default)]
pub(super) struct Balance<'a>(Named<'a, (OneSide, OneSide)>);

impl<'a> Balance<'a> {
    pub fn take(&mut self, brief: &Brief<'a>) {
        let asked = brief.left_asked + brief.right_asked;
        if (asked + brief.left + brief.right).is_zero() {
            return;
        }
        let (left, right) = self.0.of(brief.name());
        left.add(brief.left_asked, brief.left);
        right.add(brief.right_asked, brief.right);
    }

    pub fn all(self, title: &dyn Fn(&str) -> String) -> Vec<Sides> {
        let mut all = Sides {
            routine: None,
            title: "All routines".into(),
            left: OneSide::default(),
            right: OneSide::default(),
        };
        let mut each: Vec<Sides> = Vec::new();
        for (routine, (left, right)) in self.0.into_all() {
            all.left.add(left.asked, left.done);
            all.right.add(right.asked, right.done);
            each.push(Sides {
                title: title(routine),
                routine: Some(routine.to_owned()),
                left,
                right,
            });
        }
        if each.is_empty() {
            return each;
        }
        let work = |sides: &Sides| sides.left.done + sides.right.done;
        each.sort_by(|one, other| {
            let by_work = work(other).cmp(&work(one));
            by_work.then_with(|| one.routine.cmp(&other.routine))
        });
        each.insert(0, all);
        each
    }
}
