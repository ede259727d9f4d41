//! What being away does: the machine slept, the process was stopped, nobody looked.
//!
//! Being away is an input, not a guess: the host says from when on nobody looked, and each kind
//! of phase answers in its own way. A pack stays warm and a walk goes on; a hold is not held by
//! somebody whose screen is dark.

use super::{Clock, Event, Held, Session, What};
use crate::seconds::Moment;
use crate::timeline::Kind;

/// What is offered after an absence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// The hold, repetition or breath that was broken off: Enter plays it again.
    RepAgain,
    /// What was running is over; Enter begins the next phase.
    NextPhase,
    /// Lying was stopped where it was; Enter goes on with it.
    GoOn,
    /// The walk was counted on: Enter says that it was walked, back takes it off.
    Walked,
}

impl Session {
    pub(super) fn was_away(&mut self, from: Moment, now: Moment, events: &mut Vec<Event>) {
        self.advance(from, events);
        let length = now.since(from);
        self.tally.away += length;
        let offer = match self.clock {
            Clock::Over { .. } | Clock::Held { .. } => None,
            Clock::Returning { .. } => {
                self.hold(now, Held::Paused);
                None
            }
            Clock::Running { .. } => self.nobody_looked(from, now),
        };
        self.say(now, What::WasAway { length, offer }, events);
        if let Some(Offer::NextPhase) = offer {
            self.over_while_away(now, events);
        }
        self.advance(now, events);
    }

    /// What follows for the running phase; its clock is right afterwards, but nothing is told.
    fn nobody_looked(&mut self, from: Moment, now: Moment) -> Option<Offer> {
        match self.phase().kind {
            Kind::Application(_) | Kind::Off(_) => None,
            Kind::Wait => {
                self.settle(from);
                self.clock = Clock::Running { since: now };
                None
            }
            Kind::Ready | Kind::Rest | Kind::Change => Some(Offer::NextPhase),
            Kind::Hold | Kind::Rep | Kind::Breath => {
                self.settle(from);
                self.hold_from(now, Offer::RepAgain)
            }
            Kind::Lie => {
                self.settle(from);
                self.hold_from(now, Offer::GoOn)
            }
            Kind::Walk => match self.end_at().is_some_and(|end| self.passed(now) >= end) {
                true => Some(Offer::NextPhase),
                false => {
                    self.doubted = Some(self.passed(from));
                    Some(Offer::Walked)
                }
            },
        }
    }

    fn hold_from(&mut self, now: Moment, offer: Offer) -> Option<Offer> {
        self.clock = Clock::Held {
            since: now,
            why: Held::Away(offer),
        };
        self.rung = 0;
        Some(offer)
    }

    /// The phase that was running is over; the one after it waits for a key.
    fn over_while_away(&mut self, now: Moment, events: &mut Vec<Event>) {
        let end = self
            .end_at()
            .map(|end| self.deadline(end))
            .filter(|end| *end <= now);
        let end = end.unwrap_or(now);
        self.leave(end, true, events);
        self.go_on(end.max(now), events);
        let waits = matches!(
            self.phase().kind,
            Kind::Wait | Kind::Application(_) | Kind::Off(_)
        );
        if !waits && matches!(self.clock, Clock::Running { .. }) {
            let _ = self.hold_from(now, Offer::NextPhase);
        }
    }
}
