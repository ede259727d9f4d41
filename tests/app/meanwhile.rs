//! What happens around a session while it is shown: heat in another window, a sound that nobody
//! hears.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use jiff::Zoned;
use jiff::tz::TimeZone;
use supple::app::recorder::{Patience, RecentHistory, Services};
use supple::history::{Application, Stamp};
use supple::timeline::Agent;

use super::*;
use crate::support::services;

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
        move |_: Patience| RecentHistory {
            open: Vec::from_iter(elsewhere.load(Ordering::SeqCst).then(|| on.clone())),
            ..RecentHistory::default()
        }
    };
    let environment = Environment {
        services: Some(Services { lately: Arc::new(lately), ..services(started()) }),
        ..environment(stiff())
    };
    let library = Library::new(None, Vec::new());
    let mut person =
        Person::before_one_of(library, "heat-session", PlayOptions::default(), environment);
    person.sees("none of these is me").does_not_see("Too soon");
    elsewhere.store(true, Ordering::SeqCst);
    person.keys("y").sees("Too soon after the last heat").does_not_see("none of these is me");
    person.enter().does_not_see("Heat is on");
    // Who insists may, as always.
    person.keys("y").sees("none of these is me").does_not_see("Too soon");
    person.keys("y").wait(1).does_not_see("none of these is me").does_not_see("Too soon");
}

#[test]
fn that_nothing_plays_tones_is_said_for_eight_seconds_and_asks_for_nothing() {
    let theme = Theme::new(Depth::True);
    let library = Library::new(None, Vec::new());
    let mut person = Person::before_one_of(
        library,
        "breathe-even",
        PlayOptions::default(),
        environment(stiff()),
    );
    person.enter().wait(1);
    person.event(AppEvent::NotHeard("There is no player.".into()));
    person.wait(7).sees("There is no player.");
    let area = Rect::new(0, 0, 100, 30);
    let mut buffer = Buffer::empty(area);
    person.front.draw(person.now, theme, area, &mut buffer);
    let row = |y: u16| (0..100).map(move |x| (x, y));
    let words = |y: &u16| row(*y).map(|at| buffer[at].symbol()).collect::<String>();
    let at = (0..30).find(|y| words(y).contains("There is no player."));
    let at = at.expect("it is seen");
    let amber = theme.style(supple::view::Ink::Accent(supple::view::Accent::Turn)).fg;
    assert!(row(at).all(|at| Some(buffer[at].fg) != amber));
    // The screen is drawn anew for it.
    assert!(person.front.next_wake(person.now).is_some());
    person.wait(1).does_not_see("There is no player.");
}
