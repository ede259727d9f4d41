//! What other programs are told: events, hooks, the status file, answers from another shell.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use supple::app::prepared::PlayOptions;
use supple::app::{AppEvent, Effect};
use supple::feed::kinds;
use tempfile::TempDir;

use crate::plain::Reader;
use crate::pty::{self, Pty, wait_until};

const HOLD: &str = r#"(title: "Heron, \"still\"", ready: "0s", steps: [
    Hold(name: "Heron", text: "Stand like a heron.", for: "10s..30m", side: Each)])"#;

fn heard(reader: &Reader) -> Vec<Value> {
    let time = "2026-11-21T10:00:00Z".parse().expect("a timestamp");
    let lines = reader.effects.iter().filter_map(|effect| match effect {
        Effect::Happened(event) => Some(event.line(time)),
        _ => None,
    });
    lines.map(|line| serde_json::from_str(&line).expect("a JSON object")).collect()
}

fn listening() -> PlayOptions {
    PlayOptions { events: true, ..PlayOptions::default() }
}

/// The events as `kind due`, one a line.
fn outline(events: &[Value]) -> String {
    let told = events.iter().map(|event| {
        format!(
            "{} {} {}\n",
            event["kind"].as_str().expect("a kind"),
            event["due"],
            event["phase"]["index"]
        )
    });
    told.collect()
}

#[test]
fn each_event_is_told_once_in_words_that_stay() {
    let mut reader = Reader::of_text(HOLD, listening());
    reader.does("_ _ 12s pause 4s _ 5s _ _ 5s x");
    snapbox::assert_data_eq!(
        outline(&heard(&reader)),
        snapbox::str![[r#"
began 0 1
ended 0 1
began 0 2
may-stop 10 2
paused 12 2
returning 12 2
resumed 12 2
ended 14 2
began 14 3
ended 14 3
began 14 4
hurt 19 4
ended 19 4
finished 19 4

"#]]
    );
    for event in heard(&reader) {
        let kind = event["kind"].as_str().expect("a kind");
        assert!(kinds().any(|known| known == kind), "{kind}");
        assert_eq!(event["routine"]["title"], "Heron, \"still\"");
        assert_eq!(event["routine"]["id"], "own");
    }
}

#[test]
fn a_late_wake_up_tells_the_same_events_with_the_same_due_times_and_says_that_it_is_late() {
    let play = |late: bool| {
        let mut reader = Reader::of_routine("seated-twist", listening());
        reader.does("_");
        match late {
            true => reader.late(Duration::from_secs(60)),
            false => reader.wait(Duration::from_secs(60)),
        };
        heard(&reader)
    };
    let (late, early) = (play(true), play(false));
    assert_eq!(outline(&late), outline(&early));
    assert!(late.len() > 20);
    for (late, early) in late.iter().zip(&early) {
        assert_eq!(late["left"], early["left"], "{late}");
        assert_eq!(late["state"], early["state"], "{late}");
        assert_eq!(early["due"], early["at"]);
    }
    // All were told a minute after the first.
    assert_eq!(late.last().expect("some")["at"], 60);
}

#[test]
fn the_state_is_shown_when_it_changes_and_not_each_second() {
    let mut reader = Reader::of_text(HOLD, PlayOptions::default());
    reader.does("_ _ 9s 5s 5s pause 60s");
    let states = |reader: &Reader| {
        let shown = |effect: &&Effect| matches!(effect, Effect::Status(_));
        reader.effects.iter().filter(shown).count()
    };
    // Waiting, getting ready, running, may stop, paused.
    assert_eq!(states(&reader), 5);
    reader.does("q");
    assert!(reader.effects.contains(&Effect::Status(None)));
    // Nobody asked for events, and none were made.
    assert!(heard(&reader).is_empty());
}

#[test]
fn an_answer_from_elsewhere_says_what_it_did_or_that_nothing_was_waiting() {
    let mut reader = Reader::of_text(HOLD, PlayOptions::default());
    let mut ask = |wish: &str| {
        reader.effects.clear();
        reader.event(AppEvent::Asked(wish.into()));
        let reply = reader.effects.iter().find_map(|effect| match effect {
            Effect::Reply(reply) => Some((reply.done, reply.words.clone())),
            _ => None,
        });
        reply.expect("an answer")
    };
    let did = |words: &str| (true, format!("Heron, \"still\": {words}"));
    let refused = |words: &str| (false, words.to_owned());
    assert_eq!(ask("pause"), refused("there is nothing to do that with"));
    assert_eq!(ask(""), did("Heron, right side"));
    assert_eq!(ask("enter"), did("Heron, right side · 10 s – 30 min"));
    assert_eq!(ask("enter"), refused("nothing is waiting"));
    assert_eq!(ask("pause"), did("paused"));
    assert_eq!(ask("enter"), did("goes on in 3 s"));
    assert_eq!(ask("+"), did("15 s more"));
    assert_eq!(ask("m"), did("sound at sides and ends"));
    assert_eq!(ask("rm -rf /"), refused("no such key can be pressed from elsewhere"));
    assert_eq!(ask("?"), refused("no such key can be pressed from elsewhere"));
    assert_eq!(ask("stop"), did("stopped"));
}

/// A home with a routine in it, and a runtime folder of its own.
struct Home(TempDir);

impl Home {
    fn new() -> Home {
        let home = tempfile::tempdir().expect("a folder for the test");
        fs::write(home.path().join("hold.ron"), HOLD).expect("a routine");
        fs::create_dir(home.path().join("runtime")).expect("a folder");
        Home(home)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn run(&self) -> PathBuf {
        self.path("runtime/supple")
    }

    fn supple(&self, words: &[&str]) -> Command {
        let mut command = pty::command(env!("CARGO_BIN_EXE_supple"), self.0.path());
        command.args(words).env("XDG_RUNTIME_DIR", self.path("runtime"));
        command
    }

    /// What a command prints, and its exit status.
    fn says(&self, words: &[&str]) -> (i32, String) {
        let output = self.supple(words).output().expect("it runs");
        let Output { stdout, stderr, .. } = &output;
        let said = [stdout.as_slice(), stderr].concat();
        let said = String::from_utf8_lossy(&said).into_owned();
        (output.status.code().expect("no signal ended it"), said)
    }

    /// A session in lines, that has begun.
    fn session(&self, words: &[&str]) -> Session {
        let words = [&["play", "./hold.ron", "--plain"], words].concat();
        let mut child = self
            .supple(&words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it runs");
        let stdin = child.stdin.take().expect("a pipe");
        let mut session = Session { child, stdin };
        session.types("");
        let file = self.run().join(format!("{}.json", session.child.id()));
        wait_until("the session to run", || {
            let text = fs::read_to_string(&file).unwrap_or_default();
            Ok(text.contains("\"running\"") || text.contains("\"may-stop\""))
        });
        session
    }

    fn left_behind(&self) -> Vec<String> {
        let entries = fs::read_dir(self.run()).into_iter().flatten().flatten();
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
    }
}

struct Session {
    child: Child,
    stdin: std::process::ChildStdin,
}

impl Session {
    fn types(&mut self, line: &str) {
        writeln!(self.stdin, "{line}").expect("it listens");
    }

    fn signal(&self, signal: Signal) {
        let pid = Pid::from_raw(self.child.id() as i32).expect("a process has a number");
        kill_process(pid, signal).expect("it is there");
    }

    fn end(mut self, line: &str) -> Output {
        self.types(line);
        // Where its end is still to be left, that nothing more comes is the word for it.
        drop(self.stdin);
        self.child.wait_with_output().expect("it ends")
    }
}

fn lines_of(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.lines().map(|line| serde_json::from_str(line).expect("each line is an object")).collect()
}

#[test]
fn events_are_added_to_a_file_as_they_happen() {
    let home = Home::new();
    for _ in 0..2 {
        let session = home.session(&["--events", "events"]);
        wait_until("the first event", || Ok(!lines_of(&home.path("events")).is_empty()));
        session.end("q");
    }
    let kinds: Vec<Value> =
        lines_of(&home.path("events")).into_iter().map(|event| event["kind"].clone()).collect();
    let one = ["began", "ended", "finished"];
    assert_eq!(kinds, [one, one].concat());
}

#[test]
fn events_on_standard_output_leave_the_words_to_standard_error() {
    let home = Home::new();
    let output = home.session(&["--events", "-"]).end("q");
    let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
    let kinds: Vec<Value> = stdout
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("an object")["kind"].clone())
        .collect();
    assert_eq!(kinds, ["began", "ended", "finished"]);
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(stderr.contains("Stand like a heron."), "{stderr}");
}

#[test]
fn a_reader_of_events_that_goes_away_does_not_end_the_session() {
    let home = Home::new();
    let mut session = home.session(&["--events", "-"]);
    drop(session.child.stdout.take());
    session.types("pause");
    wait_until("the pause", || Ok(home.says(&["status"]).1.contains("paused")));
    session.types("");
    let output = session.end("q");
    assert_eq!(output.status.code(), Some(0));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("Stopped."), "{said}");
}

#[test]
fn what_cannot_be_written_is_told_before_the_start() {
    let home = Home::new();
    for (path, why) in [("no/file", "no such file or directory"), (".", "is a directory")] {
        let (status, said) = home.says(&["play", "./hold.ron", "--events", path]);
        assert_eq!(status, 1);
        assert_eq!(said, format!("error: can't write events to `{path}`: {why}\n"));
    }
}

#[test]
fn a_full_disk_is_one_note_and_the_session_goes_on() {
    if fs::metadata("/dev/full").is_err() {
        return;
    }
    let home = Home::new();
    let mut session = home.session(&["--events", "/dev/full"]);
    session.types("pause");
    wait_until("the pause", || Ok(home.says(&["status"]).1.contains("paused")));
    let output = session.end("q");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(said.matches("Events can't be written").count(), 1, "{said}");
    assert!(said.contains("Stopped."), "{said}");
}

#[test]
fn a_pipe_without_a_reader_holds_nobody_up() {
    let home = Home::new();
    let pipe = home.path("pipe");
    let made = Command::new("mkfifo").arg(&pipe).status();
    assert!(made.expect("mkfifo is there").success());
    let output = home.session(&["--events", "pipe"]).end("q");
    assert_eq!(output.status.code(), Some(0));
    let session = home.session(&["--events", "pipe"]);
    let mut reader = BufReader::new(File::open(&pipe).expect("the pipe"));
    let mut line = String::new();
    reader.read_line(&mut line).expect("a line");
    assert!(line.starts_with("{\"kind\":\"began\""), "{line}");
    session.end("q");
    reader.read_to_string(&mut line).expect("the rest");
    assert!(line.contains("{\"kind\":\"finished\""), "{line}");
}

#[test]
fn hooks_get_the_event_in_their_environment_and_no_shell() {
    let home = Home::new();
    let script = home.path("hook");
    let text = "#!/bin/sh\nprintf '%s|%s|%s|%s\\n' \"$1\" \"$SUPPLE_KIND\" \"$SUPPLE_TITLE\" \
                \"$SUPPLE_PHASE_SIDE\" >> hooked\n";
    fs::write(&script, text).expect("a hook");
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).expect("it may run");
    let hook = format!("finished={} '$HOME *'", script.display());
    let mut session = home.session(&["--hook", &hook, "--hook", "any=./there-is-none"]);
    let note = "The hook `./there-is-none` can't be started: no such file or directory.";
    let mut said = String::new();
    let mut output = BufReader::new(session.child.stdout.take().expect("a pipe"));
    while !said.contains(note) {
        assert_ne!(output.read_line(&mut said).expect("text"), 0, "{said}");
    }
    session.end("q");
    output.read_to_string(&mut said).expect("the rest");
    let hooked = || fs::read_to_string(home.path("hooked")).unwrap_or_default();
    wait_until("the hook", || Ok(hooked().ends_with('\n')));
    assert_eq!(hooked(), "$HOME *|finished|Heron, \"still\"|right\n");
    assert_eq!(said.matches(note).count(), 1, "{said}");
}

#[test]
fn hooks_of_the_settings_hold_as_well() {
    let home = Home::new();
    fs::create_dir_all(home.path("config/supple")).expect("a folder");
    let settings = "(hooks: [\"finished=touch touched\"])";
    fs::write(home.path("config/supple/settings.ron"), settings).expect("settings");
    let mut command = home.supple(&["play", "./hold.ron", "--plain"]);
    let mut child = command
        .env("XDG_CONFIG_HOME", home.path("config"))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("it runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(b"\nq\nq\n").expect("it listens");
    child.wait().expect("it ends");
    wait_until("the hook", || Ok(home.path("touched").exists()));
}

#[test]
fn a_hook_that_hangs_holds_nobody_up() {
    let home = Home::new();
    let words = ["--hook", "any=sleep 5"];
    let started = std::time::Instant::now();
    let output = home.session(&words).end("q");
    assert_eq!(output.status.code(), Some(0));
    assert!(started.elapsed() < Duration::from_secs(4));
}

#[test]
fn a_wrong_hook_is_a_mistake_on_the_command_line() {
    let home = Home::new();
    for (hook, why) in [
        ("finish=beep", "did you mean `finished`?"),
        ("alarm='beep", "is opened and never closed"),
        ("alarm=", "no command stands behind `alarm`"),
    ] {
        let (status, said) = home.says(&["play", "./hold.ron", "--hook", hook]);
        assert_eq!(status, 2);
        assert!(said.contains(why), "{said}");
    }
}

#[test]
fn the_status_is_the_persons_own_and_goes_with_the_session() {
    let home = Home::new();
    assert_eq!(home.says(&["status"]), (0, String::new()));
    let session = home.session(&[]);
    let mode =
        |path: PathBuf| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    let pid = session.child.id();
    assert_eq!(mode(home.run()), 0o700);
    assert_eq!(mode(home.run().join(format!("{pid}.json"))), 0o600);
    assert_eq!(mode(home.run().join(format!("{pid}.sock"))), 0o600);
    let (_, said) = home.says(&["status", "--format", "{title}|{side}|{state}|{pid}"]);
    assert_eq!(said, format!("Heron, \"still\"|right|running|{pid}\n"));
    let (_, said) = home.says(&["status", "--json"]);
    let shown: Value = serde_json::from_str(&said).expect("an object");
    assert_eq!(shown["phase"]["name"], "Heron");
    assert!(shown["ends_at"].is_string());
    session.end("q");
    assert_eq!(home.left_behind(), [""; 0]);
    assert_eq!(home.says(&["status", "--json"]), (0, String::new()));
    assert_eq!(home.says(&["status", "--format", "{what}"]).0, 2);
}

#[test]
fn each_end_but_a_kill_takes_the_status_away_and_what_a_kill_leaves_counts_as_nothing() {
    let home = Home::new();
    for signal in [Signal::TERM, Signal::HUP, Signal::INT, Signal::QUIT] {
        let mut session = home.session(&[]);
        session.signal(signal);
        session.child.wait().expect("it ends");
        assert_eq!(home.left_behind(), [""; 0], "{signal:?}");
    }
    let mut session = home.session(&[]);
    session.signal(Signal::KILL);
    session.child.wait().expect("it ends");
    assert_eq!(home.left_behind().len(), 2);
    assert_eq!(home.says(&["status"]), (0, String::new()));
    assert_eq!(home.says(&["answer"]), (1, "error: nothing is waiting\n".into()));
    // The next session sweeps.
    home.session(&[]).end("q");
    assert_eq!(home.left_behind(), [""; 0]);
}

#[test]
fn a_status_of_another_boot_or_in_no_shape_counts_as_nothing() {
    let home = Home::new();
    let session = home.session(&[]);
    let pid = session.child.id();
    let shown = home.run().join(format!("{pid}.json"));
    let text = fs::read_to_string(&shown).expect("it is there");
    let other: Value = serde_json::from_str(&text).expect("an object");
    let mut other = other.as_object().expect("an object").clone();
    other.insert("boot".into(), "another".into());
    let other = serde_json::to_string(&other).expect("JSON");
    fs::write(home.run().join("1.json"), other).expect("written");
    fs::write(home.run().join("2.json"), "{ potatoes").expect("written");
    fs::create_dir(home.run().join("3.json")).expect("made");
    assert_eq!(home.says(&["status"]).1.lines().count(), 1);
    session.end("q");
}

#[test]
fn several_sessions_are_shown_the_newest_first_and_enter_goes_where_it_is_needed() {
    let home = Home::new();
    let mut first = home.session(&[]);
    let second = home.session(&[]);
    let (_, said) = home.says(&["status", "--format", "{pid}"]);
    let pids = [second.child.id(), first.child.id()];
    assert_eq!(said, format!("{}\n{}\n", pids[0], pids[1]));
    first.types("pause");
    wait_until("the pause", || Ok(home.says(&["status"]).1.contains("paused")));
    let (status, said) = home.says(&["answer"]);
    assert_eq!((status, said.as_str()), (0, "Heron, \"still\": goes on in 3 s\n"));
    let (status, said) = home.says(&["answer", "stop"]);
    assert_eq!((status, said.as_str()), (0, "Heron, \"still\": stopped\n"));
    wait_until("one to end", || {
        Ok(home.says(&["status", "--format", "{pid}"]).1 == format!("{}\n", pids[1]))
    });
    first.end("q");
    assert_eq!(home.says(&["answer", "next"]), (1, "error: no session runs\n".into()));
    assert_eq!(home.says(&["answer", "potatoes"]).0, 1);
    drop(second.stdin);
    let mut child = second.child;
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}

#[test]
fn a_stopped_session_answers_nobody_and_does_not_do_it_later() {
    let home = Home::new();
    let session = home.session(&[]);
    session.signal(Signal::STOP);
    let (status, said) = home.says(&["answer", "stop"]);
    assert_eq!(status, 1);
    assert!(said.contains("does not answer"), "{said}");
    session.signal(Signal::CONT);
    // It is there, and goes on as if nothing had been asked.
    wait_until("its answer", || Ok(home.says(&["answer", "m"]).0 == 0));
    let output = session.end("q");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_folder_that_is_not_ones_own_gets_no_door() {
    let home = Home::new();
    fs::create_dir(home.path("elsewhere")).expect("a folder");
    std::os::unix::fs::symlink(home.path("elsewhere"), home.run()).expect("a link");
    let mut child = home
        .supple(&["play", "./hold.ron", "--plain"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(b"\nq\nq\n").expect("it listens");
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
    let entries = fs::read_dir(home.path("elsewhere")).expect("the folder");
    assert_eq!(entries.count(), 0);
}

#[test]
fn on_the_full_screen_too_it_is_shown_and_answered() {
    let home = Home::new();
    let mut pty = Pty::start(home.supple(&["play", "./hold.ron"]), (100, 30));
    pty.until("Heron");
    wait_until("the status", || Ok(home.says(&["status"]).1.contains("waits for you")));
    assert_eq!(home.says(&["answer"]).0, 0);
    pty.until("Stand like a heron.");
    assert_eq!(home.says(&["answer", "pause"]).1, "Heron, \"still\": paused\n");
    pty.until("Paused");
    pty.signal(Signal::TERM);
    assert_eq!(pty.exit().code(), Some(143));
    assert_eq!(home.left_behind(), [""; 0]);
}

#[test]
fn another_program_says_that_a_pack_is_off_and_how_many_a_set_was_and_begins_no_heat() {
    let home = Home::new();
    let heat = r#"(title: "Warm", steps: [Heat(text: "Lean on it.", for: "15m..20m")])"#;
    fs::write(home.path("warm.ron"), heat).expect("a routine");
    let mut pty = Pty::start(home.supple(&["play", "./warm.ron"]), (100, 30));
    wait_until("the status", || Ok(home.says(&["status"]).1.contains("Warm")));
    for word in ["", "enter", "y"] {
        let (status, said) = home.says(&["answer", word]);
        assert_eq!(status, 1, "{word}: {said}");
    }
    assert_eq!(home.says(&["answer", "off"]).0, 1);
    pty.keys("y").until("Lean on it.");
    let (status, said) = home.says(&["answer", "off"]);
    assert_eq!((status, said.as_str()), (0, "Warm: the pack is off, noted\n"));
    pty.keys("q");
    assert_eq!(pty.exit().code(), Some(0));

    let own = r#"(title: "Own", ready: "0s", steps: [
        Reps(name: "Roll", text: "Roll over.", times: "8..12", sets: 2, set_rest: "10m")])"#;
    fs::write(home.path("own.ron"), own).expect("a routine");
    let mut pty = Pty::start(home.supple(&["play", "./own.ron"]), (100, 30));
    pty.until("begin").keys("\r");
    pty.until("times, at your own pace");
    assert_eq!(home.says(&["answer", "12"]).0, 1);
    assert_eq!(home.says(&["answer"]).0, 0);
    let (status, said) = home.says(&["answer", "12"]);
    assert_eq!((status, said.as_str()), (0, "Own: Roll: 12, noted\n"));
    pty.keys("qq");
    assert_eq!(pty.exit().code(), Some(0));
    let history = home.says(&["history", "--json"]).1;
    let history: Value = serde_json::from_str(&history).expect("JSON");
    let kept = history.as_array().expect("a list");
    let own = kept.iter().find(|session| session["title"] == "Own");
    assert_eq!(own.expect("it is kept")["steps"][0]["said"][0], 12);
}

#[test]
fn what_is_asked_is_asked_on_the_terminal_where_standard_error_leads_away() {
    let home = Home::new();
    let mut command = pty::command("/bin/sh", home.0.path());
    let supple = env!("CARGO_BIN_EXE_supple");
    let line = format!("'{supple}' play breathe-even --events - 2>/dev/null | cat >/dev/null");
    command.args(["-c", &line]);
    let mut pty = pty::Pty::start(command, (80, 24));
    pty.until("Enter begins.");
    pty.keys("q\r");
    assert!(pty.exit().success());
}
