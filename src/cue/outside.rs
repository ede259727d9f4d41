//! What is seen of a session outside of its screen: the window's title, and a bar of progress.

use std::time::Duration;

use crate::session::{Mood, Status};
use crate::text::line;
use crate::words::notices;

/// How far a session is, for terminals that show it beside their name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// 0 to 100.
    pub percent: u8,
    pub state: State,
}

/// How a bar of progress looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Runs,
    /// It stands until the person comes.
    Stands,
    /// An alarm rings.
    Alarm,
}

/// How far a session is; nothing before its beginning and after its end.
pub fn progress(status: &Status<'_>) -> Option<Progress> {
    let state = match status.mood {
        Mood::Begin | Mood::Over(_) => return None,
        Mood::Running | Mood::Returning { .. } => State::Runs,
        Mood::Waiting | Mood::Paused { .. } | Mood::Away(_) => State::Stands,
        Mood::Alarm => State::Alarm,
    };
    let all = status.timeline.totals().most;
    let done = all.saturating_sub(status.total_left);
    let percent = match all.is_zero() {
        true => 0,
        false => (done.as_millis() * 100 / all.as_millis()).min(100) as u8,
    };
    Some(Progress { percent, state })
}

/// The title of the window: what is played, and how it stands. It changes once a minute, and in
/// the last minute every ten seconds.
pub fn title(status: &Status<'_>) -> String {
    let name = line(&status.timeline.title);
    let how = match status.mood {
        Mood::Begin | Mood::Over(_) => return name,
        Mood::Waiting | Mood::Away(_) => notices::TITLE_WAITING.into(),
        Mood::Paused { .. } => notices::TITLE_PAUSED.into(),
        Mood::Alarm => notices::TITLE_ALARM.into(),
        Mood::Running | Mood::Returning { .. } => notices::title_left(roughly(status.total_left)),
    };
    format!("{how} · {name}")
}

fn roughly(left: Duration) -> Duration {
    let seconds = left.as_millis().div_ceil(1000) as u64;
    let grain = if seconds > 60 { 60 } else { 10 };
    Duration::from_secs(seconds.div_ceil(grain) * grain)
}
