//! Real faults with the real program: two writers at once, stops, rubbish in a file, homes that
//! refuse, and a terminal that is closed in the middle of a warm pack.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use rustix::process::Signal;
use serde_json::Value;
use supple::history::{HistoryLine, Id, Record};
use supple::host::files::OnDisk;
use supple::host::journal::Journal;

use super::make::{record, stamp};
use crate::pty::{self, Pty};
use crate::terminal::{WIDE, home, supple};

/// Set, to a folder and a number, for a process that is to write.
const WRITER: &str = "SUPPLE_WRITER";

const QUICK: &str =
    r#"Routine(title: "Quick", steps: [Hold(name: "Arm", for: "0.2s", ready: "0s")])"#;

/// So many records does each writer write.
const EACH: u32 = 2_500;

fn journal(home: &Path) -> Journal {
    let (history, state) = (home.join("history"), home.join("state"));
    Journal::over(Arc::new(OnDisk), history, state, "desk", [1; 10])
}

#[test]
fn writes_where_it_is_asked_to() {
    let Ok(asked) = std::env::var(WRITER) else {
        return;
    };
    let (window, folder) = asked.split_at(1);
    let window = window.as_bytes()[0];
    let journal = journal(Path::new(folder));
    for nth in 0..EACH {
        let mut record: Record = record(1);
        let mut random = [window; 10];
        random[4..8].copy_from_slice(&nth.to_le_bytes());
        record.id = Id::new(stamp(0).at(), random);
        let line = HistoryLine::Session(Box::new(record));
        journal.append(&line).expect("it is kept");
    }
}

#[test]
fn two_programs_that_append_at_once_lose_nothing_and_break_no_line() {
    // In memory where there is such a place: what is tried here is the lock and the one write,
    // and twenty thousand waits for a disk would prove no more.
    let home = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
    let home = home.expect("a folder");
    // The name of the machine is there already.
    journal(home.path()).machine();
    let program = std::env::current_exe().expect("this binary has a path");
    let writers = ["1", "2"].map(|window| {
        Command::new(&program)
            .args(["--exact", "history::faults::writes_where_it_is_asked_to"])
            .env(WRITER, format!("{window}{}", home.path().display()))
            .stdout(Stdio::null())
            .spawn()
            .expect("it runs")
    });
    for mut writer in writers {
        assert!(writer.wait().expect("it ends").success());
    }
    let files = journal(home.path()).files().expect("a folder");
    let [file] = files.as_slice() else { panic!("{files:?}") };
    let bytes = fs::read(file).expect("a file");
    let mut ids = std::collections::BTreeSet::new();
    let mut of = [0, 0];
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\n").expect("a whole line");
        let Ok(HistoryLine::Session(record)) = HistoryLine::read(line) else {
            panic!("{}", String::from_utf8_lossy(line));
        };
        assert!(ids.insert(record.id), "twice");
        let first = record.id.to_string().ends_with("31");
        of[usize::from(first)] += 1;
    }
    assert_eq!(of, [EACH, EACH]);
    assert!(!file.with_extension("broken").exists());
}

/// The one session of a home's history, as `supple history --json` gives it.
fn only(home: &tempfile::TempDir) -> Value {
    let output = supple(home, &["history", "--json"]).output();
    let output = output.expect("it runs");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    let mut all: Vec<Value> = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

#[test]
fn a_stop_that_outlasts_the_hold_is_away_and_no_holding() {
    const SECOND: &str = r#"Routine(title: "Trial of stops", about: "About a heron.", steps: [
        Hold(name: "Heron", text: "Stand like a heron.", for: "1s", ready: "0s")])"#;
    let home = home();
    fs::write(home.path().join("second.ron"), SECOND).expect("a routine");
    let mut pty = Pty::start(supple(&home, &["play", "./second.ron"]), WIDE);
    pty.until("Enter   begin").keys("\r").until_gone("Enter   begin");
    pty.until("Stand like a heron.");
    pty.signal(Signal::STOP);
    let stopped = Instant::now();
    let long = Duration::from_millis(1_100);
    pty.until_that("the hold to have passed", |_| stopped.elapsed() > long);
    pty.signal(Signal::CONT);
    let most = stopped.elapsed().as_secs_f64() + 1.0;
    pty.until("Nobody looked for").keys("\r");
    pty.until("Stand like a heron.").until("leave");
    pty.keys("q");
    assert_eq!(pty.exit().code(), Some(0));
    assert_eq!(pty.left_behind(), [""; 0]);
    let session = only(&home);
    assert_eq!(session["ended"], "finished");
    let away = session["away"].as_f64().expect("seconds");
    assert!((1.1..most).contains(&away), "{session}");
    // The second try whole, and of the first one what was seen of it.
    let real = session["work"]["real"].as_f64().expect("seconds");
    assert!((1.0..2.0).contains(&real), "{session}");
    assert_eq!(session["steps"][0]["reps"], 1, "{session}");
}

/// A home for which this test can put a file into the history.
fn history_of(home: &tempfile::TempDir) -> PathBuf {
    let folder = home.path().join(".local/share/supple/history");
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// Runs the program with little memory.
fn with_little_memory(home: &tempfile::TempDir, words: &str) -> Output {
    let mut command = pty::command("sh", home.path());
    let program = env!("CARGO_BIN_EXE_supple");
    // Kilobytes of addresses, the program's own code among them.
    let line = format!("ulimit -v 400000; exec {program} {words}");
    let command = command.arg("-c").arg(line).stdin(Stdio::piped());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    let mut input = child.stdin.take().expect("a pipe");
    let _ = std::io::Write::write_all(&mut input, b"\n");
    drop(input);
    let output = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{words}: {said}");
    output
}

#[test]
fn rubbish_in_a_file_is_told_and_left_and_hides_nothing() {
    let home = home();
    let now = jiff::Zoned::now();
    let name = format!("{:04}-{:02}.desk-00000000.jsonl", now.year(), now.month());
    let file = history_of(&home).join(name);
    let state = home.path().join(".local/state/supple");
    fs::create_dir_all(&state).expect("a folder");
    fs::write(state.join("machine"), "desk-00000000\n").expect("a name");
    let line = |nth| HistoryLine::Session(Box::new(record(nth))).written();
    let mut bytes = (line(1) + &line(2)).into_bytes();
    bytes.extend(b"\0\0\0\0 \xff\xfe\xc3( \x1b[2J\n");
    // One that broke off, and another program went on behind it.
    bytes.extend(&line(9).as_bytes()[..80]);
    bytes.extend(line(8).as_bytes());
    bytes.extend(line(3).as_bytes());
    bytes.extend(b"{\"kind\":\"session\",\"x\":\"");
    bytes.extend(vec![b'x'; 10_000_000]);
    bytes.push(b'\n');
    bytes.extend(line(4).as_bytes());
    fs::write(&file, &bytes).expect("a history");

    let complaints = |output: &Output| {
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        for line in ["line 3 of", "line 4 of", "line 6 of"] {
            assert!(said.contains(line), "{said}");
        }
        assert_eq!(said.lines().count(), 3, "{said}");
        assert!(!said.contains('\x1b') && said.len() < 2_000, "{said}");
    };
    let sessions = |output: &Output| {
        let all: Vec<Value> = serde_json::from_slice(&output.stdout).expect("JSON");
        all.len()
    };
    let output = with_little_memory(&home, "history --json");
    complaints(&output);
    assert_eq!(sessions(&output), 4);
    complaints(&with_little_memory(&home, "stats --json"));

    // It is played and kept all the same, and nothing in the file is touched.
    fs::write(home.path().join("quick.ron"), QUICK).expect("a routine");
    let output = with_little_memory(&home, "play ./quick.ron --plain");
    assert!(String::from_utf8_lossy(&output.stdout).contains("Done."));
    let after = fs::read(&file).expect("a file");
    assert!(after.starts_with(&bytes) && after.len() > bytes.len());
    let output = with_little_memory(&home, "history --json");
    complaints(&output);
    assert_eq!(sessions(&output), 5);
}

/// Plays in lines to the end, in a home that may refuse, and gives what was said; `None` where
/// the program can't be started like this.
fn plays(mut command: Command) -> Option<String> {
    let child = command
        .args(["play", "./quick.ron", "--plain"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = child.ok()?;
    let mut input = child.stdin.take().expect("a pipe");
    let _ = std::io::Write::write_all(&mut input, b"\n");
    drop(input);
    let output = child.wait_with_output().expect("it ends");
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("Done."), "{said}");
    Some(said)
}

#[test]
fn a_home_that_is_missing_or_may_not_be_written_costs_nobody_their_session() {
    let home = home();
    fs::write(home.path().join("quick.ron"), QUICK).expect("a routine");
    let program = || pty::command(env!("CARGO_BIN_EXE_supple"), home.path());
    let refused = |said: &str| {
        assert!(said.contains("It can't be kept in"), "{said}");
        assert!(said.contains("A crash would lose this session"), "{said}");
    };
    // No folder can be made there, whoever asks.
    let mut command = program();
    command.env("HOME", "/dev/null/nowhere");
    refused(&plays(command).expect("it runs"));

    // A home that may be looked at only. Where root runs this, somebody else has to be asked.
    let only_look = |mode| fs::set_permissions(home.path(), fs::Permissions::from_mode(mode));
    only_look(0o555).expect("it is ours");
    let mut command = program();
    if rustix::process::geteuid().is_root() {
        command.uid(65_534);
    }
    let said = plays(command);
    only_look(0o755).expect("it is ours");
    match said {
        Some(said) => refused(&said),
        None => eprintln!("not run: nobody else can be asked to start the program"),
    }

    // Without a home, but with folders of its own, all is well.
    let folders = tempfile::tempdir().expect("a folder");
    let mut command = program();
    command.env_remove("HOME");
    for name in ["DATA", "STATE", "CONFIG", "CACHE"] {
        command.env(format!("XDG_{name}_HOME"), folders.path());
    }
    let said = plays(command).expect("it runs");
    assert!(!said.contains("kept in"), "{said}");
    assert!(folders.path().join("supple/history").exists());
}

/// The file of the one session that is running, or was broken off.
fn checkpoint(home: &tempfile::TempDir) -> Option<PathBuf> {
    let running = home.path().join(".local/state/supple/running");
    let files = fs::read_dir(running).ok()?;
    let mut paths = files.filter_map(|file| Some(file.ok()?.path()));
    paths.find(|path| path.extension().is_some_and(|end| end == "json"))
}

/// Lets so many seconds pass since a session was last seen. `reboot`: and the machine was
/// started in between.
fn ages(home: &tempfile::TempDir, seconds: i64, reboot: bool) {
    let path = checkpoint(home).expect("a session that broke off");
    let bytes = fs::read(&path).expect("a checkpoint");
    let mut left: Value = serde_json::from_slice(&bytes).expect("JSON");
    let seen = left["seen"].as_object_mut().expect("when it was seen");
    let wall: Timestamp = seen["wall"].as_str().expect("a time").parse().expect("a time");
    let wall = wall - SignedDuration::from_secs(seconds);
    seen.insert("wall".into(), wall.to_string().into());
    let since = seen["since_boot"].as_f64().expect("seconds") - seconds as f64;
    if reboot || since < 0.0 {
        seen.remove("boot");
    } else {
        seen.insert("since_boot".into(), since.into());
    }
    fs::write(&path, left.to_string()).expect("a checkpoint");
}

#[test]
fn a_warm_pack_goes_on_in_real_time_through_closed_windows_and_kills() {
    let home = home();
    let mut pty = Pty::start(supple(&home, &["play", "./heat.ron"]), WIDE);
    pty.until("About warmth.").keys("y");
    pty.until("Lean on the warm pack.");
    pty.until_that("a checkpoint", |_| checkpoint(&home).is_some());
    pty.signal(Signal::KILL).exit();
    // Seven minutes on, it is taken up and its window is closed.
    ages(&home, 7 * 60, true);
    let mut pty = Pty::start(supple(&home, &["resume"]), WIDE);
    pty.until("Nobody looked for 7").until("7:0").until("it stays on until");
    pty.keys(" ").until("so far");
    let place = || fs::read_to_string(checkpoint(&home).expect("its place")).expect("text");
    pty.until_that("its place", |_| place().contains("\"resumed\":[{"));
    let before = place();
    pty.hang_up();
    assert_eq!(pty.exit_unread().code(), Some(129));
    // It is kept once more as it stood at the end.
    assert_ne!(place(), before);
    // And five minutes later it is at twelve.
    ages(&home, 5 * 60, false);
    let mut pty = Pty::start(supple(&home, &["play", "./heat.ron"]), WIDE);
    pty.until("Heat has really been on for 12 min").until("since it went on");
    pty.signal(Signal::KILL).exit();
    // Past the most it is not played any more, whatever has become of its file: it rings until it
    // is off, and is recorded then.
    ages(&home, 8 * 60, false);
    fs::write(home.path().join("heat.ron"), "edited").expect("a file");
    let mut pty = Pty::start(supple(&home, &["resume", "--discard"]), WIDE);
    pty.until("Heat has really been on for 20 min").until("since it went on");
    assert!(checkpoint(&home).is_some());
    pty.keys("\r").until("It is recorded as far as it came.");
    assert_eq!(pty.exit().code(), Some(0));
    assert_eq!(checkpoint(&home), None);
    let session = only(&home);
    assert_eq!(session["ended"], "interrupted");
    assert_eq!(session["applications"].as_array().map(Vec::len), Some(1));
}
