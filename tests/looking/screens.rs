//! The screens of looking back: their text at sizes that differ in kind, no size that
//! breaks them.

use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;
use supple::app::looking::{Looking, Sessions, Stats};
use supple::app::{AppEvent, Effect, Front};
use supple::history::figures::{Figures, Known, Prescription};
use supple::history::{Felt, HistoryLine, PastSession, Summary};
use supple::routine::Often;
use supple::seconds::{Count, Moment};
use supple::view::{Depth, Theme};

use super::life::{TODAY, sessions};
use crate::support::sizes;

const SIZES: [(u16, u16); 3] = [(80, 24), (40, 12), (20, 5)];

fn asked() -> Vec<Prescription> {
    vec![Prescription {
        routine: "neck-may".into(),
        title: "Neck, as Dr. May showed it".into(),
        by: Some("Dr. May".into()),
        on: "2026-08-03".parse().ok(),
        review: "2026-11-16".parse().ok(),
        how_often: Some("once a day".into()),
        often: Some(Often { a_day: Some(Count::ONCE), ..Often::default() }),
        ..Prescription::default()
    }]
}

pub fn figures(sessions: &[PastSession]) -> Figures {
    let summaries: Vec<Summary> = sessions.iter().map(Summary::of).collect();
    let title = |id: &str| {
        let found = sessions.iter().find(|s| s.record.routine.as_deref() == Some(id));
        found.map_or(id.to_owned(), |session| session.record.title.clone())
    };
    let asked = asked();
    Figures::of(&summaries, Known { today: TODAY, since: None, title: &title, asked: &asked })
}

fn stats(sessions: &[PastSession]) -> Looking<Stats> {
    Looking::new(Stats::new(figures(sessions), None))
}

fn history(sessions: Vec<PastSession>) -> Looking<Sessions> {
    let summaries = Arc::new(super::life::summaries(&lines_of(&sessions)));
    let open = Box::new(move |nth: usize| Ok(sessions[nth].clone()));
    Looking::new(Sessions::new(summaries, open, None))
}

/// Lines that such sessions leave.
fn lines_of(sessions: &[PastSession]) -> Vec<HistoryLine> {
    let lines = sessions.iter().flat_map(|session| {
        let felt = Felt {
            before: session.record.before,
            after: session.after,
            than: session.than,
            note: session.note.clone(),
            ..Felt::nothing(session.record.id, session.record.end)
        };
        [HistoryLine::Session(Box::new(session.record.clone())), HistoryLine::Felt(felt)]
    });
    lines.collect()
}

fn press(front: &mut dyn Front, code: KeyCode) -> Vec<Effect> {
    let key = KeyEvent::new(code, KeyModifiers::NONE);
    front.update(Moment::ZERO, AppEvent::Key(key))
}

fn draw(front: &mut dyn Front, (width, height): (u16, u16)) -> Buffer {
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    front.draw(Moment::ZERO, Theme::new(Depth::True), area, &mut buffer);
    buffer
}

fn text(buffer: &Buffer) -> String {
    let area = buffer.area;
    let row = |y| -> String {
        let cells = (area.left()..area.right()).map(|x| buffer[(x, y)].symbol());
        cells.collect::<String>().trim_end().to_owned() + "\n"
    };
    (area.top()..area.bottom()).map(row).collect()
}

/// Every screen, made anew: its name and the front that shows it.
fn screens() -> Vec<(&'static str, Box<dyn Front>)> {
    let all = sessions();
    let mut screens: Vec<(&'static str, Box<dyn Front>)> = Vec::new();
    for (turns, name) in ["year", "weeks", "pain", "sides", "prescribed"].iter().enumerate() {
        let mut front = stats(&all);
        for _ in 0..turns {
            press(&mut front, KeyCode::Right);
        }
        screens.push((name, Box::new(front)));
    }
    screens.push(("list", Box::new(history(all.clone()))));
    let mut found = history(all.clone());
    for letter in "hurt".chars() {
        press(&mut found, KeyCode::Char(letter));
    }
    screens.push(("found", Box::new(found)));
    let mut detail = history(all);
    press(&mut detail, KeyCode::Enter);
    screens.push(("detail", Box::new(detail)));
    screens
}

#[test]
fn every_screen_is_as_it_was_judged() {
    let assert = snapbox::Assert::new().action_env("SNAPSHOTS");
    let mut shown = String::new();
    for (name, mut front) in screens() {
        for (width, height) in SIZES {
            let picture = text(&draw(&mut *front, (width, height)));
            shown.push_str(&format!("=== {name} {width}x{height}\n{picture}"));
        }
    }
    let known = snapbox::Data::read_from("tests/snapshots/looking.txt".as_ref(), None);
    assert.eq(shown, known.raw());
}

#[test]
fn no_size_breaks_a_screen_and_none_sets_a_background() {
    let mut empty: Vec<(&str, Box<dyn Front>)> = vec![("none", Box::new(history(Vec::new())))];
    for turns in 0..5 {
        let mut front = stats(&[]);
        for _ in 0..turns {
            press(&mut front, KeyCode::Right);
        }
        empty.push(("none", Box::new(front)));
    }
    for (nth, (name, mut front)) in screens().into_iter().chain(empty).enumerate() {
        for (width, height) in sizes(nth, 53).chain([(72, 20), (109, 30), (200, 60)]) {
            let buffer = draw(&mut *front, (width, height));
            let coloured = buffer.content.iter().any(|cell| cell.bg != Color::Reset);
            assert!(!coloured, "{name} at {width}x{height}");
        }
    }
}

#[test]
fn keys_turn_pages_choose_filter_and_leave() {
    let all = sessions();
    let mut front = stats(&all);
    let first = text(&draw(&mut front, (80, 24)));
    for _ in 0..5 {
        press(&mut front, KeyCode::Tab);
    }
    assert_eq!(text(&draw(&mut front, (80, 24))), first);
    press(&mut front, KeyCode::Left);
    assert!(text(&draw(&mut front, (80, 24))).contains("Dr. May"));
    press(&mut front, KeyCode::Char('?'));
    assert!(text(&draw(&mut front, (80, 60))).contains("Keys"));
    assert_eq!(press(&mut front, KeyCode::Esc), []);
    assert_eq!(press(&mut front, KeyCode::Char('q')).len(), 1);

    let mut front = history(all);
    for letter in "heat november".chars() {
        press(&mut front, KeyCode::Char(letter));
    }
    let shown = text(&draw(&mut front, (80, 24)));
    assert!(shown.contains("Heat session") && !shown.contains("Seated twist"), "{shown}");
    assert_eq!(press(&mut front, KeyCode::Esc), []);
    assert_eq!(press(&mut front, KeyCode::Esc).len(), 1);
}

#[test]
fn nothing_that_a_terminal_obeys_is_shown() {
    let mut evil = sessions();
    evil.truncate(1);
    let session = &mut evil[0];
    session.record.title = "a\u{1b}[2Jb\u{202e}c\nd".into();
    session.record.steps[0].name = "\u{9b}31mred".into();
    session.record.areas = vec!["\u{7}area".into()];
    session.note = Some("no\u{1b}]0;te".into());
    (session.record.before, session.after) = (Some(3), Some(2));
    let mut fronts: Vec<Box<dyn Front>> = vec![Box::new(history(evil.clone()))];
    let mut detail = history(evil.clone());
    press(&mut detail, KeyCode::Enter);
    fronts.push(Box::new(detail));
    for turns in 0..5 {
        let mut front = stats(&evil);
        for _ in 0..turns {
            press(&mut front, KeyCode::Right);
        }
        fronts.push(Box::new(front));
    }
    for front in &mut fronts {
        let shown = text(&draw(&mut **front, (100, 30)));
        let obeyed = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
        assert!(!shown.contains(obeyed), "{shown:?}");
    }
}
