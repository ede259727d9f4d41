//! What should wait, and what earlier sessions advise.

use jiff::Zoned;
use supple::history::rules::{advice, too_soon};
use supple::history::{Application, History, HistoryLine, PastSession, Stamp, Than};
use supple::timeline::{Agent, Timeline};

use super::make::{id, record, stamp};
use crate::session::timeline_of;

fn at(text: &str) -> Zoned {
    text.parse().unwrap()
}

fn had(agent: Agent, on: &str, off: &str) -> Application {
    Application {
        agent,
        on: Stamp::of(&at(on)),
        off: Stamp::of(&at(off)),
        apart: std::time::Duration::from_secs(7200),
        too_soon: false,
    }
}

/// What is said at a time, after packs of heat that came off at these times.
#[track_caller]
fn says(timeline: &Timeline, offs: &[&str], now: &str, expect: Option<&str>) {
    let had: Vec<Application> = offs.iter().map(|off| had(Agent::Heat, off, off)).collect();
    let now = at(now);
    let words = too_soon(timeline, &had, &now).map(|soon| soon.words(&now));
    assert_eq!(words.as_deref(), expect);
}

const HEAT: &str = r#"Heat(text: "Warm.", for: "15m..20m")"#;

#[test]
fn heat_waits_two_hours_from_when_it_came_off() {
    let heat = timeline_of(HEAT);
    let first = ["2026-11-21T08:00:00+01:00[+01:00]"];
    let soon = "Too soon after the last heat: the skin needs the pause. It opens again at 10:00.";
    says(&heat, &first, "2026-11-21T09:59:59+01:00[+01:00]", Some(soon));
    says(&heat, &first, "2026-11-21T10:00:00+01:00[+01:00]", None);
    // Cold is counted for itself, wherever in a routine it comes.
    let cold = timeline_of(r#"Hold(for: "5s"), Cold(text: "Cold.", for: "10m")"#);
    says(&cold, &first, "2026-11-21T08:01:00+01:00[+01:00]", None);
    // A stricter author is listened to.
    let strict = timeline_of(r#"Heat(text: "Warm.", for: "15m", apart: "5h")"#);
    let soon = "Too soon after the last heat: the skin needs the pause. It opens again at 13:00.";
    says(&strict, &first, "2026-11-21T10:00:00+01:00[+01:00]", Some(soon));
}

#[test]
fn three_a_day_are_enough_until_midnight() {
    let heat = timeline_of(HEAT);
    let three = [
        "2026-11-21T08:00:00+01:00[+01:00]",
        "2026-11-21T12:00:00+01:00[+01:00]",
        "2026-11-21T16:00:00+01:00[+01:00]",
    ];
    let enough = "You have had heat 3 times today, and that is enough for a day. It opens again at \
                  00:00 tomorrow.";
    says(&heat, &three, "2026-11-21T20:00:00+01:00[+01:00]", Some(enough));
    says(&heat, &three, "2026-11-22T00:00:00+01:00[+01:00]", None);
    says(&heat, &three[1..], "2026-11-21T20:00:00+01:00[+01:00]", None);
}

#[test]
fn no_zone_and_no_summer_time_shortens_the_pause() {
    let heat = timeline_of(HEAT);
    // The clocks went back an hour at 3:00: from 2:30 to 2:30 an hour passed.
    let off = ["2026-10-25T02:30:00+02:00[+02:00]"];
    let soon = "Too soon after the last heat: the skin needs the pause. It opens again at 03:30.";
    says(&heat, &off, "2026-10-25T02:31:00+01:00[+01:00]", Some(soon));
    says(&heat, &off, "2026-10-25T03:30:00+01:00[+01:00]", None);
    // Flown west an hour later, the wall clock says an earlier time.
    let soon = "Too soon after the last heat: the skin needs the pause. It opens again at 21:30.";
    says(&heat, &off, "2026-10-24T20:30:00-05:00[-05:00]", Some(soon));
}

#[test]
fn a_clock_that_was_set_back_makes_it_stricter_and_never_for_ever() {
    let heat = timeline_of(HEAT);
    let off = ["2026-11-21T09:00:00+01:00[+01:00]"];
    let soon = "Too soon after the last heat: the skin needs the pause. It opens again at 11:00.";
    says(&heat, &off, "2026-11-21T08:30:00+01:00[+01:00]", Some(soon));
    // Years ahead, it was no real day.
    says(&heat, &off, "2024-11-21T08:30:00+01:00[+01:00]", None);
}

fn felt(all: &[(Option<Than>, Option<u8>)]) -> Option<String> {
    let sessions: Vec<PastSession> = (1u8..)
        .zip(all)
        .flat_map(|(nth, (than, after))| {
            let history = History::merge([
                HistoryLine::Session(Box::new(record(nth))),
                HistoryLine::Felt(supple::history::Felt {
                    than: *than,
                    after: *after,
                    ..supple::history::Felt::nothing(id(nth), stamp(9))
                }),
            ]);
            history.sessions
        })
        .collect();
    advice(sessions.iter())
}

#[test]
fn twice_worse_in_a_row_or_pain_above_three_is_spoken_about() {
    use Than::{Better, Same, Worse};
    let says = |all: &[(Option<Than>, Option<u8>)], words: &str| {
        let advice = felt(all).unwrap_or_default();
        assert!(advice.contains(words) && advice.is_empty() == words.is_empty(), "{advice}");
    };
    says(&[(Some(Worse), None), (Some(Worse), None)], "Twice in a row");
    says(&[(Some(Worse), None), (None, None), (Some(Worse), None)], "Twice in a row");
    says(&[(Some(Worse), None), (Some(Same), None), (Some(Worse), None)], "");
    says(&[(Some(Worse), None), (Some(Worse), None), (Some(Better), None)], "");
    says(&[(None, Some(4))], "4 of 10");
    says(&[(None, Some(3))], "");
    says(&[(None, Some(6))], "stop");
    says(&[(None, Some(9)), (None, Some(2))], "");
    says(&[], "");
}

#[test]
fn a_pack_that_is_on_in_another_window_is_known() {
    use super::forgetting::{checkpoint, journal};
    let disk = super::memory::Memory::new(1);
    let (here, there) = (journal(&disk), journal(&disk));
    let kept = |journal: &supple::host::journal::Journal, nth: u8| {
        journal.keep(&checkpoint(nth)).unwrap();
    };
    kept(&here, 7);
    kept(&there, 8);
    let ids = |journal: &supple::host::journal::Journal| -> Vec<_> {
        let played = journal.played_elsewhere().value.into_iter();
        played.map(|left| left.record.id).collect()
    };
    // What this window plays itself is no other's; what nobody plays is broken off.
    assert_eq!(ids(&here), [id(8)]);
    assert_eq!(ids(&there), [id(7)]);
    there.release(id(8));
    assert_eq!(ids(&here), []);
    assert_eq!(here.broken_off().value.len(), 1);
    // Once it is recorded it is elsewhere no more.
    kept(&there, 9);
    there.record(record(9)).unwrap();
    assert_eq!(ids(&here), []);
}
