//! Records for tests: any that a session may leave.

use jiff::Timestamp;
use proptest::prelude::*;
use supple::history::summary::LinePlace;
use supple::history::{Felt, Forget, History, HistoryLine, Id, Record, Stamp, Than, Union};
use supple::host::journal::{Journal, Read};

/// The second `at` of an afternoon in November 2026.
pub fn stamp(at: i64) -> Stamp {
    Timestamp::from_second(1_795_000_000 + at).unwrap().to_string().parse().unwrap()
}

pub fn id(nth: u8) -> Id {
    Id::new(stamp(nth.into()).at(), [nth; 10])
}

/// A small whole record.
pub fn record(nth: u8) -> Record {
    let text = r#"{"id":"ID","routine":"neck","hash":"0","title":"Neck",
        "start":"2026-11-21T08:03:10+01:00","end":"2026-11-21T08:09:10+01:00","ended":"finished",
        "planned":{"least":300,"most":400,"real":350.5},"work":{"least":100,"most":100,"real":100},
        "left":{"least":50,"most":50,"real":50},"right":{"least":50,"most":50,"real":50},
        "program":"0.1.0","steps":[{"step":"1","name":"Ear to shoulder","kind":"hold","side":"left",
        "least":50,"most":50,"real":50,"reps_least":2,"reps_most":2,"reps":2}]}"#;
    let mut record: Record =
        serde_json::from_str(&text.replace("ID", &id(nth).to_string())).unwrap();
    record.start = stamp(i64::from(nth) * 1000);
    record.end = stamp(i64::from(nth) * 1000 + 360);
    record
}

/// Any line about one of a few sessions.
pub fn line() -> impl Strategy<Value = HistoryLine> {
    let than = prop_oneof![Just(Than::Better), Just(Than::Same), Just(Than::Worse)];
    let session = (0u8..6, 0i64..3, 0u32..3, any::<bool>());
    let session = session.prop_map(|(nth, later, revision, paused)| {
        let mut record = record(nth);
        record.revision = revision;
        record.end = stamp(i64::from(nth) * 1000 + 360 + later);
        record.pauses = paused.into();
        HistoryLine::Session(Box::new(record))
    });
    let felt = (
        0u8..6,
        0i64..4,
        proptest::option::of(0u8..=10),
        proptest::option::of(than),
        proptest::option::of("[a-z \"\\\\\n\u{e9}]{0,6}"),
    );
    let felt = felt.prop_map(|(nth, at, after, than, note)| {
        HistoryLine::Felt(Felt { after, than, note, ..Felt::nothing(id(nth), stamp(at)) })
    });
    let forget = (0u8..6, 0i64..4).prop_map(|(nth, at)| {
        HistoryLine::Forget(Forget { v: 1, id: id(nth), at: stamp(at), other: Default::default() })
    });
    prop_oneof![6 => session, 6 => felt, 1 => forget]
}

/// All sessions of a journal whole, and what could not be read.
pub fn whole(journal: &Journal) -> Read<History> {
    let Read { value: past, mut complaints, cut_short } = journal.past();
    let mut history = History::default();
    for session in journal.sessions(&past) {
        match session {
            Ok(session) => history.sessions.push(session),
            Err(why) => complaints.push(why),
        }
    }
    Read { value: history, complaints, cut_short }
}

/// The lines of a file in summary, each with where it stands.
pub fn union(text: &[u8]) -> Union {
    let (mut union, mut at) = (Union::default(), 0);
    for (line, number) in text.split_inclusive(|byte| *byte == b'\n').zip(1..) {
        let place = LinePlace { at, ..LinePlace::default() };
        union.take(line.trim_ascii_end(), number, place);
        at += line.len() as u64;
    }
    union
}
