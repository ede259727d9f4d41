//! How many repetitions sets at one's own pace were, said on the page after a session.

use std::sync::Mutex;

use jiff::Zoned;
use jiff::tz::TimeZone;
use proptest::prelude::*;
use supple::app::recorder::Services;
use supple::history::{Ended, HistoryLine, Record};

use super::ending::Kept;
use super::*;
use crate::support::services;

const HEELS: &str = r#"(title: "Heels", steps: [
    Reps(name: "Heel raises", text: "Up.", times: "8..20", sets: 3, set_rest: "20s", ready: "0s"),
])"#;

/// Three sets, the first of 12, and the page after them.
fn at_the_end(kept: &mut Kept) {
    kept.enter().wait(5).enter();
    kept.person.sees("How many was it? __");
    kept.keys("12").wait(20).enter().wait(20).enter();
    kept.person.sees("again");
}

fn said(kept: &Kept) -> Vec<Option<u32>> {
    kept.record().steps[0].said.clone()
}

#[test]
fn every_set_can_be_said_and_corrected_on_the_page_after_it() {
    let mut kept = Kept::before(HEELS, false);
    at_the_end(&mut kept);
    kept.person.sees("Heel raises   12 · __ · __");
    let ended = kept.record();
    assert_eq!(said(&kept), [Some(12), None, None]);

    kept.wait(600).keys("10");
    kept.person.sees("12 · 10 · __").press(KeyCode::Right);
    kept.keys("8");
    kept.person.sees("12 · 10 · 8").press(KeyCode::Backspace);
    kept.keep();
    assert_eq!(said(&kept), [Some(12), Some(10), None]);
    kept.keys("9").person.press(KeyCode::Left);
    kept.person.press(KeyCode::Backspace);
    kept.keep().keys("1");
    kept.person.sees("12 · 11 · 9");
    assert_eq!(said(&kept), [Some(12), Some(11), Some(9)]);
    // It ended when it ended, whenever that was said.
    let last = kept.record();
    assert_eq!((last.end, last.planned), (ended.end, ended.planned));
    assert_eq!(last.steps[0].reps, 0);
    kept.enter();
    assert!(kept.person.exit().is_some());
}

#[test]
fn enter_confirms_no_number_and_what_nobody_said_stays_unknown() {
    let mut kept = Kept::before(HEELS, false);
    at_the_end(&mut kept);
    kept.enter();
    assert!(kept.person.exit().is_some());
    assert_eq!(said(&kept), [Some(12), None, None]);
}

#[test]
fn the_last_time_stands_beside_it() {
    let mut first = Kept::before(HEELS, false);
    at_the_end(&mut first);
    first.keys("9");
    let mut record = first.record();
    record.id = supple::history::Id::new(started(), [1; 10]);
    let mut second = Kept::after(vec![HistoryLine::Session(Box::new(record))], HEELS, false);
    at_the_end(&mut second);
    second.person.sees("last time 12 · 9 · __");
}

#[test]
fn digits_answer_one_thing_at_a_time_which_is_marked() {
    let mut kept = Kept::before(HEELS, true);
    kept.person.sees("Pain or stiffness now?");
    kept.keys("3");
    at_the_end(&mut kept);
    kept.person.sees("How is it now?").does_not_see("0–9");
    kept.keys("4");
    assert_eq!(said(&kept), [Some(12), None, None]);
    kept.person.sees("0–9 how many");
    kept.keys("7");
    assert_eq!(said(&kept), [Some(12), Some(7), None]);
    // The question can be left out, and be answered later.
    let mut kept = Kept::before(HEELS, true);
    kept.keys("3");
    at_the_end(&mut kept);
    kept.person.press(KeyCode::Tab);
    kept.person.press(KeyCode::Tab);
    kept.keys("8").person.press(KeyCode::BackTab);
    kept.person.press(KeyCode::BackTab);
    kept.keys("2");
    assert_eq!(said(&kept), [Some(12), Some(8), None]);
    assert_eq!(kept.history().sessions[0].after, Some(2));
}

#[test]
fn no_digit_is_taken_where_nothing_asks_for_it() {
    for (columns, rows) in [(28, 8), (28, 7), (24, 6), (20, 5), (12, 4), (10, 3), (6, 2), (3, 1)] {
        let mut kept = Kept::before(HEELS, false);
        kept.enter().wait(5).enter();
        let asked = kept.person.screen_of(columns, rows).contains("How many");
        kept.person.press(KeyCode::Char('7'));
        kept.keep().wait(20).enter().wait(20).enter();
        let first = asked.then_some(7);
        assert_eq!(said(&kept), [first, None, None], "{columns}x{rows}");

        let screen = kept.person.screen_of(columns, rows);
        let asked = screen.contains("__");
        kept.person.press(KeyCode::Char('9'));
        kept.keep();
        let nine = said(&kept).contains(&Some(9));
        assert_eq!(nine, asked, "{columns}x{rows}:\n{screen}");
    }
    // Where there is any room it is asked.
    let mut kept = Kept::before(HEELS, false);
    kept.enter().wait(5).enter();
    assert!(kept.person.screen_of(20, 5).contains("How many? __"));
}

#[test]
fn one_is_no_several_and_the_least_is_no_more() {
    let mut kept = Kept::before(
        r#"(title: "Own", ready: "0s", steps: [
            Reps(name: "Slides", text: "Up.", times: 1, ready: "0s"),
            Hold(name: "Heron", for: "25s..43s"),
        ])"#,
        false,
    );
    kept.person.sees("from 25 s");
    kept.enter();
    kept.person.sees("time, at your own pace");
}

#[test]
fn a_paused_rest_asks_as_well() {
    let mut kept = Kept::before(HEELS, false);
    kept.enter().wait(5).enter().keys(" ");
    kept.person.sees("How many was it? __ · Paused since");
    kept.keys("12");
    kept.person.sees("How many was it? 12 · Paused since");
}

#[derive(Clone, Copy, Debug)]
enum Does {
    Press(KeyCode),
    Wait(u64),
    /// The wall's clock is set by so many seconds.
    Set(i64),
}

fn does() -> impl Strategy<Value = Does> {
    let letters = ['q', ' ', 'x', 'u', 'n', '1', '2', '9'];
    prop_oneof![
        9 => proptest::sample::select(letters.to_vec()).prop_map(|key| Does::Press(KeyCode::Char(key))),
        2 => Just(Does::Press(KeyCode::Right)),
        1 => Just(Does::Press(KeyCode::Left)),
        2 => Just(Does::Press(KeyCode::Backspace)),
        3 => Just(Does::Wait(21)),
        2 => Just(Does::Wait(0)),
        1 => (-100i64..100).prop_map(Does::Set),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 30, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_recorded_last_counts_in_whatever_order_it_is_read(
        acts in proptest::collection::vec(does(), 0..40),
    ) {
        let set = Arc::new(Mutex::new(0i64));
        let ahead = set.clone();
        let calendar = move |moment: Moment| {
            let since = jiff::SignedDuration::try_from(moment.0).expect("a short session");
            let ahead = jiff::SignedDuration::from_secs(*ahead.lock().expect("whole"));
            Zoned::new(started() + since + ahead, TimeZone::UTC)
        };
        let services = Services { calendar: Arc::new(calendar), ..services(started()) };
        let mut kept = Kept::by(services, Vec::new(), HEELS, false);
        kept.enter().wait(5).enter().wait(1);
        for act in acts {
            kept.person.screen();
            match act {
                Does::Press(code) => { kept.person.press(code); kept.keep(); }
                Does::Wait(seconds) => { kept.wait(seconds); kept.enter_unless_over(); }
                Does::Set(seconds) => *set.lock().expect("whole") += seconds,
            }
            let mut lines = kept.lines.lock().expect("whole").clone();
            lines.reverse();
            let Some(HistoryLine::Session(last)) = lines.first().cloned() else { continue };
            let all = supple::history::History::merge(lines).sessions;
            prop_assert_eq!(all.len(), 1);
            let counts: &Record = &all[0].record;
            prop_assert_eq!(counts, &*last);
            prop_assert_ne!(counts.ended, Ended::Interrupted);
        }
    }
}
