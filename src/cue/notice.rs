//! What is worth a notification on the desktop: where something may end, must end, waits or is
//! done.

use super::words::long;
use crate::session::{Ending, Event, EventKind, Mark, Session};
use crate::timeline::{Agent, Kind};

/// A desktop notification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub title: String,
    pub words: String,
    /// It must not be missed: it stays until it is closed.
    pub urgent: bool,
}

/// What is worth a notification on the desktop.
pub(super) fn of(event: &Event, session: &Session) -> Option<Notice> {
    let phase = session.timeline().phases().get(event.phase)?;
    let name = crate::text::line(&phase.words.name);
    let pack = match phase.kind {
        Kind::Application(agent) | Kind::Off(agent) => Some(agent),
        _ => None,
    };
    let (title, words, urgent) = match &event.what {
        EventKind::Reached(Mark::MayStop) if phase.kind.is_work() => {
            (name, "You may stop: Enter.".into(), false)
        }
        EventKind::Reached(Mark::Check(nth)) => {
            (name, phase.checks.get(*nth)?.text.to_string(), false)
        }
        EventKind::Alarm => {
            let title = match (pack, phase.kind) {
                (Some(Agent::Heat), Kind::Off(_)) => "Warm pack off now",
                (Some(Agent::Cold), Kind::Off(_)) => "Cold pack off now",
                _ => "Time to take it off",
            };
            let words = match phase.kind {
                Kind::Off(_) => phase.words.text.clone(),
                _ => format!("{name}: Enter when it is off, c keeps it on until it must come off."),
            };
            (title.into(), words, true)
        }
        EventKind::Waiting(_) => (
            session.timeline().title.clone(),
            "Waiting for you.".into(),
            false,
        ),
        EventKind::PausedLong(length) => (
            session.timeline().title.clone(),
            format!("Paused for {} now.", long(*length)),
            false,
        ),
        EventKind::Finished(Ending::Done) => {
            (session.timeline().title.clone(), "Done.".into(), false)
        }
        _ => return None,
    };
    Some(Notice {
        title: crate::text::line(&title),
        words: crate::text::line(&words),
        urgent,
    })
}
