//! What happens by itself: when the next thing is due, and what it does.
//!
//! One deadline is one thing that happens, so a sleeper never wakes for nothing. It refuses to
//! know who wakes it, and how late.
//!
//! The moments within a phase that are worth a word: halfway, the last seconds, checks, "enough".
//!
//! A mark is a place on the clock of one phase. Whether it rings or is spoken is for `cue`.

use std::time::Duration;

use super::{
    ALARM_EVERY, ANSWER_WITHIN, EventKind, HANDS_FREE, Input, Mark, OWN_PACE, PhaseClock,
    REMIND_PAUSED, REMIND_WAITING, RETURN, Session, WhyHeld,
};
use crate::seconds::{Length, Moment, time_to_say};
use crate::timeline::{Kind, Phase};

impl Session {
    /// When something will happen by itself; `None` while only a key can go on.
    pub fn next_deadline(&self) -> Option<Moment> {
        match self.clock {
            PhaseClock::Over(_) => None,
            PhaseClock::Returning(since) => Some(since + RETURN),
            PhaseClock::Held(since, why) => {
                let next = [self.reminder(why), self.hands_free_limit(why)];
                next.into_iter().flatten().min().map(|after| since + after)
            }
            PhaseClock::Running(since) => {
                let mark = self.marks.last().map(|(at, _)| *at);
                let next = [self.end_at(), mark, self.next_alarm()];
                let next = next.into_iter().flatten().min();
                next.map(|at| since + at.saturating_sub(self.elapsed))
            }
        }
    }

    /// Steps exactly to every deadline up to `now`. Each is one thing that is due, so that several
    /// at one moment keep their order: marks first, then the end, then alarms, which the end of an
    /// application would only double.
    pub(super) fn advance(&mut self, now: Moment) {
        while let Some(due) = self.next_deadline().filter(|due| *due <= now) {
            match self.clock {
                PhaseClock::Over(_) => {}
                PhaseClock::Returning(_) => self.resume(due),
                PhaseClock::Held(since, why) => self.stand_on(due, due.since(since), why),
                PhaseClock::Running(_) => self.run_on(due),
            }
        }
    }

    fn stand_on(&mut self, due: Moment, stood: Duration, why: WhyHeld) {
        let limit = self.hands_free_limit(why);
        if limit.is_some_and(|limit| limit <= stood) {
            return self.apply(due, Input::Enter);
        }
        self.rung += 1;
        let what = match why {
            WhyHeld::Paused => EventKind::PausedLong(stood),
            _ => EventKind::Waiting(stood),
        };
        self.say(due, what);
    }

    fn run_on(&mut self, due: Moment) {
        let passed = self.passed(due);
        if let Some((_, mark)) = self.marks.pop_if(|(at, _)| *at <= passed) {
            self.say(due, EventKind::Reached(mark));
        } else if self.end_at().is_some_and(|end| end <= passed) {
            self.leave_and_go_on(due, true);
        } else {
            self.rung += 1;
            let what = match self.phase().kind {
                Kind::Wait => EventKind::Waiting(passed),
                _ => EventKind::Alarm,
            };
            self.say(due, what);
        }
    }

    /// When this phase ends by itself, on its own clock.
    pub(super) fn end_at(&self) -> Option<Duration> {
        let own = self.length.map(|length| length.most);
        own.or_else(|| self.manner.hands_free.then(|| self.goes_on_by_itself())?)
    }

    /// When hands-free ends a phase that only a key would end. No pack is put on and no off is
    /// answered for the person.
    fn goes_on_by_itself(&self) -> Option<Duration> {
        let phase = self.phase();
        let words = time_to_say(&phase.text()).max(self.opening) + HANDS_FREE;
        match phase.kind {
            Kind::Off(_) => None,
            Kind::Wait if self.awaits_pack().is_some() => None,
            Kind::Rep => Some(words + OWN_PACE * phase.reps.map_or(1, |reps| reps.most)),
            _ => Some(words),
        }
    }

    /// How long hands-free lets the clock stand.
    fn hands_free_limit(&self, why: WhyHeld) -> Option<Duration> {
        match why {
            WhyHeld::Paused => None,
            _ if !self.manner.hands_free => None,
            WhyHeld::Begin => Some(self.opening + HANDS_FREE),
            WhyHeld::Away(_) => Some(HANDS_FREE),
        }
    }

    /// When somebody is next reminded that the clock stands, from when it stood still.
    fn reminder(&self, why: WhyHeld) -> Option<Duration> {
        match why {
            WhyHeld::Begin => None,
            WhyHeld::Paused => (self.rung == 0).then_some(REMIND_PAUSED),
            WhyHeld::Away(_) => REMIND_WAITING.get(self.rung as usize).copied(),
        }
    }

    /// When this phase next rings for an answer, or reminds, on its own clock.
    fn next_alarm(&self) -> Option<Duration> {
        if let Some(asked) = self.asks_off {
            return Some(asked + ALARM_EVERY * self.rung);
        }
        match self.phase().kind {
            Kind::Wait if self.end_at().is_none() => {
                REMIND_WAITING.get(self.rung as usize).copied()
            }
            Kind::Off(_) => Some(ALARM_EVERY * self.rung),
            Kind::Application(_) if !self.answered => {
                let length = self.length.filter(|length| length.is_range())?;
                let repeats = self.rung.checked_sub(1).map(|again| ALARM_EVERY * again);
                Some(length.least + repeats.map_or(Duration::ZERO, |again| ANSWER_WITHIN + again))
            }
            _ => None,
        }
    }
}

/// What the body does for this long has a halfway: a hold, a repetition, lying, walking. Getting
/// ready has none, nor has a pack, of which half says nothing.
const HALFWAY_FROM: Duration = Duration::from_secs(30);
/// A hold this long has its last seconds counted.
const COUNTED_FROM: Duration = Duration::from_secs(10);

/// The marks of a phase in order, with their places on its clock.
pub(super) fn marks_of(phase: &Phase, length: Option<Length>) -> Vec<(Duration, Mark)> {
    let Some(length) = length.filter(|_| phase.kind != Kind::Wait) else {
        return Vec::new();
    };
    let most = length.most;
    let mut marks = Vec::new();
    let does = matches!(phase.kind, Kind::Hold | Kind::Rep | Kind::Lie | Kind::Walk);
    if does && most >= HALFWAY_FROM {
        marks.push((most / 2, Mark::Halfway));
    }
    // The question at the least of an application is an alarm, not a mark.
    if length.is_range() && !matches!(phase.kind, Kind::Application(_)) {
        marks.push((length.least, Mark::MayStop));
    }
    let counted = match phase.kind {
        Kind::Hold | Kind::Lie => most >= COUNTED_FROM,
        Kind::Rest | Kind::Change | Kind::Ready => true,
        _ => false,
    };
    let last = [3u8, 2, 1].into_iter().filter(|_| counted).filter_map(|left| {
        Some((most.checked_sub(Duration::from_secs(left.into()))?, Mark::LastSeconds(left)))
    });
    let checks = phase.checks.iter().enumerate();
    let checks = checks.map(|(nth, check)| (check.at.0, Mark::Check(nth)));
    marks.extend(last.chain(checks.filter(|(at, _)| *at < most)));
    marks.sort_by_key(|(at, _)| *at);
    marks
}
