//! Each built-in routine, played to its end in simulated time.
//!
//! Nobody presses a key but where heat and cold must have their answer.

use std::sync::Arc;
use std::time::Duration;

use supple::library::Library;
use supple::seconds::Moment;
use supple::session::{Ending, EventKind, Input, Manner, Session, State};
use supple::timeline::{Kind, Timeline};

/// What a person who answers only alarms, each after `patience`, sees of a routine.
struct Played {
    session: Session,
    timeline: Arc<Timeline>,
    /// Seconds of phases with a length, as they were really played.
    timed: Duration,
    /// Longest time from "pack on" to "pack off".
    pack: Duration,
    alarms: u32,
}

fn play(id: &str, patience: Duration) -> Played {
    let library = Library::new(None, Vec::new());
    let entry = library.get(id).expect("a built-in routine");
    let (_, timeline) = library.playable(entry).expect("all can be played");
    let timeline = Arc::new(timeline);
    let manner = Manner { hands_free: true };
    let (mut session, _) = Session::start(timeline.clone(), 0, manner, Moment::ZERO);
    let mut played = Played {
        session: session.clone(),
        timeline: timeline.clone(),
        timed: Duration::ZERO,
        pack: Duration::ZERO,
        alarms: 0,
    };
    let (mut began, mut now, mut answer_at) = (Moment::ZERO, Moment::ZERO, None::<Moment>);
    while session.ending().is_none() {
        // Only a hand begins heat and cold.
        if session.awaits_pack().is_some() {
            answer_at.get_or_insert(now);
        }
        let deadline = session.next_deadline().expect("hands-free, something is always due");
        let answers = answer_at.filter(|at| *at <= deadline);
        now = answers.unwrap_or(deadline);
        let input = if answers.is_some() && session.awaits_pack().is_some() {
            Input::Apply
        } else if answers.is_some() {
            Input::Enter
        } else {
            Input::Wake
        };
        if let Some(pack) = session.pack_on() {
            played.pack = played.pack.max(now.since(pack.since));
        }
        for event in session.handle(now, input) {
            let phase = &timeline.phases()[event.phase];
            match event.what {
                EventKind::Began => began = event.due,
                EventKind::Ended { .. } if phase.length.is_some_and(|l| !l.most.is_zero()) => {
                    // A wait with a limit counts as time of its own; one without does not.
                    played.timed += event.due.since(began);
                }
                EventKind::Alarm => played.alarms += 1,
                _ => {}
            }
        }
        let rings = session.status(now).state == State::Alarm;
        answer_at =
            if rings { answer_at.filter(|at| *at > now).or(Some(now + patience)) } else { None };
    }
    assert!(now > Moment::ZERO);
    played.session = session;
    played
}

#[test]
fn every_routine_plays_to_its_end_within_its_minutes() {
    for (id, _) in supple::library::built_in::ROUTINES.iter() {
        let played = play(id, Duration::from_secs(20));
        let totals = played.timeline.totals();
        assert_eq!(played.session.ending(), Some(Ending::Done), "{id}");
        assert!(
            (totals.least..=totals.most).contains(&played.timed),
            "{id}: {:?} is not within {:?} to {:?}",
            played.timed,
            totals.least,
            totals.most,
        );
        let done = played.session.tally().done(&played.timeline);
        assert!(done.iter().all(|line| !line.skipped && line.reps == line.reps_most), "{id}");
    }
}

#[test]
fn a_pack_that_nobody_answers_for_alarms_until_somebody_does() {
    for id in ["heat-session", "cold-session"] {
        let played = play(id, Duration::from_secs(3600));
        let application = played.timeline.phases().iter().find(|p| p.kind.is_work());
        let most = application.expect("there is an application").most();
        assert!(most <= Duration::from_secs(20 * 60), "{id}");
        // From the bell until the answer an hour later, it rings at least every fifteen seconds
        // once the first minute is over.
        assert!(played.alarms > 200, "{id}: {} alarms", played.alarms);
        assert!(played.pack > most, "{id}: the pack is on until it is answered off");
        let off = played.timeline.phases().iter().any(|p| matches!(p.kind, Kind::Off(_)));
        assert!(off, "{id}");
    }
}
