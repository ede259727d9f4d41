//! supple itself on a pseudo-terminal: start, keys, sizes, stops, signals, hang-up.
//!
//! The words of the routines are written here, and of the program's own words only a few are
//! waited for, so that a better wording elsewhere breaks little.

use std::fs;
use std::process::Command;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use crate::pty::{self, Pty, Size};

pub const WIDE: Size = (100, 30);
const TINY: Size = (20, 5);

/// The hold begins with the key that begins the routine.
const HOLD: &str = r#"Routine(
    title: "Trial of holding",
    about: "About a heron.",
    steps: [Hold(name: "Heron", text: "Stand like a heron.", for: "30m", ready: "0s")],
)
"#;

const SHORT: &str = r#"Routine(
    title: "Trial of haste",
    about: "About a heron.",
    steps: [Hold(name: "Heron", text: "Stand like a heron.", for: "2s", ready: "1s")],
)
"#;

const HEAT: &str = r#"Routine(
    title: "Trial of warmth",
    about: "About warmth.",
    steps: [Heat(text: "Lean on the warm pack.", for: "15m..20m", off: "Take it away.")],
)
"#;

/// A home with the routines above in it, and nothing else.
pub fn home() -> TempDir {
    let home = tempfile::tempdir().expect("a folder for the test");
    for (name, text) in [("hold", HOLD), ("short", SHORT), ("heat", HEAT)] {
        fs::write(home.path().join(name).with_extension("ron"), text).expect("a routine");
    }
    home
}

pub fn supple(home: &TempDir, words: &[&str]) -> Command {
    let mut command = pty::command(env!("CARGO_BIN_EXE_supple"), home.path());
    command.args(words);
    command
}

/// From the first screen into the hold.
fn into_the_hold(pty: &mut Pty) {
    pty.until("Enter   begin").keys("\r");
    pty.until_gone("Enter   begin").until("Stand like a heron.");
    assert!(pty.is_taken());
}

pub fn holding(home: &TempDir) -> Pty {
    let mut pty = Pty::start(supple(home, &["play", "./hold.ron"]), WIDE);
    into_the_hold(&mut pty);
    pty
}

/// supple as the job of a shell; `how` has `{}` where the command stands.
fn as_job(home: &TempDir, words: &str, how: &str) -> Pty {
    let mut pty = Pty::shell(home.path(), WIDE);
    let line = format!("{} {words}", env!("CARGO_BIN_EXE_supple"));
    pty.keys(&format!("{}\n", how.replace("{}", &line)));
    pty
}

/// The list, past what is asked at the very first start.
pub fn list(home: &TempDir) -> Pty {
    let mut pty = Pty::start(supple(home, &[]), WIDE);
    // Just stiff.
    pty.until("How is your back").keys("\x1b[B\x1b[B\r");
    pty.until("type to find").until("Shoulder raises");
    assert!(pty.is_taken());
    pty
}

fn ends_with(pty: &mut Pty, status: i32) {
    assert_eq!(pty.exit().code(), Some(status), "{}", pty.text());
    assert_eq!(pty.left_behind(), [""; 0]);
}

/// Whether a terminal is asked for its background, and then has a colour of the light palette.
fn is_asked(home: &TempDir, variables: &[(&str, &str)]) -> bool {
    let mut command = supple(home, &[]);
    command.envs(variables.iter().copied());
    let mut pty = Pty::start(command, WIDE);
    pty.until_that("the first screen", |pty| pty.text().contains("Esc"));
    // What comes right behind it.
    (0..50).for_each(|_| pty.pump(Duration::from_millis(10)));
    let sent = String::from_utf8_lossy(pty.sent()).into_owned();
    let asked = sent.find("\x1b]11;?\x1b\\");
    if let Some(asked) = asked {
        assert!(sent.find("\x1b[?2026l").is_some_and(|shown| shown < asked));
        let lines = |pty: &Pty| -> Vec<String> {
            pty.text().lines().map(|line| line.trim_end().to_owned()).collect()
        };
        let (before, beware) = (lines(&pty), "38;5;124");
        assert!(!sent.contains(beware));
        pty.keys("\x1b]11;rgb:fafa/fafa/f7f7\x07");
        pty.until_that("the light palette", |pty| {
            String::from_utf8_lossy(pty.sent()).contains(beware)
        });
        assert_eq!(lines(&pty), before, "the answer is no key");
    }
    pty.keys("\x03").exit();
    asked.is_some()
}

#[test]
fn the_terminal_is_asked_for_its_background_after_the_first_frame_and_chooses_the_palette() {
    let home = home();
    assert!(is_asked(&home, &[]));
    assert!(!is_asked(&home, &[("TERM", "vt100")]));
    assert!(!is_asked(&home, &[("TERM", "linux")]));
    let settings = home.path().join(".config/supple");
    std::fs::create_dir_all(&settings).expect("a folder for the settings");
    std::fs::write(settings.join("settings.ron"), "Settings(background: Light)").expect("settings");
    assert!(!is_asked(&home, &[]));
}

#[test]
fn the_list_opens_finds_and_closes_and_asks_only_once_how_the_back_is() {
    let home = home();
    list(&home).keys("\x03").exit();
    let mut pty = Pty::start(supple(&home, &[]), WIDE);
    pty.until("Cold pack");
    assert!(!pty.shows("How is your back"));
    pty.keys("shoulder rai").until_gone("Cold pack");
    assert!(pty.shows("Shoulder raises"));
    pty.keys("\r").until_gone("shoulder rai").until("begin");
    pty.keys("q").until("shoulder rai");
    pty.keys("\x03");
    ends_with(&mut pty, 0);
}

#[test]
fn a_session_runs_to_its_end_and_the_shell_is_told() {
    let home = home();
    let mut pty = Pty::start(supple(&home, &["play", "./short.ron"]), WIDE);
    pty.until("Enter   begin").keys("\r").until_gone("Enter   begin");
    pty.until("Stand like a heron.");
    pty.until_gone("Stand like a heron.").keys("q");
    ends_with(&mut pty, 0);
    assert!(pty.shows("Trial of haste, "), "{}", pty.text());
}

#[test]
fn keys_stop_the_clock_and_let_it_go_on() {
    let home = home();
    let mut pty = holding(&home);
    pty.keys(" ").until("Paused since");
    pty.keys(" \r").until_gone("Paused since");
    let shown = pty.text();
    pty.until_that("another second", |pty| pty.text() != shown);
    pty.keys("?").until_gone("Stand like a heron.");
    pty.keys("q").until("Stand like a heron.");
    pty.keys("qq");
    ends_with(&mut pty, 0);
    assert!(pty.shows("Trial of holding, "), "{}", pty.text());
}

/// Both parts move all the time.
const MOVING: &str = r#"Routine(
    title: "Trial of moving",
    about: "About a heron.",
    steps: [Reps(
        name: "Heron", text: "Lift like a heron.", times: 2, ready: "0s",
        tempo: [(cue: "up", for: "500ms", pose: "shoulders up"), (cue: "down", for: "500ms", pose: "standing")],
        figure: (view: Front, start: "standing"),
    )],
)
"#;

#[test]
fn a_slow_line_makes_no_cue_late_however_the_figure_moves() {
    let home = home();
    fs::write(home.path().join("moving.ron"), MOVING).expect("a routine");
    let words = ["play", "./moving.ron", "--events", "events"];
    let mut command = supple(&home, &words);
    command.env("COLORTERM", "truecolor");
    let mut pty = Pty::start(command, WIDE);
    pty.until("Enter   begin").keys("\r");
    let events = home.path().join("events");
    let told = || fs::read_to_string(&events).unwrap_or_default();
    let mut sizes = [(99, 30), WIDE].into_iter().cycle();
    pty::wait_until("the end of the session", || {
        // Each size is a whole screen to send: the line is soon full, and stays so.
        pty.resize_unread(sizes.next().unwrap_or(WIDE));
        pty.sip(16);
        Ok(told().contains("\"finished\""))
    });
    let late = |line: &str| {
        let event: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
        let seconds = |field: &str| event[field].as_f64().expect("seconds");
        seconds("at") - seconds("due")
    };
    let told = told();
    assert!(told.matches("\"began\"").count() >= 4, "{told}");
    assert!(told.lines().all(|line| late(line) < 0.3), "{told}");
}

#[test]
fn ctrl_c_leaves_from_any_screen() {
    let home = home();
    for keys in ["", " ", "?", "!", "i"] {
        let mut pty = holding(&home);
        pty.keys(keys).keys("\x03");
        ends_with(&mut pty, 0);
    }
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
    pty.until_that("something", |pty| !pty.text().trim().is_empty());
    pty.resize((80, 24)).until("Stand like a heron.");
    // The key comes while nobody knows the size.
    pty.resize((1, 1)).keys(" ").resize(WIDE);
    pty.until("Paused since").until("Stand like a heron.");
    pty.keys("qq");
    ends_with(&mut pty, 0);
}

#[test]
fn ctrl_z_gives_the_shell_back_and_fg_the_session() {
    for how in ["{}", "sh -c '{}; true'"] {
        let home = home();
        let mut pty = as_job(&home, "play ./hold.ron", how);
        into_the_hold(&mut pty);
        pty.keys("\x1a");
        pty.until_that("the prompt", Pty::at_prompt);
        assert_eq!(pty.left_behind(), [""; 0], "{how}");
        // It is not over.
        assert!(!pty.shows("Trial of holding, "), "{how}: {}", pty.text());
        pty.keys("fg; echo status $?.\n").until("Stand like a heron.").until("Nobody looked for");
        assert!(pty.is_taken(), "{how}");
        pty.keys("qq").until("status 0.");
        assert_eq!(pty.left_behind(), [""; 0], "{how}");
    }
}

#[test]
fn ctrl_z_in_the_list_comes_back_to_the_list() {
    let home = home();
    list(&home).keys("\x03").exit();
    let mut pty = as_job(&home, "", "{}");
    pty.until("type to find").keys("belly\x1a");
    pty.until_that("the prompt", Pty::at_prompt);
    assert_eq!(pty.left_behind(), [""; 0]);
    pty.keys("fg; echo status $?.\n").until("Belly breathing");
    assert!(pty.is_taken());
    pty.keys("\x03").until("status 0.");
    assert_eq!(pty.left_behind(), [""; 0]);
}

#[test]
fn who_was_stopped_by_others_takes_the_terminal_again_and_says_for_how_long() {
    let home = home();
    let mut pty = as_job(&home, "play ./hold.ron", "{}");
    into_the_hold(&mut pty);
    pty.signal_job(Signal::STOP);
    // A stop of less than a second is none.
    pty.until("ready>").keys("sleep 1.1; stty sane; fg; echo status $?.\n");
    pty.until("Nobody looked for").until("Stand like a heron.");
    pty.until_that("the terminal to be taken", Pty::is_taken);
    pty.keys("qq").until("status 0.");
    assert_eq!(pty.left_behind(), [""; 0]);
}

#[test]
fn a_signal_that_asks_for_a_stop_is_like_ctrl_z() {
    // The program may be one of two in its job.
    let in_a_shell = r#"sh -c 'sh -c "echo \$\$ > pid; exec {}"; true'"#;
    for how in [r#"sh -c "echo \$\$ > pid; exec {}""#, in_a_shell] {
        let home = home();
        let mut pty = as_job(&home, "play ./heat.ron", how);
        warming(&mut pty);
        let stop = || {
            let pid = fs::read_to_string(home.path().join("pid")).expect("a number");
            let pid = Pid::from_raw(pid.trim().parse().expect("a number")).expect("a process");
            kill_process(pid, Signal::TSTP).expect("it is there");
        };
        stop();
        pty.until_that("the prompt", Pty::at_prompt);
        assert_eq!(pty.left_behind(), [""; 0], "{how}");
        assert!(pty.shows("cannot ring"), "{how}: {}", pty.text());
        pty.keys("fg; echo status $?.\n");
        pty.until("Lean on the warm pack.").until("Nobody looked for");
        assert!(pty.is_taken(), "{how}");
        // And once more: it is listened to as before.
        stop();
        pty.until_that("the prompt", Pty::at_prompt);
        assert_eq!(pty.left_behind(), [""; 0], "{how}");
        pty.keys("fg; echo status $?.\n");
        pty.until("Lean on the warm pack.").keys("q");
        pty.until("Enter: it is off").keys("\rq").until("status 0.");
        assert_eq!(pty.left_behind(), [""; 0], "{how}");
    }
}

#[test]
fn a_stop_that_nobody_could_undo_is_none() {
    // The leader of a session of its own has no shell that would ever let it go on.
    let home = home();
    let mut pty = holding(&home);
    pty.signal(Signal::TSTP).until("Nobody looked for");
    pty.until_that("the terminal to be taken", Pty::is_taken);
    pty.keys("\r").until_gone("Nobody looked for");
    pty.keys("qq");
    ends_with(&mut pty, 0);
    // Nor is one that whoever started it wants to be ignored.
    let mut shell = pty::command("sh", home.path());
    let program = env!("CARGO_BIN_EXE_supple");
    shell.arg("-c").arg(format!("trap '' TSTP; exec {program} play ./hold.ron"));
    let mut pty = Pty::start(shell, WIDE);
    into_the_hold(&mut pty);
    pty.signal(Signal::TSTP);
    let shown = pty.text();
    pty.until_that("another second", |pty| pty.text() != shown);
    assert!(!pty.shows("Nobody looked for"), "{}", pty.text());
    pty.keys("\x1a").until("Nobody looked for");
    pty.until_that("the terminal to be taken", Pty::is_taken);
    pty.keys("qq");
    ends_with(&mut pty, 0);
}

#[test]
fn a_signal_ends_it_with_its_status() {
    let home = home();
    for (signal, status) in
        [(Signal::TERM, 143), (Signal::INT, 130), (Signal::HUP, 129), (Signal::QUIT, 131)]
    {
        let mut pty = holding(&home);
        pty.signal(signal);
        ends_with(&mut pty, status);
    }
    let mut pty = list(&home);
    pty.signal(Signal::TERM);
    ends_with(&mut pty, 143);
}

#[test]
fn a_closed_window_ends_it_without_spinning() {
    let home = home();
    holding(&home).hang_up().ends_quietly(129);
    list(&home).hang_up().ends_quietly(129);
}

#[test]
fn a_closed_window_ends_it_even_where_its_signal_is_ignored() {
    let home = home();
    let mut command = pty::command("sh", home.path());
    let program = env!("CARGO_BIN_EXE_supple");
    command.arg("-c").arg(format!("trap '' HUP; exec {program} play ./hold.ron"));
    let mut pty = Pty::start(command, WIDE);
    into_the_hold(&mut pty);
    // The signal is ignored indeed.
    pty.signal(Signal::HUP);
    let shown = pty.text();
    pty.until_that("another second", |pty| pty.text() != shown);
    pty.hang_up().ends_quietly(129);
}

/// Into the heat, whose clock runs.
fn warming(pty: &mut Pty) {
    pty.until("About warmth.").keys("y");
    pty.until("Lean on the warm pack.");
}

#[test]
fn stopped_or_ended_in_the_heat_it_says_that_it_cannot_ring() {
    let home = home();
    let mut pty = as_job(&home, "play ./heat.ron", "{}");
    warming(&mut pty);
    pty.keys("\x1a");
    pty.until_that("the prompt", Pty::at_prompt);
    assert!(pty.shows("has been on since"), "{}", pty.text());
    assert!(pty.shows("at the latest"), "{}", pty.text());
    assert!(pty.shows("cannot ring"), "{}", pty.text());
    assert!(!pty.shows("supple has ended"), "{}", pty.text());
    pty.keys("clear; fg; echo status $?.\n");
    pty.until("Lean on the warm pack.");
    assert!(pty.is_taken());
    pty.signal_job(Signal::TERM);
    pty.until("status 143.");
    assert!(pty.shows("has been on since"), "{}", pty.text());
    assert!(pty.shows("nothing rings any more"), "{}", pty.text());
    assert_eq!(pty.left_behind(), [""; 0]);
}

#[test]
fn who_stops_the_heat_is_asked_for_the_pack_first_and_who_leaves_is_told_of_it_last() {
    let home = home();
    let mut pty = Pty::start(supple(&home, &["play", "./heat.ron"]), WIDE);
    warming(&mut pty);
    pty.keys("q").until("Enter: it is off").keys("\x03");
    ends_with(&mut pty, 0);
    assert!(pty.shows("has been on since"), "{}", pty.text());
    assert!(pty.shows("nothing rings any more"), "{}", pty.text());
    // Answered, there is nothing to be told.
    let home = self::home();
    let mut pty = Pty::start(supple(&home, &["play", "./heat.ron"]), WIDE);
    warming(&mut pty);
    pty.keys("q").until("Enter: it is off").keys("\rq");
    pty.exit();
    assert!(!pty.shows("rings any more"), "{}", pty.text());
}

#[test]
fn heat_in_another_terminal_holds_back_the_heat_that_comes_after_it() {
    let home = home();
    let later = r#"(title: "Later", steps: [
        Hold(text: "Stand like a heron.", for: "1s", ready: "0s"), Heat(for: "15m..20m")])"#;
    fs::write(home.path().join("later.ron"), later).expect("a routine");
    // It has looked at the history before the other one begins.
    let mut pty = Pty::start(supple(&home, &["play", "./later.ron"]), WIDE);
    pty.until("begin");
    let mut other = Pty::start(supple(&home, &["play", "./heat.ron"]), WIDE);
    warming(&mut other);
    other.keys("q").until("Enter: it is off").keys("\rq");
    other.exit();
    pty.keys("\r").until("Too soon after the last heat");
    pty.keys("\x03");
    ends_with(&mut pty, 0);
}

/// How long a save may take to be seen: looks are 50 ms apart. Nothing on a busy machine is sure
/// to happen within 100 ms, so the best of some saves is measured.
const SEEN_WITHIN: std::time::Duration = std::time::Duration::from_millis(100);

#[test]
fn every_save_of_a_watched_file_is_followed() {
    let home = home();
    let file = home.path().join("hold.ron");
    let mut pty = Pty::start(supple(&home, &["watch", "hold.ron"]), WIDE);
    pty.until("Trial of holding").until("can be played");

    // By writing it anew, and by moving another file into its place.
    let mut quickest = std::time::Duration::MAX;
    for nth in 1..=6 {
        let title = format!("Trial number {nth}");
        let text = HOLD.replace("Trial of holding", &title);
        if nth % 2 == 0 {
            fs::write(&file, text).unwrap();
        } else {
            let fresh = home.path().join("hold.ron~");
            fs::write(&fresh, text).unwrap();
            fs::rename(fresh, &file).unwrap();
        }
        let saved = std::time::Instant::now();
        pty.until(&title);
        quickest = quickest.min(saved.elapsed());
    }
    assert!(quickest < SEEN_WITHIN, "{quickest:?}");

    // Broken, the last good version stays, and can be played.
    fs::write(&file, HOLD.replace("30m", "30 potatoes")).unwrap();
    pty.until("`30 potatoes` is not a length of time")
        .until("this is the last good save")
        .until("Trial number 6");
    fs::write(&file, b"\xff\xfe").unwrap();
    pty.until("UTF-8").until("Trial number 6");
    fs::File::create(&file).unwrap().set_len(100 << 20).unwrap();
    pty.until("it is larger").until("Trial number 6");
    fs::remove_file(&file).unwrap();
    pty.until("no such file").until("Trial number 6");
    pty.keys("s").until("10×");
    pty.keys("q").until("this is the last good save");

    fs::write(&file, HOLD).unwrap();
    pty.until("Trial of holding").until("can be played");
    pty.keys("q");
    assert_eq!(pty.exit().code(), Some(0));
    assert_eq!(pty.left_behind(), [""; 0]);
}

#[test]
fn own_files_that_a_watched_one_includes_are_followed_too() {
    let home = home();
    let own = home.path().join(".local/share/supple/routines");
    fs::create_dir_all(&own).unwrap();
    let part = |name: &str| HOLD.replace("Heron", name);
    fs::write(own.join("part.ron"), part("First")).unwrap();
    fs::write(
        home.path().join("whole.ron"),
        "(title: \"Whole\", steps: [Include(\"part\"), Include(\"new-part\")])",
    )
    .unwrap();
    let mut pty = Pty::start(supple(&home, &["watch", "whole.ron"]), WIDE);
    pty.until("there is no routine `new-part`");
    fs::write(own.join("new-part.ron"), part("Second")).unwrap();
    pty.until("can be played").until("First").until("Second");
    fs::write(own.join("part.ron"), part("Changed")).unwrap();
    pty.until("Changed");
    fs::remove_file(own.join("new-part.ron")).unwrap();
    pty.until("there is no routine `new-part`").until("Second");
    pty.keys("q");
    assert_eq!(pty.exit().code(), Some(0));
}

#[test]
fn the_editor_is_left_to_its_mistakes_and_to_playing() {
    let home = home();
    let editor = home.path().join("vi");
    let mends = "#!/bin/sh\necho \"words: $*\"\nsed -i 's/30 potatoes/30m/' \"$2\"\n";
    fs::write(&editor, mends).unwrap();
    let executable = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    fs::set_permissions(&editor, executable).unwrap();
    let file = home.path().join("hold.ron");
    let hold = HOLD.replace("steps:", "sources: [(title: \"A bird book\")], steps:");
    let broken = hold.replace("30m", "30 turnips");
    let line = broken.lines().position(|line| line.contains("turnips"));
    let line = line.expect("the hold lasts 30 minutes") + 1;
    fs::write(&file, broken).unwrap();
    let mut command = supple(&home, &["edit", "./hold.ron"]);
    command.env("EDITOR", &editor);
    let mut pty = Pty::start(command, WIDE);
    pty.until(&format!("words: +{line} ./hold.ron"))
        .until("`30 turnips` is not a length of time")
        .until("Enter goes back to that line, s stops:");
    fs::write(&file, hold.replace("30m", "30 potatoes")).unwrap();
    pty.keys("p\r\r").until("it can be played").until("p plays it");
    pty.keys("p\r");
    pty.until("begin").keys("\r").until("Stand like a heron.");
    pty.keys("qq");
    assert_eq!(pty.exit().code(), Some(0));
}

#[test]
fn a_new_routine_is_asked_for_in_four_questions() {
    let home = home();
    let mut pty = Pty::start(supple(&home, &["new", "for-the-ribs"]), WIDE);
    pty.until("What is it called? [For the ribs]").keys("Ribs\r");
    pty.until("Who asked for it?").keys("Anna\r");
    pty.until("How many exercises").keys("potatoes\r");
    pty.until("A number and one of these words").keys("3 reps\r");
    pty.until("on both sides?").keys("y\r");
    pty.until("supple edit for-the-ribs");
    assert_eq!(pty.exit().code(), Some(0));
    let file = home.path().join(".local/share/supple/routines/for-the-ribs.ron");
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains("title: \"Ribs\""), "{text}");
    assert!(text.contains("by: \"Anna\""), "{text}");
    assert_eq!(text.matches("        Reps(").count(), 3, "{text}");
    assert_eq!(text.matches("side: Each").count(), 3, "{text}");

    // Whoever answers no more has written nothing.
    let mut pty = Pty::start(supple(&home, &["new", "another"]), WIDE);
    pty.until("What is it called?").keys("\x04");
    pty.until("nothing was written");
    assert_eq!(pty.exit().code(), Some(1));
}
