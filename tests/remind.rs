//! `supple remind` with the real program, and with programs of the desktop that only note what they
//! were asked.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::rc::Rc;
use std::time::Duration;

use jiff::Timestamp;
use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use supple::host::clock::Clock;
use supple::host::reminder::SetReminder;
use supple::nudge::{self, NudgeState, RemindWish, TIMER_NAME};
use supple::seconds::Moment;
use tempfile::TempDir;

use crate::support::Supple;

/// A home with its own programs, where `supple remind WORDS` was said and somebody has been at the
/// keyboard for so many minutes.
fn desk(words: &str, minutes: u64) -> Rc<TempDir> {
    let (_, home) = Supple::new("status").run_and_keep();
    let given: Vec<String> = words.split(' ').map(String::from).collect();
    let Ok(RemindWish::Set(reminder)) = RemindWish::read(&given) else {
        panic!("`{words}` sets nothing");
    };
    let state = NudgeState {
        seen: Some(Clock::start(1.0).seen(Moment::ZERO)),
        active: Duration::from_secs(60 * minutes),
        ..NudgeState::new(&reminder)
    };
    keep(&home, &SetReminder { reminder, state });
    fs::create_dir(home.path().join("bin")).expect("a folder");
    program(&home, "busctl", "echo t 1000");
    home
}

fn keep(home: &TempDir, set: &SetReminder) {
    let folder = home.path().join("state/supple");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("remind.json"), serde_json::to_vec(set).expect("JSON")).expect("a file");
}

fn kept(home: &TempDir) -> SetReminder {
    let text = fs::read(home.path().join("state/supple/remind.json")).expect("what is set");
    serde_json::from_slice(&text).expect("JSON")
}

/// A program that notes its words, one a line, in a file of its name, and then does `script`.
fn program(home: &TempDir, name: &str, script: &str) {
    let path = home.path().join("bin").join(name);
    let text = format!("#!/bin/sh\nprintf '%s\\n' \"$@\" >>\"$0.asked\"\n{script}\n");
    fs::write(&path, text).expect("a program");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a program");
}

fn asked(home: &TempDir, name: &str) -> String {
    let path = home.path().join("bin").join(format!("{name}.asked"));
    fs::read_to_string(path).unwrap_or_default()
}

/// The program in that home, with none but its programs and the shell.
fn supple(home: &Rc<TempDir>, words: &str) -> Supple {
    let path = format!("{}:/bin", home.path().join("bin").display());
    let supple = Supple::new(words).at_home(home).env("PATH", &path);
    supple.env("DISPLAY", ":7").env("TERMINAL", "a-terminal")
}

const BUTTONS: &str = "case $1 in --help) echo --action;; *) echo";

#[test]
fn a_nudge_has_buttons_and_begin_opens_the_page_before() {
    let home = desk("45m shoulder-raises", 45);
    program(&home, "notify-send", &format!("{BUTTONS} begin;; esac"));
    program(&home, "a-terminal", "");
    assert_eq!(supple(&home, "remind now").succeeds(), "");
    let shown = asked(&home, "notify-send");
    let shown = shown.split_once("--help\n").expect("it was asked for its buttons").1;
    assert_eq!(
        shown,
        "-a\nsupple\n-u\nnormal\n--action=begin=Begin\n--action=later=In 10 min\n\
         --action=not-today=Not today\n--\nForty-five minutes at the keyboard\n\
         Shoulder raises: one minute.\n"
    );
    let opened = asked(&home, "a-terminal");
    assert!(opened.starts_with("-e\n/"), "{opened}");
    assert!(opened.ends_with("/supple\nplay\nshoulder-raises\n"), "{opened}");
    assert_eq!(supple(&home, "status").succeeds(), "");
}

#[test]
fn an_own_title_is_shown_to_nobody_and_in_the_first_days_it_is_a_few_steps() {
    let own = r#"(title: "My slipped disc", steps: [
        Hold(name: "Heron", text: "Stand like a heron.", for: "230s")])"#;
    let home = desk("45m mine", 50);
    supple(&home, "status").own("mine.ron", own).succeeds();
    program(&home, "notify-send", &format!("{BUTTONS} later;; esac"));
    supple(&home, "remind now").succeeds();
    let shown = asked(&home, "notify-send");
    assert!(shown.ends_with("Fifty minutes at the keyboard\nFour minutes from your list.\n"));
    assert_eq!(kept(&home).state.due_at.as_secs(), 3600, "ten minutes later");

    let mut fresh = kept(&home);
    fresh.state.due_at = Duration::ZERO;
    keep(&home, &fresh);
    let now = Timestamp::now();
    let back = format!(r#"{{"how":"SeizedUp","since":"{now}","asked":"{now}"}}"#);
    fs::write(home.path().join("state/supple/back.json"), back).expect("a file");
    supple(&home, "remind now").succeeds();
    let shown = asked(&home, "notify-send");
    assert!(shown.ends_with("Get up, a few steps if you can.\n"), "{shown}");
    assert!(shown.contains("--action=done=Done\n--action=not-today=Not today\n--\n"));
}

#[test]
fn tmux_gets_a_line_with_the_key_that_was_bound_and_bars_say_due() {
    let home = desk("45m shoulder-raises", 50);
    let keys = r#"echo 'bind-key -T prefix S display-popup -E "supple remind begin"'"#;
    let answers = format!("case $1 in list-clients) echo 9 /dev/pts/7;; list-keys) {keys};; esac");
    program(&home, "tmux", &answers);
    supple(&home, "remind now").succeeds();
    let told = asked(&home, "tmux");
    let told = told.split_once("display-message\n").expect("a message").1;
    assert_eq!(told, "-c\n/dev/pts/7\n-d\n20000\n50 min at the keyboard · prefix + S\n");
    assert_eq!(supple(&home, "status").succeeds(), "due 50m\n");
    let filled = supple(&home, "status --format").word("{title} {left}|{cue}").succeeds();
    assert_eq!(filled, "due 50m|\n");
    let json: Value =
        serde_json::from_str(&supple(&home, "status --json").succeeds()).expect("JSON");
    assert_eq!((json["state"].as_str(), json["minutes"].as_u64()), (Some("due"), Some(50)));
    assert_eq!(supple(&home, "remind not-today").succeeds(), "Not today: noted.\n");
    assert_eq!(supple(&home, "status").succeeds(), "");
    supple(&home, "remind now").succeeds();
    assert_eq!(asked(&home, "tmux").matches("display-message").count(), 1);
}

#[test]
fn without_a_timer_it_stays_and_takes_all_with_it_when_it_ends() {
    let home = desk("45m", 0);
    let mut command = supple(&home, "remind 20m").command();
    let mut child = command.spawn().expect("it runs");
    let out = BufReader::new(child.stdout.take().expect("its output"));
    let stays =
        |line: &std::io::Result<String>| line.as_ref().is_ok_and(|line| line.contains("Ctrl-C"));
    assert!(out.lines().any(|line| stays(&line)));
    assert_eq!(kept(&home).reminder.every, Duration::from_secs(1200));
    kill_process(Pid::from_child(&child), Signal::TERM).expect("it is there");
    assert!(child.wait().expect("it ends").success());
    assert!(!home.path().join("state/supple/remind.json").exists());
    assert!(!home.path().join("config/systemd").exists());
    assert!(supple(&home, "remind").succeeds().starts_with("Nothing is set."));
}

#[test]
fn heat_and_what_nobody_understands_are_refused() {
    assert!(Supple::new("remind 45m heat").fails(1).contains("no nudge is given to heat"));
    assert!(Supple::new("remind 45m seated-twist").fails(1).contains("turning"));
    assert!(Supple::new("remind 2s").fails(1).contains("from 10m to 8h"));
    assert!(Supple::new("remind later").fails(1).contains("Nothing is set"));
}

#[test]
fn systemd_takes_the_units() {
    let home = tempfile::tempdir().expect("a folder");
    let words = ["45m", "9:00..18:00", "mon..fri"].map(String::from);
    let Ok(RemindWish::Set(reminder)) = RemindWish::read(&words) else {
        panic!("it sets nothing");
    };
    let odd = [("TERMINAL".to_owned(), r#"a "b" \c 100% $d"#.to_owned())];
    let service = nudge::systemd_service(env!("CARGO_BIN_EXE_supple"), &odd);
    let timer = nudge::systemd_timer(&reminder);
    assert!(service.contains(r#"Environment="TERMINAL=a \"b\" \\c 100%% $d""#), "{service}");
    assert!(timer.contains("OnCalendar=mon,tue,wed,thu,fri *-*-* 09..17:*:00\n"), "{timer}");
    let agent = nudge::launchd_agent("/a & b/supple", &odd);
    assert!(agent.contains("<array><string>/a &amp; b/supple</string><string>remind</string>"));
    let write = |end: &str, text: &str| {
        let path = home.path().join(format!("{}.{end}", TIMER_NAME));
        fs::write(&path, text).expect("a file");
        path
    };
    let files = [write("service", &service), write("timer", &timer)];
    // Where there is no systemd, nobody can say.
    let verify = |files: &[std::path::PathBuf], run: &Path| {
        let mut command = Command::new("systemd-analyze");
        command.args(["--user", "verify"]).args(files).env("XDG_RUNTIME_DIR", run);
        command.output()
    };
    if let Ok(verified) = verify(&files, home.path()) {
        let said = String::from_utf8_lossy(&verified.stderr);
        assert!(verified.status.success() && said.is_empty(), "{said}");
    }
}
