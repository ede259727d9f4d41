//! Repetitions at the person's own pace, from the record to the report: nothing is told of them
//! that nobody said.

use std::path::Path;

use jiff::ToSpan;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use supple::commands::report;
use supple::history::figures::Known;
use supple::history::{History, HistoryLine, PastSession, Record, StepDone, Summary, lines};

use super::life::{TODAY, report_of, small};
use crate::history::make::union;

/// A step of two sets of 8 to 20, or one of 12 on a side, or ten by the clock.
fn step(name: &str, side: Option<&str>, said: &[Option<u32>]) -> StepDone {
    let (sets, reps) = match side {
        Some(_) => (1, (12, 12)),
        None => (2, (16, 40)),
    };
    let timed = name == "Chin tuck";
    serde_json::from_value(serde_json::json!({
        "step": "1", "name": name, "kind": "rep", "side": side,
        "least": if timed { 40 } else { 0 }, "most": if timed { 40 } else { 0 },
        "real": if timed { 40 } else { 2 },
        "reps_least": if timed { 10 } else { reps.0 }, "reps_most": if timed { 10 } else { reps.1 },
        "reps": if timed { 10 } else { 0 },
        "sets_least": if timed { 0 } else { sets }, "sets_most": if timed { 0 } else { sets },
        "said": said,
    }))
    .unwrap()
}

/// Whether all of a session was done.
fn is_whole(session: &Summary) -> Option<bool> {
    session.each().next().and_then(|(_, done)| done.is_whole())
}

fn record(ago: i64, steps: Vec<StepDone>) -> Record {
    let mut record = small(ago as u8, TODAY.saturating_sub(ago.days()), "heel-raises", 300);
    record.title = "Heel raises".into();
    record.steps = steps;
    record
}

/// As versions before the question was asked wrote it: what was asked, as if it had been counted.
fn old(mut step: StepDone) -> StepDone {
    step.reps = step.reps_most;
    step.reps_least = step.reps_most;
    (step.sets_least, step.sets_most, step.said) = (0, 0, Vec::new());
    step
}

fn week() -> Vec<PastSession> {
    let heels = |said: &[Option<u32>]| step("Heel raises", None, said);
    let clam = |side, said: &[Option<u32>]| step("Clam", Some(side), said);
    let mut hurt = clam("left", &[Some(6)]);
    (hurt.hurt, hurt.skipped) = (true, true);
    let records = [
        record(
            5,
            vec![
                heels(&[Some(12), Some(10)]),
                clam("right", &[Some(12)]),
                clam("left", &[None]),
                step("Chin tuck", None, &[]),
            ],
        ),
        record(4, vec![heels(&[None, None])]),
        record(3, vec![heels(&[Some(14), None])]),
        record(2, vec![old(heels(&[]))]),
        record(1, vec![heels(&[Some(8)]), clam("right", &[Some(12)]), hurt]),
    ];
    let mut sessions =
        History::merge(records.map(|record| HistoryLine::Session(Box::new(record)))).sessions;
    (sessions[0].record.before, sessions[0].after) = (Some(4), Some(3));
    (sessions[1].record.before, sessions[1].after) = (Some(5), None);
    sessions
}

fn known() -> Known<'static> {
    Known { today: TODAY, since: None, title: &|_| "Heel raises".to_owned(), asked: &[] }
}

#[test]
fn the_report_of_a_week_says_nothing_that_is_not_known() {
    let found = report_of(&week(), TODAY.saturating_sub(6.days()), known());
    let page = report::text(&found, 100);
    for claim in ["40 of 40", "20 of 20", "%", "24 of"] {
        assert!(!page.contains(claim), "nobody knows {claim}:\n{page}");
    }
    let golden = snapbox::Data::read_from(Path::new("tests/looking/own-pace.txt"), None).raw();
    snapbox::assert_data_eq!(page, golden);
    let html = report::html(&found, |_| Vec::new());
    assert!(html.contains("8–14 said (4), ? (4)"), "{html}");
}

#[test]
fn whether_all_was_done_is_known_only_where_it_was_said() {
    let whole: Vec<Option<bool>> =
        week().iter().map(|session| is_whole(&Summary::of(session))).collect();
    assert_eq!(whole, [None, None, None, None, Some(false)]);
    let said = [Some(8), Some(20)];
    let session = PastSession::new(record(1, vec![step("Heel raises", None, &said)]));
    assert_eq!(is_whole(&Summary::of(&session)), Some(true));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_unknown_stays_so_by_every_way(
        said in vec(vec(option::of(0..30u32), 0..4), 1..6),
    ) {
        let steps = said.iter().map(|said| step("Heel raises", None, said)).collect();
        let line = HistoryLine::Session(Box::new(record(1, steps)));
        // As it is kept, exported and imported: a line of text each time.
        let written = line.written();
        let again: Vec<HistoryLine> = lines(written.as_bytes()).map(Result::unwrap).collect();
        prop_assert_eq!(&again, &vec![line]);
        let sessions = History::merge(again).sessions;
        let kept: Vec<&[Option<u32>]> =
            sessions[0].record.steps.iter().map(|step| step.said.as_slice()).collect();
        prop_assert_eq!(kept, said.iter().map(Vec::as_slice).collect::<Vec<_>>());
        // A summary is read by another way, and knows no more.
        let page = union(written.as_bytes());
        prop_assert_eq!(is_whole(&page.versions[0]), is_whole(&Summary::of(&sessions[0])));
        let found = report_of(&sessions, TODAY.saturating_sub(6.days()), known());
        let sum = &found.routines[0].exercises[0].sides[0];
        prop_assert_eq!((sum.reps, sum.reps_asked), (0, 0));
        prop_assert_eq!(sum.said.clone().unwrap_or_default().iter().flatten().count(), said.iter().flatten().flatten().count());
    }
}
