//! What the person's wishes do, one function a wish.
//!
//! An application obeys few of them: only "pack off" or its most ends it, and no wish gives time
//! back. Next, stop and "that hurts" lead to its off; pause, back, again and the 15 s never touch it.

use std::time::Duration;

use super::{Clock, Ending, Event, Held, Input, Mark, Offer, STEP, Session, What};
use crate::seconds::{Length, Moment};
use crate::timeline::Kind;

impl Session {
    pub(super) fn apply(&mut self, now: Moment, input: Input, events: &mut Vec<Event>) {
        match self.clock {
            Clock::Over { .. } => return,
            Clock::Held {
                why: Held::Begin, ..
            } => {
                match input {
                    Input::Enter => self.enter(self.index, now, events),
                    Input::Stop => self.finish(now, Ending::Stopped, events),
                    _ => {}
                }
                return;
            }
            _ => {}
        }
        match input {
            Input::Wake | Input::Away { .. } => {}
            Input::Enter => self.answer(now, events),
            Input::Pause => self.pause(now, events),
            Input::Next => self.jump_on(now, self.timeline.next_stop(self.index), events),
            Input::NextStep => self.jump_on(now, self.timeline.next_step(self.index), events),
            Input::Back => match self.doubted {
                Some(counted) => self.take_back_walk(counted, now),
                None => self.jump_back(now, self.timeline.previous_stop(self.index), events),
            },
            Input::BackStep => {
                self.jump_back(now, self.timeline.previous_step(self.index), events);
            }
            Input::Again => self.again(now, events),
            Input::Longer => self.stretch(now, true, events),
            Input::Shorter => self.stretch(now, false, events),
            Input::GoOn => self.go_on_to_the_most(now),
            Input::Hurts => self.hurts(now, events),
            Input::Stop => self.stop(now, events),
        }
    }

    /// Whether heat or cold is on, or asked off.
    fn pack_is_on(&self) -> bool {
        matches!(self.phase().kind, Kind::Application(_) | Kind::Off(_))
    }

    /// Enter: goes on where it is the person's turn, and nowhere else.
    fn answer(&mut self, now: Moment, events: &mut Vec<Event>) {
        match self.clock {
            Clock::Over { .. } => {}
            Clock::Held {
                why: Held::Away(Offer::RepAgain),
                ..
            } => self.again(now, events),
            Clock::Held { .. } => self.come_back(now, events),
            Clock::Returning { .. } => {
                self.clock = Clock::Running { since: now };
                self.say(now, What::Resumed, events);
            }
            Clock::Running { .. } if self.doubted.is_some() => self.doubted = None,
            Clock::Running { .. } => {
                if self.is_enough(now) {
                    self.enough(now, events);
                }
            }
        }
    }

    /// Whether Enter means something to the running phase: it is over, or it is enough.
    pub(super) fn is_enough(&self, now: Moment) -> bool {
        let phase = self.phase();
        match (phase.kind, self.length) {
            (Kind::Wait | Kind::Ready | Kind::Rest | Kind::Change | Kind::Off(_), _) => true,
            (Kind::Application(_), Some(length)) => {
                length.is_range() && self.passed(now) >= length.least
            }
            (_, None) => true,
            (_, Some(_)) if phase.choice.is_some() => true,
            (_, Some(length)) => length.is_range() && self.passed(now) >= length.least,
        }
    }

    fn enough(&mut self, now: Moment, events: &mut Vec<Event>) {
        if self.phase().choice.is_some() {
            self.leave_out_the_rest();
            if self.phase().kind == Kind::Breath {
                return;
            }
        }
        let asks_off = matches!(self.phase().kind, Kind::Application(_));
        match asks_off {
            true => self.ask_off(now, events),
            false => {
                self.leave(now, true, events);
                self.go_on(now, events);
            }
        }
    }

    /// Leaves out what may still be left out on this side. What this side has begun, the other
    /// side is still offered, and no more than that; a breath that has begun is finished.
    fn leave_out_the_rest(&mut self) {
        let phases = self.timeline.phases();
        let here = &phases[self.index];
        let Some(choice) = here.choice else { return };
        let begun = if here.gap { choice.nth - 1 } else { choice.nth };
        for (index, phase) in phases.iter().enumerate().skip(self.index + 1) {
            let Some(other) = phase.choice.filter(|other| other.of == choice.of) else {
                continue;
            };
            let finishes = other.nth == choice.nth && phase.kind == Kind::Breath;
            let stays = match phase.side == here.side {
                true => finishes && !here.gap,
                false => other.nth <= begun,
            };
            if !stays {
                self.left_out.insert(index);
            }
        }
    }

    fn pause(&mut self, now: Moment, events: &mut Vec<Event>) {
        match self.clock {
            Clock::Running { .. } => {
                let waits = self.phase().kind == Kind::Wait && self.length.is_none();
                if self.pack_is_on() || waits {
                    return;
                }
                self.hold(now, Held::Paused);
                self.tally.pauses += 1;
                self.say(now, What::Paused, events);
            }
            Clock::Returning { .. } => {
                self.hold(now, Held::Paused);
                self.say(now, What::Paused, events);
            }
            Clock::Held { .. } => self.come_back(now, events),
            Clock::Over { .. } => {}
        }
    }

    /// Stops the clock of this phase where it is.
    pub(super) fn hold(&mut self, now: Moment, why: Held) {
        self.settle(now);
        self.clock = Clock::Held { since: now, why };
        self.rung = 0;
    }

    /// From standing to running, through the 3 s in which the person takes the position again.
    fn come_back(&mut self, now: Moment, events: &mut Vec<Event>) {
        if let Clock::Held {
            since,
            why: Held::Paused,
        } = self.clock
        {
            self.tally.paused += now.since(since);
        }
        self.rung = 0;
        let fresh = self.elapsed.is_zero();
        let needs_no_return = matches!(self.phase().kind, Kind::Wait | Kind::Ready) && fresh;
        if needs_no_return {
            self.clock = Clock::Running { since: now };
            self.say(now, What::Resumed, events);
        } else {
            self.clock = Clock::Returning { since: now };
            self.say(now, What::Returning, events);
        }
    }

    fn jump_on(&mut self, now: Moment, target: Option<usize>, events: &mut Vec<Event>) {
        match self.phase().kind {
            Kind::Off(_) => return,
            Kind::Application(_) => return self.ask_off(now, events),
            _ => {}
        }
        let target = target.and_then(|to| match self.left_out.contains(&to) {
            true => self.following(to),
            false => Some(to),
        });
        match target {
            Some(to) => self.jump(now, to, events),
            None => {
                self.tally.skip(&self.timeline.phases()[self.index]);
                self.leave(now, false, events);
                self.finish(now, Ending::Done, events);
            }
        }
    }

    fn jump_back(&mut self, now: Moment, target: Option<usize>, events: &mut Vec<Event>) {
        if self.pack_is_on() {
            return;
        }
        let target = target.filter(|to| *to >= self.floor);
        self.jump(now, target.unwrap_or(self.floor), events);
    }

    /// To another phase. A clock that the person has stopped stands there as well.
    fn jump(&mut self, now: Moment, to: usize, events: &mut Vec<Event>) {
        if to > self.index && self.phase().kind.is_work() {
            self.tally.skip(&self.timeline.phases()[self.index]);
        }
        let clock = self.clock;
        self.leave(now, false, events);
        self.enter(to, now, events);
        if let Clock::Held {
            since,
            why: Held::Paused,
        } = clock
        {
            self.tally.paused += now.since(since);
            if self.phase().kind != Kind::Wait {
                self.hold(now, Held::Paused);
            }
        }
    }

    fn again(&mut self, now: Moment, events: &mut Vec<Event>) {
        if self.pack_is_on() {
            return;
        }
        let to = self.timeline.this_stop(self.index).max(self.floor);
        let clock = self.clock;
        self.leave(now, false, events);
        self.enter(to, now, events);
        if let Clock::Held { since, why } = clock {
            if why == Held::Paused {
                self.tally.paused += now.since(since);
            }
            self.hold(now, why);
            self.clock = Clock::Returning { since: now };
            self.say(now, What::Returning, events);
        }
    }

    /// 15 s more or less of what has a length of its own; never of a movement or a breath.
    fn stretch(&mut self, now: Moment, longer: bool, events: &mut Vec<Event>) {
        let stretches = matches!(
            self.phase().kind,
            Kind::Hold | Kind::Rest | Kind::Ready | Kind::Change | Kind::Lie | Kind::Walk
        );
        let Some(length) = self.length.filter(|_| stretches) else {
            return;
        };
        let passed = self.passed(now);
        let shift = |part: Duration| match longer {
            true => part + STEP,
            false => part.saturating_sub(STEP).max(passed),
        };
        self.length = Some(Length {
            least: shift(length.least),
            most: shift(length.most),
        });
        if longer {
            self.tally.extend(&self.timeline.phases()[self.index]);
        }
        self.mark(passed);
        self.say(now, What::Changed { longer }, events);
        self.advance(now, events);
    }

    fn go_on_to_the_most(&mut self, now: Moment) {
        if let Kind::Application(_) = self.phase().kind
            && self.is_enough(now)
        {
            self.answered = true;
        }
    }

    fn hurts(&mut self, now: Moment, events: &mut Vec<Event>) {
        if let Kind::Off(_) = self.phase().kind {
            return;
        }
        self.tally.hurt(&self.timeline.phases()[self.index]);
        self.say(now, What::Hurt, events);
        match self.phase().kind {
            Kind::Application(_) => self.ask_off(now, events),
            _ => self.jump_on(now, self.timeline.next_step(self.index), events),
        }
    }

    /// Ends an application early: its off is asked, and rings until it is answered.
    fn ask_off(&mut self, now: Moment, events: &mut Vec<Event>) {
        self.leave(now, true, events);
        self.go_on(now, events);
        // The person has just answered: the first alarm comes only if "off" does not.
        self.rung = 1;
    }

    fn stop(&mut self, now: Moment, events: &mut Vec<Event>) {
        if let Kind::Application(_) = self.phase().kind {
            return self.ask_off(now, events);
        }
        self.leave(now, false, events);
        self.finish(now, Ending::Stopped, events);
    }

    /// Takes off what a walk counted while nobody looked.
    fn take_back_walk(&mut self, counted: Duration, now: Moment) {
        self.settle(now);
        self.doubted = None;
        self.elapsed = counted;
        self.mark(counted);
    }
}

impl Mark {
    /// Whether it is a countdown.
    pub fn counts_down(self) -> bool {
        matches!(self, Mark::LastSeconds(_))
    }
}
