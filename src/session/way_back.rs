//! The way back from an end that the person asked for: a stray stop costs nothing, and what was
//! said by a slip can be unsaid.
//!
//! The session keeps itself as it was before the key, its clock stopped, so that to stop and to go
//! on comes to the same as a pause. Nothing leads back to a pack, which was really taken off, nor
//! straight on to the next one, which has its own questions.

use super::{EventKind, Input, PhaseClock, Session, WhyHeld};
use crate::seconds::Moment;
use crate::timeline::{Kind, Phase};

/// What leads back from an end.
#[derive(Clone, Debug)]
pub(super) struct WayBack {
    /// When it ended.
    pub since: Moment,
    /// As it stood before the key; none where a pack came off for it.
    pub stood: Option<Box<Session>>,
    /// The phase that going on begins, where that is not where it stood.
    pub next: Option<usize>,
    /// What was noted to hurt, and whether it had been before.
    pub hurt: Option<(usize, bool)>,
}

impl Session {
    /// Whether [`Input::Pause`] goes on from its end.
    pub fn can_go_on(&self) -> bool {
        self.goes_on_with().is_some()
    }

    /// The phase that going on from its end comes to.
    pub fn goes_on_with(&self) -> Option<&Phase> {
        let back = self.way_back.as_ref()?;
        match (&back.stood, back.hurt) {
            (Some(stood), None) => Some(stood.phase()),
            _ => {
                let next = &self.timeline.phases()[back.next?];
                (!matches!(next.kind, Kind::Application(_))).then_some(next)
            }
        }
    }

    /// What was said to hurt at its end, as long as that can be taken back.
    pub fn can_take_back(&self) -> Option<&Phase> {
        let (hurt, _) = self.way_back.as_ref()?.hurt?;
        self.timeline.phases().get(hurt)
    }

    /// As a pause would leave it.
    pub(super) fn held_at(&self, now: Moment) -> Box<Session> {
        let mut held = Box::new(self.clone());
        match held.clock {
            PhaseClock::Running(_) => {
                held.hold(now, WhyHeld::Paused);
                held.tally.pauses += 1;
            }
            PhaseClock::Returning(_) => held.stand(now, WhyHeld::Paused),
            PhaseClock::Held(_, _) | PhaseClock::Over(_) => {}
        }
        held
    }

    /// What a key does once everything is over.
    pub(super) fn turn_back(&mut self, now: Moment, input: Input) {
        match input {
            Input::Pause if self.can_go_on() => self.go_on_after_all(now),
            Input::Slip => self.take_back(now),
            Input::Said { set, reps } => {
                self.said(now, set, reps);
                // It holds as well for the session that goes on from here.
                if let Some(stood) = self.way_back.as_mut().and_then(|back| back.stood.as_mut()) {
                    stood.said(now, set, reps);
                }
            }
            _ => {}
        }
    }

    fn go_on_after_all(&mut self, now: Moment) {
        let Some(back) = self.way_back.take() else {
            return;
        };
        match (back.stood, back.hurt, back.next) {
            (Some(stood), None, _) => self.stand_again(*stood, now),
            (_, _, Some(next)) => {
                self.tally.pauses += 1;
                self.tally.paused += now.since(back.since);
                self.enter(next, now);
            }
            _ => {}
        }
    }

    /// What was said to hurt did not. Where a pack came off for it, it stays off.
    fn take_back(&mut self, now: Moment) {
        let Some((hurt, before)) = self.way_back.as_mut().and_then(|back| back.hurt.take()) else {
            return;
        };
        self.tally.hurt(&self.timeline.phases()[hurt], before);
        self.say(now, EventKind::Slip);
        let stood = self.way_back.as_mut().and_then(|back| back.stood.take());
        if let Some(stood) = stood {
            self.stand_again(*stood, now);
        }
    }

    fn stand_again(&mut self, stood: Session, now: Moment) {
        let events = std::mem::take(&mut self.events);
        *self = Session { latest: self.latest, events, ..stood };
        self.come_back(now);
    }
}
