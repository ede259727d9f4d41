//! Runs the real program for a test: its own home, its own folders, nothing of the person's.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::rc::Rc;
use std::sync::Arc;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, Zoned};
use supple::app::recorder::{RecentHistory, Services};
use supple::history::Id;
use supple::history::checkpoint::Seen;
use supple::routine::Routine;
use supple::routine::place::Finding;
use supple::seconds::Moment;
use supple::timeline::{NamedRoutine, OtherRoutines, Timeline, WHOLE_RANGES};
use tempfile::TempDir;

/// A closure that gives the routines that one includes.
struct Lookup<'l>(&'l dyn Fn(&str) -> Option<Arc<Routine>>);

impl OtherRoutines for Lookup<'_> {
    fn named(&self, id: &str) -> NamedRoutine {
        (self.0)(id).map_or(NamedRoutine::Nothing, NamedRoutine::Routine)
    }

    fn ids(&self) -> Vec<&str> {
        Vec::new()
    }
}

/// The timeline of a routine, whatever heat and cold are in it.
pub fn compile(
    routine: &Routine,
    lookup: &dyn Fn(&str) -> Option<Arc<Routine>>,
) -> Result<Timeline, Vec<Finding>> {
    supple::timeline::compile(routine, None, &Lookup(lookup), WHOLE_RANGES)
}

/// Services without any history, on a machine that started with the program.
pub fn services(started: Timestamp) -> Services {
    let at = move |moment: Moment| {
        let since = SignedDuration::try_from(moment.0).expect("a short session");
        started + since
    };
    Services {
        calendar: Arc::new(move |moment| Zoned::new(at(moment), TimeZone::UTC)),
        seen: Arc::new(move |moment| Seen {
            wall: at(moment),
            boot: Some("a boot".into()),
            since_boot: moment.0,
        }),
        new_id: Arc::new(move || Id::new(started, [7; 10])),
        lately: Arc::new(|_| RecentHistory::default()),
        claim: Arc::new(|_| Some(true)),
    }
}

/// One run of `supple` with a home of its own.
pub struct Supple {
    home: Rc<TempDir>,
    words: Vec<String>,
    stdin: Vec<u8>,
    env: Vec<(String, String)>,
}

/// What a run has left.
#[derive(Debug)]
pub struct Ran {
    pub stdout: String,
    pub stderr: String,
    /// The exit status; `None` where a signal ended it.
    pub status: Option<i32>,
}

impl Supple {
    /// `words` as a shell would split them at blanks; [`word`](Self::word) adds one with blanks.
    pub fn new(words: &str) -> Supple {
        Supple {
            home: Rc::new(tempfile::tempdir().unwrap()),
            words: words.split_whitespace().map(str::to_owned).collect(),
            stdin: Vec::new(),
            env: Vec::new(),
        }
    }

    /// Where the program runs and all its folders are.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// The same, kept for another run.
    pub fn kept(&self) -> Rc<TempDir> {
        self.home.clone()
    }

    /// Runs in the home that another run has left.
    pub fn at_home(mut self, home: &Rc<TempDir>) -> Supple {
        self.home = home.clone();
        self
    }

    /// Sets a variable of its environment.
    pub fn env(mut self, name: &str, value: &str) -> Supple {
        self.env.push((name.into(), value.into()));
        self
    }

    /// Adds a word to the command line as it stands.
    pub fn word(mut self, word: impl Into<String>) -> Supple {
        self.words.push(word.into());
        self
    }

    /// The person's own routine folder.
    pub fn folder(&self) -> PathBuf {
        self.home.path().join("data/supple/routines")
    }

    /// Puts a file into the person's own routine folder.
    pub fn own(self, name: &str, text: impl AsRef<[u8]>) -> Supple {
        fs::create_dir_all(self.folder()).unwrap();
        fs::write(self.folder().join(name), text).unwrap();
        self
    }

    /// Puts a file where the program runs.
    pub fn file(self, name: &str, text: impl AsRef<[u8]>) -> Supple {
        fs::write(self.home.path().join(name), text).unwrap();
        self
    }

    /// What the program finds on its standard input.
    #[allow(dead_code, reason = "for the tests of playing in lines")]
    pub fn stdin(mut self, text: &str) -> Supple {
        self.stdin = text.as_bytes().to_vec();
        self
    }

    /// The command, ready to be spawned by a test that needs its pipes.
    pub fn command(&self) -> Command {
        let home: &Path = self.home.path();
        let mut command = Command::new(env!("CARGO_BIN_EXE_supple"));
        command
            .args(&self.words)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", home)
            .env("XDG_DATA_HOME", home.join("data"))
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_STATE_HOME", home.join("state"))
            .env("TERM", "xterm-256color")
            .envs(self.env.iter().map(|(name, value)| (name, value)))
            .current_dir(home)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs to the end.
    pub fn run(self) -> Ran {
        self.run_and_keep().0
    }

    /// Runs to the end and keeps the home for a look at it, or for another run.
    pub fn run_and_keep(self) -> (Ran, Rc<TempDir>) {
        let mut child = self.command().spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // A program that reads no input may be gone before it is written.
        let _ = stdin.write_all(&self.stdin);
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        // The home has another name in every run.
        let home = self.home.path().to_str().unwrap().to_owned();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace(&home, "~");
        let ran = Ran {
            stdout: text(output.stdout),
            stderr: text(output.stderr),
            status: output.status.code(),
        };
        (ran, self.home)
    }

    /// Runs to the end and expects success and silence on standard error.
    #[track_caller]
    pub fn succeeds(self) -> String {
        let ran = self.run();
        assert_eq!((ran.status, ran.stderr.as_str()), (Some(0), ""), "{ran:?}");
        ran.stdout
    }

    /// Runs to the end and expects this exit status and nothing on standard output.
    #[track_caller]
    pub fn fails(self, status: i32) -> String {
        let ran = self.run();
        assert_eq!((ran.status, ran.stdout.as_str()), (Some(status), ""), "{ran:?}");
        ran.stderr
    }
}

/// Whether goldens are written anew instead of compared: one switch for all of them, which
/// snapbox knows too.
pub fn overwrites() -> bool {
    std::env::var_os("SNAPSHOTS").is_some_and(|action| action == "overwrite")
}

/// Every third small size of a screen, where things run out of room; of the bigger ones each
/// `every`th, others for each `nth` screen.
pub fn sizes(nth: usize, every: usize) -> impl Iterator<Item = (u16, u16)> {
    let all = (0..=120u16).flat_map(|width| (0..=40u16).map(move |height| (width, height)));
    all.filter(move |(width, height)| {
        let turn = usize::from(*width) + 7 * usize::from(*height) + nth;
        let small = *width <= 26 && *height <= 8;
        turn.is_multiple_of(if small { 3 } else { every })
    })
}
