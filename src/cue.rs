//! What reaches the person when something happens in a session: the bell.
//!
//! A function of values: session event and wish in, ring or silence out. It refuses to know how
//! a bell is rung. A cue that comes too late is history, not noise; only an alarm rings all the
//! same.

use std::time::Duration;

use crate::session::{Event, Mark, What};
use crate::timeline::{Kind, Timeline};

/// A cue that is later than this is dropped, unless it is an alarm.
pub const STALE: Duration = Duration::from_secs(1);

/// When the bell rings. An alarm always rings.
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
            Bell::All => "bell at every change",
            Bell::SidesAndEnds => "bell at sides and ends",
            Bell::None => "bell off, alarms still ring",
        }
    }
}

/// Whether an event rings the bell, `late` by so much of real time.
pub fn rings(event: &Event, timeline: &Timeline, bell: Bell, late: Duration) -> bool {
    match event.what {
        What::Alarm => true,
        _ if late > STALE => false,
        _ => match bell {
            Bell::None => false,
            Bell::SidesAndEnds => ends_something(event) || begins_a_side_or_step(event, timeline),
            Bell::All => ends_something(event) || event.what == What::Began,
        },
    }
}

fn ends_something(event: &Event) -> bool {
    match event.what {
        What::Reached(mark) => matches!(mark, Mark::MayStop | Mark::Check(_)),
        What::Waiting(_) | What::PausedLong(_) | What::Finished(_) => true,
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
    event.what == What::Began && (changes || last.kind == Kind::Ready)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seconds::Moment;
    use crate::session::Ending;

    fn rings_for(what: What, phase: usize, bell: Bell, late: u64) -> bool {
        let text = r#"(title: "T", steps: [Reps(name: "Turn", times: 2, side: Each,
            tempo: [(cue: "out", for: "3s"), (cue: "in", for: "3s")])])"#;
        let routine = ron::Options::default()
            .with_default_extension(ron::extensions::Extensions::UNWRAP_VARIANT_NEWTYPES)
            .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
            .from_str(text)
            .expect("the routine of this test is right");
        let timeline = crate::timeline::compile(&routine, &|_| None);
        let event = Event {
            due: Moment::ZERO,
            phase,
            what,
        };
        rings(&event, &timeline, bell, Duration::from_millis(late))
    }

    #[test]
    fn every_change_rings_or_sides_and_ends_or_nothing() {
        // ready, out, in, out, in, change, out, in, out, in
        assert!(rings_for(What::Began, 2, Bell::All, 0));
        assert!(!rings_for(What::Began, 2, Bell::SidesAndEnds, 0));
        assert!(rings_for(What::Began, 1, Bell::SidesAndEnds, 0));
        assert!(rings_for(What::Began, 5, Bell::SidesAndEnds, 0));
        assert!(rings_for(
            What::Finished(Ending::Done),
            9,
            Bell::SidesAndEnds,
            0
        ));
        assert!(!rings_for(What::Finished(Ending::Done), 9, Bell::None, 0));
        assert!(!rings_for(What::Ended { whole: true }, 2, Bell::All, 0));
    }

    #[test]
    fn a_late_cue_is_dropped_but_an_alarm_never_is() {
        assert!(rings_for(What::Began, 2, Bell::All, 1000));
        assert!(!rings_for(What::Began, 2, Bell::All, 1001));
        assert!(rings_for(What::Alarm, 2, Bell::None, 3_600_000));
    }
}
