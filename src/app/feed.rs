//! What other programs are told of a session while it is played.

use std::sync::Arc;

use super::Effect;
use super::prepared::{PlayOptions, PreparedRoutine};
use crate::feed::{self, RunningState, Source};
use crate::seconds::Moment;
use crate::session::{Event, Input, Session};
use crate::timeline::Timeline;

/// What other programs have been told so far.
pub(super) struct Feed {
    source: Source,
    /// Somebody wants each event.
    events: bool,
    /// What had happened before anybody could be told.
    first: Vec<Event>,
    /// The state that was shown last; `None` if none was yet.
    shown: Option<Option<RunningState>>,
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

    /// The same routine by another timeline, and what has happened at its beginning.
    pub(super) fn put_on(&mut self, timeline: Arc<Timeline>, first: Vec<Event>) {
        self.source.timeline = timeline;
        if !self.first.is_empty() {
            self.first = first;
        }
    }

    /// What others are told of what happened to a session by `now`.
    pub(super) fn tell(
        &mut self,
        session: &Session,
        events: &[Event],
        input: Input,
        now: Moment,
    ) -> Vec<Effect> {
        let mut told = std::mem::take(&mut self.first);
        told.extend_from_slice(events);
        told.retain(|_| self.events);
        let at = session.active(now);
        let happened = told.into_iter().map(|event| {
            let source = self.source.clone();
            Effect::Happened(Box::new(feed::FeedEvent { source, event, at }))
        });
        let mut effects: Vec<Effect> = happened.collect();
        if !events.is_empty() || input != Input::Wake || self.shown.is_none() {
            effects.extend(self.show(session, now));
        }
        effects
    }

    /// The state, if it is another one than was shown last.
    fn show(&mut self, session: &Session, now: Moment) -> Option<Effect> {
        let state = RunningState::new(&self.source, &session.status(now), now);
        if self.shown.as_ref() == Some(&state) {
            return None;
        }
        self.shown = Some(state.clone());
        Some(Effect::Status(state.map(Box::new)))
    }
}
