//! A timeline being played: the state machine.
//!
//! It never reads a clock: time is an argument, events are what it returns, and it says when it
//! wants to be woken. [`Session::handle`] first advances to `now`, stepping exactly to every
//! deadline on the way, and then applies the input, so one late call gives the same events as a
//! thousand early ones. It refuses to know what a key, a bell or a screen is.

use std::sync::{Arc, LazyLock, OnceLock};
use std::time::Duration;

use keys::WayBack;
use rangemap::RangeSet;
pub use saved::{PackAt, Refused, Saved};
pub use status::{
    Ending, Event, EventKind, Glance, Input, Mark, Offer, OwnSet, PackOn, State, Status,
};
pub use tally::{Counted, StepDone, Tally, asked, step_numbers};

pub use crate::limits::{ALARM_EVERY, ANSWER_WITHIN, HARD_END};
use crate::seconds::{Length, Moment};
use crate::timeline::{Agent, Kind, Limits, Phase, Timeline};

mod due;
mod keys;
mod saved;
mod status;
mod tally;

/// The get-ready after a pause, before the clock goes on.
pub const RETURN: Duration = Duration::from_secs(3);
/// What `+` and `-` add and take.
pub const STEP: Duration = Duration::from_secs(15);
/// When somebody who keeps the session waiting is reminded, once each.
pub const REMIND_WAITING: [Duration; 2] = [Duration::from_secs(30), Duration::from_secs(120)];
/// When somebody who has paused is reminded, once.
pub const REMIND_PAUSED: Duration = Duration::from_secs(300);
/// What hands-free adds to the time that the words of a wait take.
pub const HANDS_FREE: Duration = Duration::from_secs(10);
/// What hands-free allows for one repetition at the person's own pace.
const OWN_PACE: Duration = Duration::from_secs(4);

/// How a session is to be played.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    /// Waits go on by themselves after their words plus 10 s; alarms never do.
    pub hands_free: bool,
}

/// What the clock of the present phase does.
#[derive(Clone, Copy, Debug, PartialEq)]
enum PhaseClock {
    /// It has run since then.
    Running(Moment),
    /// It stands for 3 s after a pause, since then.
    Returning(Moment),
    /// It has stood since then, until a key.
    Held(Moment, WhyHeld),
    /// Everything is over.
    Over(Ending),
}

impl Default for PhaseClock {
    fn default() -> PhaseClock {
        PhaseClock::Held(Moment::ZERO, WhyHeld::Begin)
    }
}

/// Why the clock stands.
#[derive(Clone, Copy, Debug, PartialEq)]
enum WhyHeld {
    /// Nothing has begun.
    Begin,
    Paused,
    Away(Offer),
}

/// A timeline being played. It has many fields because a body does not only wait and work.
#[derive(Clone, Debug, Default)]
pub struct Session {
    timeline: Arc<Timeline>,
    manner: Manner,
    /// The last moment that it was told of: nothing happens before it any more.
    latest: Moment,
    index: usize,
    /// What the clock of this phase had counted when it last began to run.
    elapsed: Duration,
    clock: PhaseClock,
    /// The length of this phase, `+` and `-` counted in.
    length: Option<Length>,
    /// Marks of this phase that are still to come, the next one last.
    marks: Vec<(Duration, Mark)>,
    /// Alarms and reminders so far: of this application or off, or since the clock stands.
    rung: u32,
    /// The person has answered the question at the least of this application.
    answered: bool,
    /// The person has stopped during an application: its off is still to be answered.
    stopping: bool,
    /// The pack of the running application is asked off, since its clock showed this.
    asks_off: Option<Duration>,
    /// How long it takes to say all that stands before the first phase.
    opening: Duration,
    /// The walk went on while nobody looked: what it had counted before, until that is answered.
    doubted: Option<Duration>,
    /// What leads back from its end, if anything does.
    way_back: Option<WayBack>,
    /// During an application this was noted to hurt, and whether it had been before.
    hurt_in_pack: Option<(usize, bool)>,
    /// Optional phases that the person has left out, by index: mostly in long runs ("enough" in the
    /// second of a hundred breaths).
    left_out: RangeSet<usize>,
    /// Nothing goes back before this phase: an application that is over is not played again.
    floor: usize,
    /// The application whose off is not answered yet.
    pack_on: Option<PackOn>,
    /// How long everything had run when the present clock last began to run.
    counted: Duration,
    tally: Tally,
    /// Of the timeline, once it was asked for.
    fingerprint: OnceLock<String>,
    /// What has happened and is not told yet.
    events: Vec<Event>,
}

impl Session {
    /// Begins to play from a phase on; from the wait of an application, if it is inside one. A wait
    /// at the beginning is waited for at once; anything else begins with [`Input::Enter`].
    pub fn start(
        timeline: Arc<Timeline>,
        from: usize,
        manner: Manner,
        now: Moment,
    ) -> (Session, Vec<Event>) {
        let from = from.min(timeline.phases().len().saturating_sub(1));
        let index = match timeline.phases().get(from).map(|phase| phase.kind) {
            Some(Kind::Application(_) | Kind::Off(_)) => timeline.this_stop(from),
            _ => from,
        };
        let mut session = Session {
            timeline,
            manner,
            latest: now,
            index,
            clock: PhaseClock::Held(now, WhyHeld::Begin),
            ..Session::default()
        };
        match session.timeline.phases().get(index).map(|phase| phase.kind) {
            None => session.finish(now, Ending::Done),
            Some(Kind::Wait) => session.enter(index, now),
            Some(_) => session.prepare(index),
        }
        let events = session.tell(Duration::ZERO, now);
        (session, events)
    }

    /// Advances to `now`, then applies the input. Time does not run backwards: a moment before
    /// the latest is taken for the latest, and what has been looked after was no absence.
    #[must_use = "events are what the session has to say"]
    pub fn handle(&mut self, now: Moment, input: Input) -> Vec<Event> {
        let now = now.max(self.latest);
        let looked = match input {
            Input::Away { from } => from.clamp(self.latest, now),
            _ => now,
        };
        // One deadline after the other, so that each event tells what there was to see then.
        while let Some(due) = self.next_deadline().filter(|due| *due <= looked) {
            let (earlier, counted) = (self.events.len(), self.counted);
            self.advance(due);
            self.see(earlier, counted, due);
        }
        let (earlier, counted) = (self.events.len(), self.counted);
        match input {
            Input::Away { .. } => self.was_away(looked, now),
            _ => self.apply(now, input),
        }
        // What the input made due at once is not left for the next wake.
        self.advance(now);
        self.latest = now;
        self.see(earlier, counted, now);
        std::mem::take(&mut self.events)
    }

    /// What stands before the first phase takes so long to say: hands-free does not begin before.
    pub fn reads_out(&mut self, opening: Duration) {
        self.opening = opening;
    }

    /// What is to be applied next, where the session stands before it and waits for
    /// [`Input::Apply`].
    pub fn awaits_pack(&self) -> Option<(Agent, Limits)> {
        let next = self.timeline.phases().get(self.index + 1)?;
        match (self.phase().kind, next.kind) {
            (Kind::Wait, Kind::Application(agent)) if self.ending().is_none() => {
                Some((agent, next.limits.unwrap_or(Limits::of(agent))))
            }
            _ => None,
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
            PhaseClock::Over(ending) => Some(ending),
            _ => None,
        }
    }

    fn phase(&self) -> &Phase {
        self.timeline.phases().get(self.index).unwrap_or(&NOTHING)
    }

    /// Adds to the books what the running clock has counted up to a moment.
    fn settle(&mut self, at: Moment) {
        if let PhaseClock::Running(since) = self.clock {
            let passed = at.since(since);
            self.elapsed += passed;
            self.counted += passed;
            self.clock = PhaseClock::Running(since.max(at));
        }
    }

    /// What the clock of this phase has counted by `now`.
    fn passed(&self, now: Moment) -> Duration {
        match self.clock {
            PhaseClock::Running(since) => self.elapsed + now.since(since),
            _ => self.elapsed,
        }
    }

    /// Puts a phase in place without starting its clock.
    fn prepare(&mut self, index: usize) {
        self.index = index;
        self.elapsed = Duration::ZERO;
        self.length = self.phase().length;
        if let (Kind::Application(_), Some(length)) = (self.phase().kind, &mut self.length) {
            // What a file asks for beyond the end is not played, whoever let it pass.
            length.least = length.least.min(HARD_END);
            length.most = length.most.min(HARD_END);
        }
        self.rung = 0;
        self.answered = false;
        self.asks_off = None;
        self.doubted = None;
        self.mark(Duration::ZERO);
    }

    /// Works out the marks that are still to come in this phase once so much of it has passed.
    fn mark(&mut self, passed: Duration) {
        let marks = due::marks_of(self.phase(), self.length);
        self.marks = marks.into_iter().filter(|(at, _)| *at > passed).rev().collect();
    }

    /// Begins a phase.
    fn enter(&mut self, index: usize, at: Moment) {
        self.prepare(index);
        self.clock = PhaseClock::Running(at);
        if let Kind::Application(agent) = self.phase().kind {
            let most = self.length.map_or(HARD_END, |length| length.most);
            self.pack_on = Some(PackOn { agent, since: at, off_by: at + most, known: true });
        }
        self.say(at, EventKind::Began);
    }

    /// Closes the books on this phase; the clock is for whatever comes next to set.
    fn leave(&mut self, at: Moment, whole: bool) {
        self.settle(at);
        self.count_pause(at);
        self.opening = Duration::ZERO;
        self.tally.count(&self.timeline.phases()[self.index], self.elapsed, whole);
        self.say(at, EventKind::Ended { whole });
        if whole && matches!(self.phase().kind, Kind::Off(_)) {
            self.floor = self.index + 1;
            self.pack_on = None;
        }
    }

    /// Stops the clock of this phase where it is.
    fn hold(&mut self, now: Moment, why: WhyHeld) {
        self.settle(now);
        self.stand(now, why);
    }

    /// The clock of this phase stands from now on, with what it had counted.
    fn stand(&mut self, now: Moment, why: WhyHeld) {
        self.clock = PhaseClock::Held(now, why);
        self.rung = 0;
    }

    /// The clock of this phase goes on.
    fn resume(&mut self, at: Moment) {
        self.clock = PhaseClock::Running(at);
        self.say(at, EventKind::Resumed);
    }

    /// Adds to the books the pause that ends here, if one does.
    fn count_pause(&mut self, at: Moment) {
        if let PhaseClock::Held(since, WhyHeld::Paused) = self.clock {
            self.tally.paused += at.since(since);
        }
    }

    fn leave_and_go_on(&mut self, at: Moment, whole: bool) {
        self.leave(at, whole);
        self.go_on(at);
    }

    /// On to the phase after this one, past those that were left out.
    fn go_on(&mut self, at: Moment) {
        match self.following(self.index) {
            next if self.stopping && self.pack_on.is_none() => {
                self.stopping = false;
                self.finish(at, Ending::Stopped);
                let hurt = self.hurt_in_pack.take();
                self.way_back = Some(WayBack { since: at, stood: None, next, hurt });
            }
            Some(next) => self.enter(next, at),
            None => self.finish(at, Ending::Done),
        }
    }

    /// The next phase that was not left out.
    fn following(&self, index: usize) -> Option<usize> {
        let next = self.played_from(index + 1);
        (next < self.timeline.phases().len()).then_some(next)
    }

    /// The first phase from `index` on that was not left out; past the last one if there is none.
    fn played_from(&self, index: usize) -> usize {
        self.left_out.get(&index).map_or(index, |run| run.end)
    }

    fn finish(&mut self, at: Moment, ending: Ending) {
        self.clock = PhaseClock::Over(ending);
        self.say(at, EventKind::Finished(ending));
    }

    fn say(&mut self, due: Moment, what: EventKind) {
        self.say_of(self.index, due, what);
    }

    /// All that has happened by `now` to a session that begins, or is taken up.
    fn tell(&mut self, counted: Duration, now: Moment) -> Vec<Event> {
        self.see(0, counted, now);
        std::mem::take(&mut self.events)
    }

    fn say_of(&mut self, phase: usize, due: Moment, what: EventKind) {
        self.events.push(Event { due, phase, what, seen: Glance::default() });
    }
}

/// What an empty timeline is at: there is something to show even of that.
static NOTHING: LazyLock<Phase> = LazyLock::new(Phase::default);
