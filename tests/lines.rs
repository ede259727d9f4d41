//! supple in lines of text: pipes, the end of input, a reader that has had enough. Never an
//! escape sequence.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Output, Stdio};

use rustix::process::Signal;

use crate::pty::{Pty, wait_until};
use crate::terminal::{WIDE, home, supple};

/// Runs it to its end with nothing to read, and gives what it printed.
fn run(command: &mut Command) -> (i32, String, String) {
    told(command.stdin(Stdio::null()).output().expect("it runs"))
}

fn told(output: Output) -> (i32, String, String) {
    let escapes = |bytes: &[u8]| bytes.iter().any(|byte| [0x1b, 0x07].contains(byte));
    assert!(!escapes(&output.stdout) && !escapes(&output.stderr));
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let status = output.status.code().expect("no signal ended it");
    (status, text(&output.stdout), text(&output.stderr))
}

fn piped(command: &mut Command) -> Child {
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs")
}

#[test]
fn without_a_terminal_it_plays_in_lines_and_hands_free() {
    let home = home();
    let (status, printed, _) = run(&mut supple(&home, &["play", "--speed", "60", "./short.ron"]));
    assert_eq!(status, 0);
    assert!(printed.contains("Stand like a heron."), "{printed}");
    assert!(printed.contains("Done."), "{printed}");
}

#[test]
fn a_line_is_a_key_and_the_end_of_input_makes_it_hands_free() {
    let home = home();
    let words = ["play", "--plain", "--speed", "60", "./short.ron"];
    let mut child = piped(&mut supple(&home, &words));
    let mut input = child.stdin.take().expect("a pipe");
    input.write_all(b"potatoes\n\n \n").expect("it listens");
    // Paused; only now nobody can press a key any more.
    let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut printed = String::new();
    while !printed.contains("Paused") {
        assert_ne!(output.read_line(&mut printed).expect("text"), 0, "{printed}");
    }
    assert!(printed.contains("`potatoes` is no key"), "{printed}");
    input.write_all(b"\n").expect("it listens");
    drop(input);
    while output.read_line(&mut printed).expect("text") > 0 {}
    let (status, _, _) = told(child.wait_with_output().expect("it ends"));
    assert_eq!((status, printed.contains("Done.")), (0, true), "{printed}");
    assert!(!printed.contains('\u{1b}'));
}

#[test]
fn a_reader_that_has_had_enough_ends_it_at_once() {
    let home = home();
    // It waits for Enter and would print nothing more by itself.
    let mut child = piped(&mut supple(&home, &["play", "--plain", "./hold.ron"]));
    let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut line = String::new();
    while !line.contains("Enter begins") {
        line.clear();
        assert_ne!(output.read_line(&mut line).expect("text"), 0);
    }
    drop(output);
    wait_until("its end", || Ok(child.try_wait()?.is_some()));
    let (status, _, said) = told(child.wait_with_output().expect("it has ended"));
    assert_eq!((status, said.as_str()), (0, ""));
}

#[test]
fn a_full_disk_is_told() {
    if fs::metadata("/dev/full").is_err() {
        return;
    }
    let home = home();
    let full = || fs::File::options().write(true).open("/dev/full");
    for words in [&["play", "./short.ron"][..], &["list"], &["plan", "./short.ron"]] {
        let mut command = supple(&home, words);
        let (status, _, said) = run(command.stdout(full().expect("a full device")));
        assert_eq!(status, 1, "{words:?}");
        assert!(said.to_lowercase().contains("no space left"), "{said}");
    }
}

#[test]
fn no_standard_input_at_all_is_one_that_has_ended() {
    let home = home();
    let program = env!("CARGO_BIN_EXE_supple");
    let mut shell = crate::pty::command("sh", home.path());
    shell.arg("-c").arg(format!("exec {program} play --speed 60 ./short.ron <&-"));
    let (status, printed, _) = run(&mut shell);
    assert_eq!((status, printed.contains("Done.")), (0, true), "{printed}");
}

#[test]
fn on_a_terminal_a_line_is_a_key_too() {
    let home = home();
    let mut pty = Pty::start(supple(&home, &["play", "--plain", "./hold.ron"]), WIDE);
    pty.until("Enter begins.").keys("\n");
    pty.until("Stand like a heron.").keys("q\nq\n");
    assert_eq!(pty.exit().code(), Some(0));
    assert!(!pty.sent().contains(&0x1b));
}

#[test]
fn in_lines_too_a_signal_ends_the_heat_with_its_status_and_words() {
    let home = home();
    let mut pty = Pty::start(supple(&home, &["play", "--plain", "./heat.ron"]), WIDE);
    pty.until("A line with y").keys("\n");
    pty.until("Press y").keys("y\n");
    pty.until("Lean on the warm pack.").signal(Signal::TERM);
    assert_eq!(pty.exit().code(), Some(143));
    assert!(pty.shows("nothing rings any more"), "{}", pty.text());
}

#[test]
fn the_list_without_a_terminal_is_printed_and_a_line_opens_a_routine() {
    let home = home();
    let (status, printed, said) = run(&mut supple(&home, &[]));
    assert_eq!((status, said.as_str()), (0, ""));
    assert!(printed.contains("\nfirst-five-minutes: The first five minutes, "), "{printed}");
    let mut child = piped(&mut supple(&home, &["--plain"]));
    let mut input = child.stdin.take().expect("a pipe");
    input.write_all(b"seated-tw\nq\nq\n").expect("it listens");
    let (status, printed, _) = told(child.wait_with_output().expect("it ends"));
    assert_eq!(status, 0);
    assert!(printed.contains("\nSeated twist.\n"), "{printed}");
    assert!(printed.contains("Back in the list"), "{printed}");
}
