//! What nobody would do to supple, and a cat on the keyboard does: floods of keys and pastes,
//! terminals that understand nothing, files that are none. A sentence and an exit status, never a
//! panic, a hang or a broken terminal.

use std::fs;
use std::process::{Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use crate::pty::{Pty, Size, wait_until};
use crate::terminal::{WIDE, holding, home, list, supple};

/// Nearly as many phases as a routine may have.
pub const HUGE: &str = r#"Routine(
    title: "Trial of patience",
    about: "About a heron.",
    steps: [
        Reps(
            name: "Heron",
            text: "Stand like a heron.",
            ready: "0s",
            times: 49998,
            tempo: [(cue: "up", for: "500ms"), (cue: "down", for: "500ms")],
        ),
        Hold(name: "Heron", text: "Stand like a heron.", for: "2s"),
    ],
)
"#;

const SIZES: [Size; 8] = [(20, 5), (1, 1), (0, 0), (300, 100), (100, 1), (1, 100), (80, 24), WIDE];

/// Runs it, and sees to it that it ends by itself.
fn ends(command: &mut Command) -> (Option<i32>, String) {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    wait_until("its end", || Ok(child.try_wait()?.is_some()));
    let output = child.wait_with_output().expect("it has ended");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), said)
}

fn ends_well(pty: &mut Pty) {
    assert_eq!(pty.exit().code(), Some(0), "{}", pty.text());
    assert_eq!(pty.left_behind(), [""; 0]);
}

#[test]
fn keys_held_down_in_the_largest_routine_while_the_window_is_shaken() {
    let home = home();
    fs::write(home.path().join("huge.ron"), HUGE).expect("a routine");
    let mut pty = Pty::start(supple(&home, &["play", "./huge.ron"]), WIDE);
    pty.until("Enter   begin").keys("\r").until_gone("Enter   begin").until("Stand like a");
    for size in SIZES {
        for key in ["n", "b", "B", " ", "+", "0", "n"] {
            pty.flood(key.repeat(48).as_bytes());
        }
        // Each makes the stage anew out of all phases. Odd, so that every second size is a big one.
        pty.flood(b"zzz");
        pty.resize(size);
    }
    pty.until("Stand like a");
    // The last key of a flood that goes past the end finds the end's screen.
    pty.flood(&b"N".repeat(200)).until("leave");
    pty.keys("\x03");
    ends_well(&mut pty);
}

#[test]
fn a_paste_of_megabytes_is_one_paste_and_keys_work_after_it() {
    let home = home();
    let mut pty = list(&home);
    let book = "Potatoes and \x1b[A and \x03. ".repeat(100_000);
    pty.flood(format!("\x1b[200~{book}\x1b[201~").as_bytes());
    pty.until("Potatoes and").keys("\x1b");
    pty.until("Chin glide").keys("\x03");
    ends_well(&mut pty);
}

#[test]
fn a_paste_without_its_end_does_not_swallow_keys_for_ever() {
    let home = home();
    let mut pty = list(&home);
    pty.keys("\x1b[200~Potatoes").until("Potatoes");
    pty.keys("\x03");
    ends_well(&mut pty);
}

#[test]
fn a_flood_of_letters_fills_no_more_than_the_line() {
    let home = home();
    let mut pty = list(&home);
    pty.flood(&b"x".repeat(20_000)).until("xxxx");
    pty.keys("\x1b").until("Chin glide").keys("\x03");
    ends_well(&mut pty);
}

#[test]
fn mice_gone_mad_change_nothing() {
    let home = home();
    for mut pty in [list(&home), holding(&home)] {
        for garbage in [
            "\x1b[<0;99999;99999M",
            "\x1b[<0;0;0M",
            "\x1b[<;;M",
            "\x1b[<999;1;1m",
            "\x1b[M\x7f\x7f\x7f",
            "\x1b[M   ",
            "\x1b[<0;18446744073709551616;1M",
            "\x1b[-1M",
        ] {
            pty.flood(garbage.repeat(50).as_bytes());
        }
        pty.resize((60, 20)).resize(WIDE).keys("\x03");
        ends_well(&mut pty);
    }
}

#[test]
fn terminals_that_know_less_get_less() {
    let home = home();
    // A colour is set by 30 to 49 or 90 to 107, but 39 and 49 are the terminal's own.
    let colour = |pty: &Pty| {
        let sent = String::from_utf8_lossy(pty.sent()).into_owned();
        let codes = sent.split("\x1b[").filter_map(|rest| {
            let end = rest.find(|c: char| !c.is_ascii_digit() && c != ';')?;
            rest[end..].starts_with('m').then(|| rest[..end].to_owned())
        });
        let codes: Vec<String> = codes.collect();
        let number = |code: &str| code.parse().unwrap_or(0);
        let sets = |code: &str| matches!(number(code), 30..=38 | 40..=48 | 90..=107);
        codes.iter().any(|codes| codes.split(';').any(sets))
    };
    for (name, value, coloured) in
        [("LANG", "C", true), ("TERM", "vt100", false), ("NO_COLOR", "1", false)]
    {
        let mut command = supple(&home, &["play", "./hold.ron"]);
        command.env(name, value);
        let mut pty = Pty::start(command, WIDE);
        pty.until("Enter   begin").keys("\r").until_gone("Enter   begin");
        pty.until("Stand like a heron.");
        assert!(pty.is_taken());
        assert_eq!(coloured, colour(&pty), "{name}={value}");
        assert!(name == "NO_COLOR" || pty.sent().is_ascii(), "{name}={value}");
        pty.keys("qq");
        ends_well(&mut pty);
    }
}

#[test]
fn a_terminal_that_understands_nothing_gets_lines() {
    let home = home();
    let dumb = |words: &[&str]| {
        let mut command = supple(&home, words);
        command.env("TERM", "dumb");
        Pty::start(command, WIDE)
    };
    let mut pty = dumb(&["play", "./hold.ron"]);
    pty.until("Enter begins.").keys("\n");
    pty.until("Stand like a heron.").keys("q\nq\n");
    assert_eq!(pty.exit().code(), Some(0));
    assert!(!pty.sent().contains(&0x1b));
    let mut pty = dumb(&[]);
    pty.until("A line with a number answers.").keys("q\n");
    assert_eq!(pty.exit().code(), Some(0));
    assert!(!pty.sent().contains(&0x1b));
}

#[test]
fn a_routine_that_is_deleted_while_it_is_played_is_played_on() {
    let home = home();
    let mut pty = holding(&home);
    fs::remove_file(home.path().join("hold.ron")).expect("it was there");
    let shown = pty.text();
    pty.until_that("another second", |pty| pty.text() != shown);
    pty.keys("qq");
    ends_well(&mut pty);
}

#[test]
fn what_is_no_file_is_refused_with_a_sentence() {
    let home = home();
    fs::create_dir(home.path().join("folder.ron")).expect("a folder");
    mkfifo(&home, "pipe.ron");
    for (file, why) in [
        ("./folder.ron", "it is a folder"),
        ("./pipe.ron", "nobody writes into this pipe"),
        ("/dev/zero", "larger than 1 MiB"),
        ("/dev/null", "empty"),
        ("./nothing.ron", "no such file"),
    ] {
        for command in ["play", "plan", "show", "check"] {
            if (command, file) == ("check", "./folder.ron") {
                // A folder is checked with all that is in it.
                continue;
            }
            let (status, said) = ends(&mut supple(&home, &[command, file]));
            assert_eq!(status, Some(1), "{command} {file}: {said}");
            assert!(command == "check" || said.contains(why), "{command} {file}: {said}");
        }
    }
}

#[test]
fn a_history_is_taken_in_from_what_ends() {
    let home = home();
    mkfifo(&home, "pipe");
    for (file, why) in [
        ("/dev/zero", "it is a device, not a file"),
        ("pipe", "nobody writes into this pipe"),
        (".", "it is a folder, not a file"),
        ("nothing", "no such file"),
    ] {
        let (status, said) = ends(&mut supple(&home, &["import", file]));
        assert_eq!(status, Some(1), "{file}: {said}");
        assert!(said.contains(why), "{file}: {said}");
    }
    // Nor is standard input read without end.
    let mut shell = crate::pty::command("sh", home.path());
    let program = env!("CARGO_BIN_EXE_supple");
    shell.args(["-c", "ulimit -v 400000; exec \"$0\" import - </dev/zero", program]);
    let (status, said) = ends(&mut shell);
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("it is a device"), "{said}");
}

#[test]
fn what_settings_hold_is_shown_and_not_obeyed() {
    let home = home();
    let folder = home.path().join(".config/supple");
    fs::create_dir_all(&folder).expect("a folder");
    let text = "(player: [\"say\u{1b}]0;evil\u{7}\", \"a\u{202e}b\"])";
    fs::write(folder.join("settings.ron"), text).expect("settings");
    let output = supple(&home, &["settings", "show"]).output().expect("it runs");
    let all = [output.stdout, output.stderr].concat();
    let all = String::from_utf8(all).expect("text");
    assert!(all.contains("say"), "{all}");
    let obeyed = |c: char| c != '\n' && supple::text::is_obeyed(c);
    assert!(!all.chars().any(obeyed), "{all:?}");
}

#[test]
fn a_routine_may_come_through_a_pipe() {
    let home = home();
    mkfifo(&home, "pipe.ron");
    let mut shell = crate::pty::command("sh", home.path());
    let program = env!("CARGO_BIN_EXE_supple");
    // The writer is late, and comes in pieces.
    shell.arg("-c").arg(format!(
        "(exec >pipe.ron; head -c 40 hold.ron; tail -c +41 hold.ron) & exec {program} plan /dev/fd/3 3<pipe.ron"
    ));
    let (status, said) = ends(&mut shell);
    assert_eq!(status, Some(0), "{said}");
}

fn mkfifo(home: &TempDir, name: &str) {
    let path = home.path().join(name);
    let made = Command::new("mkfifo").arg(path).status();
    assert!(made.expect("mkfifo").success());
}

#[test]
fn nothing_is_sent_while_nothing_changes() {
    let home = home();
    let mut pty = holding(&home);
    pty.keys(" ").until("Paused since");
    let mut listed = list(&home);
    // A page, beside which no figure moves.
    listed.keys("\x1b[F");
    for mut pty in [pty, listed] {
        // Keys that mean nothing here, after which all there was to send has been sent.
        pty.keys("\x1b[24~\x1b[25~");
        pty.pump(Duration::from_millis(300));
        pty.pump(Duration::ZERO);
        let sent = pty.sent().len();
        pty.pump(Duration::from_millis(1_100));
        assert_eq!(pty.sent().len(), sent);
        pty.keys("\x03");
        ends_well(&mut pty);
    }
}

/// Every way in is through the one place that knows how much a file may ask for.
#[test]
fn three_files_that_ask_for_all_the_memory_are_one_problem_each() {
    let home = tempfile::tempdir().expect("a home");
    let folder = home.path().join("data/supple/routines");
    fs::create_dir_all(&folder).expect("the folder of routines");
    for (name, steps) in [
        ("a1", r#"Repeat(times: 100000, steps: [Include("a2")])"#),
        ("a2", r#"Repeat(times: 10, steps: [Include("a3")])"#),
        ("a3", r#"Repeat(times: 1000, steps: [Rest(for: "1s")])"#),
    ] {
        let text = format!("(title: \"T\", sources: [(title: \"S\")], steps: [{steps}])");
        fs::write(folder.join(name).with_extension("ron"), text).expect("a routine");
    }
    for (words, status) in [
        ("plan a1", 1),
        ("show a1", 1),
        ("check data/supple/routines/a1.ron", 1),
        ("list", 0),
        ("--plain", 0),
    ] {
        let mut command = Command::new("sh");
        // So much address space, in KiB.
        command.args(["-c", "ulimit -v 600000; exec \"$0\" \"$@\""]);
        command.arg(env!("CARGO_BIN_EXE_supple")).args(words.split(' '));
        command.env_clear().env("HOME", home.path()).env("XDG_DATA_HOME", home.path().join("data"));
        let (code, said) = ends(command.current_dir(home.path()));
        assert_eq!(code, Some(status), "{words}: {said}");
        let told = said.matches("[too-many-phases]").count();
        assert!(told <= 1 && !said.contains("panicked"), "{words}: {said}");
    }
}
