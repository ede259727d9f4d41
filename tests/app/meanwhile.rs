//! Heat that begins in another window while this one only shows it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use jiff::Zoned;
use jiff::tz::TimeZone;
use supple::app::book::{Book, Lately};
use supple::history::{Application, Stamp};
use supple::timeline::Agent;

use super::*;
use crate::support::book;

#[test]
fn heat_that_is_on_elsewhere_by_now_is_not_begun_here() {
    let elsewhere = Arc::new(AtomicBool::new(false));
    let lately = {
        let elsewhere = elsewhere.clone();
        let at = Stamp::of(&Zoned::new(started(), TimeZone::UTC));
        let on = Application {
            agent: Agent::Heat,
            on: at,
            off: at,
            apart: Duration::from_secs(7200),
            too_soon: false,
        };
        move || Lately {
            open: Vec::from_iter(elsewhere.load(Ordering::SeqCst).then(|| on.clone())),
            ..Lately::default()
        }
    };
    let world = World {
        book: Some(Book {
            lately: Arc::new(lately),
            ..book(started())
        }),
        ..world(stiff())
    };
    let library = Library::new(None, Vec::new());
    let mut person = Person::before_one_of(library, "heat-session", Wishes::default(), world);
    person.sees("none of these is me").does_not_see("Too soon");
    elsewhere.store(true, Ordering::SeqCst);
    person
        .keys("y")
        .sees("Too soon after the last heat")
        .does_not_see("none of these is me");
    person.enter().does_not_see("Heat is on");
    // Who insists may, as always.
    person
        .keys("y")
        .sees("none of these is me")
        .does_not_see("Too soon");
    person
        .keys("y")
        .wait(1)
        .does_not_see("none of these is me")
        .does_not_see("Too soon");
}
