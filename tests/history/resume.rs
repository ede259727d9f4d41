//! A session that was broken off, taken up again: one test a kind.

use std::time::Duration;

use supple::history::checkpoint::Seen;
use supple::history::{Checkpoint, Record};
use supple::seconds::Moment;
use supple::session::{EventKind, Input, Manner, Offer, Refused, Saved, Session, State};

use super::make::{record, stamp};
use crate::session::timeline_of as timeline;

const MINUTE: u64 = 60;

fn at(seconds: u64) -> Moment {
    Moment::secs(3600 + seconds)
}

fn gap(seconds: u64) -> Option<Duration> {
    Some(Duration::from_secs(seconds))
}

/// Plays these keys at these seconds, and keeps the session at the last one.
pub fn broken_off(steps: &str, script: &[(u64, Input)], seen: u64) -> Saved {
    let (mut session, _) = Session::start(timeline(steps), 0, Manner::default(), at(0));
    for (second, input) in script {
        let _ = session.handle(at(*second), *input);
    }
    let _ = session.handle(at(seen), Input::Wake);
    let saved = session.saved(at(seen));
    // It is the same after its time in a file.
    let text = serde_json::to_string(&saved).unwrap();
    assert_eq!(serde_json::from_str::<Saved>(&text).unwrap(), saved);
    saved
}

fn take_up(
    steps: &str,
    saved: &Saved,
    gap: Option<Duration>,
) -> Result<(Session, Vec<supple::session::Event>), Refused> {
    Session::take_up(timeline(steps), saved, gap, Manner::default(), at(0))
}

pub const HOLDS: &str = r#"Hold(name: "Ear", for: "20s", side: Each, ready: "0s", change: "0s")"#;

#[test]
fn a_hold_is_held_again_from_its_start_and_what_was_done_counts() {
    let saved = broken_off(HOLDS, &[(0, Input::Enter)], 33);
    let (mut session, _) = take_up(HOLDS, &saved, gap(9_999)).unwrap();
    let status = session.status(at(0));
    assert_eq!(status.state, State::Away(Offer::RepAgain));
    assert_eq!((status.index, status.passed), (1, Duration::ZERO));
    // Enter, 3 s to return, 20 s of the hold: and both tries are in the books.
    let _ = session.handle(at(1), Input::Enter);
    let _ = session.handle(at(30), Input::Wake);
    assert!(session.ending().is_some());
    let done = session.tally().done(session.timeline());
    let real: Vec<u64> = done.iter().map(|done| done.real.as_secs()).collect();
    assert_eq!(real, [20, 13 + 20]);
}

#[test]
fn a_part_of_a_tempo_begins_its_repetition_again() {
    let steps = r#"Reps(name: "Turn", times: 3, ready: "0s", tempo: [(cue: "up", for: "2s"), (cue: "down", for: "3s")])"#;
    let saved = broken_off(steps, &[(0, Input::Enter)], 8);
    let (session, _) = take_up(steps, &saved, gap(1)).unwrap();
    assert_eq!(session.status(at(0)).index, 2);
}

const HEAT: &str = r#"Heat(text: "Warm.", for: "15m..20m", off: "Off.")"#;

#[test]
fn heat_goes_on_in_real_time_and_asks_at_once_whether_it_is_off() {
    let saved = broken_off(HEAT, &[(0, Input::Apply)], 7 * MINUTE);
    let (mut session, events) = take_up(HEAT, &saved, gap(5 * MINUTE)).unwrap();
    assert_eq!(events.last().map(|event| &event.what), Some(&EventKind::Alarm));
    assert_eq!(session.status(at(0)).state, State::Alarm);
    let _ = session.handle(at(0), Input::Pause);
    let status = session.status(at(0));
    assert_eq!(status.passed, Duration::from_secs(12 * MINUTE));
    assert_eq!(status.state, State::Running);
    let pack = status.pack_on.unwrap();
    assert_eq!(at(0).since(pack.since), Duration::from_secs(12 * MINUTE));
    assert_eq!(pack.off_by.since(at(0)), Duration::from_secs(8 * MINUTE));
}

#[test]
fn heat_that_was_off_before_its_least_was_cut_short() {
    let saved = broken_off(HEAT, &[(0, Input::Apply)], 5);
    let (mut session, _) = take_up(HEAT, &saved, gap(10)).unwrap();
    let _ = session.handle(at(1), Input::Enter);
    let [heat] = &session.tally().done(&timeline(HEAT))[..] else { panic!("one step") };
    assert!(heat.skipped && !heat.is_whole(), "{heat:?}");
}

#[test]
fn heat_past_its_least_rings_at_once() {
    let saved = broken_off(HEAT, &[(0, Input::Apply)], 7 * MINUTE);
    let (session, events) = take_up(HEAT, &saved, gap(9 * MINUTE)).unwrap();
    assert_eq!(session.status(at(0)).state, State::Alarm);
    let last = events.last().unwrap();
    assert_eq!((last.due, &last.what), (at(0), &EventKind::Alarm));
}

#[test]
fn heat_past_its_most_is_not_taken_up_however_the_clock_stands() {
    let saved = broken_off(HEAT, &[(0, Input::Apply)], 7 * MINUTE);
    for gap in [gap(13 * MINUTE), gap(u64::MAX), None] {
        assert_eq!(take_up(HEAT, &saved, gap).err(), Some(Refused::PackTooLong));
    }
    assert!(take_up(HEAT, &saved, gap(13 * MINUTE - 1)).is_ok());
    // Nor with its off asked and not answered.
    let script = [(0, Input::Apply), (60, Input::Stop)];
    let saved = broken_off(HEAT, &script, 70);
    assert!(take_up(HEAT, &saved, gap(20 * MINUTE)).is_err());
    let (mut session, _) = take_up(HEAT, &saved, gap(5 * MINUTE)).unwrap();
    assert_eq!(session.status(at(0)).state, State::Alarm);
    let _ = session.handle(at(1), Input::Enter);
    assert!(session.ending().is_some());
}

#[test]
fn rests_stays_and_waits_begin_again() {
    let steps =
        r#"Rest(for: "30s"), Lie(for: "5m", ready: "0s"), Wait(text: "Sit."), Hold(for: "5s")"#;
    let phase = |seen: u64, script: &[(u64, Input)]| {
        let saved = broken_off(steps, script, seen);
        let (session, _) = take_up(steps, &saved, gap(300)).unwrap();
        let status = session.status(at(0));
        (status.index, status.passed.as_secs(), status.state)
    };
    let enter = (0, Input::Enter);
    assert_eq!(phase(10, &[enter]), (0, 0, State::Away(Offer::GoOn)));
    assert_eq!(phase(100, &[enter]), (1, 0, State::Away(Offer::GoOn)));
    assert_eq!(phase(400, &[enter]), (2, 0, State::Waiting));
}

#[test]
fn another_routine_is_not_taken_for_it() {
    let saved = broken_off(HOLDS, &[(0, Input::Enter)], 33);
    for other in [HEAT, &HOLDS.replace("20s", "21s"), &HOLDS.replace("Each", "Left")] {
        assert_eq!(take_up(other, &saved, gap(1)).err(), Some(Refused::Changed));
    }
    // Other words are no other routine.
    assert!(take_up(&HOLDS.replace("Ear", "Chin"), &saved, gap(1)).is_ok());
}

/// The record of what broke off after seven minutes of heat, kept so long after.
fn kept(seen: u64, script: &[(u64, Input)], gap: Option<Duration>) -> Record {
    let saved = broken_off(HEAT, script, seen);
    let on = stamp(0);
    let mut record = record(1);
    record.start = on;
    record.end = stamp(seen as i64);
    record.planned.real = Duration::from_secs(seen);
    let (mut session, _) = Session::start(timeline(HEAT), 0, Manner::default(), at(0));
    for (second, input) in script {
        let _ = session.handle(at(*second), *input);
    }
    record.set_done(session.tally_by(at(seen)).done(session.timeline()));
    record.applications = vec![
        serde_json::from_value(serde_json::json!({
            "agent": "heat", "on": on, "off": stamp(seen as i64), "apart": 7200,
        }))
        .unwrap(),
    ];
    let left = Checkpoint {
        v: 1,
        record,
        session: saved,
        seen: Seen { wall: stamp(seen as i64).at(), boot: None, since_boot: Duration::ZERO },
    };
    let now = seen + gap.map_or(60, |gap| gap.as_secs());
    left.keep(stamp(now as i64), gap)
}

#[test]
fn heat_that_was_left_on_is_counted_until_its_most_and_told_until_its_off() {
    let enter = [(0, Input::Apply)];
    let times = |record: &Record| {
        let step = &record.steps[0];
        assert_eq!(step.real, record.work.real);
        let [had] = record.applications.as_slice() else { panic!("{record:?}") };
        // All time has a name: it ran, or nobody looked.
        let all = (record.planned.real + record.away).as_secs() as i64;
        assert_eq!(record.end.second() - record.start.second(), all);
        assert_eq!(had.off, record.end);
        let minutes = |length: Duration| length.as_secs() / MINUTE;
        (minutes(step.real), minutes(record.planned.real), minutes(record.away), step.reps)
    };
    // Within its most all of it counts; past it the most, and the rest is told as away.
    assert_eq!(times(&kept(7 * MINUTE, &enter, gap(5 * MINUTE))), (12, 12, 0, 0));
    assert_eq!(times(&kept(7 * MINUTE, &enter, gap(43 * MINUTE))), (20, 20, 30, 1));
    // Its off was asked for, and not answered: it was on.
    let stopped = [(0, Input::Apply), (60, Input::Stop)];
    let record = kept(2 * MINUTE, &stopped, gap(30 * MINUTE));
    assert_eq!(times(&record), (20, 20, 12, 1));
    // Nobody can say how long: nothing is made up but that it was on until now.
    let record = kept(7 * MINUTE, &enter, None);
    assert_eq!((record.steps[0].real.as_secs(), record.away.as_secs()), (7 * MINUTE, 0));
    assert_eq!(record.applications[0].off, stamp(8 * MINUTE as i64));
}
