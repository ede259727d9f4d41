//! What is read out of the warnings before a routine begins, and how they are shown on a screen
//! that is too small for all of them.

use supple::app::recorder::{RecentHistory, Services};
use supple::history::{History, PastSession};
use supple::settings::Settings;

use super::*;
use crate::history::make;
use crate::support::services;

/// What is read out before the seated twist, which has been played on these days before.
fn read_out(played: &[u8]) -> (Person, String) {
    let sessions = played.iter().map(|nth| {
        let mut record = make::record(*nth);
        record.routine = Some("seated-twist".into());
        PastSession::new(record)
    });
    let lately = RecentHistory {
        history: History { sessions: sessions.collect() },
        ..RecentHistory::default()
    };
    let environment = Environment {
        services: Some(Services {
            lately: Arc::new(move |_| lately.clone()),
            ..services(started())
        }),
        ..environment(stiff())
    };
    let options = PlayOptions {
        settings: Settings { voice: true, ..Settings::default() },
        ..PlayOptions::default()
    };
    let library = Library::new(None, Vec::new());
    let mut person = Person::before_one_of(library, "seated-twist", options, environment);
    person.event(AppEvent::Wake);
    let said = person.said();
    (person, said)
}

#[test]
fn they_are_read_out_whole_the_first_time_and_then_the_weightiest() {
    let library = Library::new(None, Vec::new());
    let entry = library.get("seated-twist").expect("it is built in").clone();
    let all = library.cautions(entry.routine().expect("a sound one"));
    assert!(all.len() > 2, "a routine with several warnings");
    let (_, first) = read_out(&[]);
    assert!(all.iter().all(|warning| first.contains(warning)), "{first}");
    let (mut person, later) = read_out(&[3]);
    let read: Vec<bool> = all.iter().map(|warning| later.contains(warning)).collect();
    assert_eq!(read.iter().filter(|read| **read).count(), 2, "{later}");
    assert!(read[0] && read[1] && later.contains("The other warnings: key i."), "{later}");
    // One key reads them all.
    let read = person.keys("i").said();
    assert!(all.iter().all(|warning| read.contains(warning)), "{read}");
}

#[test]
fn those_of_heat_are_on_one_screen_of_a_usual_terminal() {
    let environment = Environment { services: Some(services(started())), ..environment(stiff()) };
    let library = Library::new(None, Vec::new());
    let options = PlayOptions::default();
    let mut person = Person::before_one_of(library, "heat-session", options, environment);
    person.event(AppEvent::NotKeptAwake("no".into()));
    let screen = person.screen_of(80, 24);
    for words in
        ["NOT TODAY", "HOW", "first of 3 today", "can't be kept awake", "none of these is me"]
    {
        assert!(screen.contains(words), "{words}: {screen}");
    }
}

#[test]
fn they_are_all_on_the_screen_before_anything_can_begin_on_it() {
    for (id, begins) in [("seated-twist", "Get ready"), ("heat-session", "bell at")] {
        for (columns, rows) in [(20, 5), (40, 12), (60, 20), (80, 24), (100, 30)] {
            let library = Library::new(None, Vec::new());
            let entry = library.get(id).expect("it is built in").clone();
            let warnings = library.cautions(entry.routine().expect("a sound one"));
            let mut person = Person::before(id, stiff());
            let mut words = String::new();
            for _ in 0..100 {
                let screen = person.screen_of(columns, rows);
                words.push_str(&screen);
                words.push('\n');
                if !screen.contains("read on") {
                    break;
                }
                person.enter();
            }
            let of = |text: &str| -> Vec<String> {
                let words = text.split(|c: char| !c.is_alphanumeric());
                words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
            };
            let shown = of(&words);
            for word in of(&warnings.join(" ")) {
                assert!(shown.contains(&word), "{word:?} at {columns}x{rows} of {id}:\n{words}");
            }
            assert!(!words.contains(begins), "{words}");
        }
    }
}
