//! A routine file that is watched while somebody writes it: saves and keys in, screens and effects
//! out, in simulated time.

use std::sync::Arc;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use supple::app::full::World;
use supple::app::watch::Watch;
use supple::app::{Effect, Event, Front};
use supple::library::{File, Library};
use supple::seconds::Moment;
use supple::view::{Depth, Theme};

/// Somebody who writes, with the watched file beside them.
struct Writer {
    front: Watch,
    now: Moment,
    area: Rect,
}

impl Writer {
    fn new(library: Library) -> Writer {
        let world = World {
            started: Timestamp::UNIX_EPOCH,
            wall: Arc::new(|_| "14:02".into()),
            theme: Theme::new(Depth::None),
            back: None,
            book: None,
            left: Vec::new(),
            asked: None,
        };
        Writer {
            front: Watch::new(Arc::new(library), world, "evening.ron".as_ref()),
            now: Moment::ZERO,
            area: Rect::new(0, 0, 80, 24),
        }
    }

    fn alone() -> Writer {
        Writer::new(Library::new(None, Vec::new()))
    }

    fn saves(&mut self, text: &str) -> Vec<Effect> {
        let saved = Event::Saved(Ok(text.as_bytes().to_vec()));
        self.front.update(self.now, saved)
    }

    fn presses(&mut self, code: KeyCode) -> Vec<Effect> {
        self.screen();
        let key = KeyEvent::new(code, KeyModifiers::NONE);
        self.front.update(self.now, Event::Key(key))
    }

    fn waits(&mut self, seconds: u64) -> Vec<Effect> {
        self.now = self.now + Duration::from_secs(seconds);
        self.front.update(self.now, Event::Wake)
    }

    /// The screen as lines of text.
    fn screen(&mut self) -> String {
        let mut buffer = Buffer::empty(self.area);
        self.front.draw(self.now, self.area, &mut buffer);
        let rows = buffer.content.chunks(self.area.width.into());
        let rows = rows.map(|row| row.iter().map(|cell| cell.symbol()).collect::<String>());
        let rows: Vec<String> = rows.map(|row| row.trim_end().to_owned()).collect();
        rows.join("\n")
    }

    #[track_caller]
    fn sees(&mut self, words: &str) {
        let screen = self.screen();
        assert!(screen.contains(words), "no `{words}` in\n{screen}");
    }
}

const TWO: &str = r#"Routine(
    title: "Evening",
    stage: Settled,
    sources: [(title: "My sheet")],
    steps: [
        Hold(name: "Long reach", text: "Reach far.", for: "20s"),
        Hold(name: "Child", text: "Sit back on the heels.", for: "30s"),
    ],
)
"#;

#[test]
fn enter_plays_the_step_under_the_cursor_at_once() {
    for (key, seconds, speed) in [(KeyCode::Enter, 6, ""), (KeyCode::Char('s'), 1, "10×")] {
        let mut writer = Writer::alone();
        writer.saves(TWO);
        writer.presses(KeyCode::Down);
        let effects = writer.presses(key);
        assert!(
            effects
                .iter()
                .any(|effect| matches!(effect, Effect::StayAwake(Some(_)))),
            "{effects:?}"
        );
        // The get-ready runs, and then the hold, without another key.
        writer.sees("get ready");
        writer.sees(speed);
        writer.waits(seconds);
        let screen = writer.screen();
        assert!(
            !screen.contains("get ready") && !screen.contains("Long reach"),
            "{screen}"
        );
        writer.sees("Sit back on the heels.");
        writer.presses(KeyCode::Char('q'));
        writer.sees("can be played");
    }
}

#[test]
fn a_wait_at_the_beginning_is_still_waited_for() {
    let mut writer = Writer::alone();
    writer.saves(&TWO.replace("steps: [", "steps: [\n Wait(text: \"Drink some water.\"),"));
    writer.presses(KeyCode::Enter);
    writer.waits(60);
    writer.sees("Drink some water.");
    writer.presses(KeyCode::Enter);
    writer.sees("get ready");
}

/// What a routine includes of the person's own is followed too, through every file between.
#[test]
fn own_files_that_are_included_are_followed() {
    let own = |name: &str, text: &str| File {
        path: format!("/own/{name}.ron").into(),
        bytes: Ok(text.as_bytes().to_vec()),
    };
    let hold =
        |name: &str| format!("(title: \"T\", steps: [Hold(name: \"{name}\", for: \"20s\")])");
    let neck = "(title: \"Neck\", steps: [Repeat(times: 2, steps: [Include(\"chin\")])])";
    let library = Library::new(
        Some("/own".into()),
        vec![own("neck", neck), own("chin", &hold("Chin in"))],
    );
    let mut writer = Writer::new(library);
    let evening = |id: &str| TWO.replace("steps: [", &format!("steps: [ Include(\"{id}\"),"));
    let follows = |names: &[&str]| {
        let paths = names.iter().map(|name| format!("/own/{name}.ron").into());
        vec![Effect::Follow(paths.collect())]
    };
    assert_eq!(writer.saves(&evening("neck")), follows(&["chin", "neck"]));
    writer.sees("Chin in");
    assert_eq!(
        writer.saves(&evening("neck")),
        [],
        "nothing else is followed"
    );

    let included = |writer: &mut Writer, name: &str, text: Option<&str>| {
        let bytes = text.map(|text| Ok(text.as_bytes().to_vec()));
        let path = format!("/own/{name}.ron").into();
        writer
            .front
            .update(writer.now, Event::Included { path, bytes })
    };
    // What is known already changes nothing.
    writer.screen();
    assert_eq!(included(&mut writer, "neck", Some(neck)), []);
    assert!(!writer.front.changed());
    // A file far below changes the plan; where it is broken, the last good one stays.
    assert_eq!(included(&mut writer, "chin", Some(&hold("Chin down"))), []);
    assert!(writer.front.changed());
    writer.sees("Chin down");
    included(&mut writer, "chin", Some("(title: 3)"));
    writer.sees("this is the last good save");
    writer.sees("Chin down");
    included(&mut writer, "chin", Some(&hold("Chin up")));
    writer.sees("can be played");
    writer.sees("Chin up");
    // Gone, it is told; what it includes instead is followed instead.
    included(&mut writer, "chin", None);
    writer.sees("`chin`, which is not there");
    let other = neck.replace("chin", "breathe-box");
    assert_eq!(
        included(&mut writer, "neck", Some(&other)),
        follows(&["breathe-box", "neck"])
    );
    writer.sees("can be played");
    // An own file may take the place of a built-in one, and give it back.
    included(&mut writer, "breathe-box", Some(&hold("My box")));
    writer.sees("My box");
    included(&mut writer, "breathe-box", None);
    let screen = writer.screen();
    assert!(
        !screen.contains("My box") && screen.contains("can be played"),
        "{screen}"
    );
    // One that is not there yet is waited for.
    assert_eq!(writer.saves(&evening("wrist")), follows(&["wrist"]));
    writer.sees("there is no routine `wrist`");
    included(&mut writer, "wrist", Some(&hold("Wrist out")));
    writer.sees("Wrist out");
    writer.sees("can be played");
}
