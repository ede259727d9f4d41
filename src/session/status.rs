//! What goes into a session and what comes out: inputs, events, endings, and what there is to see
//! and say of it at a moment, for `view`, `plain` and `feed`.
//!
//! Asking for it changes nothing. Being away is an input too, not a guess: the host says from when
//! on nobody looked, and each kind of phase answers in its own way. A pack stays warm and a walk
//! goes on; a hold is not held by somebody whose screen is dark.

use std::ops::{Deref, Range};
use std::time::Duration;

use serde::Serialize;

use super::{ALARM_EVERY, PhaseClock, RETURN, Session, WhyHeld};
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
    /// The present phase.
    pub phase: &'a Phase,
    /// Its place in the timeline, and what else is a number.
    pub glance: Glance,
    /// What the clock of the phase has counted.
    pub passed: Duration,
    /// How long the phase lasts, changes by key counted in; `None` where only a key ends it.
    pub length: Option<Length>,
    /// The phase after this one.
    pub next: Option<&'a Phase>,
    /// The last check that is due in this phase: its text, and since when.
    pub check: Option<(&'a str, Duration)>,
    /// The pack that is on the body.
    pub pack_on: Option<PackOn>,
    /// It is asked off, and may still stay on.
    pub asks_off: bool,
    /// The set just behind, of which it is asked how many repetitions it was.
    pub set_behind: Option<OwnSet<'a>>,
}

impl Deref for Status<'_> {
    type Target = Glance;

    fn deref(&self) -> &Glance {
        &self.glance
    }
}

/// The numbers of a session at a moment, without its words.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Glance {
    /// The present phase.
    pub index: usize,
    pub state: State,
    /// Enter ends the phase now, and that is as it should be.
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
        Status {
            timeline: &self.timeline,
            phase: self.phase(),
            glance: self.glance(now),
            passed,
            length: self.length,
            next: next.map(|next| &self.timeline.phases()[next]),
            check: self.check_due(passed),
            pack_on: self.pack_on(),
            set_behind: self.set_behind().and_then(|set| self.own_set(set)),
            asks_off: self.asks_off.is_some(),
        }
    }

    /// Fills in what there is to see at `now` for events that have happened by then, all but the
    /// `earlier` ones; `counted` is how long everything had run before them. Only after an absence some of them are long past:
    /// then the clock has either run on ever since, or has stood.
    pub(super) fn see(&mut self, earlier: usize, counted: Duration, now: Moment) {
        if self.events.len() == earlier {
            return;
        }
        let seen = self.glance(now);
        for event in &mut self.events[earlier..] {
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
        Some(OwnSet { index, phase, nth, said })
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
            PhaseClock::Returning(since) => {
                State::Returning { left: RETURN.saturating_sub(now.since(since)) }
            }
            PhaseClock::Held(_, WhyHeld::Begin) => State::Begin,
            PhaseClock::Held(since, WhyHeld::Paused) => {
                State::Paused { for_so_long: now.since(since) }
            }
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
        let runs = self.left_out.overlapping(self.index + 1..usize::MAX);
        let lasts = |run: &Range<usize>| {
            self.timeline.before(run.end) - self.timeline.before(run.start.max(self.index + 1))
        };
        left.unwrap_or_default() + later.saturating_sub(runs.map(lasts).sum())
    }

    fn check_due(&self, passed: Duration) -> Option<(&str, Duration)> {
        let due = self.phase().checks.iter().filter(|check| check.at.0 <= passed);
        let last = due.max_by_key(|check| check.at)?;
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

/// What is offered after an absence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
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
    pub(super) fn was_away(&mut self, from: Moment, now: Moment) {
        let length = now.since(from);
        if length.is_zero() || self.ending().is_some() {
            return;
        }
        self.tally.away += length;
        let runs = matches!(self.clock, PhaseClock::Running(_));
        let rests = matches!(self.phase().kind, Kind::Ready | Kind::Rest | Kind::Change);
        // First what was due before now, then the absence itself, then what follows from it.
        let offer = if runs { self.nobody_looked(from, now) } else { self.nobody_came(now) };
        self.say(now, EventKind::WasAway { length, offer });
        if runs && rests {
            self.go_on(now);
            if let Some(offer) = offer {
                self.stand(now, WhyHeld::Away(offer));
            }
        }
        // Whatever was due in between is history, and nobody heard it.
        if self.state(now) == State::Alarm {
            self.say(now, EventKind::Alarm);
        }
    }

    /// Nobody looked while the clock stood. What would have gone on without hands does not go on
    /// without anybody, and the reminders begin anew.
    fn nobody_came(&mut self, now: Moment) -> Option<Offer> {
        match self.clock {
            PhaseClock::Held(_, why @ WhyHeld::Away(offer)) => {
                self.stand(now, why);
                return Some(offer);
            }
            PhaseClock::Held(_, WhyHeld::Begin) => self.stand(now, WhyHeld::Begin),
            PhaseClock::Returning(_) => self.stand(now, WhyHeld::Paused),
            _ => self.advance(now),
        }
        None
    }

    /// Nobody looked while the clock ran.
    fn nobody_looked(&mut self, from: Moment, now: Moment) -> Option<Offer> {
        let offer = match self.phase().kind {
            Kind::Application(_) | Kind::Off(_) => {
                self.stayed_warm(now);
                return None;
            }
            Kind::Wait => {
                self.settle(from);
                self.clock = PhaseClock::Running(now);
                return None;
            }
            Kind::Ready | Kind::Rest | Kind::Change => {
                self.leave(self.ended_by(now).unwrap_or(now), true);
                // A wait after it waits by itself.
                let next = &self.timeline.phases()[self.following(self.index)?];
                return (next.kind != Kind::Wait).then_some(Offer::NextPhase);
            }
            Kind::Walk => {
                let counted = self.passed(from);
                self.doubted.get_or_insert(counted);
                match self.ended_by(now) {
                    None => self.advance(now),
                    // It is over only if it was walked: that is asked first.
                    Some(end) => {
                        self.settle(end);
                        self.marks.clear();
                        self.stand(now, WhyHeld::Away(Offer::Walked));
                    }
                }
                return Some(Offer::Walked);
            }
            Kind::Hold | Kind::Rep | Kind::Breath => Offer::RepAgain,
            Kind::Lie => Offer::GoOn,
        };
        self.settle(from);
        self.stand(now, WhyHeld::Away(offer));
        Some(offer)
    }

    /// Heat and cold count real time. The alarms of an off that nobody could hear are left out:
    /// a machine that slept for a month has not rung all month.
    fn stayed_warm(&mut self, now: Moment) {
        if let Kind::Application(_) = self.phase().kind {
            self.advance(self.ended_by(now).unwrap_or(now));
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

/// What the person or the machine does to a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// Nothing but the time; for nothing at all it changes nothing.
    Wake,
    /// Begin, in position, enough, answered: goes on only where it is the person's turn.
    Enter,
    /// The pack is on: begins the heat or cold whose turn it is. Nothing else does; whoever sends
    /// it has looked at what was applied lately.
    Apply,
    /// Pause, or go on: after a pause, or where the person stopped.
    Pause,
    /// On to the next repetition or hold.
    Next,
    /// Back to the repetition or hold before.
    Back,
    NextStep,
    BackStep,
    /// This repetition or hold again from its start.
    Again,
    /// 15 s more.
    Longer,
    /// 15 s less.
    Shorter,
    /// Go on with heat or cold from its least to its most.
    GoOn,
    /// That hurts: notes it and stops; during an application, asks for the pack to come off first.
    Hurts,
    /// How many repetitions a set at the person's own pace was that was begun, by the index of its
    /// phase; `None` takes the number back. It changes nothing that the clock counts.
    Said {
        set: usize,
        reps: Option<u32>,
    },
    /// It did not hurt, the key was a slip: nothing of it stays, and it goes on where it was.
    Slip,
    /// Stop; with a pack on, ask for it to come off first, which [`Input::Pause`] takes back.
    Stop,
    /// From `from` until now nobody looked after the session: the machine slept or the process
    /// was stopped.
    Away {
        from: Moment,
    },
}

/// Something that happened in a session, at the moment when it was due.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    pub due: Moment,
    /// The phase that it is about.
    pub phase: usize,
    pub what: EventKind,
    /// What there was to see then, once all that was due at that moment had happened.
    pub seen: Glance,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
pub enum EventKind {
    /// A phase begins.
    Began,
    /// A phase ends; `whole` if by itself or by an answer, not by a jump.
    Ended {
        whole: bool,
    },
    /// A mark within a phase is reached.
    Reached(Mark),
    /// An answer is needed, and it rings until it comes.
    Alarm,
    /// The session waits for the person, for so long by now.
    Waiting(Duration),
    Paused,
    /// The person has paused for so long by now.
    PausedLong(Duration),
    /// The 3 s after a pause begin.
    Returning,
    /// The clock goes on after a pause.
    Resumed,
    /// Nobody looked for so long; what follows from it.
    #[strum(serialize = "away")]
    WasAway {
        length: Duration,
        offer: Option<Offer>,
    },
    /// The length of this phase was changed by a key.
    Changed {
        longer: bool,
    },
    /// The person said that it hurts.
    Hurt,
    /// How many repetitions a set at their own pace was, as the person says.
    Said(Option<u32>),
    /// The person took that back.
    Slip,
    /// Everything is over.
    Finished(Ending),
}

/// How a session ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Ending {
    /// The last phase is done.
    Done,
    /// The person stopped.
    Stopped,
}
/// A moment within a phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "kebab-case")]
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
