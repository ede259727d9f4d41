//! A timeline being played: the state machine.
//!
//! It never reads a clock: time is an argument, events are what it returns, and it says when it
//! wants to be woken. [`Session::handle`] first advances to `now`, stepping exactly to every
//! deadline on the way, and then applies the input, so one late call gives the same events as a
//! thousand early ones. It refuses to know what a key, a bell or a screen is.

mod away;
mod keys;
mod marks;
mod status;
mod tally;

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use crate::seconds::{Length, Moment, time_to_say};
use crate::timeline::{Agent, Kind, Phase, Timeline};
pub use away::Offer;
pub use marks::Mark;
pub use status::{Mood, PackOn, Status};
pub use tally::{Done, Tally};

/// The get-ready after a pause, before the clock goes on.
pub const RETURN: Duration = Duration::from_secs(3);
/// What `+` and `-` add and take.
pub const STEP: Duration = Duration::from_secs(15);
/// How often an unanswered alarm repeats.
pub const ALARM_EVERY: Duration = Duration::from_secs(15);
/// How long the question at the least of an application waits for its answer before it alarms.
pub const ANSWER_WITHIN: Duration = Duration::from_secs(60);
/// When somebody who keeps the session waiting is reminded, once each.
pub const REMIND_WAITING: [Duration; 2] = [Duration::from_secs(30), Duration::from_secs(120)];
/// When somebody who has paused is reminded, once.
pub const REMIND_PAUSED: Duration = Duration::from_secs(300);
/// The hard end of every application, whatever a file says (US FDA, "Heating devices: how to avoid
/// burns": never over 15 to 20 minutes; Midlands Partnership NHS, "Safe use of cold treatment":
/// never over 20).
pub const HARD_END: Duration = Duration::from_secs(20 * 60);
/// What hands-free adds to the time that the words of a wait take.
pub const HANDS_FREE: Duration = Duration::from_secs(10);
/// What hands-free allows for one repetition at the person's own pace.
const OWN_PACE: Duration = Duration::from_secs(4);

/// What the person or the machine does to a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    /// Nothing but the time; for nothing at all it changes nothing.
    Wake,
    /// Begin, in position, enough, answered: goes on only where it is the person's turn.
    Enter,
    /// Pause, or go on after a pause.
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
    /// That hurts: ends the step, notes it, goes on with the next.
    Hurts,
    /// Stop; during an application, ask for the pack to come off first.
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
    pub what: What,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
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
    /// Everything is over.
    Finished(Ending),
}

/// How a session ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The last phase is done.
    Done,
    /// The person stopped.
    Stopped,
}

/// How a session is to be played.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    /// Waits go on by themselves after their words plus 10 s; alarms never do.
    pub hands_free: bool,
}

/// What the clock of the present phase does.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Clock {
    /// It has run since then.
    Running { since: Moment },
    /// It stands for 3 s after a pause, since then.
    Returning { since: Moment },
    /// It stands until a key.
    Held { since: Moment, why: Held },
    /// Everything is over.
    Over { at: Moment, ending: Ending },
}

/// Why the clock stands.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Held {
    /// Nothing has begun.
    Begin,
    Paused,
    Away(Offer),
}

/// A timeline being played.
#[derive(Clone, Debug)]
pub struct Session {
    timeline: Arc<Timeline>,
    manner: Manner,
    index: usize,
    /// What the clock of this phase had counted when it last began to run.
    elapsed: Duration,
    clock: Clock,
    /// The length of this phase, `+` and `-` counted in.
    length: Option<Length>,
    /// Marks of this phase that are still to come, the next one last.
    marks: Vec<(Duration, Mark)>,
    /// Alarms and reminders so far: of this application or off, or since the clock stands.
    rung: u32,
    /// The person has answered the question at the least of this application.
    answered: bool,
    /// The walk went on while nobody looked: what it had counted before, until that is answered.
    doubted: Option<Duration>,
    /// Optional phases that the person has left out.
    left_out: HashSet<usize>,
    /// Nothing goes back before this phase: an application that is over is not played again.
    floor: usize,
    /// The application whose off is not answered yet, and when it began.
    pack_on: Option<(Agent, Moment)>,
    /// How long everything had run when the present clock last began to run.
    counted: Duration,
    tally: Tally,
}

impl Session {
    /// Begins to play from a phase on. A wait at the beginning is waited for at once; anything
    /// else begins with [`Input::Enter`].
    pub fn start(
        timeline: Arc<Timeline>,
        from: usize,
        manner: Manner,
        now: Moment,
    ) -> (Session, Vec<Event>) {
        let index = from.min(timeline.phases().len().saturating_sub(1));
        let mut session = Session {
            timeline,
            manner,
            index,
            elapsed: Duration::ZERO,
            clock: Clock::Held {
                since: now,
                why: Held::Begin,
            },
            length: None,
            marks: Vec::new(),
            rung: 0,
            answered: false,
            doubted: None,
            left_out: HashSet::new(),
            floor: 0,
            pack_on: None,
            counted: Duration::ZERO,
            tally: Tally::default(),
        };
        let mut events = Vec::new();
        match session.timeline.phases().get(index).map(|phase| phase.kind) {
            None => session.finish(now, Ending::Done, &mut events),
            Some(Kind::Wait) => session.enter(index, now, &mut events),
            Some(_) => session.prepare(index),
        }
        (session, events)
    }

    /// Advances to `now`, then applies the input. Moments must not run backwards; one that does
    /// is taken for the latest before it.
    #[must_use = "events are what the session has to say"]
    pub fn handle(&mut self, now: Moment, input: Input) -> Vec<Event> {
        let mut events = Vec::new();
        match input {
            Input::Away { from } => self.was_away(from.min(now), now, &mut events),
            _ => {
                self.advance(now, &mut events);
                self.apply(now, input, &mut events);
            }
        }
        events
    }

    /// When something will happen by itself; `None` while only a key can go on.
    pub fn next_deadline(&self) -> Option<Moment> {
        match self.clock {
            Clock::Over { .. } => None,
            Clock::Returning { since } => Some(since + RETURN),
            Clock::Held { since, why } => {
                let next = [self.reminder(why), self.hands_free_limit(why)];
                next.into_iter().flatten().min().map(|after| since + after)
            }
            Clock::Running { .. } => {
                let next = [
                    self.end_at(),
                    self.next_mark().map(|(at, _)| at),
                    self.next_alarm(),
                ];
                next.into_iter().flatten().min().map(|at| self.deadline(at))
            }
        }
    }

    /// Hands-free from now on, since nobody can press a key any more.
    pub fn play_hands_free(&mut self) {
        self.manner.hands_free = true;
    }

    /// The timeline that is being played.
    pub fn timeline(&self) -> &Arc<Timeline> {
        &self.timeline
    }

    /// What has really been done.
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// How it ended, if it has.
    pub fn ending(&self) -> Option<Ending> {
        match self.clock {
            Clock::Over { ending, .. } => Some(ending),
            _ => None,
        }
    }

    fn phase(&self) -> &Phase {
        &self.timeline.phases()[self.index]
    }

    /// When the running clock of this phase will have counted so much.
    fn deadline(&self, at: Duration) -> Moment {
        match self.clock {
            Clock::Running { since } => since + at.saturating_sub(self.elapsed),
            Clock::Returning { since } | Clock::Held { since, .. } => since,
            Clock::Over { at, .. } => at,
        }
    }

    /// Adds to the books what the running clock has counted up to a moment.
    fn settle(&mut self, at: Moment) {
        if let Clock::Running { since } = self.clock {
            let passed = at.since(since);
            self.elapsed += passed;
            self.counted += passed;
            self.clock = Clock::Running {
                since: since.max(at),
            };
        }
    }

    /// What the clock of this phase has counted by `now`.
    fn passed(&self, now: Moment) -> Duration {
        match self.clock {
            Clock::Running { since } => self.elapsed + now.since(since),
            _ => self.elapsed,
        }
    }

    /// Steps exactly to every deadline up to `now`.
    fn advance(&mut self, now: Moment, events: &mut Vec<Event>) {
        while let Some(due) = self.next_deadline().filter(|due| *due <= now) {
            self.step(due, events);
        }
    }

    /// Does what is due at a deadline: one thing, so that several at one moment keep their order:
    /// marks first, then alarms, then the end.
    fn step(&mut self, due: Moment, events: &mut Vec<Event>) {
        match self.clock {
            Clock::Over { .. } => {}
            Clock::Returning { .. } => {
                self.clock = Clock::Running { since: due };
                self.say(due, What::Resumed, events);
            }
            Clock::Held { since, why } => {
                let stood = due.since(since);
                if self
                    .hands_free_limit(why)
                    .is_some_and(|limit| limit <= stood)
                {
                    self.apply(due, Input::Enter, events);
                } else {
                    self.rung += 1;
                    let what = match why {
                        Held::Paused => What::PausedLong(stood),
                        _ => What::Waiting(stood),
                    };
                    self.say(due, what, events);
                }
            }
            Clock::Running { .. } => {
                let passed = self.passed(due);
                if let Some((_, mark)) = self.next_mark().filter(|(at, _)| *at <= passed) {
                    self.marks.pop();
                    self.say(due, What::Reached(mark), events);
                } else if self.end_at().is_some_and(|end| end <= passed) {
                    self.leave(due, true, events);
                    self.go_on(due, events);
                } else if self.next_alarm().is_some_and(|at| at <= passed) {
                    self.rung += 1;
                    let what = match self.phase().kind {
                        Kind::Wait => What::Waiting(passed),
                        _ => What::Alarm,
                    };
                    self.say(due, what, events);
                }
            }
        }
    }

    /// When this phase ends by itself, on its own clock.
    fn end_at(&self) -> Option<Duration> {
        let own = self.length.map(|length| length.most);
        own.or_else(|| self.manner.hands_free.then(|| self.goes_on_by_itself())?)
    }

    /// When hands-free ends a phase that only a key would end. An off is never answered for the
    /// person.
    fn goes_on_by_itself(&self) -> Option<Duration> {
        let phase = self.phase();
        match phase.kind {
            Kind::Off(_) => None,
            Kind::Rep => {
                let times = phase.rep.map_or(1, |rep| rep.of);
                Some(time_to_say(&phase.text()) + HANDS_FREE + OWN_PACE * times)
            }
            _ => Some(time_to_say(&phase.text()) + HANDS_FREE),
        }
    }

    /// How long hands-free lets the clock stand.
    fn hands_free_limit(&self, why: Held) -> Option<Duration> {
        match why {
            Held::Begin | Held::Away(_) => self.manner.hands_free.then_some(HANDS_FREE),
            Held::Paused => None,
        }
    }

    /// When somebody is next reminded that the clock stands, from when it stood still.
    fn reminder(&self, why: Held) -> Option<Duration> {
        match why {
            Held::Begin => None,
            Held::Paused => (self.rung == 0).then_some(REMIND_PAUSED),
            Held::Away(_) => REMIND_WAITING.get(self.rung as usize).copied(),
        }
    }

    /// When this phase next rings for an answer, or reminds, on its own clock.
    fn next_alarm(&self) -> Option<Duration> {
        match self.phase().kind {
            Kind::Wait if self.length.is_none() => REMIND_WAITING.get(self.rung as usize).copied(),
            Kind::Off(_) => Some(ALARM_EVERY * self.rung),
            Kind::Application(_) if !self.answered => {
                let length = self.length.filter(|length| length.is_range())?;
                let repeats = self.rung.checked_sub(1).map(|again| ALARM_EVERY * again);
                Some(length.least + repeats.map_or(Duration::ZERO, |again| ANSWER_WITHIN + again))
            }
            _ => None,
        }
    }

    fn next_mark(&self) -> Option<(Duration, Mark)> {
        self.marks.last().copied()
    }

    /// Puts a phase in place without starting its clock.
    fn prepare(&mut self, index: usize) {
        self.index = index;
        self.elapsed = Duration::ZERO;
        self.length = self.phase().length;
        self.rung = 0;
        self.answered = false;
        self.doubted = None;
        self.mark(Duration::ZERO);
    }

    /// Works out the marks that are still to come in this phase once so much of it has passed.
    fn mark(&mut self, passed: Duration) {
        let marks = marks::of(self.phase(), self.length);
        self.marks = marks
            .into_iter()
            .filter(|(at, _)| *at > passed)
            .rev()
            .collect();
    }

    /// Begins a phase.
    fn enter(&mut self, index: usize, at: Moment, events: &mut Vec<Event>) {
        self.prepare(index);
        self.clock = Clock::Running { since: at };
        if let Kind::Application(agent) = self.phase().kind {
            self.pack_on = Some((agent, at));
        }
        self.say(at, What::Began, events);
    }

    /// Closes the books on this phase.
    fn leave(&mut self, at: Moment, whole: bool, events: &mut Vec<Event>) {
        self.settle(at);
        self.tally
            .count(&self.timeline.phases()[self.index], self.elapsed, whole);
        self.say(at, What::Ended { whole }, events);
        if whole && matches!(self.phase().kind, Kind::Off(_)) {
            self.floor = self.index + 1;
            self.pack_on = None;
        }
    }

    /// On to the phase after this one, past those that were left out.
    fn go_on(&mut self, at: Moment, events: &mut Vec<Event>) {
        match self.following(self.index) {
            Some(next) => self.enter(next, at, events),
            None => self.finish(at, Ending::Done, events),
        }
    }

    /// The next phase that was not left out.
    fn following(&self, index: usize) -> Option<usize> {
        (index + 1..self.timeline.phases().len()).find(|next| !self.left_out.contains(next))
    }

    fn finish(&mut self, at: Moment, ending: Ending, events: &mut Vec<Event>) {
        self.clock = Clock::Over { at, ending };
        self.say(at, What::Finished(ending), events);
    }

    fn say(&self, due: Moment, what: What, events: &mut Vec<Event>) {
        events.push(Event {
            due,
            phase: self.index,
            what,
        });
    }
}
