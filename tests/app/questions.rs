//! How it felt: asked before and after, and never of somebody who does not want it.

use supple::settings::Settings;

use super::*;
use crate::support::book;

fn before(id: &str, questions: bool) -> Person {
    let wishes = Wishes {
        settings: Settings {
            questions,
            ..Settings::default()
        },
        ..Wishes::default()
    };
    let world = World {
        book: Some(book(started())),
        ..world(stiff())
    };
    Person::before_one_of(Library::new(None, Vec::new()), id, wishes, world)
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
    person
        .sees("Pain or stiffness now?")
        .keys("4")
        .sees("4 of 10");
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
