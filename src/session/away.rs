//! What being away does: the machine slept, the process was stopped, nobody looked.
//!
//! Being away is an input, not a guess: the host says from when on nobody looked, and each kind
//! of phase answers in its own way. A pack stays warm and a walk goes on; a hold is not held by
//! somebody whose screen is dark.

use super::{ALARM_EVERY, Event, EventKind, PhaseClock, Session, State, WhyHeld};
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
        let length = now.since(from);
        if length.is_zero() || self.ending().is_some() {
            return;
        }
        self.tally.away += length;
        let runs = matches!(self.clock, PhaseClock::Running(_));
        let rests = matches!(self.phase().kind, Kind::Ready | Kind::Rest | Kind::Change);
        // First what was due before now, then the absence itself, then what follows from it.
        let offer = match runs {
            true => self.nobody_looked(from, now, events),
            false => self.nobody_came(now, events),
        };
        self.say(now, EventKind::WasAway { length, offer }, events);
        if runs && rests {
            self.go_on(now, events);
            if let Some(offer) = offer {
                self.stand(now, WhyHeld::Away(offer));
            }
        }
        // Whatever was due in between is history, and nobody heard it.
        if self.state(now) == State::Alarm {
            self.say(now, EventKind::Alarm, events);
        }
    }

    /// Nobody looked while the clock stood. What would have gone on without hands does not go on
    /// without anybody, and the reminders begin anew.
    fn nobody_came(&mut self, now: Moment, events: &mut Vec<Event>) -> Option<Offer> {
        match self.clock {
            PhaseClock::Held(_, why) if why != WhyHeld::Paused => {
                self.stand(now, why);
                match why {
                    WhyHeld::Away(offer) => Some(offer),
                    _ => None,
                }
            }
            PhaseClock::Returning(_) => {
                self.stand(now, WhyHeld::Paused);
                None
            }
            _ => {
                self.advance(now, events);
                None
            }
        }
    }

    /// Nobody looked while the clock ran.
    fn nobody_looked(
        &mut self,
        from: Moment,
        now: Moment,
        events: &mut Vec<Event>,
    ) -> Option<Offer> {
        match self.phase().kind {
            Kind::Application(_) | Kind::Off(_) => {
                self.stayed_warm(now, events);
                None
            }
            Kind::Wait => {
                self.settle(from);
                self.clock = PhaseClock::Running(now);
                None
            }
            Kind::Ready | Kind::Rest | Kind::Change => {
                let end = self.ended_by(now).unwrap_or(now);
                self.leave(end, true, events);
                // A wait after it waits by itself.
                let next = self.following(self.index)?;
                let next = &self.timeline.phases()[next];
                (next.kind != Kind::Wait).then_some(Offer::NextPhase)
            }
            Kind::Hold | Kind::Rep | Kind::Breath => {
                self.settle(from);
                self.stand(now, WhyHeld::Away(Offer::RepAgain));
                Some(Offer::RepAgain)
            }
            Kind::Lie => {
                self.settle(from);
                self.stand(now, WhyHeld::Away(Offer::GoOn));
                Some(Offer::GoOn)
            }
            Kind::Walk => {
                let counted = self.passed(from);
                self.doubted.get_or_insert(counted);
                match self.ended_by(now) {
                    None => self.advance(now, events),
                    // It is over only if it was walked: that is asked first.
                    Some(end) => {
                        self.settle(end);
                        self.marks.clear();
                        self.stand(now, WhyHeld::Away(Offer::Walked));
                    }
                }
                Some(Offer::Walked)
            }
        }
    }

    /// Heat and cold count real time. The alarms of an off that nobody could hear are left out:
    /// a machine that slept for a month has not rung all month.
    fn stayed_warm(&mut self, now: Moment, events: &mut Vec<Event>) {
        if let Kind::Application(_) = self.phase().kind {
            self.advance(self.ended_by(now).unwrap_or(now), events);
        }
        if let Kind::Off(_) = self.phase().kind {
            let rung = self.passed(now).as_secs() / ALARM_EVERY.as_secs() + 1;
            self.rung = self.rung.max(u32::try_from(rung).unwrap_or(u32::MAX));
        }
    }

    /// When the running phase ended by itself, if it has by `now`.
    fn ended_by(&self, now: Moment) -> Option<Moment> {
        let PhaseClock::Running(since) = self.clock else {
            return None;
        };
        let end = since + self.end_at()?.saturating_sub(self.elapsed);
        (end <= now).then_some(end)
    }
}
