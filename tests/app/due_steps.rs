//! A sheet whose exercises each say how often: only what is due is played, and one key plays all.

use supple::app::recorder::{RecentHistory, Services};
use supple::history::{History, PastSession, Record};
use supple::library::File;

use super::*;
use crate::support::services;

const SHEET: &str = r#"Routine(
    title: "A sheet", often: (a_day: 2),
    steps: [
        Hold(name: "Ear to shoulder", for: "5s", ready: "0s", side: Each, often: (a_day: 3)),
        Reps(name: "Chin glide", pace: "1s", times: 3, ready: "0s"),
        Repeat(times: 2, rest: "2s", often: (every: 2), steps: [
            Reps(name: "Heel raises", pace: "1s", times: 3, ready: "0s"),
        ]),
        Walk(name: "A walk", for: "1m", ready: "0s", often: (on: [Mon, Thu])),
    ],
)"#;

fn library() -> Library {
    let bytes = Ok(SHEET.as_bytes().to_vec());
    let path = "sheet.ron".into();
    Library::new(None, vec![File { path, bytes }])
}

/// On a Saturday, after these sessions.
fn before(records: &[Record]) -> Person {
    let sessions = records.iter().cloned().map(PastSession::new).collect();
    let lately = RecentHistory { history: History { sessions }, ..RecentHistory::default() };
    let environment = Environment {
        services: Some(Services {
            lately: Arc::new(move |_| lately.clone()),
            ..services(started())
        }),
        ..environment(stiff())
    };
    Person::before_one_of(library(), "sheet", PlayOptions::default(), environment)
}

/// Plays it to its end.
fn recorded(person: &mut Person) -> Record {
    person.enter().wait(120);
    let record = person.effects.iter().rev().find_map(|effect| match effect {
        Effect::Record(record, _) => Some((**record).clone()),
        _ => None,
    });
    record.expect("a record of it")
}

#[test]
fn what_is_due_is_played_and_one_key_plays_all() {
    let mut person = before(&[]);
    person
        .sees("✓ Ear to shoulder  none today yet")
        .sees("✓ Chin glide")
        .sees("✓ Heel raises      every other day")
        .sees("  A walk           on Mon and Thu; next in 2 days")
        .sees("What is due is played. a: all of it.");
    person.keys("a").sees("✓ A walk").sees("a: only what is due");
    person.keys("a").does_not_see("✓ A walk");
    let first = recorded(&mut person);
    let names: Vec<&str> = first.steps.iter().map(|step| step.name.as_str()).collect();
    assert_eq!(names, ["Ear to shoulder", "Ear to shoulder", "Chin glide", "Heel raises"]);
    assert!(first.steps.iter().all(|step| step.is_whole()), "{first:?}");

    let mut person = before(std::slice::from_ref(&first));
    person
        .sees("✓ Ear to shoulder  1 of 3 done today")
        .does_not_see("✓ Heel raises")
        .sees("Heel raises      done today; more is not asked");
    let second = recorded(&mut person);
    assert_eq!(second.steps.len(), 3);
    // Past all that is asked, a line says so, and nothing is barred.
    let mut person = before(&[first, second]);
    person.sees("Done 2 of 2 today; more is not asked.");
    assert_eq!(recorded(&mut person).steps.len(), 3);
}

#[test]
fn what_broke_off_is_taken_up_with_the_steps_that_it_had() {
    let mut person = before(&[]);
    let record = recorded(&mut person);
    let library = library();
    let entry = library.get("sheet").expect("the sheet").clone();
    let whole = PreparedRoutine::new(&library, &entry).expect("a sound one");
    let same = whole.clone().as_recorded(&record);
    assert!(same.timeline.phases().len() < whole.timeline.phases().len());
    let steps = supple::session::asked(&same.timeline);
    let numbers = |steps: &[supple::session::StepDone]| -> Vec<String> {
        steps.iter().map(|step| step.step.clone()).collect()
    };
    assert_eq!(numbers(&steps), numbers(&record.steps));
}
