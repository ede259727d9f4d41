//! What is worth a notification on the desktop: where something may end, must end, waits or is
//! done.

use crate::session::{Ending, Event, EventKind, Mark, Session};
use crate::timeline::Kind;
use crate::words::notices;

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
            (name, notices::MAY_STOP.into(), false)
        }
        EventKind::Reached(Mark::Check(nth)) => {
            (name, phase.checks.get(*nth)?.text.to_string(), false)
        }
        EventKind::Alarm => {
            let title = match (pack, phase.kind) {
                (Some(agent), Kind::Off(_)) => notices::off_now(agent),
                _ => notices::TAKE_OFF,
            };
            let words = match phase.kind {
                Kind::Off(_) => phase.words.text.clone(),
                _ => notices::off_or_longer(&name),
            };
            (title.into(), words, true)
        }
        EventKind::Waiting(_) => (
            session.timeline().title.clone(),
            notices::WAITING.into(),
            false,
        ),
        EventKind::PausedLong(length) => (
            session.timeline().title.clone(),
            notices::paused_for(*length),
            false,
        ),
        EventKind::Finished(Ending::Done) => (
            session.timeline().title.clone(),
            notices::DONE.into(),
            false,
        ),
        _ => return None,
    };
    Some(Notice {
        title: crate::text::line(&title),
        words: crate::text::line(&words),
        urgent,
    })
}
