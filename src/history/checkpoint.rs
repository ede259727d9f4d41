//! What a session that was broken off is taken up from: its state, and the record that it would
//! leave if nothing more came.
//!
//! So whoever does not take it up can keep what was done without the routine's file, which may
//! have changed since. Where it lies, and whose it is, is known to `host`.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;

use super::{Application, Ended, Record, Stamp};
use crate::seconds::in_json;
use crate::session::{PackAt, Saved, step_numbers};

/// A running session, as it was last seen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// The version of the file, 1.
    pub v: u32,
    /// What it would leave if nothing more came: interrupted, at `seen`. Where the person has
    /// stopped and the end is still before them, it is the one that was recorded.
    pub record: Record,
    /// Where it is in its timeline.
    pub session: Saved,
    /// When it was last seen.
    pub seen: Seen,
}

/// A moment on two clocks: the wall's, and the machine's own, which nobody sets.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    pub wall: Timestamp,
    /// Which start of the machine, where it can be told.
    pub boot: Option<String>,
    /// Since that start, sleep included.
    #[serde(with = "in_json")]
    pub since_boot: Duration,
}

impl Seen {
    /// How long it is from here to `later`. Within one start of the machine its own clock says
    /// so, whatever was done to the wall's. `None` if nobody can say: the clock was set back.
    pub fn until(&self, later: &Seen) -> Option<Duration> {
        if self.boot.is_some() && self.boot == later.boot {
            return later.since_boot.checked_sub(self.since_boot);
        }
        Duration::try_from(later.wall.duration_since(self.wall)).ok()
    }
}

impl Checkpoint {
    /// A pack that was on, and has been for so long after it was seen that it must come off; also
    /// where nobody can say for how long: the clock was set back. Nothing where it can go on.
    pub fn pack_too_long(&self, gap: Option<Duration>) -> Option<PackAt> {
        let real = |pack: &PackAt| gap.map(|gap| pack.on.saturating_add(gap));
        self.session.pack().filter(|pack| real(pack).is_none_or(|real| real >= pack.most))
    }

    /// Heat and cold that were on the body, by `now`. What nobody has said is off still is.
    pub fn had(mut self, now: Stamp) -> Vec<Application> {
        self.take_off(now);
        self.record.applications
    }

    /// A pack that was on comes off `now`; whether one was.
    fn take_off(&mut self, now: Stamp) -> bool {
        let was_on = self.session.pack().is_some();
        if let Some(last) = self.record.applications.last_mut().filter(|_| was_on) {
            last.off = last.off.max(now);
        }
        was_on
    }

    /// The record of what was done, for whoever does not take it up, so long after it was seen.
    /// `now` is when off was answered, if a pack was on: until then it was on the body, and the
    /// session was not over. Until its most the time counts as that of its step; nobody looked
    /// for the rest of it.
    pub fn keep(mut self, now: Stamp, gap: Option<Duration>) -> Record {
        let was_on = self.take_off(now);
        let Checkpoint { mut record, session, .. } = self;
        // Whoever stopped it has seen its end.
        if record.ended != Ended::Stopped {
            record.ended = Ended::Interrupted;
        }
        // Where nobody can say how long it was, no figure is made up.
        let Some(gap) = gap.filter(|_| was_on) else { return record };
        record.end = record.end.max(now);
        let mut rest = gap;
        if let Some((step, counts)) = session.applied(gap) {
            let numbers = step_numbers(step);
            if let Some(step) = record.steps.iter_mut().find(|done| done.step == numbers) {
                step.real += counts;
                record.work.real += counts;
                record.planned.real += counts;
                rest -= counts;
                // It came to its most.
                if !rest.is_zero() {
                    step.reps = (step.reps + 1).min(step.reps_most);
                }
            }
        }
        record.away += rest;
        record
    }
}
