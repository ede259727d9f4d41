//! The real program, killed at random moments: what was finished is kept once, and what was not
//! can be taken up.
//!
//! `SUPPLE_KILLS=500 cargo test --test tests killed` kills it more often.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use supple::history::{Checkpoint, Ended, History, HistoryLine, lines};

use super::memory::Dice;
use crate::pty::wait_until;

const ROUTINE: &str = r#"Routine(title: "Short", steps: [
    Hold(name: "Arm", for: "0.1s", times: 5, side: Each, ready: "0s", change: "0s")])"#;

fn supple(home: &Path, words: &[&str]) -> Command {
    let mut command = crate::pty::command(env!("CARGO_BIN_EXE_supple"), home);
    command.args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Waits for its end, and gives what it said.
fn said(mut child: Child) -> String {
    let mut text = String::new();
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_to_string(&mut text).unwrap();
    child.wait().unwrap();
    text
}

/// Kills a program once it has said so many bytes and then nothing more for so long, or has ended;
/// gives all that it has said.
fn killed(mut child: Child, bytes: usize, millis: i64) -> String {
    let mut stdout = child.stdout.take().unwrap();
    let mut said = vec![0; bytes];
    let mut length = 0;
    while length < bytes {
        match stdout.read(&mut said[length..]).unwrap() {
            0 => break,
            more => length += more,
        }
    }
    said.truncate(length);
    let limit = Timespec { tv_sec: 0, tv_nsec: millis * 1_000_000 };
    poll(&mut [PollFd::new(&stdout, PollFlags::IN)], Some(&limit)).unwrap();
    // It may be over already.
    let _ = child.kill();
    stdout.read_to_end(&mut said).unwrap();
    child.wait().unwrap();
    String::from_utf8(said).unwrap()
}

#[test]
fn what_is_finished_is_kept_once_and_what_is_not_can_be_taken_up() {
    let kills = std::env::var("SUPPLE_KILLS").ok();
    let kills = kills.and_then(|kills| kills.parse().ok()).unwrap_or(20u64);
    let mut dice = Dice(kills);
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("short.ron"), ROUTINE).unwrap();
    let (mut finished, mut begun, mut well_begun) = (0, 0, 0);
    for _ in 0..kills / 4 {
        // Four windows at once, each killed when its time has come.
        let windows: Vec<_> = (0..4)
            .map(|_| {
                let mut child =
                    supple(home.path(), &["play", "./short.ron", "--plain"]).spawn().unwrap();
                let mut stdin = child.stdin.take().unwrap();
                stdin.write_all(b"\n").unwrap();
                // The input stays open: nobody is to be taken for gone.
                child.stdin = Some(stdin);
                let (bytes, millis) = (dice.below(900), dice.below(120));
                std::thread::spawn(move || killed(child, bytes as usize, millis as i64))
            })
            .collect();
        for window in windows {
            let text = window.join().unwrap();
            finished += usize::from(text.contains("Done."));
            begun += usize::from(text.contains("Arm"));
            well_begun += usize::from(text.matches("Arm").count() > 2);
        }
        let (recorded, broken_off) = look(home.path());
        assert!(recorded.0 >= finished, "a finished session is lost");
        let all = recorded.1 + broken_off;
        assert!((well_begun..=begun).contains(&all), "{well_begun} <= {all} <= {begun}");
    }
    // What broke off is kept, each once.
    let (recorded, broken_off) = look(home.path());
    for _ in 0..broken_off {
        let text = said(supple(home.path(), &["resume", "--keep"]).spawn().unwrap());
        assert!(text.contains("recorded as far as it came"), "{text}");
    }
    assert_eq!(look(home.path()).0.1, recorded.1 + broken_off);
    assert_eq!(look(home.path()).1, 0);
}

/// How many sessions are recorded as finished and in all, and how many broke off.
fn look(home: &Path) -> ((usize, usize), usize) {
    let data = home.join(".local/share/supple/history");
    let (mut ids, mut finished) = (BTreeSet::new(), 0);
    for file in std::fs::read_dir(data).into_iter().flatten() {
        let path = file.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        for line in lines(&bytes) {
            match line.expect("every line is whole") {
                HistoryLine::Session(record) => {
                    finished += usize::from(record.ended == Ended::Finished);
                    assert!(ids.insert(record.id), "recorded twice");
                }
                line => panic!("{line:?}"),
            }
        }
    }
    let mut broken_off = 0;
    let running = home.join(".local/state/supple/running");
    for file in std::fs::read_dir(running).into_iter().flatten() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|end| end == "json") {
            let bytes = std::fs::read(&path).unwrap();
            let left: Checkpoint = serde_json::from_slice(&bytes).expect("a whole checkpoint");
            // Killed between its record and the removal, it is in both; the next start knows.
            broken_off += usize::from(!ids.contains(&left.record.id));
        }
    }
    ((finished, ids.len()), broken_off)
}

/// Plays a session in a home, stops it, and waits until its place is kept: the program, with the
/// page after the session before it.
fn stopped(home: &Path) -> Child {
    let routine = r#"Routine(title: "Short", steps: [
        Hold(name: "Arm", for: "0.2s", ready: "0s"),
        Wait(text: "Look around."),
        Hold(name: "Leg", for: "0.2s", ready: "0s")])"#;
    std::fs::write(home.join("short.ron"), routine).unwrap();
    let play = ["play", "./short.ron", "--plain"];
    // Stopped while it waits, which it does as long as nobody answers.
    let mut child = supple(home, &play).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut heard = String::new();
    for (typed, until) in [("\n", "Look around."), ("q\n", "An empty line leaves.")] {
        stdin.write_all(typed.as_bytes()).unwrap();
        while !heard.contains(until) {
            assert_ne!(stdout.read_line(&mut heard).unwrap(), 0, "{heard}");
        }
    }
    // What it can go on from is written behind its back.
    let running = home.join(".local/state/supple/running");
    wait_until("a checkpoint of its end", || {
        let files = std::fs::read_dir(&running).into_iter().flatten().flatten();
        let whole = files.filter(|file| file.path().extension().is_some_and(|end| end == "json"));
        let texts = whole.map(|file| std::fs::read_to_string(file.path()).unwrap_or_default());
        Ok(texts.into_iter().any(|text| text.contains("\"stopped\"")))
    });
    child.stdin = Some(stdin);
    child.stdout = Some(stdout.into_inner());
    child
}

#[test]
fn killed_on_the_page_after_it_what_was_stopped_can_go_on_and_is_there_once() {
    let home = tempfile::tempdir().unwrap();
    let mut child = stopped(home.path());
    child.kill().unwrap();
    child.wait().unwrap();
    let ended = |ended| move |line: &&HistoryLine| matches!(line, HistoryLine::Session(record) if record.ended == ended);
    let lines = all_lines(home.path());
    assert_eq!(lines.iter().filter(ended(Ended::Stopped)).count(), 1);

    let mut resumed = supple(home.path(), &["resume", "--plain"]).spawn().unwrap();
    let mut stdin = resumed.stdin.take().unwrap();
    stdin.write_all(b"\n").unwrap();
    let told = said(resumed);
    assert!(told.contains("Done."), "{told}");
    drop(stdin);
    let history = History::merge(all_lines(home.path()));
    assert_eq!(history.sessions.len(), 1);
    assert_eq!(history.sessions[0].record.ended, Ended::Finished);
    let more = supple(home.path(), &["resume"]).output().unwrap();
    assert!(String::from_utf8_lossy(&more.stderr).contains("nothing was broken off"));
}

#[test]
fn a_stopped_session_whose_page_was_left_stays_as_it_was_stopped() {
    let only = |home: &Path| {
        let history = History::merge(all_lines(home));
        assert_eq!(history.sessions.len(), 1);
        history.sessions[0].record.ended
    };
    // By the person: then there is nothing to go on with.
    let home = tempfile::tempdir().unwrap();
    let mut child = stopped(home.path());
    child.stdin.take().unwrap().write_all(b"\n").unwrap();
    assert!(child.wait().unwrap().success());
    let resume = |home: &Path, words: &[&str]| supple(home, words).output().unwrap();
    let more = resume(home.path(), &["resume"]);
    assert!(String::from_utf8_lossy(&more.stderr).contains("nothing was broken off"));
    assert_eq!(only(home.path()), Ended::Stopped);
    // By a crash, and the person does not want to go on.
    for (words, says) in [
        ("--keep", "It stays recorded as it was stopped."),
        ("--discard", "It stays recorded as it was stopped; `supple forget` takes it out."),
    ] {
        let home = tempfile::tempdir().unwrap();
        let mut child = stopped(home.path());
        child.kill().unwrap();
        child.wait().unwrap();
        let told = resume(home.path(), &["resume", words]);
        let told = String::from_utf8_lossy(&told.stdout).into_owned();
        assert!(told.contains(says), "{told}");
        assert_eq!(only(home.path()), Ended::Stopped);
    }
}

fn all_lines(home: &Path) -> Vec<HistoryLine> {
    let data = home.join(".local/share/supple/history");
    let files = std::fs::read_dir(data).unwrap();
    let bytes = files.map(|file| std::fs::read(file.unwrap().path()).unwrap());
    let read = |bytes: Vec<u8>| lines(&bytes).map(Result::unwrap).collect::<Vec<_>>();
    bytes.flat_map(read).collect()
}
