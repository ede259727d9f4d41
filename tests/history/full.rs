//! Sessions on a disk that is really full: a small file system of the test's own, and a file that
//! takes no byte. `SUPPLE_NEEDS_FULL_DISK=1` fails where the first can't be made.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use jiff::Zoned;
use tempfile::TempDir;

use crate::pty::{self, Pty};

/// It waits in the middle, until the disk has filled up.
const TWO: &str = r#"Routine(
    title: "Trial of haste",
    about: "About a heron.",
    steps: [
        Hold(name: "Heron", text: "Stand like a heron.", for: "0.2s", ready: "0s"),
        Wait(text: "Look for a stork."),
        Hold(name: "Stork", text: "Stand like a stork.", for: "0.2s", ready: "0s"),
    ],
)
"#;

/// What takes no more, once it is told to.
trait Disk {
    /// The folder that stands for the folders of data.
    fn data(&self) -> PathBuf;
    fn state(&self) -> PathBuf;
    /// The folder of what runs.
    fn run(&self, home: &Path) -> PathBuf {
        // What shows the state to others comes and goes; on the disk it would leave room.
        home.to_owned()
    }
    fn fill(&self);
    fn fill_again(&self);
    fn free(&self);
}

/// A small file system that nobody else sees, as long as this lives.
struct Small {
    holder: Child,
    root: PathBuf,
}

impl Small {
    /// `None` where the system gives no such thing; that is said.
    fn new(home: &Path, test: &str) -> Option<Small> {
        let mount = home.join("small");
        fs::create_dir(&mount).expect("a place for it");
        let made = ["-rm", "-m"].iter().find_map(|how| {
            let mut holder = Command::new("unshare")
                .arg(how)
                .args(["sh", "-c"])
                .arg(r#"mount -t tmpfs -o size=256k,mode=777 none "$0" && echo made && exec cat"#)
                .arg(&mount)
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::null())
                .spawn()
                .ok()?;
            let mut line = String::new();
            let output = holder.stdout.take().expect("a pipe");
            let _ = BufReader::new(output).read_line(&mut line);
            // Seen from outside through the process that has it.
            let inside = mount.strip_prefix("/").expect("a path from the root");
            let root = PathBuf::from(format!("/proc/{}/root", holder.id())).join(inside);
            let small = Small { holder, root };
            (line == "made\n" && fs::write(small.root.join("try"), "it").is_ok()).then_some(small)
        });
        if made.is_none() {
            eprintln!("{test}: not run, for no small file system can be made here");
        }
        assert!(
            made.is_some() || std::env::var_os("SUPPLE_NEEDS_FULL_DISK").is_none(),
            "a small file system is to be had for {test}"
        );
        made
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        // It reads until then.
        drop(self.holder.stdin.take());
        let _ = self.holder.wait();
    }
}

impl Disk for Small {
    fn data(&self) -> PathBuf {
        self.root.join("data")
    }

    fn state(&self) -> PathBuf {
        self.root.join("state")
    }

    fn fill(&self) {
        let mut options = fs::File::options();
        let file = options.append(true).create(true);
        let mut file = file.open(self.root.join("fill")).expect("a file");
        // In pieces: of a large one the last pages may find no room though there is some.
        let error = loop {
            if let Err(error) = file.write_all(&[b'x'; 1024]) {
                break error;
            }
        };
        assert_eq!(error.kind(), std::io::ErrorKind::StorageFull);
    }

    fn fill_again(&self) {
        self.fill();
    }

    fn free(&self) {
        fs::remove_file(self.root.join("fill")).expect("it was full");
    }
}

/// A small file system that has all there is.
struct Everything(Small);

impl Disk for Everything {
    fn data(&self) -> PathBuf {
        self.0.data()
    }

    fn state(&self) -> PathBuf {
        self.0.state()
    }

    fn run(&self, _: &Path) -> PathBuf {
        self.0.root.join("run")
    }

    fn fill(&self) {
        self.0.fill();
    }

    fn fill_again(&self) {
        self.0.fill_again();
    }

    fn free(&self) {
        self.0.free();
    }
}

/// A disk on which only the file of this month has no room.
struct FullFile {
    home: PathBuf,
}

impl FullFile {
    fn file(&self) -> PathBuf {
        self.data().join(month_file())
    }
}

impl Disk for FullFile {
    fn data(&self) -> PathBuf {
        self.home.join("data")
    }

    fn state(&self) -> PathBuf {
        self.home.join("state")
    }

    fn fill(&self) {
        let file = self.file();
        if file.exists() {
            fs::rename(&file, file.with_extension("away")).expect("it may be moved");
        }
        std::os::unix::fs::symlink("/dev/full", file).expect("a link");
    }

    fn fill_again(&self) {}

    fn free(&self) {
        let file = self.file();
        fs::remove_file(&file).expect("it was full");
        if file.with_extension("away").exists() {
            fs::rename(file.with_extension("away"), file).expect("it may be moved");
        }
    }
}

fn month_file() -> PathBuf {
    let now = Zoned::now();
    let name = format!("{:04}-{:02}.desk-00000000.jsonl", now.year(), now.month());
    Path::new("supple/history").join(name)
}

/// A home with a history that has begun.
fn begun(disk: &dyn Disk, home: &Path) {
    fs::write(home.join("two.ron"), TWO).expect("a routine");
    let file = disk.data().join(month_file());
    fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    fs::create_dir_all(disk.state().join("supple")).expect("a folder");
    fs::write(disk.state().join("supple/machine"), "desk-00000000\n").expect("a name");
    fs::write(&file, "").expect("a history");
}

/// Lengthens the history until its last page of the disk has room for a part of a record only;
/// how long it is then.
fn pad(disk: &dyn Disk) -> u64 {
    let file = disk.data().join(month_file());
    let length = fs::metadata(&file).expect("a file").len() as usize;
    let around = r#"{"kind":"padding","x":""}"#.len() + 1;
    let short = (length + around + 170).next_multiple_of(4096) - (length + around + 170);
    let line = format!("{{\"kind\":\"padding\",\"x\":\"{}\"}}\n", "x".repeat(short));
    let mut file = fs::File::options().append(true).open(file).expect("a file");
    file.write_all(line.as_bytes()).expect("there is room");
    (length + line.len()) as u64
}

fn supple(disk: &dyn Disk, home: &Path, words: &[&str]) -> Command {
    let mut command = pty::command(env!("CARGO_BIN_EXE_supple"), home);
    command
        .args(words)
        .env("XDG_DATA_HOME", disk.data())
        .env("XDG_STATE_HOME", disk.state())
        .env("XDG_RUNTIME_DIR", disk.run(home));
    command
}

/// What the history says now: how each session ended, and what it complains of.
fn kept(disk: &dyn Disk, home: &Path) -> (Vec<String>, String) {
    let output = supple(disk, home, &["history", "--json"]).output();
    let output = output.expect("it runs");
    let all: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let sessions = all.as_array().expect("a list").iter();
    let ended = sessions.map(|session| session["ended"].as_str().expect("a word").to_owned());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (ended.collect(), said)
}

fn open(disk: &dyn Disk) -> usize {
    let folder = fs::read_dir(disk.state().join("supple/running")).expect("a folder");
    let names = folder.map(|file| file.expect("a file").path());
    names.filter(|path| path.extension().is_some_and(|end| end == "json")).count()
}

/// Plays to the end, on a disk that fills up in the middle.
fn finished_on_a_full_disk(disk: &dyn Disk, home: &Path) -> Pty {
    let words = ["play", "./two.ron"];
    let mut pty = Pty::start(supple(disk, home, &words), crate::terminal::WIDE);
    pty.until("About a heron.").keys("\r");
    pty.until("next: Stork").until("Enter go on");
    pty.until_that("a checkpoint", |_| open(disk) == 1);
    disk.fill();
    pty.keys("\r");
    pty.until_that("the sentence", |pty| {
        // A file that was replaced meanwhile has left a hole.
        disk.fill_again();
        pty.shows("It can't be kept in") && pty.shows("no space left")
    });
    pty
}

fn space_comes_back(disk: &dyn Disk, home: &Path) {
    begun(disk, home);
    let before = pad(disk);
    let file = disk.data().join(month_file());
    // In time: it is kept as what it was.
    let mut pty = finished_on_a_full_disk(disk, home);
    disk.free();
    assert_eq!(fs::metadata(&file).expect("a file").len(), before);
    pty.keys("q");
    assert_eq!(pty.exit().code(), Some(0), "{}", pty.text());
    assert_eq!(pty.left_behind(), [""; 0]);
    let finished = "finished".to_owned();
    assert_eq!(kept(disk, home), (vec![finished.clone()], String::new()));
    assert_eq!(open(disk), 0);
    // Too late for that: the person is told on the shell as well, and the next start sees to it.
    pad(disk);
    let mut pty = finished_on_a_full_disk(disk, home);
    pty.keys("q");
    assert_eq!(pty.exit().code(), Some(0), "{}", pty.text());
    assert_eq!(pty.left_behind(), [""; 0]);
    assert!(pty.shows("It can't be kept in"), "{}", pty.text());
    assert!(pty.shows("no space left"), "{}", pty.text());
    let text = pty.text();
    let place = |words: &str| text.rfind(words).unwrap_or_else(|| panic!("no {words} in {text}"));
    assert!(place("no space left") < place("until supple is started again"), "{text}");
    assert_eq!(open(disk), 1);
    // Nothing has broken off, however full the disk is.
    let resume = || supple(disk, home, &["resume", "--keep"]).output();
    let said = resume().expect("it runs").stderr;
    let said = String::from_utf8_lossy(&said).into_owned();
    assert!(said.contains("nothing was broken off"), "{said}");
    disk.free();
    let both = vec![finished.clone(), finished];
    assert_eq!(kept(disk, home), (both, String::new()));
    assert_eq!(open(disk), 0);
}

#[test]
fn a_full_disk_loses_no_session_and_breaks_no_terminal() {
    let home: TempDir = tempfile::tempdir().expect("a folder");
    let test = "a_full_disk_loses_no_session_and_breaks_no_terminal";
    if let Some(small) = Small::new(home.path(), test) {
        space_comes_back(&small, home.path());
    }
}

#[test]
fn a_file_without_room_loses_no_session_and_breaks_no_terminal() {
    let home: TempDir = tempfile::tempdir().expect("a folder");
    let disk = FullFile { home: home.path().to_owned() };
    space_comes_back(&disk, home.path());
}

#[test]
fn what_was_finished_on_a_disk_without_any_room_does_not_come_back_as_broken_off() {
    let home = crate::terminal::home();
    let Some(small) = Small::new(home.path(), "what_was_finished") else {
        return;
    };
    let disk = Everything(small);
    fs::create_dir(disk.run(home.path())).expect("a folder");
    begun(&disk, home.path());
    let mut pty = finished_on_a_full_disk(&disk, home.path());
    pty.keys("q");
    assert_eq!(pty.exit().code(), Some(0), "{}", pty.text());
    assert!(pty.shows("until supple is started again"), "{}", pty.text());
    disk.free();
    let finished = (vec!["finished".to_owned()], String::new());
    assert_eq!(kept(&disk, home.path()), finished);
    assert_eq!(open(&disk), 0);
}
