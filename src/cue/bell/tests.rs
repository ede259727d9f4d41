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
