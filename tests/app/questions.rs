//! How it felt: asked before and after, and never of somebody who does not want it.

use supple::history::{HistoryLine, Id, Record};
use supple::settings::Settings;

use super::ending::Kept;
use super::*;
use crate::support::services;

fn before(id: &str, questions: bool) -> Person {
    let options = PlayOptions {
        settings: Settings { questions, ..Settings::default() },
        ..PlayOptions::default()
    };
    let environment = Environment { services: Some(services(started())), ..environment(stiff()) };
    Person::before_one_of(Library::new(None, Vec::new()), id, options, environment)
}

/// Goes on until it is over, answering whatever waits.
fn to_the_end(person: &mut Person) {
    for _ in 0..200 {
        person.wait(30);
        if person.screen().contains("leave") && person.front.next_wake(person.now).is_none() {
            return;
        }
        person.enter();
    }
    panic!("it does not end:\n{}", person.screen());
}

#[test]
fn it_is_asked_before_and_after() {
    let mut person = before("breathe-even", true);
    person.sees("Pain or stiffness now?").keys("4").sees("4 of 10");
    person.enter();
    to_the_end(&mut person);
    person.sees("How is it now?").sees("before: 4");
}

#[test]
fn it_is_asked_afterwards_only_where_it_was_said_before() {
    let mut person = before("breathe-even", true);
    person.sees("Pain or stiffness now?").enter();
    to_the_end(&mut person);
    person.does_not_see("pain or stiffness");
}

#[test]
fn who_does_not_want_to_be_asked_is_not() {
    let mut person = before("breathe-even", false);
    person.does_not_see("Pain or stiffness").enter();
    to_the_end(&mut person);
    person.does_not_see("How is it now?");
}

#[test]
fn nothing_is_asked_in_the_first_five_minutes() {
    before("first-five-minutes", true).does_not_see("Pain or stiffness now?");
}

/// Whether it is asked before a routine for the neck, at 10:00, where another was played so many
/// minutes earlier that was for these parts of the body.
fn is_asked_again(minutes: i64, areas: &[&str], answered: Option<u8>) -> bool {
    const NECK: &str = r#"(title: "Neck", areas: ["neck", "shoulders"], steps: [
        Hold(name: "Turn", text: "Turn.", for: "5s", ready: "3s"),
    ])"#;
    let mut first = Kept::before(NECK, true);
    first.enter().wait(30);
    let record = first.record();
    let start = started() - jiff::SignedDuration::from_mins(minutes);
    let earlier = Record {
        id: Id::new(start, [1; 10]),
        routine: Some("another".into()),
        start: start.to_string().parse().unwrap(),
        areas: areas.iter().map(|area| (*area).to_owned()).collect(),
        before: answered,
        ..record
    };
    let mut again = Kept::after(vec![HistoryLine::Session(Box::new(earlier))], NECK, true);
    again.person.screen().contains("Pain or stiffness now?")
}

#[test]
fn before_it_is_asked_once_a_half_day_and_part_of_the_body() {
    for answered in [None, Some(4)] {
        assert!(!is_asked_again(1, &["neck"], answered));
        assert!(!is_asked_again(10 * 60, &["hips", "shoulders"], answered));
        // Another part of the body, or none.
        assert!(is_asked_again(1, &["hips"], answered));
        assert!(is_asked_again(1, &[], answered));
        // The evening before, and the same hour of the day before.
        assert!(is_asked_again(10 * 60 + 1, &["neck"], answered));
        assert!(is_asked_again(24 * 60, &["neck"], answered));
    }
}
