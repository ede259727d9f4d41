//! The moments within a phase that are worth a word: halfway, the last seconds, checks, "enough".
//!
//! A mark is a place on the clock of one phase. Whether it rings or is spoken is for `cue`.

use std::time::Duration;

use crate::seconds::Length;
use crate::timeline::{Kind, Phase};

/// A moment within a phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Half of it is over.
    Halfway,
    /// The least is over: Enter ends it from now on.
    MayStop,
    /// So many whole seconds are left, 3 to 1.
    LastSeconds(u8),
    /// Look at something: which of the phase's checks.
    Check(usize),
}

impl Mark {
    /// Whether it is a countdown.
    pub fn counts_down(self) -> bool {
        matches!(self, Mark::LastSeconds(_))
    }
}

/// What the body does for this long has a halfway: a hold, a repetition, lying, walking. Getting
/// ready has none, nor has a pack, of which half says nothing.
const HALFWAY_FROM: Duration = Duration::from_secs(30);
/// A hold this long has its last seconds counted.
const COUNTED_FROM: Duration = Duration::from_secs(10);

/// The marks of a phase in order, with their places on its clock.
pub(super) fn of(phase: &Phase, length: Option<Length>) -> Vec<(Duration, Mark)> {
    let Some(length) = length else {
        return Vec::new();
    };
    if phase.kind == Kind::Wait {
        return Vec::new();
    }
    let mut marks = Vec::new();
    let does = matches!(phase.kind, Kind::Hold | Kind::Rep | Kind::Lie | Kind::Walk);
    if does && length.most >= HALFWAY_FROM {
        marks.push((length.most / 2, Mark::Halfway));
    }
    // The question at the least of an application is an alarm, not a mark.
    if length.is_range() && !matches!(phase.kind, Kind::Application(_)) {
        marks.push((length.least, Mark::MayStop));
    }
    let counted = match phase.kind {
        Kind::Hold | Kind::Lie => length.most >= COUNTED_FROM,
        Kind::Rest | Kind::Change | Kind::Ready => true,
        _ => false,
    };
    if counted {
        for left in [3u8, 2, 1] {
            if let Some(at) = length.most.checked_sub(Duration::from_secs(left.into())) {
                marks.push((at, Mark::LastSeconds(left)));
            }
        }
    }
    for (index, check) in phase.checks.iter().enumerate() {
        if check.at.0 < length.most {
            marks.push((check.at.0, Mark::Check(index)));
        }
    }
    marks.sort_by_key(|(at, _)| *at);
    marks
}
