//! Tones, voice, notifications and what the terminal is told, with the real program: against
//! players and voices of the tests' own that note when they are called, hang, fail or are
//! missing, and against the real espeak-ng and sox where they are installed.

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::Signal;
use tempfile::TempDir;

use crate::pty::{self, Pty, Size, wait_until};

const SIZE: Size = (100, 30);

const HOLD: &str = r#"Routine(
    title: "Heron",
    steps: [Hold(name: "Heron", text: "Stand like a heron.", for: "30m", ready: "9s")],
)
"#;

const SHORT: &str = r#"Routine(
    title: "Haste",
    ready: "0s",
    steps: [Hold(name: "Heron", text: "Stand.", for: "2s")],
)
"#;

/// A home with routines in it, a folder for programs, and a log that they write to.
struct Stage {
    home: TempDir,
}

impl Stage {
    fn new() -> Stage {
        let home = tempfile::tempdir().expect("a folder for the test");
        fs::create_dir(home.path().join("bin")).expect("a folder for programs");
        for (name, text) in [("hold", HOLD), ("short", SHORT)] {
            fs::write(home.path().join(name).with_extension("ron"), text).expect("a routine");
        }
        Stage { home }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// A program of the test's own; `$LOG` is its log.
    fn program(self, name: &str, script: &str) -> Stage {
        let path = self.path("bin").join(name);
        let log = self.path("log");
        let text = format!("#!/bin/sh\nPATH=/usr/bin:/bin\nLOG={}\n{script}\n", log.display());
        fs::write(&path, text).expect("a program");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("it can be run");
        self
    }

    fn settings(self, text: &str) -> Stage {
        let folder = self.path(".config/supple");
        fs::create_dir_all(&folder).expect("a folder for settings");
        fs::write(folder.join("settings.ron"), text).expect("settings");
        self
    }

    fn kept(&self) -> String {
        fs::read_to_string(self.path(".config/supple/settings.ron")).unwrap_or_default()
    }

    fn log(&self) -> String {
        fs::read_to_string(self.path("log")).unwrap_or_default()
    }

    #[track_caller]
    fn until_logged(&self, text: &str) {
        wait_until(&format!("{text:?} in {:?}", self.log()), || Ok(self.log().contains(text)));
    }

    /// supple, which finds no programs but those of the test.
    fn supple(&self, words: &str) -> Command {
        let mut command = pty::command(env!("CARGO_BIN_EXE_supple"), self.home.path());
        command.args(words.split_whitespace()).env("PATH", self.path("bin"));
        command
    }

    fn play(&self, words: &str) -> Pty {
        let mut pty = Pty::start(self.supple(words), SIZE);
        pty.until("begin").keys("\r");
        pty
    }
}

/// A program that notes its name and its last argument.
const NOTES: &str = r#"for last; do :; done; echo "$(basename "$0") $last" >> "$LOG""#;

#[test]
fn tones_are_played_by_the_first_player_there_is_and_the_bell_is_silent() {
    let stage = Stage::new().program("aplay", NOTES).program("paplay", NOTES);
    let pty = stage.play("play ./hold.ron");
    stage.until_logged("tones/ready-70-1.wav");
    assert!(!stage.log().contains("aplay ") || stage.log().contains("paplay "));
    assert!(stage.log().lines().all(|line| line.starts_with("paplay ")), "{}", stage.log());
    assert_eq!(pty.bells(), 0);
    // What was played is a sound file of its own length.
    let wav = fs::read(stage.path(".cache/supple/tones/ready-70-1.wav")).expect("the tone");
    assert_eq!(&wav[..4], b"RIFF");
}

#[test]
fn a_player_starts_within_30_ms_of_its_event_and_the_clock_does_not_wait() {
    // The player tells the time at which it runs, and then hangs.
    let stage = Stage::new().program("paplay", r#"date +%s%N >> "$LOG"; exec sleep 60"#);
    let stage = stage.program("espeak-ng", r#"date +%s%N >> "$LOG"; exec sleep 60"#);
    let mut best = Duration::MAX;
    for _ in 0..5 {
        let _ = fs::remove_file(stage.path("log"));
        let mut pty = Pty::start(stage.supple("play ./hold.ron"), SIZE);
        pty.until("begin");
        let pressed =
            std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970");
        pty.keys("\r");
        wait_until("the player", || Ok(stage.log().ends_with('\n')));
        let ran: u64 = stage.log().lines().next().unwrap_or("").parse().expect("a time");
        best = best.min(Duration::from_nanos(ran).saturating_sub(pressed));
        // It hangs, and the countdown goes on.
        let shown = pty.text();
        pty.until_that("the next second", |pty| pty.text() != shown);
    }
    // From the key to the first command of a shell script, `date` and all.
    assert!(best < Duration::from_millis(30), "{best:?}");
}

#[test]
fn without_a_player_the_bell_rings_and_one_note_says_so() {
    let stage = Stage::new();
    let mut pty = stage.play("play ./hold.ron");
    pty.until_that("the bell", |pty| pty.bells() == 1);
    pty.until("No player for tones here");
    assert_eq!(pty.bells(), 1);
    pty.keys("\r").until_that("the bell", |pty| pty.bells() == 2);
    pty.keys("qq");
    assert_eq!(pty.exit().code(), Some(0));
    assert_eq!(pty.left_behind(), [""; 0]);
}

#[test]
fn a_player_that_fails_gives_way_to_the_next_and_the_last_one_to_the_bell() {
    let stage = Stage::new().program("pw-play", "exit 3").program("aplay", NOTES);
    let pty = stage.play("play ./hold.ron");
    stage.until_logged("aplay ");
    assert_eq!(pty.bells(), 0);
    drop(pty);

    let stage = Stage::new().program("aplay", "exit 3");
    let mut pty = stage.play("play ./hold.ron");
    pty.until_that("the bell", |pty| pty.bells() == 1);
    pty.until("aplay");
    pty.keys("\r").until_that("the bell", |pty| pty.bells() == 2);
}

#[test]
fn what_hangs_is_killed_in_the_end_with_all_that_it_started() {
    let script = r#"sleep 1234 & echo $! >> "$LOG"; wait"#;
    let stage = Stage::new().program("aplay", script);
    let mut pty = stage.play("play ./hold.ron");
    stage.until_logged("\n");
    let pid: u32 = stage.log().lines().next().unwrap_or("").parse().expect("a number");
    let runs = || Path::new(&format!("/proc/{pid}/stat")).exists() && !is_zombie(pid);
    assert!(runs());
    pty.keys("qq");
    assert_eq!(pty.exit().code(), Some(0));
    wait_until("the end of the player's child", || Ok(!runs()));
}

fn is_zombie(pid: u32) -> bool {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    stat.rsplit(") ").next().is_some_and(|rest| rest.starts_with('Z'))
}

#[test]
fn a_voice_speaks_its_words_as_one_argument_and_v_is_kept() {
    let stage = Stage::new().settings("// mine\nSettings(\n    pace: 120, // slow\n)\n");
    let stage = stage
        .program("espeak-ng", &format!("echo \"$@\" >> \"$LOG\"; {NOTES}"))
        .program("aplay", "exit 0");
    let mut pty = stage.play("play ./hold.ron");
    pty.keys("v").until("The voice is on");
    stage.until_logged("espeak-ng Heron. Stand like a heron.");
    assert!(stage.log().contains("-v en -s 120 -- Heron."), "{}", stage.log());
    pty.keys("\r");
    stage.until_logged("espeak-ng Hold, 30 minutes.");
    pty.keys("r");
    wait_until("the words once more", || {
        Ok(stage.log().matches("espeak-ng Heron. Stand like").count() == 2)
    });
    let kept = "// mine\nSettings(\n    pace: 120, // slow\n    voice: true,\n)\n";
    assert_eq!(stage.kept(), kept);
    pty.keys("v").until("The voice is off");
    wait_until("the file", || Ok(stage.kept().contains("voice: false")));
    pty.keys("m").until("sound at sides and ends");
    pty.keys("<").until("60 of 100");
    wait_until("the file", || Ok(stage.kept().contains("volume: 60")));
    pty.keys("qq");
    assert_eq!(pty.exit().code(), Some(0));
    // The next one begins as this one ended.
    let shown = stage.supple("settings show").output().expect("it runs");
    let shown = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(shown.contains("ring: SidesAndEnds,"), "{shown}");
    assert!(shown.lines().any(|line| line.starts_with("volume: 60") && line.ends_with("// file")));
}

#[test]
fn a_new_phase_cuts_off_what_is_being_said() {
    let speaks =
        r#"for last; do :; done; echo "begins $last" >> "$LOG"; sleep 60; echo "ends" >> "$LOG""#;
    let stage = Stage::new().program("espeak", speaks).program("aplay", "exit 0");
    let mut pty = stage.play("play --voice ./hold.ron");
    stage.until_logged("begins Get ready: Heron. Stand like a heron.");
    pty.keys("\r");
    stage.until_logged("begins Hold, 30 minutes.");
    pty.keys(" ");
    stage.until_logged("begins Paused.");
    assert!(!stage.log().contains("ends"));
    let asleep = || sleepers(stage.home.path());
    wait_until("one voice at a time", || Ok(asleep() <= 1));
    pty.signal(Signal::TERM);
    assert_eq!(pty.exit().code(), Some(143));
    wait_until("silence", || Ok(asleep() == 0));
}

/// How many programs of a stage run.
fn sleepers(home: &Path) -> usize {
    let home = home.to_string_lossy().into_owned();
    let all = fs::read_dir("/proc").expect("processes can be listed");
    all.flatten()
        .filter_map(|one| fs::read(one.path().join("cmdline")).ok())
        .filter(|line| String::from_utf8_lossy(line).contains(&format!("{home}/bin/")))
        .count()
}

#[test]
fn a_voice_of_the_persons_own_gets_the_words_on_its_standard_input() {
    let stage = Stage::new()
        .settings(
            r#"(voice: true, speaker: ["talk", "-l", "{language}"], language: "fr", tones: false)"#,
        )
        .program("talk", r#"echo "$@" >> "$LOG"; cat >> "$LOG"; echo >> "$LOG""#);
    let _pty = stage.play("play ./hold.ron");
    stage.until_logged("-l fr\nGet ready: Heron. Stand like a heron.\n");
}

#[test]
fn a_voice_that_is_missing_or_fails_is_one_note() {
    let stage = Stage::new();
    let mut pty = stage.play("play --voice --bell ./hold.ron");
    pty.until("Nothing here can speak");
    let stage = Stage::new().program("espeak", "exit 9");
    let mut pty = stage.play("play --voice --bell ./hold.ron");
    pty.until("The voice can't be heard: `espeak` fails");
}

#[test]
fn in_lines_the_last_words_are_said_before_the_end() {
    let stage = Stage::new()
        .program("espeak-ng", r#"for last; do :; done; sleep 0.2; echo "$last" >> "$LOG""#);
    let mut child = stage
        .supple("play --plain --voice --bell ./short.ron")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    stdin.write_all(b"\n").expect("it is read");
    assert!(child.wait().expect("it ends").success());
    assert!(
        stage.log().contains("Heron. Stand. Hold, 2 seconds.") || stage.log().contains("Stand"),
        "{}",
        stage.log()
    );
    assert!(stage.log().ends_with("Done.\n"), "{}", stage.log());
    let _ = child.stdout.take();
}

/// What a session sends besides cells.
fn sequences(pty: &Pty) -> Vec<String> {
    let sent = String::from_utf8_lossy(pty.sent()).into_owned();
    sent.split("\x1b]")
        .skip(1)
        .filter_map(|rest| rest.split_once("\x1b\\").map(|(one, _)| one.to_owned()))
        .collect()
}

#[test]
fn title_and_progress_are_told_and_taken_back_on_every_kind_of_end() {
    fn quit(pty: &mut Pty) -> &mut Pty {
        pty.keys("qq")
    }
    fn terminate(pty: &mut Pty) -> &mut Pty {
        pty.signal(Signal::TERM)
    }
    fn interrupt(pty: &mut Pty) -> &mut Pty {
        pty.keys("\x03")
    }
    let ends: [fn(&mut Pty) -> &mut Pty; 3] = [quit, terminate, interrupt];
    for end in ends {
        let stage = Stage::new();
        let mut command = stage.supple("play ./hold.ron");
        command.env("WT_SESSION", "yes");
        let mut pty = Pty::start(command, SIZE);
        pty.until("begin").keys("\r");
        pty.until_that("the title", |pty| {
            sequences(pty).iter().any(|one| one == "2;31 minutes left · Heron")
        });
        pty.until_that("the progress", |pty| {
            sequences(pty).iter().any(|one| one.starts_with("9;4;1;"))
        });
        pty.keys(" ").until_that("a pause in the title", |pty| {
            let all = sequences(pty);
            all.iter().any(|one| one == "2;paused · Heron")
                && all.iter().any(|one| one.starts_with("9;4;4;"))
        });
        end(&mut pty);
        pty.exit();
        let all = sequences(&pty);
        assert_eq!(all[all.len() - 2..], ["9;4;0;0", "2;"]);
        let sent = String::from_utf8_lossy(pty.sent());
        assert_eq!(sent.matches("\x1b[22;2t").count(), sent.matches("\x1b[23;2t").count());
        assert_eq!(sent.matches("\x1b[?1004h").count(), sent.matches("\x1b[?1004l").count());
        assert_eq!(pty.left_behind(), [""; 0]);
    }
}

#[test]
fn a_stop_takes_the_title_back_and_fg_brings_it() {
    let stage = Stage::new();
    let mut pty = Pty::shell(stage.home.path(), SIZE);
    pty.keys(&format!("{} play ./hold.ron\n", env!("CARGO_BIN_EXE_supple")));
    pty.until("begin").keys("\r");
    pty.until_that("the title", |pty| sequences(pty).iter().any(|one| one.contains("left")));
    pty.keys("\x1a").until_that("the prompt", Pty::at_prompt);
    assert_eq!(sequences(&pty).last().map(String::as_str), Some("2;"));
    pty.keys("fg\n").until_that("a title again", |pty| {
        sequences(pty).last().is_some_and(|one| one.contains("Heron"))
    });
    pty.keys("qq").until_that("the prompt", Pty::at_prompt);
}

const ENOUGH: &str = r#"Routine(title: "Enough", ready: "0s",
    steps: [Hold(name: "Heron; crane", for: "1s..30m")])"#;

#[test]
fn who_looks_elsewhere_is_notified_and_who_looks_here_is_not() {
    for (looks, osc) in [(false, true), (true, false)] {
        let stage = Stage::new();
        fs::write(stage.path("enough.ron"), ENOUGH).expect("a routine");
        let mut command = stage.supple("play ./enough.ron");
        command.env("TERM", "foot");
        let mut pty = Pty::start(command, SIZE);
        pty.until("begin");
        pty.keys(if looks { "\x1b[I" } else { "\x1b[I\x1b[O" }).keys("\r");
        // The bell of the same moment has rung: begun, and enough.
        pty.until_that("the bell", |pty| pty.bells() == 2);
        pty.keys(" ").until("aused");
        let all = sequences(&pty);
        let notice = "777;notify;Heron, crane;You may stop: Enter.";
        assert_eq!(all.iter().any(|one| one == notice), osc, "{all:?}");
    }
}

#[test]
fn the_desktop_is_told_where_the_terminal_passes_nothing_on() {
    let stage = Stage::new().program("notify-send", r#"echo "$@" >> "$LOG""#);
    fs::write(stage.path("enough.ron"), ENOUGH).expect("a routine");
    let mut command = stage.supple("play ./enough.ron");
    command.env("DISPLAY", ":99");
    let mut pty = Pty::start(command, SIZE);
    pty.until("begin").keys("\r");
    stage.until_logged("-a supple -u normal -- Heron; crane You may stop: Enter.");
    assert!(sequences(&pty).iter().all(|one| !one.starts_with("777")));
}

/// It comes to its alarm in some seconds.
const HEAT: &str = r#"Routine(
    title: "Warmth",
    steps: [Heat(text: "Lean.", for: "15m..20m", off: "Take it away.")],
)
"#;

#[test]
fn an_alarm_sounds_and_is_answered_though_nobody_reads_the_terminal() {
    for (words, starts) in [("", "y"), ("--plain", "y\n\x13")] {
        let stage = Stage::new().program("aplay", NOTES);
        fs::write(stage.path("heat.ron"), HEAT).expect("a routine");
        let words = format!("play ./heat.ron --speed 1000 {words}");
        let mut pty = Pty::start(stage.supple(&words), SIZE);
        pty.until("rehearsal").keys(starts);
        match starts {
            "y" => flood_until(&mut pty, &stage, "alarm-"),
            _ => stage.until_logged("alarm-"),
        }
        let answer = stage.supple("answer").output().expect("it runs");
        assert!(answer.status.success(), "{answer:?}");
        pty.signal(Signal::TERM);
        assert_eq!(pty.exit_unread().code(), Some(143), "{words}");
    }
}

#[test]
fn the_desktop_is_told_where_nobody_reads_the_terminal() {
    let stage = Stage::new().program("notify-send", r#"echo "$@" >> "$LOG""#);
    let text = ENOUGH.replace("1s..", "5s..");
    assert_ne!(text, ENOUGH);
    fs::write(stage.path("enough.ron"), text).expect("a routine");
    let mut command = stage.supple("play ./enough.ron");
    // A terminal that would pass it on, and that somebody looked at last.
    command.env("DISPLAY", ":99").env("TERM", "foot");
    let mut pty = Pty::start(command, SIZE);
    pty.until("begin").keys("\x1b[I\r");
    flood_until(&mut pty, &stage, "You may stop: Enter.");
}

/// Has the program draw whole frames that nobody reads, until the terminal takes none any more and
/// these words are logged.
fn flood_until(pty: &mut Pty, stage: &Stage, words: &str) {
    let mut wider = (0..20).cycle();
    wait_until(words, || {
        pty.resize_unread((SIZE.0 + wider.next().unwrap_or(0), SIZE.1));
        Ok(stage.log().contains(words))
    });
}

#[test]
fn settings_are_created_once_shown_with_their_origin_and_complained_about() {
    let stage = Stage::new();
    let run = |words: &str| {
        let output = stage.supple(words).output().expect("it runs");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    let (status, said, _) = run("settings");
    assert_eq!(status, Some(0));
    assert!(said.starts_with("Created "), "{said}");
    assert_eq!(stage.kept(), supple::settings::TEMPLATE);
    fs::write(stage.path(".config/supple/settings.ron"), "(pace: 99)").expect("settings");
    let (_, said, _) = run("settings");
    assert!(said.contains("is there already"), "{said}");
    assert_eq!(stage.kept(), "(pace: 99)");
    let (status, shown, _) = run("settings show --voice");
    assert_eq!(status, Some(0));
    let from = |name: &str| {
        let line = shown.lines().find(|line| line.starts_with(name));
        line.and_then(|line| line.rsplit("// ").next()).map(str::to_owned)
    };
    assert_eq!(from("pace: 99").as_deref(), Some("file"));
    assert_eq!(from("voice: true").as_deref(), Some("flag"));
    assert_eq!(from("title: true").as_deref(), Some("default"));
    fs::write(stage.path(".config/supple/settings.ron"), "(paces: 99)").expect("settings");
    let (status, _, complaint) = run("settings show");
    assert_eq!(status, Some(1));
    assert!(complaint.contains("did you mean `pace`?"), "{complaint}");
    // A mistake in it costs nobody their session.
    let (status, _, complaint) = run("play --plain --hands-free --speed 100 ./short.ron");
    assert_eq!(status, Some(0));
    assert!(complaint.contains("did you mean `pace`?"), "{complaint}");
}

/// Whether a program of the system is there. Which of these tests have really run is said.
fn has(program: &str, test: &str) -> bool {
    let there = supple::host::processes::is_there(program);
    match there {
        true => println!("{test}: with {program}"),
        false => eprintln!("{test}: not run, for there is no {program}"),
    }
    assert!(
        there || std::env::var_os("SUPPLE_NEEDS_SOUND").is_none(),
        "{program} is to be there for {test}"
    );
    there
}

#[test]
fn sox_reads_every_tone() {
    if !has("sox", "sox_reads_every_tone") {
        return;
    }
    let home = tempfile::tempdir().expect("a folder");
    for tone in <supple::cue::Tone as strum::VariantArray>::VARIANTS {
        let path = home.path().join(tone.name()).with_extension("wav");
        fs::write(&path, tone.wav(70)).expect("a file");
        let output = Command::new("sox").arg(&path).args(["-n", "stat"]).output().expect("it runs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success() && !said.contains("WARN"), "{said}");
        let number = |name: &str| -> f64 {
            let line = said.lines().find(|line| line.starts_with(name));
            let value = line.and_then(|line| line.split(':').nth(1));
            value.and_then(|value| value.trim().parse().ok()).expect("a number")
        };
        let length = number("Length (seconds)");
        assert!((length - tone.length().as_secs_f64()).abs() < 0.01, "{tone:?}: {length}");
        let loudest = number("Maximum amplitude");
        assert!(loudest > 0.1 && loudest < 0.8, "{tone:?}: {loudest}");
    }
}

#[test]
fn espeak_ng_says_what_it_is_given_in_about_the_time_reckoned_with() {
    if !has("espeak-ng", "espeak_ng_says_what_it_is_given") {
        return;
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spoken");
    let options = supple::cue::Hearing::default();
    let home = tempfile::tempdir().expect("a folder");
    let wav = home.path().join("said.wav");
    let (mut said, mut reckoned, mut worst) = (0.0, 0.0, (0.0, String::new()));
    let mut all: Vec<String> = fs::read_dir(folder)
        .expect("the spoken scripts")
        .flatten()
        .flat_map(|file| {
            let text = fs::read_to_string(file.path()).expect("a script");
            text.lines().map(words_of).collect::<Vec<_>>()
        })
        .filter(|words| !words.is_empty())
        .collect();
    all.sort();
    all.dedup();
    for words in all.iter().step_by(3) {
        let ran = Command::new("espeak-ng")
            .args(["-v", "en", "-s", "170", "-w"])
            .arg(&wav)
            .args(["--", words])
            .status()
            .expect("it runs");
        assert!(ran.success());
        let bytes = fs::metadata(&wav).expect("a sound").len().saturating_sub(44);
        // 22050 samples of 2 bytes; it ends with a silence of about 0.3 s.
        let length = bytes as f64 / 44_100.0 - 0.3;
        let thought = options.time_to_say(words).as_secs_f64();
        said += length;
        reckoned += thought;
        if length - thought > worst.0 {
            worst = (length - thought, words.clone());
        }
    }
    println!("said in {said:.1} s, reckoned with {reckoned:.1} s, at worst {worst:?}");
    assert!((said / reckoned - 1.0).abs() < 0.1, "{said} and {reckoned}");
    assert!(worst.0 < 0.8, "{worst:?}");
}

/// The spoken words of a line of a script.
fn words_of(line: &str) -> String {
    let words = line.get(9..).unwrap_or("");
    let words = words.split(" ! ").next().unwrap_or("");
    let words = words.split(" !! ").next().unwrap_or("");
    let words = match words.strip_prefix('(') {
        Some(rest) => rest.split_once(')').map_or("", |(_, words)| words),
        None => words,
    };
    let words = words.trim();
    if words.starts_with(['[', '!']) { String::new() } else { words.to_owned() }
}

#[test]
fn a_real_voice_is_started_with_the_words_of_the_moment() {
    if !has("espeak-ng", "a_real_voice_is_started") {
        return;
    }
    // espeak-ng itself, its sound in a file for each time it speaks.
    let stage = Stage::new()
        .settings(r#"(voice: true, tones: false, speaker: ["talk", "{text}"])"#)
        .program(
            "talk",
            r#"n=$(ls "$(dirname "$LOG")"/*.wav 2>/dev/null | wc -l)
espeak-ng -s 170 -w "$(dirname "$LOG")/$n.wav" -- "$1" && echo "$n $1" >> "$LOG""#,
        );
    let began = Instant::now();
    let _pty = stage.play("play ./hold.ron");
    stage.until_logged("Get ready: Heron. Stand like a heron.");
    assert!(began.elapsed() < Duration::from_secs(20));
    let said = fs::read_dir(stage.home.path()).expect("a folder").flatten();
    let sounds = said.filter(|file| file.path().extension().is_some_and(|end| end == "wav"));
    assert!(sounds.map(|file| file.metadata().expect("a file").len()).max() > Some(50_000));
}
