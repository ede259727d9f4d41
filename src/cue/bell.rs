//! When it rings where there is nothing but a bell, and how much of all that the person wishes.

use std::time::Duration;

use super::STALE;
use crate::session::{Event, EventKind, Mark};
use crate::timeline::{Kind, Timeline};
use crate::words::notices;

/// When it rings. An alarm always rings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bell {
    /// At each change of phase.
    #[default]
    All,
    /// Where the side or the step changes, and where something may end.
    SidesAndEnds,
    /// Never, but for alarms.
    None,
}

impl Bell {
    /// The next one, as its key goes through them.
    pub fn next(self) -> Bell {
        match self {
            Bell::All => Bell::SidesAndEnds,
            Bell::SidesAndEnds => Bell::None,
            Bell::None => Bell::All,
        }
    }

    /// A few words for it.
    pub fn words(self) -> &'static str {
        match self {
            Bell::All => notices::SOUND_ALL,
            Bell::SidesAndEnds => notices::SOUND_SIDES,
            Bell::None => notices::SOUND_OFF,
        }
    }

    /// Its name in the settings.
    pub fn name(self) -> &'static str {
        match self {
            Bell::All => "All",
            Bell::SidesAndEnds => "SidesAndEnds",
            Bell::None => "Alarms",
        }
    }
}

/// Whether an event rings the bell, `late` by so much of real time.
pub fn rings(event: &Event, timeline: &Timeline, bell: Bell, late: Duration) -> bool {
    match event.what {
        EventKind::Alarm => true,
        _ if late > STALE => false,
        _ => match bell {
            Bell::None => false,
            Bell::SidesAndEnds => ends_something(event) || begins_a_side_or_step(event, timeline),
            Bell::All => ends_something(event) || event.what == EventKind::Began,
        },
    }
}

fn ends_something(event: &Event) -> bool {
    match event.what {
        EventKind::Reached(mark) => matches!(mark, Mark::MayStop | Mark::Check(_)),
        EventKind::Waiting(_) | EventKind::PausedLong(_) | EventKind::Finished(_) => true,
        _ => false,
    }
}

fn begins_a_side_or_step(event: &Event, timeline: &Timeline) -> bool {
    let phases = timeline.phases();
    let now = &phases[event.phase];
    let Some(last) = event.phase.checked_sub(1).map(|last| &phases[last]) else {
        return false;
    };
    let changes = now.run != last.run || now.side != last.side || now.kind == Kind::Change;
    // The get-ready has rung for its exercise; ringing again as it begins tells that it begins.
    event.what == EventKind::Began && (changes || last.kind == Kind::Ready)
}

#[cfg(test)]
mod tests;
