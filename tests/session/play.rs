//! Plays timelines with a simulated clock, for scripts and properties alike.

use std::sync::Arc;
use std::time::Duration;

use ron::extensions::Extensions;
use supple::seconds::Moment;
use supple::session::{Event, Input, Manner, PackOn, Session, State};
use supple::timeline::Timeline;

/// Steps in the words of the format, without get-readies but those that are written.
pub fn timeline(steps: &str) -> Arc<Timeline> {
    let text = format!("Routine(title: \"test\", ready: \"0s\", steps: [{steps}])");
    let options = ron::Options::default().with_default_extension(
        Extensions::IMPLICIT_SOME
            | Extensions::UNWRAP_NEWTYPES
            | Extensions::UNWRAP_VARIANT_NEWTYPES,
    );
    let routine = options.from_str(&text).unwrap_or_else(|error| panic!("{error} in {text}"));
    Arc::new(crate::support::compile(&routine, &|_| None).unwrap())
}

/// What somebody who looks at a session sees, without the timeline itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    pub index: usize,
    pub state: State,
    pub passed: Duration,
    pub left: Option<Duration>,
    pub may_stop: bool,
    pub next: Option<u32>,
    pub active: Duration,
    pub total_left: Duration,
    pub pack_on: Option<PackOn>,
}

pub fn seen(session: &Session, now: Moment) -> Seen {
    let status = session.status(now);
    Seen {
        index: status.index,
        state: status.state,
        passed: status.passed,
        left: status.left,
        may_stop: status.may_stop,
        next: status.next.map(|phase| phase.run),
        active: status.active,
        total_left: status.total_left,
        pack_on: status.pack_on,
    }
}

/// One thing that a person or the host does, so long after the one before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Act {
    Key(Input),
    /// Nobody looks for the last part of the time before.
    Away(Duration),
}

/// Acts with the time before each.
pub type Acts = Vec<(Duration, Act)>;

/// A session, its clock, and everything that has happened.
pub struct Player {
    pub session: Session,
    pub now: Moment,
    pub events: Vec<Event>,
}

impl Player {
    pub fn new(timeline: &Arc<Timeline>, manner: Manner) -> Player {
        let now = Moment::secs(100);
        let (session, events) = Session::start(timeline.clone(), 0, manner, now);
        Player { session, now, events }
    }

    /// Hands it an input. Enter before heat or cold says that the pack is on, as with nothing
    /// applied lately.
    pub fn handle(&mut self, now: Moment, input: Input) -> Vec<Event> {
        let mut events = Vec::new();
        let mut input = input;
        if input == Input::Enter {
            events = self.session.handle(now, Input::Wake);
            if self.session.awaits_pack().is_some() {
                input = Input::Apply;
            }
        }
        events.extend(self.session.handle(now, input));
        self.now = now;
        self.events.extend(events.clone());
        events
    }

    pub fn key(&mut self, input: Input) -> Vec<Event> {
        self.handle(self.now, input)
    }

    /// Does one thing after a time, waking only for it.
    pub fn act(&mut self, after: Duration, act: Act) -> Vec<Event> {
        let now = self.now + after;
        match act {
            Act::Key(input) => self.handle(now, input),
            Act::Away(length) => {
                let from = (now - length).max(self.now);
                self.handle(now, Input::Away { from })
            }
        }
    }

    /// Does one thing after a time, waking at every deadline before it. Each must be worth it.
    pub fn act_awake(&mut self, after: Duration, act: Act) -> Vec<Event> {
        let now = self.now + after;
        let looked_until = match act {
            Act::Key(_) => now,
            Act::Away(length) => (now - length).max(self.now),
        };
        self.sleep_until(looked_until);
        match act {
            Act::Key(input) => self.handle(now, input),
            Act::Away(_) => self.handle(now, Input::Away { from: looked_until }),
        }
    }

    /// Sleeps from deadline to deadline.
    pub fn sleep_until(&mut self, until: Moment) {
        while let Some(due) = self.session.next_deadline().filter(|due| *due <= until) {
            let events = self.handle(due, Input::Wake);
            assert!(!events.is_empty(), "woken at {due:?} for nothing");
            assert!(events.iter().all(|event| event.due == due), "missed: {events:?}");
        }
        self.now = until;
    }

    pub fn seen(&self) -> Seen {
        seen(&self.session, self.now)
    }
}
