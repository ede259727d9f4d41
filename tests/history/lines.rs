//! Lines and their union.

use proptest::prelude::*;
use supple::history::{History, HistoryLine, Summary, Than, Union, lines};

use super::make::{id, line, record, stamp, union};

fn written(all: &[HistoryLine]) -> String {
    all.iter().map(HistoryLine::written).collect()
}

fn read(text: &[u8]) -> Vec<HistoryLine> {
    lines(text).map(|line| line.expect("a good line")).collect()
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(all in proptest::collection::vec(line(), 0..8)) {
        let text = written(&all);
        prop_assert_eq!(text.lines().count(), all.len());
        prop_assert_eq!(read(text.as_bytes()), all);
    }

    #[test]
    fn the_union_knows_no_order_and_nothing_twice(
        (all, shuffled) in proptest::collection::vec(line(), 0..14)
            .prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        again in 0usize..14,
    ) {
        let mut twice = shuffled;
        twice.extend(all.iter().take(again).cloned());
        prop_assert_eq!(History::merge(twice), History::merge(all));
    }

    #[test]
    fn the_figures_of_statistics_are_those_of_the_whole(
        all in proptest::collection::vec(line(), 0..14),
    ) {
        let page = union(written(&all).as_bytes());
        prop_assert_eq!(&page.bad, &[]);
        let whole = History::merge(all.clone()).sessions;
        let whole: Vec<Summary> = whole.iter().map(Summary::of).collect();
        prop_assert_eq!(without_places(summaries(page, &all)), whole);
    }

    #[test]
    fn no_bytes_make_it_panic_or_stop(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let mut text = written(&[HistoryLine::Session(Box::new(record(1)))]).into_bytes();
        text.extend(&bytes);
        text.push(b'\n');
        text.extend(written(&[HistoryLine::Session(Box::new(record(2)))]).into_bytes());
        let good = lines(&text).filter(|line| line.is_ok()).count();
        prop_assert!(good >= 2);
        union(&text);
    }
}

/// The sessions of a page; `all` are its lines.
fn summaries(page: Union, all: &[HistoryLine]) -> Vec<Summary> {
    let mut places = Vec::new();
    let mut at = 0;
    for line in all {
        places.push(at);
        at += line.written().len() as u64;
    }
    page.sessions(|session| {
        let nth = places.iter().position(|at| *at == session.place.at)?;
        match &all[nth] {
            HistoryLine::Session(record) => Some((**record).clone()),
            _ => None,
        }
    })
}

fn without_places(mut sessions: Vec<Summary>) -> Vec<Summary> {
    for session in &mut sessions {
        session.place = Default::default();
    }
    sessions
}

#[test]
fn what_a_newer_version_wrote_survives() {
    let text = record_line(1).replace("\"v\":1", "\"v\":2,\"mood\":{\"a\":[1,\"x\"]}");
    let read = read(text.as_bytes());
    let HistoryLine::Session(record) = &read[0] else { panic!("{read:?}") };
    assert_eq!(record.v, 2);
    let again = read[0].written();
    assert!(again.contains(r#""mood":{"a":[1,"x"]}"#), "{again}");
    // And a kind that nobody knows yet is no mistake.
    let weather = b"{\"kind\":\"weather\",\"v\":9}\n";
    let all: Vec<HistoryLine> = lines(weather).map(Result::unwrap).collect();
    assert_eq!(written(&all).as_bytes(), weather);
    assert_eq!(History::merge(all), History::default());
}

fn record_line(nth: u8) -> String {
    written(&[HistoryLine::Session(Box::new(record(nth)))])
}

#[test]
fn a_bad_line_is_told_with_its_number_and_stops_nothing() {
    let good = record_line(1);
    let long = format!("{{\"kind\":\"session\",\"x\":\"{}\"}}", "x".repeat(10_000_000));
    let text = format!("{good}\n\u{0}\u{1}rubbish\n{long}\n{}{}", record_line(2), &good[..50]);
    let bad: Vec<(usize, String)> =
        lines(text.as_bytes()).filter_map(Result::err).map(|bad| (bad.line, bad.why)).collect();
    assert_eq!(
        bad,
        [
            (3, "it is no JSON".to_owned()),
            (4, "missing field `id`".to_owned()),
            (6, "it breaks off".to_owned())
        ]
    );
    assert_eq!(lines(text.as_bytes()).filter(Result::is_ok).count(), 2);
}

#[test]
fn the_last_word_counts_and_the_forgotten_stays_forgotten() {
    let felt = |at, after, than, note: Option<&str>| {
        HistoryLine::Felt(supple::history::Felt {
            after,
            than,
            note: note.map(str::to_owned),
            ..supple::history::Felt::nothing(id(1), stamp(at))
        })
    };
    let mut all = vec![
        felt(9, Some(2), None, None),
        felt(5, Some(7), Some(Than::Worse), Some("ouch")),
        HistoryLine::Session(Box::new(record(1))),
        HistoryLine::Session(Box::new(record(2))),
    ];
    let history = History::merge(all.clone());
    let one = &history.sessions[0];
    assert_eq!(one.record.id, id(1));
    assert_eq!((one.after, one.than), (Some(2), Some(Than::Worse)));
    assert_eq!(one.note.as_deref(), Some("ouch"));
    all.insert(
        0,
        HistoryLine::Forget(supple::history::Forget {
            v: 1,
            id: id(1),
            at: stamp(1),
            other: Default::default(),
        }),
    );
    let history = History::merge(all);
    assert_eq!(history.sessions.len(), 1);
    assert_eq!(history.sessions[0].record.id, id(2));
}
