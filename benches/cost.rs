//! What a session costs: one table of wake-ups, system calls, bytes, CPU, memory, start and
//! lateness, for the program itself and for the least that a ratatui program can be.
//!
//! `cargo bench`, or `cargo bench -- hold --seconds 600` for a longer look at those with such a
//! name; `cargo bench -- large` for what the length of a routine costs. It measures and prints, and asserts nothing: figures depend on the machine and on what else it does. Linux
//! only, where `/proc` tells.

mod floor;
mod large;
#[path = "../tests/pty.rs"]
mod pty;
#[path = "../tests/trial.rs"]
mod trial;

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use pty::{Pty, Size};

const SIZE: Size = (100, 30);

/// How long each is looked at, unless told otherwise.
const WINDOW: Duration = Duration::from_secs(10);

/// So long a program may take to come to rest after a key.
const SETTLE: Duration = Duration::from_millis(2_500);

/// So often each is started for the time to its first frame.
const STARTS: usize = 21;

/// A hold that outlasts every look at it.
const ROUTINE: &str = r#"Routine(
    title: "A long hold",
    about: "As long as it takes.",
    steps: [Hold(name: "Sit tall", text: "Sit tall and breathe.", for: "2h", ready: "0s")],
)
"#;

/// Breathing that does the same.
const BREATHING: &str = r#"Routine(
    title: "Long breathing",
    about: "As long as it takes.",
    steps: [Breathe(name: "Even", inhale: "4s", exhale: "6s", for: "2h", ready: "0s")],
)
"#;

/// Who has been asked how their back is finds the list at once.
const BACK: &str =
    r#"{"how":"JustStiff","since":"2026-01-01T00:00:00Z","asked":"2026-01-01T00:00:00Z"}"#;

/// Something to be measured.
struct Case {
    name: &'static str,
    command: fn(&Path) -> Command,
    /// What is on the first complete frame.
    first: &'static str,
    /// What is typed, one after the other, to come to where it is measured.
    keys: &'static [&'static str],
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first().map(String::as_str) {
        Some("floor") => {
            return match floor::bare() {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => {
                    eprintln!("the floor gave way: {error}");
                    ExitCode::FAILURE
                }
            };
        }
        Some("loop") => return trial::play("screen").into(),
        _ => {}
    }
    let seconds = arguments.iter().skip_while(|word| *word != "--seconds");
    let window =
        seconds.skip(1).find_map(|word| word.parse().ok()).map_or(WINDOW, Duration::from_secs);

    let asked: Vec<&String> = arguments
        .iter()
        .filter(|word| !word.starts_with('-') && word.parse::<u64>().is_err())
        .collect();
    let is_asked =
        |name: &str| asked.is_empty() || asked.iter().any(|word| name.contains(word.as_str()));
    if is_asked("large") {
        large::print();
        println!();
    }
    let cases: Vec<&Case> = CASES.iter().filter(|case| is_asked(case.name)).collect();
    if cases.is_empty() {
        return ExitCode::SUCCESS;
    }

    let home = tempfile::tempdir().expect("a folder for the bench");
    fs::write(home.path().join("hold.ron"), ROUTINE).expect("a routine");
    fs::write(home.path().join("breathing.ron"), BREATHING).expect("a routine");
    let state = home.path().join(".local/state/supple");
    fs::create_dir_all(&state).expect("a folder");
    fs::write(state.join("back.json"), BACK).expect("an answer");
    println!(
        "{} columns, {} rows, {} s each; lateness against the earliest change\n",
        SIZE.0,
        SIZE.1,
        window.as_secs()
    );
    println!(
        "{:<26} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>9} {:>9} {:>8} {:>8} {:>9}",
        "",
        "wakes/s",
        "calls/s",
        "bytes/s",
        "cpu ms/s",
        "peak kB",
        "anon kB",
        "start ms",
        "(least)",
        "late p50",
        "late p99",
        "drift ms"
    );
    for case in cases {
        println!("{:<26} {}", case.name, case.figures(home.path(), window));
    }
    ExitCode::SUCCESS
}

const CASES: &[Case] = &[
    Case {
        name: "bare ratatui, one line",
        command: |home| again("floor", home),
        first: "so far: 0",
        keys: &[],
    },
    Case {
        name: "supple's loop, one line",
        command: |home| again("loop", home),
        first: "so far: 0",
        keys: &[],
    },
    Case {
        name: "supple's loop, stopped",
        command: |home| again("loop", home),
        first: "so far: 0",
        keys: &[" "],
    },
    Case {
        name: "supple, a running hold",
        command: |home| play(home, "./hold.ron"),
        first: "As long as it takes.",
        keys: &["\r"],
    },
    Case {
        name: "supple, a paused hold",
        command: |home| play(home, "./hold.ron"),
        first: "As long as it takes.",
        keys: &["\r", " "],
    },
    Case {
        name: "supple, breathing",
        command: |home| play(home, "./breathing.ron"),
        first: "As long as it takes.",
        keys: &["\r"],
    },
    Case { name: "supple, the picker", command: supple, first: "type to find", keys: &[] },
];

fn again(how: &str, home: &Path) -> Command {
    let program = std::env::current_exe().expect("this program has a path");
    let mut command = pty::command(program, home);
    command.arg(how);
    command
}

fn supple(home: &Path) -> Command {
    pty::command(env!("CARGO_BIN_EXE_supple"), home)
}

fn play(home: &Path, routine: &str) -> Command {
    let mut command = supple(home);
    command.args(["play", routine]);
    command
}

impl Case {
    fn figures(&self, home: &Path, window: Duration) -> String {
        let Some((mut pty, _)) = self.start(home) else {
            return format!("ended before {:?} was to be seen", self.first);
        };
        for keys in self.keys {
            pty.keys(keys);
            rest(&mut pty, SETTLE);
        }
        rest(&mut pty, SETTLE);
        let Some(before) = Sample::of(pty.id()) else {
            return "its figures can't be read here".into();
        };
        let (bytes, from) = (pty.sent().len(), pty.arrivals.len());
        let begin = Instant::now();
        rest(&mut pty, window);
        let Some(after) = Sample::of(pty.id()) else {
            return "ended while it was looked at".into();
        };
        let seconds = begin.elapsed().as_secs_f64();
        let bytes = (pty.sent().len() - bytes) as f64;
        let lateness = Lateness::of(&pty.arrivals[from..]);
        let calls = calls(&mut pty, window.min(Duration::from_secs(20)));
        drop(pty);

        let mut starts: Vec<f64> = (0..STARTS)
            .filter_map(|_| self.start(home))
            .map(|(_, took)| took.as_secs_f64() * 1e3)
            .collect();
        starts.sort_by(f64::total_cmp);
        let or_dash = |figure: Option<f64>, digits: usize| match figure {
            Some(figure) => format!("{figure:.digits$}"),
            None => "-".into(),
        };
        format!(
            "{:>8.2} {:>8} {:>8.1} {:>8.3} {:>8} {:>8} {:>9} {:>9} {:>8} {:>8} {:>9}",
            (after.wakes - before.wakes) as f64 / seconds,
            or_dash(calls, 1),
            bytes / seconds,
            (after.cpu - before.cpu).as_secs_f64() * 1e3 / seconds,
            after.peak,
            after.anonymous,
            or_dash(starts.get(starts.len() / 2).copied(), 2),
            or_dash(starts.first().copied(), 2),
            or_dash(lateness.as_ref().map(|late| late.median), 2),
            or_dash(lateness.as_ref().map(|late| late.worst), 2),
            or_dash(lateness.as_ref().map(|late| late.drift), 2),
        )
    }

    /// Starts it and waits for its first complete frame; how long that took from the fork on.
    /// `None` if it ends before.
    fn start(&self, home: &Path) -> Option<(Pty, Duration)> {
        let mut pty = Pty::start((self.command)(home), SIZE);
        let limit = Instant::now() + Duration::from_secs(10);
        while !pty.shows(self.first) {
            if Instant::now() > limit || Sample::of(pty.id()).is_none() {
                return None;
            }
            pty.pump(Duration::from_millis(50));
        }
        let (last, _) = *pty.arrivals.last()?;
        let took = last - pty.started();
        Some((pty, took))
    }
}

/// Lets it run and takes in what it sends.
fn rest(pty: &mut Pty, length: Duration) {
    let end = Instant::now() + length;
    while let Some(left) = end.checked_duration_since(Instant::now()) {
        if left.is_zero() {
            break;
        }
        pty.pump(left);
    }
}

/// What the system counts for one process, all its threads together.
struct Sample {
    /// Voluntary context switches: so often a thread went to sleep, and so was woken.
    wakes: u64,
    cpu: Duration,
    /// Most memory that was ever resident, in kB.
    peak: u64,
    /// Resident memory that is in no file, in kB.
    anonymous: u64,
}

impl Sample {
    fn of(id: u32) -> Option<Sample> {
        let process = Path::new("/proc").join(id.to_string());
        let field = |text: &str, name: &str| -> Option<u64> {
            let rest = text.lines().find_map(|line| line.strip_prefix(name))?;
            rest.trim_start_matches(':').split_whitespace().next()?.parse().ok()
        };
        let status = fs::read_to_string(process.join("status")).ok()?;
        let mut sample = Sample {
            wakes: 0,
            cpu: Duration::ZERO,
            // A process that has ended has no memory.
            peak: field(&status, "VmHWM")?,
            anonymous: field(&status, "RssAnon")?,
        };
        for thread in fs::read_dir(process.join("task")).ok()? {
            let thread = thread.ok()?.path();
            let status = fs::read_to_string(thread.join("status")).ok()?;
            sample.wakes += field(&status, "voluntary_ctxt_switches")?;
            let times = fs::read_to_string(thread.join("schedstat")).ok()?;
            let ran = times.split_whitespace().next()?.parse().ok()?;
            sample.cpu += Duration::from_nanos(ran);
        }
        Some(sample)
    }
}

/// When the screen changed, against a grid of whole seconds, in milliseconds.
struct Lateness {
    median: f64,
    worst: f64,
    /// How much later the last tenth of them is than the first, by their medians.
    drift: f64,
}

impl Lateness {
    /// `None` where too little changed.
    fn of(arrivals: &[(Instant, usize)]) -> Option<Lateness> {
        let mut changes: Vec<Instant> = Vec::new();
        for (at, _) in arrivals {
            // What comes in pieces is one change.
            let same = |last: &Instant| *at - *last < Duration::from_millis(300);
            if !changes.last().is_some_and(same) {
                changes.push(*at);
            }
        }
        let first = *changes.first().filter(|_| changes.len() > 3)?;
        let off = |at: Instant| {
            let since = (at - first).as_secs_f64();
            (since - since.round()) * 1e3
        };
        let earliest = changes.iter().map(|at| off(*at)).fold(0.0, f64::min);
        let mut late: Vec<f64> = changes.iter().map(|at| off(*at) - earliest).collect();
        late.sort_by(f64::total_cmp);
        let at = |part: f64| late[((late.len() - 1) as f64 * part).round() as usize];
        let middle = |some: &[Instant]| {
            let mut some: Vec<f64> = some.iter().map(|at| off(*at)).collect();
            some.sort_by(f64::total_cmp);
            some[some.len() / 2]
        };
        let tenth = changes.len().div_ceil(10);
        let (begin, end) = (&changes[..tenth], &changes[changes.len() - tenth..]);
        Some(Lateness { median: at(0.5), worst: at(0.99), drift: middle(end) - middle(begin) })
    }
}

/// System calls a second, counted by strace; `None` where there is none, or it may not.
fn calls(pty: &mut Pty, window: Duration) -> Option<f64> {
    let mut strace = Command::new("strace")
        .args(["-f", "-c", "-U", "calls,name", "-p", &pty.id().to_string()])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    // To attach takes a moment; what is waited in is no new call.
    rest(pty, Duration::from_millis(300));
    let begin = Instant::now();
    rest(pty, window);
    let seconds = begin.elapsed().as_secs_f64() + 0.3;
    let id = rustix::process::Pid::from_raw(strace.id() as i32)?;
    if strace.try_wait().ok()?.is_some() {
        return None;
    }
    rustix::process::kill_process(id, rustix::process::Signal::INT).ok()?;
    let said = strace.wait_with_output().ok()?.stderr;
    let said = String::from_utf8_lossy(&said);
    let total = said.lines().find(|line| line.trim_end().ends_with("total"));
    let count: f64 = match total {
        Some(line) => line.split_whitespace().next()?.parse().ok()?,
        // Nothing was called, so there is no table.
        None => 0.0,
    };
    Some(count / seconds)
}
