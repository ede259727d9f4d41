//! Left against right: what was asked of each side and what was done.

use serde::Serialize;

use super::named::Named;
use crate::history::summary::{Summary, Work, percent};

/// Both sides, of one routine or of all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SideBalance {
    /// The routine's id; none for all of them together.
    pub routine: Option<String>,
    pub title: String,
    pub left: Work,
    pub right: Work,
}

impl SideBalance {
    /// The left side's part of the work, in percent.
    pub fn left_percent(&self) -> Option<u64> {
        percent(self.left.done, self.left.done + self.right.done)
    }
}

/// Takes in session after session.
#[derive(Default)]
pub(super) struct Balance<'a>(Named<'a, (Work, Work)>);

impl<'a> Balance<'a> {
    pub fn take(&mut self, session: &'a Summary) {
        let (of_left, of_right) = (session.left(), session.right());
        if of_left == Work::default() && of_right == Work::default() {
            return;
        }
        let (left, right) = self.0.of(session.name());
        left.add(of_left);
        right.add(of_right);
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
        let mut all = SideBalance {
            title: "All routines".into(),
            ..SideBalance::default()
        };
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
