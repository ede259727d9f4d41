//! What is heard of a session: tables of moments, the spoken script of every built-in routine,
//! and properties over random sessions.

use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use supple::cue::{Cue, Cues, Wishes};
use supple::library::Library;
use supple::seconds::Moment;
use supple::session::{Event, Input, Manner, Mood, Session};
use supple::timeline::Timeline;

/// A session that is listened to.
pub struct Listener {
    pub session: Session,
    pub cues: Cues,
    pub wishes: Wishes,
    pub now: Moment,
}

impl Listener {
    pub fn new(timeline: &Arc<Timeline>, wishes: Wishes) -> (Listener, Cue) {
        let manner = Manner {
            hands_free: wishes.hands_free,
        };
        let now = Moment::ZERO;
        let (session, events) = Session::start(timeline.clone(), 0, manner, now);
        let mut listener = Listener {
            session,
            cues: Cues::default(),
            wishes,
            now,
        };
        let cue = listener.hear(&events);
        (listener, cue)
    }

    fn hear(&mut self, events: &[Event]) -> Cue {
        self.cues
            .take(events, &self.session, self.now, &self.wishes)
    }

    /// Something happens at a moment.
    pub fn handle(&mut self, now: Moment, input: Input) -> Cue {
        self.now = now;
        let events = self.session.handle(now, input);
        self.hear(&events)
    }
}

/// What a cue is as text; empty where nothing is heard.
pub fn told(cue: &Cue) -> String {
    let mut parts = Vec::new();
    parts.extend(cue.tone.map(|tone| format!("({})", tone.name())));
    parts.extend(cue.words.clone());
    if cue.hush {
        parts.push("[hush]".into());
    }
    if let Some(notice) = &cue.notice {
        let mark = if notice.urgent { "!!" } else { "!" };
        parts.push(format!("{mark} {}: {}", notice.title, notice.words));
    }
    parts.join(" ")
}

fn clock(moment: Moment) -> String {
    let tenths = moment.0.as_millis() / 100;
    format!("{:2}:{:02}.{}", tenths / 600, tenths / 10 % 60, tenths % 10)
}

/// Everything that is heard of a timeline by somebody who answers at once.
fn script(timeline: &Arc<Timeline>, wishes: Wishes) -> String {
    let mut lines = String::new();
    let mut line = |now: Moment, cue: &Cue| {
        let told = told(cue);
        if !told.is_empty() {
            writeln!(lines, "{}  {told}", clock(now)).unwrap();
        }
    };
    let (mut listener, cue) = Listener::new(timeline, wishes);
    line(listener.now, &cue);
    while listener.session.ending().is_none() {
        let mood = listener.session.status(listener.now).mood;
        let answers = match mood {
            Mood::Begin => Some(Duration::ZERO),
            // They listen to the end, and then take a moment.
            Mood::Waiting => Some(Duration::from_secs(20)),
            Mood::Alarm => Some(Duration::from_secs(12)),
            _ => None,
        };
        let deadline = listener.session.next_deadline();
        let answer = answers.map(|after| listener.now + after);
        let (now, input) = match (answer, deadline) {
            (Some(answer), Some(due)) if due <= answer => (due, Input::Wake),
            (Some(answer), _) => (answer, Input::Enter),
            (None, Some(due)) => (due, Input::Wake),
            (None, None) => panic!("nobody can go on"),
        };
        let cue = listener.handle(now, input);
        line(now, &cue);
    }
    lines
}

#[test]
fn every_built_in_routine_can_be_followed_by_ear() {
    let library = Library::new(None, Vec::new());
    for entry in library.entries() {
        let routine = entry.routine().expect("built-in routines are sound");
        let timeline = Arc::new(library.timeline(routine));
        let spoken = script(
            &timeline,
            Wishes {
                voice: true,
                ..Wishes::default()
            },
        );
        let golden = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/spoken")
            .join(&entry.id)
            .with_extension("txt");
        let golden = snapbox::Data::read_from(&golden, Some(snapbox::data::DataFormat::Text));
        snapbox::Assert::new()
            .action_env("SNAPSHOTS")
            .eq(spoken, golden);
    }
}
