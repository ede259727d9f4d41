//! Sessions that were broken off, as the list offers them.

use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;
use supple::app::recorder::Services;
use supple::app::unfinished::Unfinished;
use supple::history::Id;

use super::*;
use crate::support::services;

/// Checkpoints of one routine that broke off one after the other, the latest last.
fn left(ids: &[Id]) -> Vec<Unfinished> {
    let library = Library::new(None, Vec::new());
    let entry = library.get("shoulder-raises").unwrap().clone();
    let prepared = PreparedRoutine::new(&library, &entry).unwrap();
    let one = |id: &Id| {
        let id = *id;
        let environment = Environment {
            services: Some(Services { new_id: Arc::new(move || id), ..services(started()) }),
            ..environment(stiff())
        };
        let library = Library::new(None, Vec::new());
        let mut person =
            Person::before_one_of(library, "shoulder-raises", PlayOptions::default(), environment);
        person.enter().wait(20);
        let kept = |effect: &Effect| match effect {
            Effect::Checkpoint(checkpoint) => Some(checkpoint.as_ref().clone()),
            _ => None,
        };
        Unfinished {
            checkpoint: person.effects.iter().rev().find_map(kept).expect("it keeps"),
            prepared: Some(prepared.clone()),
        }
    };
    ids.iter().map(one).collect()
}

fn ids() -> [Id; 2] {
    [1, 2].map(|nth| {
        let later = SignedDuration::from_secs(nth);
        Id::new(started() + later, [nth as u8; 10])
    })
}

/// Before the list, an hour later, with what the machine says of claims.
fn before_the_list(left: Vec<Unfinished>, claim: impl Fn(Id) -> Option<bool> + 'static) -> Person {
    let environment = Environment {
        services: Some(Services { claim: Arc::new(claim), ..services(started()) }),
        left,
        ..environment(stiff())
    };
    let library = Arc::new(Library::new(None, Vec::new()));
    let mut person = Person {
        front: App::new(Player::new(library, PlayOptions::default(), environment), Moment::ZERO),
        now: Moment(Duration::from_secs(3600)),
        effects: Vec::new(),
    };
    person.event(AppEvent::Resize);
    person
}

fn asked(person: &mut Person) -> &mut Person {
    let key = KeyEvent::new(KeyCode::Char('r'), KeyModifiers::CONTROL);
    person.event(AppEvent::Key(key))
}

#[test]
fn what_another_window_has_taken_up_makes_room_for_the_next() {
    let [earlier, later] = ids();
    let mut person = before_the_list(left(&[earlier, later]), move |id| Some(id == earlier));
    asked(&mut person).enter().sees("Another window");
    asked(&mut person).enter().sees("Enter plays this");
}

#[test]
fn a_disk_that_hangs_is_no_other_window() {
    let [earlier, _] = ids();
    let mut person = before_the_list(left(&[earlier]), |_| None);
    asked(&mut person).enter().sees("The disk does not answer");
}

#[test]
fn what_can_not_go_on_is_still_offered_to_be_kept() {
    let [earlier, _] = ids();
    let mut lost = left(&[earlier]);
    lost[0].prepared = None;
    let mut person = before_the_list(lost, |_| Some(true));
    person.sees("Its file is gone");
    asked(&mut person).does_not_see("Go on with it").enter();
    let kept =
        |effect: &Effect| matches!(effect, Effect::Record(record, None) if record.id == earlier);
    assert!(person.effects.iter().any(kept), "{:?}", person.effects);
}

#[test]
fn a_pack_that_a_crash_left_on_comes_before_everything_else() {
    let environment = Environment { services: Some(services(started())), ..environment(stiff()) };
    let library = Library::new(None, Vec::new());
    let options = PlayOptions::default();
    let mut person = Person::before_one_of(library, "heat-session", options, environment);
    person.keys("y").wait(20);
    let kept = |effect: &Effect| match effect {
        Effect::Checkpoint(checkpoint) => Some(checkpoint.as_ref().clone()),
        _ => None,
    };
    let checkpoint = person.effects.iter().rev().find_map(kept);
    let left = Unfinished { checkpoint: checkpoint.expect("it keeps"), prepared: None };
    let mut person = before_the_list(vec![left], |_| Some(true));
    let rings = |effect: &Effect| matches!(effect, Effect::Bell | Effect::Tone { .. });
    assert!(person.effects.iter().any(rings), "{:?}", person.effects);
    person.sees("Heat has really been on for").sees("it is off");
    person.enter();
    let recorded = |effect: &Effect| matches!(effect, Effect::Record(..));
    assert!(person.effects.iter().any(recorded), "{:?}", person.effects);
}

#[test]
fn a_pack_is_kept_at_least_every_ten_seconds_however_the_wakes_fall() {
    for wake in [250, 700, 999, 1000] {
        let environment =
            Environment { services: Some(services(started())), ..environment(stiff()) };
        let library = Library::new(None, Vec::new());
        let mut person =
            Person::before_one_of(library, "heat-session", PlayOptions::default(), environment);
        person.keys("y");
        let mut last = person.now;
        for _ in 0..200 {
            person.now = person.now + Duration::from_millis(wake);
            person.event(AppEvent::Wake);
            // As old as it had become when it was kept anew.
            assert!(person.now.since(last) <= Duration::from_secs(10), "{wake} ms");
            let kept = |effect: &Effect| matches!(effect, Effect::Checkpoint(_));
            if person.effects.iter().any(kept) {
                last = person.now;
            }
        }
    }
}
