//! What other programs are told of a session while it is played.
//!
//! It hands the time on to the session one deadline after the other, so that what is told of each
//! event is what was so when it was due, however late we were woken.

use std::time::Duration;

use super::Effect;
use super::play::{PlayOptions, PreparedRoutine};
use crate::feed::{self, Source, State};
use crate::seconds::Moment;
use crate::session::{Event, Input, Session};

/// What other programs have been told so far.
pub(super) struct Feed {
    source: Source,
    /// Somebody wants each event.
    events: bool,
    /// What had happened before anybody could be told.
    first: Vec<Event>,
    /// The state that was shown last; `None` if none was yet.
    shown: Option<Option<State>>,
}

impl Feed {
    pub(super) fn new(
        prepared: &PreparedRoutine,
        options: &PlayOptions,
        first: Vec<Event>,
    ) -> Feed {
        Feed {
            source: Source {
                id: prepared.id.clone(),
                timeline: prepared.timeline.clone(),
            },
            events: options.events || !options.hooks.is_empty(),
            first,
            shown: None,
        }
    }

    /// Lets the session take in what happened by `now`; what it says, and what others are told.
    pub(super) fn handle(
        &mut self,
        session: &mut Session,
        now: Moment,
        input: Input,
    ) -> (Vec<Event>, Vec<Effect>) {
        let mut told = Vec::new();
        for event in std::mem::take(&mut self.first) {
            self.tell(session, &event, event.due, Duration::ZERO, &mut told);
        }
        let mut events = Vec::new();
        // Nobody looked: what is due in between is for the session to judge.
        if !matches!(input, Input::Away { .. }) {
            while let Some(due) = session.next_deadline().filter(|due| *due < now) {
                events.extend(self.step(session, due, Input::Wake, &mut told));
            }
        }
        events.extend(self.step(session, now, input, &mut told));
        let at = session.active(now);
        for event in &mut told {
            event.at = at;
        }
        let mut effects: Vec<Effect> = told
            .into_iter()
            .map(|event| Effect::Happened(Box::new(event)))
            .collect();
        if !events.is_empty() || input != Input::Wake || self.shown.is_none() {
            effects.extend(self.show(session, now));
        }
        (events, effects)
    }

    fn step(
        &mut self,
        session: &mut Session,
        now: Moment,
        input: Input,
        told: &mut Vec<feed::Event>,
    ) -> Vec<Event> {
        let earliest = session.active(Moment::ZERO);
        let events = session.handle(now, input);
        for event in &events {
            let due = self.due(session, event, now, earliest);
            self.tell(session, event, now, due, told);
        }
        events
    }

    /// The active time at which an event was due. Only an absence has events that are long past;
    /// then the clock has either run on ever since, or has stood.
    fn due(&self, session: &Session, event: &Event, now: Moment, earliest: Duration) -> Duration {
        let active = session.active(now);
        let runs = session.active(now + Duration::from_secs(1)) > active;
        match runs {
            true => active.saturating_sub(now.since(event.due)).max(earliest),
            false => active,
        }
    }

    fn tell(
        &self,
        session: &Session,
        event: &Event,
        now: Moment,
        due: Duration,
        told: &mut Vec<feed::Event>,
    ) {
        if self.events {
            let status = session.status(now);
            told.push(feed::Event::new(&self.source, event, due, &status));
        }
    }

    /// The state, if it is another one than was shown last.
    fn show(&mut self, session: &Session, now: Moment) -> Option<Effect> {
        let state = State::new(&self.source, &session.status(now), now);
        if self.shown.as_ref() == Some(&state) {
            return None;
        }
        self.shown = Some(state.clone());
        Some(Effect::Status(state.map(Box::new)))
    }
}
