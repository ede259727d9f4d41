//! What is offered today, as the list shows it.

use std::sync::atomic::{AtomicU32, Ordering};

use supple::app::recorder::{RecentHistory, Services};
use supple::settings::Settings;

use super::*;
use crate::support::services;

/// Before the list on a disk that answers from the third time on.
fn before_a_slow_disk(back: Option<Back>) -> Person {
    let asked = AtomicU32::new(0);
    let lately = move |_| {
        let before = asked.fetch_add(1, Ordering::SeqCst);
        RecentHistory { unread: before < 2, ..RecentHistory::default() }
    };
    let environment = Environment {
        services: Some(Services { lately: Arc::new(lately), ..services(started()) }),
        ..environment(back)
    };
    let library = Arc::new(Library::new(None, Vec::new()));
    let player = Player::new(library, PlayOptions::default(), environment);
    Person { front: App::new(player, Moment::ZERO), now: Moment::ZERO, effects: Vec::new() }
}

#[test]
fn its_place_is_kept_until_the_history_is_there_and_then_the_cursor_goes_to_it() {
    let mut person = before_a_slow_disk(stiff());
    person.sees("Today").does_not_see("none today yet");
    person.event(AppEvent::Wake).wait(1).sees("none today yet");
    person.enter().sees("Shoulder raises").sees("begin");
}

#[test]
fn whoever_has_pressed_a_key_keeps_the_cursor_where_it_is() {
    let mut person = before_a_slow_disk(stiff());
    person.press(KeyCode::Down).wait(1).sees("none today yet");
    person.enter().sees("Shoulder-blade squeeze");
}

#[test]
fn letters_find_in_the_list_alone_and_today_is_there_again_without_them() {
    let mut person = Person::before_the_list(stiff());
    person.sees("why this?").keys("neck").does_not_see("Today");
    person.press(KeyCode::Esc).press(KeyCode::Home).sees("Today");
}

#[test]
fn a_row_says_why_it_is_there_and_one_that_is_an_end_does_nothing_else() {
    let mut person = Person::before_the_list(stiff());
    person.press(KeyCode::Right).sees("It suits how");
    person.press(KeyCode::Esc).sees("Today").enter().sees("begin");
}

#[test]
fn worse_leads_to_when_to_see_a_doctor_and_stays_first_that_day() {
    let since = started() - jiff::SignedDuration::from_hours(30);
    let mut person = Person::before_the_list(Some(Back::answered(How::SeizedUp, 0, since)));
    person.sees("How is it today?").press(KeyCode::Tab).sees("The same");
    person.press(KeyCode::Down).press(KeyCode::Down).enter();
    assert_eq!(person.kept_back().map(|back| back.how), Some(How::Worse));
    person.sees("CALL YOUR LOCAL EMERGENCY NUMBER").press(KeyCode::Esc);
    person.sees("you said that it is worse").does_not_see("How is it today?");
}

#[test]
fn it_can_be_switched_off() {
    let library = Arc::new(Library::new(None, Vec::new()));
    let options = PlayOptions {
        settings: Settings { today: false, ..Settings::default() },
        ..PlayOptions::default()
    };
    let player = Player::new(library, options, environment(stiff()));
    let mut person =
        Person { front: App::new(player, Moment::ZERO), now: Moment::ZERO, effects: Vec::new() };
    person.does_not_see("Today").enter().sees("Shoulder raises");
}
