//! What the person's wishes do, one function a wish, and the way back from an end that they asked
//! for.
//!
//! An application obeys few of them: only [`Input::Apply`] begins it, only "pack off" or its most
//! ends it, and no wish gives time back. Next and "that hurts" lead to its off, stop asks for it;
//! pause, back, again and the 15 s never touch its clock. Nothing is over while a pack is on.

use std::iter::successors;
use std::sync::Arc;
use std::time::Duration;

use super::{Ending, EventKind, Input, Offer, PhaseClock, STEP, Session, WhyHeld};
use crate::routine::Side;
use crate::seconds::{Length, Moment};
use crate::timeline::{Kind, Phase, Timeline};

impl Session {
    pub(super) fn apply(&mut self, now: Moment, input: Input) {
        if let PhaseClock::Over(_) = self.clock {
            return self.turn_back(now, input);
        }
        let begins = matches!(self.clock, PhaseClock::Held(_, WhyHeld::Begin));
        match input {
            Input::Enter if begins => self.enter(self.index, now),
            Input::Stop if begins => self.finish(now, Ending::Stopped),
            _ if begins => {}
            Input::Enter => self.answer(now),
            Input::Apply if self.awaits_pack().is_some() => self.enough(now),
            Input::Pause | Input::GoOn if self.asks_off.is_some() => self.stays_on(now),
            Input::Pause => self.pause(now),
            Input::Next => self.jump_on(now, Timeline::next_stop),
            Input::NextStep => self.jump_on(now, Timeline::next_step),
            Input::Back => match self.doubted {
                Some(counted) => self.take_back_walk(counted, now),
                None => self.jump_back(now, Timeline::previous_stop),
            },
            Input::BackStep => self.jump_back(now, Timeline::previous_step),
            Input::Again => self.again(now),
            Input::Longer => self.stretch(now, true),
            Input::Shorter => self.stretch(now, false),
            Input::GoOn => self.go_on_to_the_most(now),
            Input::Hurts => self.hurts(now),
            Input::Said { set, reps } => self.said(now, set, reps),
            Input::Stop => self.stop(now),
            Input::Apply | Input::Slip | Input::Wake | Input::Away { .. } => {}
        }
    }

    /// Whether heat or cold is on, or asked off.
    pub(super) fn pack_is_on(&self) -> bool {
        matches!(self.phase().kind, Kind::Application(_) | Kind::Off(_))
    }

    /// Enter: goes on where it is the person's turn, and nowhere else.
    fn answer(&mut self, now: Moment) {
        match self.clock {
            PhaseClock::Held(_, WhyHeld::Away(Offer::RepAgain)) => self.again(now),
            PhaseClock::Held(_, WhyHeld::Away(Offer::Walked)) => self.leave_and_go_on(now, true),
            PhaseClock::Held(_, _) => self.come_back(now),
            PhaseClock::Returning(_) => self.resume(now),
            PhaseClock::Running(_) if self.doubted.is_some() => self.doubted = None,
            PhaseClock::Running(_) if self.asks_off.is_some() => self.is_off(now),
            PhaseClock::Running(_) if self.awaits_pack().is_none() && self.is_enough(now) => {
                self.enough(now);
            }
            PhaseClock::Running(_) | PhaseClock::Over(_) => {}
        }
    }

    /// Whether Enter means something to the running phase: it is over, or it is enough.
    pub(super) fn is_enough(&self, now: Moment) -> bool {
        match (self.phase().kind, self.length) {
            (Kind::Wait | Kind::Ready | Kind::Rest | Kind::Change | Kind::Off(_), _) => true,
            (_, None) => true,
            (_, Some(length)) => {
                let from_the_least = length.is_range() && self.passed(now) >= length.least;
                self.declines() || from_the_least || self.asks_off.is_some()
            }
        }
    }

    /// Whether Enter here means that what may be left out is left out: in the work itself and in
    /// the gap before it. Where Enter is an answer, "in position", "done" or "off", it is no more
    /// than that.
    fn declines(&self) -> bool {
        let phase = self.phase();
        let by_the_clock = self.length.is_some() && !self.pack_is_on();
        phase.choice.is_some() && (phase.gap || phase.kind.is_work() && by_the_clock)
    }

    fn enough(&mut self, now: Moment) {
        let declines = self.declines();
        if declines {
            self.leave_out_the_rest();
        }
        match self.phase().kind {
            Kind::Application(_) => self.ask_off(now, true),
            // A breath that has begun is finished.
            Kind::Breath if declines => {}
            _ => self.leave_and_go_on(now, true),
        }
    }

    /// Leaves out what may still be left out on this side. What this side has begun, the other
    /// side is still offered, and no more than that.
    fn leave_out_the_rest(&mut self) {
        let timeline = Arc::clone(&self.timeline);
        let phases = timeline.phases();
        let here = &phases[self.index];
        let Some(choice) = here.choice else { return };
        let begun = if here.gap { choice.nth - 1 } else { choice.nth };
        let other_side = here.side.map(Side::other);
        for (index, phase) in phases.iter().enumerate().skip(self.breath_ends()) {
            let owed = phase.side.is_some() && phase.side == other_side;
            let other = phase.choice.filter(|other| other.of == choice.of);
            if other.is_some_and(|other| !(owed && other.nth <= begun)) {
                self.left_out.insert(index..index + 1);
            }
        }
    }

    /// The first phase that is no longer of the present breath.
    fn breath_ends(&self) -> usize {
        let later = &self.timeline.phases()[self.index + 1..];
        let same_breath = later.iter().take_while(|phase| {
            phase.kind == Kind::Breath && phase.part.is_some_and(|part| part.nth > 1)
        });
        self.index + 1 + same_breath.count()
    }

    fn pause(&mut self, now: Moment) {
        match self.clock {
            PhaseClock::Running(_) if self.can_be_paused() => {
                self.hold(now, WhyHeld::Paused);
                self.tally.pauses += 1;
                self.say(now, EventKind::Paused);
            }
            PhaseClock::Returning(_) => {
                self.stand(now, WhyHeld::Paused);
                self.say(now, EventKind::Paused);
            }
            PhaseClock::Held(_, _) => self.come_back(now),
            PhaseClock::Running(_) | PhaseClock::Over(_) => {}
        }
    }

    /// Heat and cold go on whatever anybody wishes, and a wait for a key has nothing to stop.
    fn can_be_paused(&self) -> bool {
        let waits = self.phase().kind == Kind::Wait && self.end_at().is_none();
        !self.pack_is_on() && !waits
    }

    /// From standing to running, through the 3 s in which the person takes the position again.
    pub(super) fn come_back(&mut self, now: Moment) {
        self.count_pause(now);
        let kind = self.phase().kind;
        if kind == Kind::Wait || kind == Kind::Ready && self.elapsed.is_zero() {
            self.resume(now);
        } else {
            self.clock = PhaseClock::Returning(now);
            self.say(now, EventKind::Returning);
        }
    }

    fn jump_on(&mut self, now: Moment, next: Next) {
        if let Kind::Off(_) = self.phase().kind {
            return;
        }
        let target = self.place(next);
        self.skip_up_to(target.unwrap_or(self.timeline.phases().len()));
        match (self.phase().kind, target) {
            (Kind::Application(_), _) => self.ask_off(now, false),
            (_, Some(to)) => self.jump(now, to),
            (_, None) => {
                self.leave(now, false);
                self.finish(now, Ending::Done);
            }
        }
    }

    /// Notes the work that a jump leaves undone, this phase included.
    fn skip_up_to(&mut self, to: usize) {
        for (index, phase) in self.timeline.phases()[..to].iter().enumerate().skip(self.index) {
            if phase.kind.is_work() && !self.left_out.contains(&index) {
                self.tally.skip(phase);
            }
        }
    }

    fn jump_back(&mut self, now: Moment, previous: Next) {
        if self.pack_is_on() {
            return;
        }
        let target = self.place(previous).filter(|to| *to >= self.floor);
        let floor = self.played_from(self.floor).min(self.index);
        self.jump(now, target.unwrap_or(floor));
    }

    /// The first place in a direction that was not left out.
    fn place(&self, next: Next) -> Option<usize> {
        successors(next(&self.timeline, self.index), |at| next(&self.timeline, *at))
            .find(|at| !self.left_out.contains(at))
    }

    /// To another phase. A clock that the person has stopped stands there as well.
    fn jump(&mut self, now: Moment, to: usize) {
        let paused = matches!(self.clock, PhaseClock::Held(_, WhyHeld::Paused));
        self.leave(now, false);
        self.enter(to, now);
        if paused && self.can_be_paused() {
            self.stand(now, WhyHeld::Paused);
        }
    }

    fn again(&mut self, now: Moment) {
        if self.pack_is_on() {
            return;
        }
        let stood = matches!(self.clock, PhaseClock::Held(_, _));
        let to = self.stop_of(self.index);
        self.leave(now, false);
        self.enter(to, now);
        if stood {
            self.come_back(now);
        }
    }

    /// Where playing a phase again begins: its repetition or hold, or the last one before it that
    /// was not left out.
    pub(super) fn stop_of(&self, index: usize) -> usize {
        let this = Some(self.timeline.this_stop(index));
        let mut stops = successors(this, |at| self.timeline.previous_stop(*at));
        let to = stops.find(|at| !self.left_out.contains(at));
        to.unwrap_or(index).max(self.floor)
    }

    /// 15 s more or less of what has a length of its own; never of a movement or a breath.
    fn stretch(&mut self, now: Moment, longer: bool) {
        let stretches = matches!(
            self.phase().kind,
            Kind::Hold | Kind::Rest | Kind::Ready | Kind::Change | Kind::Lie | Kind::Walk
        );
        // Whether a walk was walked is answered before its length is spoken of.
        let stretches = stretches && self.doubted.is_none();
        let Some(length) = self.length.filter(|_| stretches) else {
            return;
        };
        let passed = self.passed(now);
        let shift = |part: Duration| {
            if longer { part + STEP } else { part.saturating_sub(STEP).max(passed) }
        };
        self.length = Some(Length { least: shift(length.least), most: shift(length.most) });
        if longer {
            self.tally.extend(&self.timeline.phases()[self.index]);
        }
        self.mark(passed);
        self.say(now, EventKind::Changed { longer });
    }

    fn go_on_to_the_most(&mut self, now: Moment) {
        let applies = matches!(self.phase().kind, Kind::Application(_));
        self.answered |= applies && self.is_enough(now);
    }

    /// It is noted in every state, and ends the step. Nobody is moved on by it: what follows is for
    /// a key to begin.
    fn hurts(&mut self, now: Moment) {
        let stood = self.held_at(now);
        let phase = self.index;
        let before = self.tally.hurt(&self.timeline.phases()[phase], true);
        self.say(now, EventKind::Hurt);
        if self.pack_is_on() {
            self.stopping = true;
            self.hurt_in_pack = Some((phase, before));
            return self.jump_on(now, Timeline::next_step);
        }
        let next = self.place(Timeline::next_step);
        self.skip_up_to(next.unwrap_or(self.timeline.phases().len()));
        self.stop_at(
            now,
            WayBack { since: now, stood: Some(stood), next, hurt: Some((phase, before)) },
        );
    }

    /// Everything is over as the person asked, and this leads back.
    fn stop_at(&mut self, now: Moment, way_back: WayBack) {
        self.leave(now, false);
        self.finish(now, Ending::Stopped);
        self.way_back = Some(way_back);
    }

    /// Keeps how many repetitions a set was, if it was begun.
    pub(super) fn said(&mut self, now: Moment, set: usize, reps: Option<u32>) {
        let phase = self.timeline.phases().get(set);
        let Some(phase) = phase.filter(|phase| self.tally.said(phase).is_some()) else {
            return;
        };
        self.tally.say(phase, reps);
        self.say_of(set, now, EventKind::Said(reps));
    }

    /// The set at the person's own pace that lies just behind, as long as no other work has begun:
    /// the one of which it is asked now how many repetitions it was.
    pub(super) fn set_behind(&self) -> Option<usize> {
        let passes = |phase: &Phase| {
            matches!(phase.kind, Kind::Ready | Kind::Wait | Kind::Rest | Kind::Change)
        };
        let phases = self.timeline.phases();
        if self.ending().is_some() || !passes(self.phase()) {
            return None;
        }
        let behind = (0..self.index).rev();
        let last =
            behind.filter(|at| !self.left_out.contains(at)).find(|at| !passes(&phases[*at]))?;
        self.tally.said(&phases[last])?;
        Some(last)
    }

    /// The pack was asked off and is: the application ends, and its off is answered.
    fn is_off(&mut self, now: Moment) {
        let whole = self.is_at_its_least(now);
        if !(whole || self.stopping) {
            // Whoever took it off while nobody looked has cut it short.
            self.skip_up_to(self.index + 1);
        }
        self.leave(now, whole);
        self.enter(self.index + 1, now);
        self.leave_and_go_on(now, true);
    }

    /// The pack was asked off and stays on: to its least, or past that to its most.
    fn stays_on(&mut self, now: Moment) {
        self.asks_off = None;
        self.stopping = false;
        self.rung = 0;
        self.answered |= self.is_at_its_least(now);
        self.say(now, EventKind::Resumed);
    }

    fn is_at_its_least(&self, now: Moment) -> bool {
        self.length.is_some_and(|length| self.passed(now) >= length.least)
    }

    /// Ends an application early: its off is asked, and rings until it is answered.
    fn ask_off(&mut self, now: Moment, whole: bool) {
        self.leave_and_go_on(now, whole);
        // The person has just answered: the first alarm comes only if "off" does not.
        self.rung = 1;
    }

    fn stop(&mut self, now: Moment) {
        if self.pack_is_on() {
            self.stopping = true;
            if let (Kind::Application(_), None) = (self.phase().kind, self.asks_off) {
                self.asks_off = Some(self.passed(now));
                self.rung = 1;
            }
            return self.say(now, EventKind::Alarm);
        }
        let stood = Some(self.held_at(now));
        self.stop_at(now, WayBack { since: now, stood, next: None, hurt: None });
    }

    /// Takes off what a walk counted while nobody looked.
    fn take_back_walk(&mut self, counted: Duration, now: Moment) {
        self.settle(now);
        self.doubted = None;
        self.elapsed = counted;
        self.mark(counted);
        if let PhaseClock::Held(_, WhyHeld::Away(_)) = self.clock {
            self.come_back(now);
        }
    }
}

/// A direction: the next place that a kind of jump lands on.
type Next = fn(&Timeline, usize) -> Option<usize>;

/// What leads back from an end that the person asked for: a stray stop costs nothing, and what was
/// said by a slip can be unsaid.
///
/// The session keeps itself as it was before the key, its clock stopped, so that to stop and to go
/// on comes to the same as a pause. Nothing leads back to a pack, which was really taken off, nor
/// straight on to the next one, which has its own questions.
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
