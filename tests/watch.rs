//! A routine file that is watched while somebody writes it: saves and keys in, screens and effects
//! out, in simulated time.

use std::sync::Arc;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use supple::app::player::Environment;
use supple::app::prepared::WallClock;
use supple::app::watch::Watch;
use supple::app::{AppEvent, Effect, Front};
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
        let environment = Environment {
            started: Timestamp::UNIX_EPOCH,
            wall: WallClock(Arc::new(|_| "14:02".into())),
            back: None,
            services: None,
            left: Vec::new(),
        };
        Writer {
            front: Watch::new(Arc::new(library), environment, "evening.ron".as_ref()),
            now: Moment::ZERO,
            area: Rect::new(0, 0, 80, 24),
        }
    }

    fn alone() -> Writer {
        Writer::new(Library::new(None, Vec::new()))
    }

    fn sized(mut self, width: u16, height: u16) -> Writer {
        self.area = Rect::new(0, 0, width, height);
        self
    }

    /// Every screen from here on, a page down at a time, until nothing more comes; and back to
    /// where it began.
    fn reads_on(&mut self) -> Vec<String> {
        let mut screens = vec![self.screen()];
        loop {
            self.presses(KeyCode::PageDown);
            let screen = self.screen();
            if screens.last() == Some(&screen) {
                break;
            }
            assert!(screens.len() < 200, "reading never ends");
            screens.push(screen);
        }
        for _ in 0..screens.len() {
            self.presses(KeyCode::PageUp);
        }
        assert_eq!(self.screen(), screens[0]);
        screens
    }

    fn saves(&mut self, text: &str) -> Vec<Effect> {
        let saved = AppEvent::Saved(Ok(text.as_bytes().to_vec()));
        self.front.update(self.now, saved)
    }

    fn presses(&mut self, code: KeyCode) -> Vec<Effect> {
        self.screen();
        let key = KeyEvent::new(code, KeyModifiers::NONE);
        self.front.update(self.now, AppEvent::Key(key))
    }

    fn waits(&mut self, seconds: u64) -> Vec<Effect> {
        self.now = self.now + Duration::from_secs(seconds);
        self.front.update(self.now, AppEvent::Wake)
    }

    /// The screen as lines of text.
    fn screen(&mut self) -> String {
        let mut buffer = Buffer::empty(self.area);
        self.front.draw(self.now, Theme::new(Depth::None), self.area, &mut buffer);
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
            effects.iter().any(|effect| matches!(effect, Effect::StayAwake(Some(_)))),
            "{effects:?}"
        );
        // The get-ready runs, and then the hold, without another key.
        writer.sees("get ready");
        writer.sees(speed);
        writer.waits(seconds);
        let screen = writer.screen();
        assert!(!screen.contains("get ready") && !screen.contains("Long reach"), "{screen}");
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

const LONG: &str = r#"Routine(
    title: "For the ribs",
    about: "Slowly, in a quiet room, with a chair that never rolls and a wall with some room before it. Not after a meal, nor in a hurry, and best of all in the evening.",
    needs: ["a cushion", "a ladder"],
    cautions: ["stop", "bone", "twist", "Mind the cat."],
    sources: [(title: "My sheet")],
    steps: [
        Hold(name: "Doorway", start: "Stand in a doorway.", text: "Let the chest come through as far as is easy, and stay there. Keep breathing into the sides of the ribs.", say: "Open up.", for: "20s"),
        Hold(name: "Child", for: "30s"),
        Reps(name: "Bridge", text: "Lift the hips.", times: 8, pace: "4s"),
    ],
)
"#;

/// Whatever the size of the screen, every word of what is wrong and of what the person will read
/// can be brought onto it.
#[test]
fn what_does_not_fit_is_read_page_by_page() {
    let words = [
        "never",
        "hurry,",
        "evening.",
        "Doorway",
        "Stand",
        "Keep",
        "Spoken:",
        "spreads,",
        "fresh spasm",
        "weeks",
        "more to beware",
        "ladder",
    ];
    let broken = LONG
        .replace("30s", "30 potatoes")
        .replace("20s", "20 turnips")
        .replace("times: 8", "tims: 8")
        .replace("needs:", "neds:");
    let faults = [
        "30 potatoes",
        "20 turnips",
        "no field `tims`",
        "no field `neds`",
        "did you mean `times`?",
    ];
    for (width, height) in [(100, 30), (80, 24), (60, 20), (40, 12), (30, 8), (24, 6), (200, 60)] {
        let mut writer = Writer::alone().sized(width, height);
        // A word may be broken at the end of a row, where the row is short.
        let whole = |screens: &[String], words: &str| {
            let found = |screen: &String| {
                // What stands beside the plan, or alone.
                let rows = screen.lines().map(|row| row.split_once('│').map_or(row, |row| row.1));
                let read: Vec<&str> = rows.flat_map(str::split_whitespace).collect();
                read.join(" ").contains(words)
            };
            assert!(
                screens.iter().any(found),
                "no `{words}` at {width}x{height} in\n{}",
                screens.join("\n---\n")
            );
        };
        writer.saves(LONG);
        let screens = writer.reads_on();
        words.iter().for_each(|word| whole(&screens, word));
        let told = screens[0].contains("PgDn read on");
        assert_eq!(
            told,
            screens.len() > 1 && height >= 8 && width >= 40,
            "{width}x{height}\n{}",
            screens[0]
        );
        // Broken from the start; and broken after a good save, whose words are still there.
        writer.saves(&broken);
        let screens = writer.reads_on();
        faults.iter().for_each(|fault| whole(&screens, fault));
        words.iter().for_each(|word| whole(&screens, word));
        let mut writer = Writer::alone().sized(width, height);
        writer.saves(&broken);
        let screens = writer.reads_on();
        faults.iter().for_each(|fault| whole(&screens, fault));
    }
}

#[test]
fn another_step_and_new_problems_are_read_from_the_first_on() {
    let mut writer = Writer::alone().sized(80, 12);
    writer.saves(LONG);
    let first = writer.screen();
    writer.presses(KeyCode::PageDown);
    let second = writer.screen();
    assert_ne!(first, second);
    // A save that is as good as the last one leaves the reader where they are.
    writer.saves(&LONG.replace("Lift the hips.", "Lift the hips slowly."));
    assert_eq!(writer.screen(), second);
    writer.presses(KeyCode::Down);
    writer.sees("For the ribs");
    writer.presses(KeyCode::Char(' '));
    writer.saves(&LONG.replace("30s", "30 potatoes"));
    writer.sees("`30 potatoes` is not");
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
    let library =
        Library::new(Some("/own".into()), vec![own("neck", neck), own("chin", &hold("Chin in"))]);
    let mut writer = Writer::new(library);
    let evening = |id: &str| TWO.replace("steps: [", &format!("steps: [ Include(\"{id}\"),"));
    let follows = |names: &[&str]| {
        let paths = names.iter().map(|name| format!("/own/{name}.ron").into());
        vec![Effect::Follow(paths.collect())]
    };
    assert_eq!(writer.saves(&evening("neck")), follows(&["chin", "neck"]));
    writer.sees("Chin in");
    assert_eq!(writer.saves(&evening("neck")), [], "nothing else is followed");

    let included = |writer: &mut Writer, name: &str, text: Option<&str>| {
        let bytes = text.map(|text| Ok(text.as_bytes().to_vec()));
        let path = format!("/own/{name}.ron").into();
        writer.front.update(writer.now, AppEvent::Included { path, bytes })
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
    assert_eq!(included(&mut writer, "neck", Some(&other)), follows(&["breathe-box", "neck"]));
    writer.sees("can be played");
    // An own file may take the place of a built-in one, and give it back.
    included(&mut writer, "breathe-box", Some(&hold("My box")));
    writer.sees("My box");
    included(&mut writer, "breathe-box", None);
    let screen = writer.screen();
    assert!(!screen.contains("My box") && screen.contains("can be played"), "{screen}");
    // One that is not there yet is waited for.
    assert_eq!(writer.saves(&evening("wrist")), follows(&["wrist"]));
    writer.sees("there is no routine `wrist`");
    included(&mut writer, "wrist", Some(&hold("Wrist out")));
    writer.sees("Wrist out");
    writer.sees("can be played");
}

#[test]
fn the_step_whose_pose_was_changed_is_shown_in_motion() {
    let routine = |pose: &str| {
        format!(
            r#"Routine(
                title: "Two",
                steps: [
                    Hold(name: "One", for: "20s"),
                    Reps(
                        name: "Shrug", times: 3, figure: (view: Front, lit: ["shoulders"]),
                        tempo: [(cue: "up", for: "3s", pose: "{pose}"), (cue: "down", for: "3s", pose: "standing")],
                    ),
                ],
            )"#
        )
    };
    let mut writer = Writer::alone().sized(100, 30);
    writer.saves(&routine("shoulders up"));
    // The cursor is on the first step, which has no figure: nothing moves.
    assert!(!writer.screen().contains("up, as far as is easy"));
    assert_eq!(writer.front.next_wake(writer.now), None);
    writer.saves(&routine("half sitting"));
    let begins = writer.screen();
    assert!(begins.contains("up, as far as is easy"), "{begins}");
    let next = writer.front.next_wake(writer.now).expect("a picture to come");
    assert!(next.since(writer.now) <= Duration::from_millis(84));
    writer.now = writer.now + Duration::from_secs(2);
    writer.front.update(writer.now, AppEvent::Wake);
    assert_ne!(writer.screen(), begins);
}
