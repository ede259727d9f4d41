//! What is seen of a session outside of its screen: the window's title, and a bar of progress.
//!
//! What is worth a notification on the desktop: where something may end, must end, waits or is
//! done.

use std::time::Duration;

use crate::session::{Ending, Event, EventKind, Mark, Session, State, Status};
use crate::text::line;
use crate::timeline::Kind;
use crate::words::{notices, voice};

/// How far a session is, for terminals that show it beside their name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// 0 to 100.
    pub percent: u8,
    pub state: BarState,
}

/// How a bar of progress looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BarState {
    Runs,
    /// It stands until the person comes.
    Stands,
    /// An alarm rings.
    Alarm,
}

/// How far a session is; nothing before its beginning and after its end.
pub fn progress(status: &Status<'_>) -> Option<Progress> {
    let state = match status.state {
        State::Begin | State::Over(_) => return None,
        State::Running | State::Returning { .. } => BarState::Runs,
        State::Waiting | State::Paused { .. } | State::Away(_) => BarState::Stands,
        State::Alarm => BarState::Alarm,
    };
    let all = status.timeline.totals().most;
    let done = all.saturating_sub(status.total_left);
    let percent =
        if all.is_zero() { 0 } else { (done.as_millis() * 100 / all.as_millis()).min(100) as u8 };
    Some(Progress { percent, state })
}

/// The title of the window: what is played, and how it stands. It changes once a minute, and in
/// the last minute every ten seconds.
pub fn title(status: &Status<'_>) -> String {
    let name = line(&status.timeline.title);
    let how = match status.state {
        State::Begin | State::Over(_) => return name,
        State::Waiting | State::Away(_) => notices::TITLE_WAITING.into(),
        State::Paused { .. } => notices::TITLE_PAUSED.into(),
        State::Alarm => notices::TITLE_ALARM.into(),
        State::Running | State::Returning { .. } => {
            notices::title_left(voice::length(roughly(status.total_left)))
        }
    };
    format!("{how} · {name}")
}

fn roughly(left: Duration) -> Duration {
    let seconds = left.as_millis().div_ceil(1000) as u64;
    let grain = if seconds > 60 { 60 } else { 10 };
    Duration::from_secs(seconds.div_ceil(grain) * grain)
}

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
    let name = line(&phase.words.name);
    let of_all = |words: String| (session.timeline().title.clone(), words, false);
    let (title, words, urgent) = match &event.what {
        EventKind::Reached(Mark::MayStop) if phase.kind.is_work() => {
            (name, notices::MAY_STOP.into(), false)
        }
        EventKind::Reached(Mark::Check(nth)) => {
            (name, phase.checks.get(*nth)?.text.to_string(), false)
        }
        EventKind::Alarm => match phase.kind {
            Kind::Off(agent) => (notices::off_now(agent).into(), phase.words.text.clone(), true),
            _ => (notices::TAKE_OFF.into(), notices::off_or_longer(&name), true),
        },
        EventKind::Waiting(_) => of_all(notices::WAITING.into()),
        EventKind::PausedLong(so_long) => of_all(notices::paused_for(voice::length(*so_long))),
        EventKind::Finished(Ending::Done) => of_all(voice::DONE.into()),
        _ => return None,
    };
    Some(Notice { title: line(&title), words: line(&words), urgent })
}
