//! supple itself on a pseudo-terminal: start, keys, sizes, stops, signals, hang-up.
//!
//! The words on the screen come from routines written here, so that a better wording elsewhere
//! breaks nothing.

use std::fs;
use std::process::{Command, Stdio};

use rustix::process::Signal;
use tempfile::TempDir;

use crate::pty::{self, Pty, Size};

const WIDE: Size = (100, 30);
const TINY: Size = (20, 5);

const HOLD: &str = r#"Routine(
    title: "Trial of holding",
    steps: [Hold(name: "Heron", text: "Stand like a heron.", for: "30m")],
)
"#;

const SHORT: &str = r#"Routine(
    title: "Trial of haste",
    steps: [Hold(name: "Heron", text: "Stand like a heron.", for: "2s", ready: "1s")],
)
"#;

const HEAT: &str = r#"Routine(
    title: "Trial of warmth",
    steps: [Heat(text: "Lean on the warm pack.", for: "15m..20m", off: "Pack off.")],
)
"#;

/// A home with the routines above in it, and nothing else.
fn home() -> TempDir {
    let home = tempfile::tempdir().expect("a folder for the test");
    for (name, text) in [("hold", HOLD), ("short", SHORT), ("heat", HEAT)] {
        fs::write(home.path().join(name).with_extension("ron"), text).expect("a routine");
    }
    home
}

fn supple(home: &TempDir, words: &[&str]) -> Command {
    let mut command = pty::command(env!("CARGO_BIN_EXE_supple"), home.path());
    command.args(words);
    command
}

/// From the start screen into the hold or the heat: begin, and end the get-ready.
fn into(pty: &mut Pty, title: &str, doing: &str) {
    pty.until(title).keys("\r").until(doing);
    assert!(pty.is_taken());
}

fn holding(home: &TempDir) -> Pty {
    let mut pty = Pty::start(supple(home, &["play", "./hold.ron"]), WIDE);
    into(&mut pty, "Trial of holding", "Stand like a heron.");
    // The get-ready shows the words too; from here on the hold runs.
    pty.keys("\r").until_that("the hold's length", |pty| {
        pty.text().contains("29:") || pty.text().contains("30:00")
    });
    pty
}

/// supple as the job of a shell; `how` has `{}` where the command stands.
fn as_job(home: &TempDir, words: &str, how: &str) -> Pty {
    let mut pty = Pty::shell(home.path(), WIDE);
    let line = format!("{} {words}", env!("CARGO_BIN_EXE_supple"));
    pty.keys(&format!("{}\n", how.replace("{}", &line)));
    pty
}

#[test]
fn the_picker_opens_filters_and_closes() {
    let home = home();
    let mut pty = Pty::start(supple(&home, &[]), WIDE);
    pty.until("Shoulder raises").until("Seated twist");
    assert!(pty.is_taken());
    pty.keys("shoulder").until_gone("Seated twist");
    assert!(pty.shows("Shoulder raises"));
    pty.keys("\x03");
    assert_eq!(pty.exit().code(), Some(0));
    assert_eq!(pty.left_behind(), [""; 0]);
}

#[test]
fn a_session_runs_from_the_start_to_the_last_words() {
    let home = home();
    let mut pty = Pty::start(supple(&home, &["play", "./short.ron"]), WIDE);
    into(&mut pty, "Trial of haste", "Stand like a heron.");
    pty.until_gone("Stand like a heron.");
    pty.keys("q");
    assert_eq!(pty.exit().code(), Some(0));
    assert_eq!(pty.left_behind(), [""; 0]);
}

#[test]
fn keys_stop_the_clock_and_let_it_go_on() {
    let home = home();
    let mut pty = holding(&home);
    let running = pty.text();
    pty.until_that("the next second", |pty| pty.text() != running);
    pty.keys(" ").until("aused");
    pty.keys(" ").until_gone("aused");
    pty.keys("q");
    assert_eq!(pty.exit().code(), Some(0));
    assert_eq!(pty.left_behind(), [""; 0]);
}

#[test]
fn the_window_may_shrink_and_grow_at_any_moment() {
    let home = home();
    let mut pty = holding(&home);
    for size in [TINY, (1, 1), (0, 0), (200, 2), (2, 60)] {
        pty.resize(size);
    }
    pty.resize(WIDE).until("Stand like a heron.");
    pty.resize(TINY);
    pty.until_that("something in a tiny window", |pty| {
        !pty.text().trim().is_empty()
    });
    pty.resize((80, 24)).until("Stand like a heron.");
    pty.keys("q");
    assert_eq!(pty.exit().code(), Some(0));
}

#[test]
fn ctrl_z_gives_the_shell_back_and_fg_the_session() {
    for how in ["{}", "sh -c '{}; true'"] {
        let home = home();
        let mut pty = as_job(&home, "play ./hold.ron", how);
        into(&mut pty, "Trial of holding", "Stand like a heron.");
        pty.keys("\x1a");
        pty.until_that("the prompt", Pty::at_prompt);
        assert_eq!(pty.left_behind(), [""; 0], "{how}");
        pty.keys("fg; echo status $?.\n")
            .until("Stand like a heron.");
        assert!(pty.is_taken(), "{how}");
        pty.keys("q").until("status 0.");
        assert_eq!(pty.left_behind(), [""; 0], "{how}");
    }
}

#[test]
fn a_stop_by_others_leaves_a_session_that_goes_on() {
    let home = home();
    let mut pty = as_job(&home, "play ./hold.ron", "{}");
    into(&mut pty, "Trial of holding", "Stand like a heron.");
    pty.signal_job(Signal::STOP);
    pty.until("ready>").keys("stty sane; fg; echo status $?.\n");
    pty.until("Stand like a heron.");
    pty.until_that("the terminal to be taken", Pty::is_taken);
    pty.keys("q").until("status 0.");
    assert_eq!(pty.left_behind(), [""; 0]);
}

#[test]
fn a_signal_ends_it_with_its_status() {
    let home = home();
    for (signal, status) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
        let mut pty = holding(&home);
        pty.signal(signal);
        assert_eq!(pty.exit().code(), Some(status));
        assert_eq!(pty.left_behind(), [""; 0]);
    }
}

#[test]
fn a_closed_window_ends_it() {
    let home = home();
    assert_eq!(holding(&home).hang_up().exit().code(), Some(129));
}

#[test]
fn stopped_or_ended_in_the_heat_it_says_that_it_cannot_ring() {
    let home = home();
    let mut pty = as_job(&home, "play ./heat.ron", "{}");
    into(&mut pty, "Trial of warmth", "Lean on the warm pack.");
    pty.keys("\r");
    pty.until_that("the heat to run", |pty| {
        pty.shows("20:00") || pty.shows("19:5")
    });
    pty.keys("\x1a");
    pty.until_that("the prompt", Pty::at_prompt);
    assert!(pty.shows("ring"), "{}", pty.text());
    pty.keys("fg\n").until("Lean on the warm pack.");
    pty.signal_job(Signal::TERM);
    pty.until_that("the prompt", Pty::at_prompt);
    assert!(pty.shows("ring"), "{}", pty.text());
}

#[test]
fn without_a_terminal_it_plays_in_lines() {
    let home = home();
    let output = supple(&home, &["play", "--speed", "60", "./short.ron"])
        .stdin(Stdio::null())
        .output()
        .expect("it runs");
    assert_eq!(output.status.code(), Some(0));
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(printed.contains("Stand like a heron."), "{printed}");
    assert!(!output.stdout.contains(&0x1b), "{printed}");
}

#[test]
fn in_lines_a_key_is_a_line() {
    let home = home();
    let mut pty = Pty::start(supple(&home, &["play", "--plain", "./hold.ron"]), WIDE);
    pty.until("Trial of holding")
        .keys("\n")
        .until("Stand like a heron.");
    pty.keys("q\n");
    assert_eq!(pty.exit().code(), Some(0));
    assert!(!pty.sent().contains(&0x1b));
}

#[test]
fn the_picker_without_a_terminal_is_refused_with_a_sentence() {
    let home = home();
    let output = supple(&home, &[])
        .stdin(Stdio::null())
        .output()
        .expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("terminal"), "{said}");
    assert!(!output.stdout.contains(&0x1b));
}
