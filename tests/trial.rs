//! A small front end with nothing behind it: what the wing of the machine is tried on, where the
//! whole program would be in the way or cannot be asked to break.
//!
//! It shows the seconds since the beginning and a note of what happened last. A test starts the
//! binary that it is in once more, with [`ASKED`] set, and finds this played on its terminal.

// Tests and benches each use a part of it.
#![allow(dead_code)]

use std::path::Path;
use std::process::Command;

use crossterm::event::{KeyCode, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use supple::app::{AppEvent, Effect, Exit, Front};
use supple::host::clock::Clock;
use supple::host::event_loop;
use supple::host::remote::RemoteOptions;
use supple::seconds::Moment;
use supple::settings::Settings;
use supple::view::Theme;

/// Set to `screen` or `lines` for a process that is to play.
const ASKED: &str = "SUPPLE_TRIAL";

/// What stands on the screen.
pub fn line(seconds: u64) -> String {
    format!("seconds so far: {seconds}")
}

/// The command that plays on the whole screen, or in lines of text.
pub fn command(how: &str, home: &Path) -> Command {
    let program = std::env::current_exe().expect("this binary has a path");
    let mut command = crate::pty::command(program, home);
    command
        .args(["--exact", "trial::plays_where_it_is_asked_to"])
        .args(["--nocapture", "--test-threads=1"])
        .env(ASKED, how);
    command
}

#[test]
fn plays_where_it_is_asked_to() {
    if let Ok(how) = std::env::var(ASKED) {
        std::process::exit(play(&how).into());
    }
}

/// Plays, and gives the exit status.
pub fn play(how: &str) -> u8 {
    let mut lines = Lines::default();
    let clock = Clock::start(1.0);
    let played = match how {
        "screen" => event_loop::full_screen(
            &mut lines,
            &clock,
            &Settings::default(),
            RemoteOptions::default(),
            None,
        ),
        _ => event_loop::plain(
            &mut lines,
            &clock,
            Box::new(std::io::stdout()),
            &Settings::default(),
            RemoteOptions::default(),
        ),
    };
    match played {
        Ok(exit) => exit.status,
        Err(refusal) => {
            eprintln!("{refusal}");
            1
        }
    }
}

/// `q` ends it, a space stops the seconds, Ctrl-Z suspends, `!` panics, `t` panics in another
/// thread, `m` asks for the mouse, `r` rings, `f` rings a million times, `d` makes the frame panic, `s` is deaf to signals and Ctrl-Z.
#[derive(Default)]
struct Lines {
    now: Moment,
    shown: Option<u64>,
    printed: Option<u64>,
    stopped: bool,
    mouse: bool,
    note: String,
    noted: bool,
    broken: bool,
    deaf: bool,
}

impl Lines {
    fn seconds(&self) -> u64 {
        self.now.0.as_secs()
    }
}

impl Front for Lines {
    fn update(&mut self, now: Moment, event: AppEvent) -> Vec<Effect> {
        if !self.stopped {
            self.now = now;
        }
        let mut note = |text: String| {
            self.note = text;
            self.noted = true;
        };
        let exit = |status, words: &str| {
            vec![Effect::Exit(Exit { status, last_words: vec![words.to_owned()] })]
        };
        match event {
            AppEvent::Key(key) => match key.code {
                KeyCode::Char('q') => return exit(0, "ended by a key"),
                KeyCode::Char('z')
                    if key.modifiers.contains(KeyModifiers::CONTROL) && !self.deaf =>
                {
                    let last_words = vec!["the seconds go on".to_owned()];
                    return vec![Effect::Suspend { last_words }];
                }
                KeyCode::Char(' ') => self.stopped = !self.stopped,
                KeyCode::Char('m') => self.mouse = !self.mouse,
                KeyCode::Char('r') => return vec![Effect::Bell],
                KeyCode::Char('f') => return vec![Effect::Bell; 1_000_000],
                KeyCode::Char('a') => {
                    return vec![Effect::StayAwake(Some("a session runs".into()))];
                }
                KeyCode::Char('d') => self.broken = true,
                KeyCode::Char('s') => self.deaf = true,
                KeyCode::Char('!') => panic!("as asked"),
                KeyCode::Char('t') => {
                    std::thread::spawn(|| panic!("elsewhere, as asked"));
                }
                code => note(format!("key {code}")),
            },
            AppEvent::Focus(_) | AppEvent::SlowTerminal => {}
            AppEvent::Mouse(mouse) => note(format!("mouse {:?}", mouse.kind)),
            AppEvent::Paste(text) => note(format!("pasted {text:?}")),
            AppEvent::Line(text) if text == "q" => return exit(0, "ended by a line"),
            AppEvent::Line(text) => return vec![Effect::Print(format!("line {text:?}"))],
            AppEvent::EndOfLines => return vec![Effect::Print("no more lines".into())],
            AppEvent::Away { from } => {
                note(format!("away for {} s", now.since(from).as_secs()));
            }
            AppEvent::NotKeptAwake(why)
            | AppEvent::NotKept(why)
            | AppEvent::NotHeard(why)
            | AppEvent::Trouble(why)
            | AppEvent::Asked(why) => note(why),
            AppEvent::Signal(_) if self.deaf => {}
            AppEvent::Signal(signal) => return exit(0, &format!("ended by signal {signal}")),
            AppEvent::Saved(_) | AppEvent::Included { .. } | AppEvent::Resize | AppEvent::Wake => {}
        }
        let seconds = self.seconds();
        if self.printed == Some(seconds) {
            return Vec::new();
        }
        self.printed = Some(seconds);
        vec![Effect::Print(line(seconds))]
    }

    fn next_wake(&self, _: Moment) -> Option<Moment> {
        (!self.stopped).then(|| Moment::secs(self.seconds() + 1))
    }

    fn changed(&self) -> bool {
        self.noted || self.broken || self.shown != Some(self.seconds())
    }

    fn draw(&mut self, _: Moment, _: Theme, area: Rect, buffer: &mut Buffer) {
        assert!(!self.broken, "as asked");
        let seconds = self.seconds();
        buffer.set_stringn(0, 0, line(seconds), area.width.into(), Style::new());
        if area.height > 1 {
            buffer.set_stringn(0, 1, &self.note, area.width.into(), Style::new());
        }
        (self.shown, self.noted) = (Some(seconds), false);
    }

    fn wants_mouse(&self) -> bool {
        self.mouse
    }
}
