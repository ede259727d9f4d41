//! What another program asks for in the words of plain mode, and what it is answered; and what
//! other programs are told of a session while it is played.

use std::sync::Arc;

use super::*;
use crate::app::Effect;
use crate::app::prepared::{PlayOptions, PreparedRoutine};
use crate::feed;
use crate::feed::{RunningState, Source};
use crate::seconds::Moment;
use crate::session::{Event, Input, Session};
use crate::timeline::Timeline;

impl Play {
    /// The word `off`, at any time while a pack is on; `None` for any other line, and where none is.
    pub fn off_line(&mut self, now: Moment, typed: &str) -> Option<Outcome> {
        if typed != "off" || self.session.pack_on().is_none() {
            return None;
        }
        let mut told = Outcome::default();
        // From its least on Enter asks for it and answers; before that, only a stop asks.
        for action in [Action::Enter, Action::Enter, Action::Quit, Action::Enter] {
            if self.session.pack_on().is_some() {
                told.add(self.act(now, action));
            }
        }
        Some(told)
    }

    /// Does what another program asks for in the words of plain mode, and says what came of it.
    /// What only concerns a screen is nobody else's business.
    pub fn asked(&mut self, now: Moment, line: &str) -> (Outcome, Reply) {
        let mut told = self.wake(now);
        if let Some(counted) = self.count_line(now, line.trim()) {
            let said = counted.events.last().and_then(|event| match event.what {
                EventKind::Said(reps) => Some((event.phase, reps?)),
                _ => None,
            });
            told.add(counted);
            let words = said.map_or("done".to_owned(), |(set, reps)| {
                let name = phases::name(&self.prepared.timeline.phases()[set]);
                format!("{}: {name}: {reps}, noted", line_of_title(&self.prepared))
            });
            return (told, Reply { done: true, words });
        }
        if let Some(off) = self.off_line(now, line.trim()) {
            told.add(off);
            let words = format!("{}: the pack is off, noted", line_of_title(&self.prepared));
            return (told, Reply { done: true, words });
        }
        let action = keys::action_of_line(Place::Session, line);
        let Some(action) = action.filter(|action| is_for_the_session(*action)) else {
            if line.trim().parse::<u32>().is_ok() {
                return (told, Reply::refused("no repetitions are asked for now"));
            }
            return (told, Reply::refused("no such key can be pressed from elsewhere"));
        };
        let begins = action == Action::Enter;
        let hand = self.needs_a_hand_words().filter(|_| begins);
        if let Some(words) = hand {
            let words = words.trim_end_matches('.');
            return (told, Reply::refused(words));
        }
        let before = (self.gate, self.settings.clone(), self.alarm);
        let by_key = self.act(now, action);
        let changed = before != (self.gate, self.settings.clone(), self.alarm);
        let seen = |effect: &Effect| {
            matches!(effect, Effect::Status(_) | Effect::Bell | Effect::Tone { .. })
        };
        let done = changed || !by_key.events.is_empty() || by_key.effects.iter().any(seen);
        let words = match by_key.events.last() {
            Some(event) => self.words_of(event),
            None => {
                self.told(now).map(str::to_owned).filter(|_| action != Action::Enter || changed)
            }
        };
        let words = words.unwrap_or_else(|| match (done, self.is_over()) {
            (true, _) => "done".into(),
            (false, _) if action == Action::Enter => crate::words::machine::NOTHING_WAITS.into(),
            (false, _) => "there is nothing to do that with".into(),
        });
        told.add(by_key);
        let words = words.trim_end_matches('.');
        let words = match done {
            true => format!("{}: {words}", line_of_title(&self.prepared)),
            false => words.to_owned(),
        };
        (told, Reply { done, words })
    }

    /// What an event is, in the words of an answer.
    fn words_of(&self, event: &Event) -> Option<String> {
        let phase = self.prepared.timeline.phases().get(event.phase)?;
        Some(match event.what {
            EventKind::Began => phases::coming(phase),
            EventKind::Slip => "taken back".into(),
            EventKind::Paused => "paused".into(),
            EventKind::Returning => "goes on in 3 s".into(),
            EventKind::Resumed => "goes on".into(),
            EventKind::Changed { longer: true } => "15 s more".into(),
            EventKind::Changed { longer: false } => "15 s less".into(),
            EventKind::Alarm => line(&phase.text()),
            EventKind::Finished(Ending::Done) => "done".into(),
            EventKind::Finished(Ending::Stopped) => "stopped".into(),
            _ => return None,
        })
    }
}

/// Whether an action does something to the session, not to a screen.
fn is_for_the_session(action: Action) -> bool {
    use Action::*;
    let moves = matches!(
        action,
        Enter | Pause | Next | Back | NextStep | BackStep | Again | Longer | Shorter
    );
    let others = [GoOn, Hurts, Bell, Voice, Louder, Quieter, TryAlarm, Quit, Interrupt];
    moves || others.contains(&action)
}

fn line_of_title(prepared: &PreparedRoutine) -> String {
    line(&prepared.routine.title)
}

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
            source: Source { id: prepared.id.clone(), timeline: prepared.timeline.clone() },
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
