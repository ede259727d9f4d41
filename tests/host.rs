//! The loop and the terminal on a pseudo-terminal, with a small front end of the tests' own: what
//! may break or be asked for here could not be asked of the whole program.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use crate::pty::{self, Pty, Size, wait_until};
use crate::trial;

const SIZE: Size = (80, 24);

fn home() -> TempDir {
    tempfile::tempdir().expect("a folder for the test")
}

/// The front end, once it is on the screen.
fn playing(home: &TempDir) -> Pty {
    let mut pty = Pty::start(trial::command("screen", home.path()), SIZE);
    pty.until("seconds so far:");
    assert!(pty.is_taken());
    pty
}

/// As the job of a shell; `how` has `{}` where the command stands.
fn as_job(home: &TempDir, how: &str) -> Pty {
    let command = trial::command("screen", home.path());
    let program = command.get_program().to_string_lossy().into_owned();
    let arguments: Vec<_> = command.get_args().map(|word| word.to_string_lossy()).collect();
    let words = format!("SUPPLE_TRIAL=screen {program} {}", arguments.join(" "));
    let mut pty = Pty::shell(home.path(), SIZE);
    pty.keys(&format!("{}\n", how.replace("{}", &words)));
    pty.until("seconds so far:");
    assert!(pty.is_taken());
    pty
}

#[test]
fn the_end_gives_the_terminal_back_and_then_says_the_last_words() {
    let home = home();
    let mut pty = playing(&home);
    pty.keys("q");
    assert_eq!(pty.exit().code(), Some(0));
    assert_eq!(pty.left_behind(), [""; 0]);
    assert!(pty.shows("ended by a key"));
}

#[test]
fn each_signal_that_asks_for_the_end_gets_it_and_its_status() {
    let home = home();
    for (signal, status) in
        [(Signal::TERM, 143), (Signal::INT, 130), (Signal::HUP, 129), (Signal::QUIT, 131)]
    {
        let mut pty = playing(&home);
        pty.signal(signal);
        assert_eq!(pty.exit().code(), Some(status));
        assert_eq!(pty.left_behind(), [""; 0]);
        assert!(pty.shows(&format!("ended by signal {}", status - 128)));
    }
}

#[test]
fn a_front_end_that_does_not_answer_to_a_signal_is_ended_all_the_same() {
    let home = home();
    let mut pty = playing(&home);
    pty.keys("sx").until("key x");
    pty.signal(Signal::TERM);
    assert_eq!(pty.exit().code(), Some(143));
    assert_eq!(pty.left_behind(), [""; 0]);
}

#[test]
fn a_signal_ends_it_even_if_the_terminal_takes_nothing() {
    let home = home();
    let mut pty = playing(&home);
    // It rings more often than a terminal takes that nobody reads.
    pty.keys("f");
    pty.until_that("the first bell", |pty| pty.bells() > 0);
    pty.signal(Signal::TERM);
    assert_eq!(pty.exit_unread().code(), Some(143));
}

#[test]
fn a_terminal_that_goes_away_ends_it_soon() {
    let home = home();
    let mut pty = playing(&home);
    pty.hang_up();
    assert_eq!(pty.exit().code(), Some(129));
}

#[test]
fn a_panic_gives_the_terminal_back_before_it_is_printed() {
    let home = home();
    for key in ["!", "d"] {
        let mut pty = playing(&home);
        pty.keys(key);
        assert_eq!(pty.exit().code(), Some(101));
        assert_eq!(pty.left_behind(), [""; 0]);
        assert!(pty.shows("as asked"), "{}", pty.text());
    }
}

#[test]
fn a_panic_in_another_thread_ends_it_in_good_order_with_a_sentence() {
    let home = home();
    let mut pty = playing(&home);
    pty.keys("t");
    assert_eq!(pty.exit().code(), Some(101));
    assert_eq!(pty.left_behind(), [""; 0]);
    assert!(pty.shows("ended by signal 15"), "{}", pty.text());
    assert!(pty.shows("supple has a mistake in itself"), "{}", pty.text());
    assert!(pty.shows("elsewhere, as asked"), "{}", pty.text());
}

#[test]
fn ctrl_z_gives_the_shell_back_and_fg_comes_back_to_the_screen() {
    for how in ["{}", "sh -c '{}; true'"] {
        let home = home();
        let mut pty = as_job(&home, how);
        pty.keys("\x1a");
        pty.until_that("the prompt", Pty::at_prompt);
        assert_eq!(pty.left_behind(), [""; 0]);
        assert!(pty.shows("the seconds go on"), "{how}: {}", pty.text());
        pty.keys("fg; echo status $?.\n").until("away for");
        assert!(pty.is_taken(), "{how}");
        pty.keys("q").until("status 0.");
        assert_eq!(pty.left_behind(), [""; 0]);
    }
}

#[test]
fn who_was_stopped_by_others_finds_the_terminal_and_knows_of_the_absence() {
    let home = home();
    let mut pty = as_job(&home, "{}");
    pty.signal_job(Signal::STOP);
    pty.until_that("the prompt", |pty| pty.text().contains("ready>"));
    // The shell, or who sits before it, makes the terminal usable. A stop of less than a second is
    // none.
    pty.keys("sleep 1.1; stty sane\n");
    pty.keys("fg; echo status $?.\n").until("away for");
    assert!(pty.is_taken());
    pty.keys("q").until("status 0.");
    assert_eq!(pty.left_behind(), [""; 0]);
}

#[test]
fn a_stop_that_is_asked_for_comes_though_the_front_end_has_no_answer_to_it() {
    for deaf in ["", "s"] {
        let home = home();
        let mut pty = as_job(&home, "{}");
        pty.keys(deaf).keys("x").until("key x");
        pty.signal_first_of_job(Signal::TSTP);
        pty.until_that("the prompt", Pty::at_prompt);
        assert_eq!(pty.left_behind(), [""; 0]);
        assert_eq!(pty.shows("the seconds go on"), deaf.is_empty());
        pty.keys("fg; echo status $?.\n").until("away for");
        assert!(pty.is_taken());
        pty.keys("q").until("status 0.");
        assert_eq!(pty.left_behind(), [""; 0]);
    }
}

#[test]
fn ctrl_z_without_a_shell_to_go_back_to_goes_on() {
    let home = home();
    let mut pty = playing(&home);
    pty.keys("\x1ax").until("key x");
    assert!(pty.is_taken());
}

#[test]
fn a_new_size_is_drawn_at_once_and_a_key_in_the_same_moment_is_not_lost() {
    let home = home();
    let mut pty = playing(&home);
    for size in [(20, 5), (1, 1), (0, 0), (1, 40), (100, 1), SIZE] {
        pty.resize(size).keys("x");
    }
    pty.until("seconds so far:").until("key x");
    for letter in "abc".chars() {
        let key = letter.to_ascii_uppercase().to_string();
        pty.resize((50, 8)).keys(&key);
        pty.until(&format!("key {key}"));
        pty.resize(SIZE).until(&format!("key {key}"));
    }
}

#[test]
fn a_terminal_that_does_not_know_its_size_is_taken_for_a_usual_one() {
    let home = home();
    let mut pty = Pty::start(trial::command("screen", home.path()), (0, 0));
    pty.until_that("a frame", |pty| String::from_utf8_lossy(pty.sent()).contains("seconds"));
    pty.keys("q");
    assert_eq!(pty.exit().code(), Some(0));
}

#[test]
fn the_mouse_is_listened_to_only_while_it_is_wanted() {
    let home = home();
    let mut pty = playing(&home);
    let mode = |pty: &Pty| pty.screen().mouse_protocol_mode();
    assert_eq!(mode(&pty), vt100::MouseProtocolMode::None);
    pty.keys("m");
    pty.until_that("the mouse", |pty| mode(pty) == vt100::MouseProtocolMode::PressRelease);
    pty.keys("\x1b[<0;3;2M").until("mouse Down(Left)");
    pty.keys("m");
    pty.until_that("no mouse", |pty| mode(pty) == vt100::MouseProtocolMode::None);
    pty.keys("m");
    pty.until_that("the mouse", |pty| mode(pty) != vt100::MouseProtocolMode::None);
    pty.keys("q");
    assert_eq!(pty.exit().code(), Some(0));
    assert_eq!(pty.left_behind(), [""; 0]);
}

#[test]
fn pasted_text_comes_as_text_and_the_bell_rings() {
    let home = home();
    let mut pty = playing(&home);
    pty.keys("\x1b[200~q\n\x1b[201~").until(r#"pasted "q\n""#);
    pty.keys("r");
    pty.until_that("a bell", |pty| pty.bells() == 1);
}

#[test]
fn nothing_is_sent_and_no_question_asked_while_nothing_changes() {
    let home = home();
    let mut pty = playing(&home);
    // Stopped, and a key that shows that it is.
    pty.keys(" x").until("key x");
    pty.pump(Duration::ZERO);
    let before = pty.sent().len();
    pty.pump(Duration::from_millis(1_500));
    assert_eq!(pty.sent().len(), before);
    let sent = String::from_utf8_lossy(pty.sent()).into_owned();
    for question in ["\x1b[6n", "\x1b[c", "\x1b[?u", "\x1b[>c"] {
        assert!(!sent.contains(question));
    }
}

#[test]
fn without_a_terminal_the_full_screen_is_refused_with_a_sentence() {
    let home = home();
    let output =
        trial::command("screen", home.path()).stdin(Stdio::null()).output().expect("it runs");
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("the full screen needs a terminal"), "{said}");
    assert!(!output.stdout.contains(&0x1b));
}

#[test]
fn lines_are_read_and_printed_without_any_escape_sequence() {
    let home = home();
    let mut child = trial::command("lines", home.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut input = child.stdin.take().expect("a pipe");
    input.write_all(b"n\r\n\nq\n").expect("it listens");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0));
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(printed.contains("line \"n\"\nline \"\"\n"), "{printed}");
    assert!(!output.stdout.contains(&0x1b) && !output.stdout.contains(&0x07));
    // Standard output is no terminal, so the last words are not for it.
    assert_eq!(String::from_utf8_lossy(&output.stderr), "ended by a line\n");
}

#[cfg(target_os = "linux")]
#[test]
fn a_hang_up_that_is_to_be_ignored_is_ignored() {
    let home = home();
    let command = trial::command("lines", home.path());
    let mut ignoring = pty::command("nohup", home.path());
    ignoring.arg(command.get_program()).args(command.get_args());
    ignoring.env("SUPPLE_TRIAL", "lines");
    let mut child = ignoring
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("it runs");
    let pid = Pid::from_raw(child.id() as i32).expect("a process has a number");
    let output = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut lines = output.lines().map(|line| line.expect("it prints"));
    assert!(lines.any(|line| line.contains("seconds so far")));
    kill_process(pid, Signal::HUP).expect("it is there");
    assert!(lines.any(|line| line.contains("seconds so far")));
    kill_process(pid, Signal::TERM).expect("it is there");
    assert_eq!(child.wait().expect("it ends").code(), Some(143));
}

#[test]
fn whoever_stops_reading_ends_the_lines_quietly() {
    let home = home();
    let mut child = trial::command("lines", home.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut line = String::new();
    while !line.contains("seconds so far") {
        line.clear();
        output.read_line(&mut line).expect("it prints");
    }
    drop(output);
    // Held open: it is the closed output that ends it.
    let input = child.stdin.take();
    let output = child.wait_with_output().expect("it ends");
    drop(input);
    assert_eq!(output.status.code(), Some(0));
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(said, "ended by signal 1\n");
}

#[test]
fn a_signal_ends_the_lines_with_its_status() {
    let home = home();
    let mut pty = Pty::start(trial::command("lines", home.path()), SIZE);
    pty.until("seconds so far: 0");
    pty.signal(Signal::TERM);
    assert_eq!(pty.exit().code(), Some(143));
    assert!(pty.shows("ended by signal 15"));
    assert!(!pty.sent().contains(&0x1b));
}

#[cfg(target_os = "linux")]
#[test]
fn the_command_that_keeps_the_machine_awake_dies_with_us_however_we_die() {
    use std::os::unix::fs::PermissionsExt;
    let home = home();
    // A stand-in that leaves word of its process, and of nothing else.
    let stand_in = home.path().join("systemd-inhibit");
    let mark = home.path().join("mark");
    let script =
        format!("#!/bin/sh\necho $$ > {0}.new\nmv {0}.new {0}\nexec cat\n", mark.display());
    std::fs::write(&stand_in, script).expect("a stand-in");
    std::fs::set_permissions(&stand_in, PermissionsExt::from_mode(0o755)).expect("it may run");
    let mut command = trial::command("screen", home.path());
    let path = format!("{}:/usr/bin:/bin", home.path().display());
    command.env("PATH", path);
    let mut pty = Pty::start(command, SIZE);
    pty.until("seconds so far:").keys("a");
    wait_until("the stand-in", || Ok(mark.exists()));
    let pid = std::fs::read_to_string(&mark).expect("a mark");
    let process = std::path::PathBuf::from(format!("/proc/{}", pid.trim()));
    assert!(process.exists());
    pty.signal(Signal::KILL);
    wait_until("the stand-in to end", || Ok(!process.exists()));
}
