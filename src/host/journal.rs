//! The history on the disk, and the checkpoints of what is running.
//!
//! History: one file a month and machine in `history/`, only ever appended to by its machine, so
//! that any file sync can carry them about. Checkpoints: one file a running session in
//! `running/`, with a lock beside it that lives exactly as long as its process. What the lines
//! mean is not known here; a disk that refuses becomes a sentence.
//!
//! Here is what adds to the history, and what gives machines and sessions their names, which no
//! two share, and what takes lines out again. `reading` looks back, `running` keeps checkpoints. Lines that the disk refused until the end of the process lie in the run folder
//! until the next start.

mod reading;
mod running;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use parking_lot::Mutex;
pub use reading::Past;

use super::clock::Clock;
use super::files::{Files, OnDisk};
use super::{disk, places};
use crate::history::{HistoryLine, Id, Stamp, lines};
use crate::words::disk as sentences;

/// Where history and checkpoints are, and by whose name.
#[derive(Clone)]
pub struct Journal {
    files: Arc<dyn Files>,
    history: PathBuf,
    running: PathBuf,
    /// This machine's name in its files, once it is needed.
    machine: Arc<OnceLock<String>>,
    kept_machine: PathBuf,
    host: String,
    new: [u8; 10],
    held: Arc<Mutex<HashMap<Id, Box<dyn Send>>>>,
    /// Lines of this process that are not in their file yet.
    unwritten: Arc<Mutex<Vec<HistoryLine>>>,
    /// Where lines that could not be written are left.
    run: PathBuf,
}

/// What was read, and sentences about what could not be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Read<T> {
    pub value: T,
    pub complaints: Vec<String>,
    /// The disk refused to give some of it: nobody knows what is missing.
    pub cut_short: bool,
}

impl<T> Read<T> {
    /// Complains that some of it could not be read at all.
    fn refuse(&mut self, why: String) {
        self.complaints.push(why);
        self.cut_short = true;
    }

    fn with<U>(self, value: U) -> Read<U> {
        Read { value, complaints: self.complaints, cut_short: self.cut_short }
    }
}

impl Journal {
    /// The journal of whoever runs the program.
    ///
    /// # Errors
    /// A sentence, if there is no home directory.
    pub fn open() -> Result<Journal, String> {
        let places = places::places().ok_or(sentences::NO_HOME)?;
        let host = rustix::system::uname();
        let host = host.nodename().to_string_lossy().into_owned();
        let new = random();
        let mut journal = Journal::over(Arc::new(OnDisk), places.history, places.state, &host, new);
        journal.run = places.run;
        Ok(journal)
    }

    /// A journal in two folders of a file system: what is shared between machines, and what is
    /// this machine's own. `new` tells two machines of one name apart, once.
    pub fn over(
        files: Arc<dyn Files>,
        history: PathBuf,
        state: PathBuf,
        host: &str,
        new: [u8; 10],
    ) -> Journal {
        Journal {
            files,
            history,
            running: state.join("running"),
            run: state.join("run"),
            machine: Arc::default(),
            kept_machine: state.join("machine"),
            host: host.to_owned(),
            new,
            held: Arc::default(),
            unwritten: Arc::default(),
        }
    }

    /// The folder of the history.
    pub fn folder(&self) -> &Path {
        &self.history
    }

    /// Appends a line to this machine's file of its month; what is returned is a sentence to be
    /// told, if the end of the file was broken and has been set aside.
    ///
    /// # Errors
    /// A sentence, if the disk refuses.
    pub fn append(&self, line: &HistoryLine) -> Result<Option<String>, String> {
        let told = self.write(line)?;
        self.settle(line).map(|()| told)
    }

    /// Appends a line as [`append`](Journal::append) does, and does not wait for the disk.
    ///
    /// # Errors
    /// A sentence, if the disk refuses.
    pub fn write(&self, line: &HistoryLine) -> Result<Option<String>, String> {
        self.add(&self.path_of_line(line), line.written().as_bytes())
    }

    /// Waits until a line that was written is on the disk.
    ///
    /// # Errors
    /// A sentence, if the disk refuses.
    pub fn settle(&self, line: &HistoryLine) -> Result<(), String> {
        self.sync(&self.path_of_line(line))
    }

    fn sync(&self, path: &Path) -> Result<(), String> {
        self.files.sync(path).map_err(|error| refused(path, &error))
    }

    /// The file of the month that a line was written in: `2026-11.desk-1f3a.jsonl`. One that tells
    /// no day counts as written today.
    fn path_of_line(&self, line: &HistoryLine) -> PathBuf {
        let day = line.written_at().map_or_else(|| Clock::local().date(), Stamp::date);
        let machine = self.machine();
        self.history.join(format!("{:04}-{:02}.{machine}.jsonl", day.year(), day.month()))
    }

    /// The name of this machine in its files, like `desk-1f3a09c2`.
    pub fn machine(&self) -> &str {
        self.machine.get_or_init(|| machine(&*self.files, &self.kept_machine, &self.host, self.new))
    }

    fn add(&self, path: &Path, line: &[u8]) -> Result<Option<String>, String> {
        self.try_add(path, line).map_err(|error| refused(path, &error))
    }

    fn try_add(&self, path: &Path, line: &[u8]) -> io::Result<Option<String>> {
        let mut file = self.files.append(path)?;
        let tail = file.tail()?;
        let mut told = None;
        let mut bytes = Vec::with_capacity(line.len() + 1);
        if HistoryLine::read(&tail).is_ok() {
            // Only its line end is missing.
            bytes.push(b'\n');
        } else if !tail.is_empty() {
            // It is kept elsewhere before it is cut off.
            let aside = path.with_extension("broken");
            let mut broken = self.files.append(&aside)?;
            broken.write(&[&tail[..], b"\n"].concat())?;
            self.files.sync(&aside)?;
            file.cut(tail.len())?;
            told = Some(sentences::last_line_broken(path.display(), aside.display()));
        }
        bytes.extend_from_slice(line);
        if let Err(error) = file.write(&bytes) {
            // A full disk may have taken a part of it. Whatever was there before stays.
            if let Ok(part) = file.tail()
                && !part.is_empty()
                && part.len() + 1 < line.len()
                && line.starts_with(&part)
            {
                let _ = file.cut(part.len());
            }
            return Err(error);
        }
        Ok(told)
    }

    /// Appends many lines to this machine's files of their months, many in one write. What is
    /// returned are sentences to be told.
    ///
    /// # Errors
    /// A sentence, if the disk refuses; then some of them may be kept.
    pub fn append_all(&self, lines: &[HistoryLine]) -> Result<Vec<String>, String> {
        let mut by_file: BTreeMap<PathBuf, Vec<u8>> = BTreeMap::new();
        for line in lines {
            let bytes = by_file.entry(self.path_of_line(line)).or_default();
            bytes.extend_from_slice(line.written().as_bytes());
        }
        let mut told = Vec::new();
        for (path, bytes) in by_file {
            told.extend(self.add(&path, &bytes)?);
            self.sync(&path)?;
        }
        Ok(told)
    }

    /// The files of the history folder whose names end like this, in order.
    fn ending(&self, end: &str) -> Result<Vec<PathBuf>, String> {
        let names = self.files.names(&self.history);
        let mut names = names.map_err(|error| unreadable(&self.history, &error))?;
        names.retain(|name| name.ends_with(end) && !name.starts_with('.'));
        names.sort();
        Ok(names.iter().map(|name| self.history.join(name)).collect())
    }

    /// The files that this machine has written.
    fn own_files(&self) -> Result<Vec<PathBuf>, String> {
        self.ending(&format!(".{}.jsonl", self.machine()))
    }
}

fn unreadable(path: &Path, error: &io::Error) -> String {
    sentences::unreadable(path.display(), disk::words(error))
}

fn refused(path: &Path, error: &io::Error) -> String {
    sentences::not_kept_in(path.display(), disk::words(error))
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The journal of this process: one, since the sessions that it plays are claimed by it.
pub fn ours() -> &'static Result<Journal, String> {
    static OURS: OnceLock<Result<Journal, String>> = OnceLock::new();
    OURS.get_or_init(|| {
        let journal = Journal::open()?;
        journal.take_up_left();
        Ok(journal)
    })
}

/// A name for a session that begins now.
pub fn new_id() -> Id {
    Id::new(Clock::wall(), random())
}

/// Random bytes of the system. Where it has none, the clock and the process must do: two names
/// that meet would take the same process, in the same nanosecond.
pub fn random() -> [u8; 10] {
    let mut bytes = [0; 10];
    if getrandom::fill(&mut bytes).is_err() {
        let nanos = Clock::wall().as_nanosecond() as u64;
        bytes[..8].copy_from_slice(&nanos.to_le_bytes());
        bytes[8..].copy_from_slice(&(std::process::id() as u16).to_le_bytes());
    }
    bytes
}

/// The name of this machine in its files. It is made once and kept, since two machines of one
/// person may have the same name, and one machine may get another.
fn machine(files: &dyn Files, path: &Path, host: &str, new: [u8; 10]) -> String {
    let kept = files.read(path).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let good = |name: &String| {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        !name.is_empty() && name.len() < 60 && name.chars().all(plain)
    };
    if let Some(name) = kept.map(|name| name.trim().to_owned()).filter(good) {
        return name;
    }
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let host = host.split('.').next().unwrap_or_default();
    let host: String = host.chars().map(plain).take(30).collect();
    let host = host.trim_matches('-');
    let host = if host.is_empty() { "machine" } else { host };
    let digits: String = new[..4].iter().map(|byte| format!("{byte:02x}")).collect();
    let name = format!("{host}-{digits}");
    // Where it can't be kept, the next start takes another: a further file, no conflict.
    let _ = files.put(path, format!("{name}\n").as_bytes());
    name
}

const FIRST: &str = "unwritten-";

impl Journal {
    /// Takes note of a line that is on its way: whoever looks back finds it already.
    pub fn is_unwritten(&self, line: &HistoryLine) {
        self.unwritten.lock().push(line.clone());
    }

    /// It has come to its file.
    pub fn is_written(&self, line: &HistoryLine) {
        let mut unwritten = self.unwritten.lock();
        if let Some(at) = unwritten.iter().position(|one| one == line) {
            unwritten.remove(at);
        }
    }

    /// Leaves lines for the next start, in a file that the person alone can read. On a full disk
    /// the checkpoints of their sessions make room: they say less.
    ///
    /// # Errors
    /// If there is no room for that either.
    pub fn leave(&self, lines: &[HistoryLine]) -> io::Result<()> {
        let name: String = random().iter().map(|byte| format!("{byte:02x}")).collect();
        let path = self.run.join(format!("{FIRST}{name}.jsonl"));
        let bytes: String = lines.iter().map(HistoryLine::written).collect();
        let put = || self.files.put(&path, bytes.as_bytes());
        put().or_else(|error| {
            for id in lines.iter().filter_map(session_of) {
                let checkpoint = self.path_of(id);
                let Ok(kept) = self.files.read(&checkpoint) else {
                    continue;
                };
                self.files.remove(&checkpoint)?;
                if put().is_ok() {
                    return Ok(());
                }
                self.files.put(&checkpoint, &kept)?;
            }
            Err(error)
        })
    }

    /// Adds to the history what an earlier process had to leave. What is still refused stays.
    pub fn take_up_left(&self) {
        for (path, lines) in self.left() {
            if self.append_all(&lines).is_err() || self.files.remove(&path).is_err() {
                continue;
            }
            for id in lines.iter().filter_map(session_of) {
                if let Ok(true) = self.claim(id) {
                    // A checkpoint that can't be removed is known by its id the next time.
                    let _ = self.clear(id);
                }
            }
        }
    }

    /// The sessions that are over though the history does not say so yet.
    fn over_elsewhere(&self) -> Vec<Id> {
        self.left().iter().flat_map(|(_, lines)| lines).filter_map(session_of).collect()
    }

    fn left(&self) -> Vec<(PathBuf, Vec<HistoryLine>)> {
        let read = |path: PathBuf| {
            let bytes = self.files.read(&path).ok()?;
            // A line that is broken was broken by the end of the machine.
            let lines = lines(&bytes).filter_map(Result::ok).collect();
            Some((path, lines))
        };
        self.files_left().into_iter().filter_map(read).collect()
    }

    /// The files that wait for the next start.
    fn files_left(&self) -> Vec<PathBuf> {
        let names = self.files.names(&self.run).unwrap_or_default();
        let ours = |name: &&String| name.starts_with(FIRST) && name.ends_with(".jsonl");
        names.iter().filter(ours).map(|name| self.run.join(name)).collect()
    }
}

fn session_of(line: &HistoryLine) -> Option<Id> {
    match line {
        HistoryLine::Session(record) => Some(record.id),
        _ => None,
    }
}

// Taking lines out again: of one session, or of all there is. A machine takes them out of its own
// files alone. What must be forgotten on the others is told them by tombstones, which are appended
// like any other line.

/// What there is of a person beside the lines of the history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leftovers {
    /// Files of broken lines that were set aside.
    pub aside: Vec<PathBuf>,
    /// Sessions that were broken off; none that is running now.
    pub broken_off: Vec<Id>,
}

impl Journal {
    /// Takes the lines of forgotten sessions out of this machine's own files; their tombstones
    /// stay, for the other machines. Every other line stays as it is, byte for byte. What could
    /// bring such a session back goes as well.
    ///
    /// # Errors
    /// A sentence, if the disk refuses; then some files are done and the rest are as they were.
    pub fn rewrite_without(&self, ids: &HashSet<Id>) -> Result<(), String> {
        self.rewrite_own(|line| match HistoryLine::read(line) {
            Ok(HistoryLine::Forget(_) | HistoryLine::Newer(_)) | Err(_) => true,
            Ok(line) => line.id().is_none_or(|id| !ids.contains(&id)),
        })?;
        for id in self.sessions_kept(false)?.into_iter().filter(|id| ids.contains(id)) {
            self.drop_checkpoint(id)?;
        }
        Ok(())
    }

    /// What there is beside the lines of the history.
    ///
    /// # Errors
    /// A sentence, if a folder can't be read.
    pub fn leftovers(&self) -> Result<Leftovers, String> {
        Ok(Leftovers { aside: self.ending(".broken")?, broken_off: self.sessions_kept(false)? })
    }

    /// Removes what there is beside the lines of the history, and the broken lines in this
    /// machine's own files.
    ///
    /// # Errors
    /// A sentence, if the disk refuses; then some of it is gone.
    pub fn forget_leftovers(&self) -> Result<(), String> {
        self.rewrite_own(|line| line.trim_ascii().is_empty() || HistoryLine::read(line).is_ok())?;
        // A line may have been set aside since somebody was asked.
        let all = self.leftovers()?;
        for path in &all.aside {
            let removed = self.files.remove(path);
            removed.map_err(|error| untouched(path, &error))?;
        }
        for id in &all.broken_off {
            self.drop_checkpoint(*id)?;
        }
        Ok(())
    }

    /// Keeps the lines of this machine's own files that are to stay, those that wait to come into
    /// the history among them.
    fn rewrite_own(&self, stays: impl Fn(&[u8]) -> bool) -> Result<(), String> {
        for path in self.own_files()?.into_iter().chain(self.files_left()) {
            let rewritten = self.rewrite(&path, &stays);
            rewritten.map_err(|error| untouched(&path, &error))?;
        }
        Ok(())
    }

    fn rewrite(&self, path: &Path, stays: impl Fn(&[u8]) -> bool) -> io::Result<()> {
        // Whoever appends meanwhile waits, and then finds the new file.
        let _lock = self.files.append(path)?;
        let bytes = self.files.read(path)?;
        let lines = bytes.split_inclusive(|byte| *byte == b'\n');
        let kept = lines.filter(|line| stays(line)).collect::<Vec<_>>().concat();
        if kept.len() == bytes.len() { Ok(()) } else { self.files.replace(path, &kept) }
    }

    fn drop_checkpoint(&self, id: Id) -> Result<(), String> {
        let is_ours = self.claim(id).map_err(|error| untouched(&self.running, &error))?;
        // Or somebody has just taken it up.
        if is_ours { self.clear(id) } else { Ok(()) }
    }
}

/// A file that can't be changed, and why.
fn untouched(path: &Path, error: &io::Error) -> String {
    format!("`{}`: {}", path.display(), disk::words(error))
}
