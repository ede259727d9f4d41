//! What there is to see and say of a session at a moment: values for `view`, `plain` and `feed`.
//!
//! Asking for it changes nothing.

use std::time::Duration;

use super::{Ending, Event, Mark, Offer, PhaseClock, RETURN, Session, WhyHeld};
use crate::seconds::{Length, Moment};
use crate::timeline::{Agent, Kind, Phase, Timeline};

/// What the session is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum State {
    /// Nothing has begun: Enter begins.
    #[default]
    Begin,
    /// The clock of the phase runs.
    Running,
    /// Only the person can go on.
    Waiting,
    /// The person has paused, so long ago.
    Paused { for_so_long: Duration },
    /// The clock goes on in so long.
    Returning { left: Duration },
    /// Nobody looked for a while; this is offered now.
    Away(Offer),
    /// An answer is needed and it rings until it comes: the least of an application is over, or
    /// its pack must come off.
    Alarm,
    /// Everything is over.
    Over(Ending),
}

/// A pack that is on the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackOn {
    pub agent: Agent,
    /// Since when.
    pub since: Moment,
    /// When it must be off.
    pub off_by: Moment,
    /// Both are true. Where a clock was set back while nobody looked, nobody can say since when it
    /// has been on: then they only let it be over at once.
    pub known: bool,
}

/// A session at a moment.
#[derive(Clone, Debug)]
pub struct Status<'a> {
    pub timeline: &'a Timeline,
    /// The present phase, and its place in the timeline.
    pub phase: &'a Phase,
    pub index: usize,
    pub state: State,
    /// What the clock of the phase has counted.
    pub passed: Duration,
    /// How long the phase lasts, changes by key counted in; `None` where only a key ends it.
    pub length: Option<Length>,
    /// Until the phase ends by itself; `None` where only a key ends it.
    pub left: Option<Duration>,
    /// Enter ends the phase now, and that is as it should be.
    pub may_stop: bool,
    /// The phase after this one.
    pub next: Option<&'a Phase>,
    /// How long everything has run, pauses left out.
    pub active: Duration,
    /// How long everything that is left lasts at the most, this phase included.
    pub total_left: Duration,
    /// The last check that is due in this phase: its text, and since when.
    pub check: Option<(&'a str, Duration)>,
    /// The pack that is on the body.
    pub pack_on: Option<PackOn>,
    /// It is asked off, and may still stay on.
    pub asks_off: bool,
    /// The set just behind, of which it is asked how many repetitions it was.
    pub set_behind: Option<OwnSet<'a>>,
}

/// The numbers of a session at a moment, without its words.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Glance {
    /// The present phase.
    pub index: usize,
    pub state: State,
    /// Enter ends the phase now.
    pub may_stop: bool,
    /// Until the phase ends by itself; `None` where only a key ends it.
    pub left: Option<Duration>,
    /// How long everything has run, pauses left out.
    pub active: Duration,
    /// How long everything that is left lasts at the most, this phase included.
    pub total_left: Duration,
}

/// A set at the person's own pace that was begun.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OwnSet<'a> {
    /// The index of its phase.
    pub index: usize,
    pub phase: &'a Phase,
    /// Which one of its step and side, from 0, of those that were begun.
    pub nth: usize,
    /// What they have said of it.
    pub said: Option<u32>,
}

impl Session {
    /// What there is to see at `now`, which must not lie before the last call of `handle`.
    pub fn status(&self, now: Moment) -> Status<'_> {
        let passed = self.passed(now);
        let next = self.following(self.index);
        let Glance {
            index,
            state,
            may_stop,
            left,
            active,
            total_left,
        } = self.glance(now);
        Status {
            timeline: &self.timeline,
            phase: self.phase(),
            index,
            state,
            passed,
            length: self.length,
            left,
            may_stop,
            next: next.map(|next| &self.timeline.phases()[next]),
            active,
            total_left,
            check: self.check_due(passed),
            pack_on: self.pack_on(),
            set_behind: self.set_behind().and_then(|set| self.own_set(set)),
            asks_off: self.asks_off.is_some(),
        }
    }

    /// Fills in what there is to see at `now` for events that have happened by then, `counted` being
    /// how long everything had run before them. Only after an absence some of them are long past:
    /// then the clock has either run on ever since, or has stood.
    pub(super) fn see(&self, events: &mut [Event], counted: Duration, now: Moment) {
        if events.is_empty() {
            return;
        }
        let seen = self.glance(now);
        for event in events {
            event.seen = seen;
            if let PhaseClock::Running(_) = self.clock {
                let due = seen.active.saturating_sub(now.since(event.due));
                event.seen.active = due.max(counted);
            }
        }
    }

    /// The sets at the person's own pace that were begun, in the order of the timeline.
    pub fn own_sets(&self) -> impl Iterator<Item = OwnSet<'_>> {
        (0..self.timeline.phases().len()).filter_map(|index| self.own_set(index))
    }

    fn own_set(&self, index: usize) -> Option<OwnSet<'_>> {
        let phase = self.timeline.phases().get(index)?;
        let (nth, said) = self.tally.said(phase)?;
        Some(OwnSet {
            index,
            phase,
            nth,
            said,
        })
    }

    fn glance(&self, now: Moment) -> Glance {
        let passed = self.passed(now);
        let left = self.length.map(|length| length.most.saturating_sub(passed));
        // In doubt about a walk Enter answers that first.
        let running = matches!(self.clock, PhaseClock::Running(_)) && self.doubted.is_none();
        Glance {
            index: self.index,
            state: self.state(now),
            may_stop: running && self.is_enough(now),
            left,
            active: self.active(now),
            total_left: self.total_left(left),
        }
    }

    pub(super) fn state(&self, now: Moment) -> State {
        match self.clock {
            PhaseClock::Over(ending) => State::Over(ending),
            PhaseClock::Returning(since) => State::Returning {
                left: RETURN.saturating_sub(now.since(since)),
            },
            PhaseClock::Held(_, WhyHeld::Begin) => State::Begin,
            PhaseClock::Held(since, WhyHeld::Paused) => State::Paused {
                for_so_long: now.since(since),
            },
            PhaseClock::Held(_, WhyHeld::Away(offer)) => State::Away(offer),
            PhaseClock::Running(_) if self.doubted.is_some() => State::Away(Offer::Walked),
            PhaseClock::Running(_) => match self.phase().kind {
                Kind::Off(_) => State::Alarm,
                Kind::Application(_) if self.asks_off.is_some() => State::Alarm,
                Kind::Application(_) if !self.answered && self.is_enough(now) => State::Alarm,
                Kind::Wait => State::Waiting,
                _ if self.length.is_none() => State::Waiting,
                _ => State::Running,
            },
        }
    }

    /// How long everything has run, pauses left out; it never goes backwards.
    pub fn active(&self, now: Moment) -> Duration {
        match self.clock {
            PhaseClock::Running(since) => self.counted + now.since(since),
            _ => self.counted,
        }
    }

    fn total_left(&self, left: Option<Duration>) -> Duration {
        if self.ending().is_some() {
            return Duration::ZERO;
        }
        let all = self.timeline.totals().most;
        let later = all.saturating_sub(self.timeline.before(self.index + 1));
        let left_out = self.left_out.most_from(self.index + 1, &self.timeline);
        left.unwrap_or_default() + later.saturating_sub(left_out)
    }

    fn check_due(&self, passed: Duration) -> Option<(&str, Duration)> {
        let checks = self
            .phase()
            .checks
            .iter()
            .filter(|check| check.at.0 <= passed);
        let last = checks.max_by_key(|check| check.at)?;
        Some((&last.text, passed - last.at.0))
    }

    /// The pack that is on the body, from its start until its off is answered.
    pub fn pack_on(&self) -> Option<PackOn> {
        self.pack_on
    }

    /// When the marks of the running phase are still to come, the next one first.
    pub fn marks_to_come(&self) -> impl Iterator<Item = (Duration, Mark)> + '_ {
        self.marks.iter().rev().copied()
    }
}
