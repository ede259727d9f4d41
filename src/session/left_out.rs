//! The optional phases that the person has left out.
//!
//! They come in long runs ("enough" in the second of a hundred breaths), so they are kept as
//! ranges: asking for one costs the same in a long routine as in a short one.

use std::ops::Range;
use std::time::Duration;

use crate::timeline::Timeline;

/// Phases that are not played, by index.
#[derive(Clone, Debug, Default)]
pub(super) struct LeftOut {
    /// Ascending, with something that is played between any two.
    runs: Vec<Range<usize>>,
}

impl LeftOut {
    pub fn insert(&mut self, index: usize) {
        let at = self.runs.partition_point(|run| run.end < index);
        match self.runs.get_mut(at) {
            Some(run) if run.contains(&index) => {}
            Some(run) if run.end == index => {
                run.end += 1;
                self.join_with_next(at);
            }
            Some(run) if run.start == index + 1 => run.start = index,
            _ => self.runs.insert(at, index..index + 1),
        }
    }

    fn join_with_next(&mut self, at: usize) {
        let end = self.runs[at].end;
        if self.runs.get(at + 1).is_some_and(|next| next.start == end) {
            self.runs[at].end = self.runs.remove(at + 1).end;
        }
    }

    /// The phases of several ranges, in any order.
    pub fn of(ranges: &[Range<usize>]) -> LeftOut {
        let mut left_out = LeftOut::default();
        ranges
            .iter()
            .cloned()
            .flatten()
            .for_each(|index| left_out.insert(index));
        left_out
    }

    /// The ranges, ascending.
    pub fn runs(&self) -> &[Range<usize>] {
        &self.runs
    }

    pub fn contains(&self, index: usize) -> bool {
        self.played_from(index) != index
    }

    /// The first phase from `index` on that is played; past the last one if there is none.
    pub fn played_from(&self, index: usize) -> usize {
        let at = self.runs.partition_point(|run| run.end <= index);
        match self.runs.get(at) {
            Some(run) if run.contains(&index) => run.end,
            _ => index,
        }
    }

    /// How long those from `index` on would have lasted at the most.
    pub fn most_from(&self, index: usize, timeline: &Timeline) -> Duration {
        let later = self.runs.iter().rev().take_while(|run| run.end > index);
        let lasts =
            |run: &Range<usize>| timeline.before(run.end) - timeline.before(run.start.max(index));
        later.map(lasts).sum()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn ranges_are_a_set_of_numbers(indices in proptest::collection::vec(0..40usize, 0..60)) {
            let mut left_out = LeftOut::default();
            let mut set = BTreeSet::new();
            for index in indices {
                left_out.insert(index);
                set.insert(index);
                let in_runs: Vec<usize> = left_out.runs.iter().cloned().flatten().collect();
                prop_assert_eq!(in_runs, set.iter().copied().collect::<Vec<_>>());
                prop_assert!(left_out.runs.windows(2).all(|two| two[0].end < two[1].start));
                for at in 0..45 {
                    prop_assert_eq!(left_out.contains(at), set.contains(&at));
                    let played = (at..).find(|at| !set.contains(at));
                    prop_assert_eq!(Some(left_out.played_from(at)), played);
                }
            }
        }
    }

    #[test]
    fn a_long_run_is_one_range() {
        let mut left_out = LeftOut::default();
        (7..100_000).for_each(|index| left_out.insert(index));
        assert_eq!(left_out.runs.len(), 1);
        assert_eq!(left_out.played_from(7), 100_000);
    }
}
