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
mod tests {
    //! Which event rings where there is nothing but a bell.

    use super::*;
    use crate::seconds::Moment;
    use crate::session::Ending;

    fn rings_for(what: EventKind, phase: usize, bell: Bell, late: u64) -> bool {
        let text = r#"(title: "T", steps: [Reps(name: "Turn", times: 2, side: Each,
        tempo: [(cue: "out", for: "3s"), (cue: "in", for: "3s")])])"#;
        let routine = ron::Options::default()
            .with_default_extension(ron::extensions::Extensions::UNWRAP_VARIANT_NEWTYPES)
            .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
            .from_str(text)
            .expect("the routine of this test is right");
        let timeline = crate::timeline::compile(&routine, &|_| None).unwrap();
        let event = Event {
            due: Moment::ZERO,
            phase,
            what,
            seen: crate::session::Glance::default(),
        };
        rings(&event, &timeline, bell, Duration::from_millis(late))
    }

    #[test]
    fn every_change_rings_or_sides_and_ends_or_nothing() {
        // ready, out, in, out, in, change, out, in, out, in
        assert!(rings_for(EventKind::Began, 2, Bell::All, 0));
        assert!(!rings_for(EventKind::Began, 2, Bell::SidesAndEnds, 0));
        assert!(rings_for(EventKind::Began, 1, Bell::SidesAndEnds, 0));
        assert!(rings_for(EventKind::Began, 5, Bell::SidesAndEnds, 0));
        assert!(rings_for(
            EventKind::Finished(Ending::Done),
            9,
            Bell::SidesAndEnds,
            0
        ));
        assert!(!rings_for(
            EventKind::Finished(Ending::Done),
            9,
            Bell::None,
            0
        ));
        assert!(!rings_for(
            EventKind::Ended { whole: true },
            2,
            Bell::All,
            0
        ));
    }

    #[test]
    fn a_late_cue_is_dropped_but_an_alarm_never_is() {
        assert!(rings_for(EventKind::Began, 2, Bell::All, 1000));
        assert!(!rings_for(EventKind::Began, 2, Bell::All, 1001));
        assert!(rings_for(EventKind::Alarm, 2, Bell::None, 3_600_000));
    }
}
