//! The history on the disk, and the checkpoints of what is running.
//!
//! History: one file a month and machine in `history/`, only ever appended to by its machine, so
//! that any file sync can carry them about. Checkpoints: one file a running session in
//! `running/`, with a lock beside it that lives exactly as long as its process. What the lines
//! mean is not known here; a disk that refuses becomes a sentence.
//!
//! Here is what adds to the history, `left` has what could not be added, and `forgetting` takes
//! from it. `reading` looks back;
//! `running` keeps checkpoints; `names` gives machines and sessions their names.

mod forgetting;
mod left;
mod names;
mod reading;
mod running;

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

use jiff::civil::Date;

use super::clock::Clock;
use super::files::{Files, OnDisk};
use super::places;
use crate::history::{HistoryLine, Id, Stamp};
use crate::words::disk as sentences;

pub use forgetting::Leftovers;
pub use names::{new_id, random};
pub use reading::Past;

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
        Read {
            value,
            complaints: self.complaints,
            cut_short: self.cut_short,
        }
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

    /// Appends a line to this machine's file of a month; what is returned is a sentence to be
    /// told, if the end of the file was broken and has been set aside.
    ///
    /// # Errors
    /// A sentence, if the disk refuses.
    pub fn append(&self, line: &HistoryLine, day: Date) -> Result<Option<String>, String> {
        let path = self.history.join(self.name(day));
        let told = self.add(&path, line.written().as_bytes());
        let told = told.and_then(|told| self.files.sync(&path).map(|()| told));
        told.map_err(|error| refused(&path, &error))
    }

    /// Appends a line as [`append`](Journal::append) does, and does not wait for the disk.
    ///
    /// # Errors
    /// A sentence, if the disk refuses.
    pub fn write(&self, line: &HistoryLine) -> Result<Option<String>, String> {
        let path = self.path_for(line);
        let told = self.add(&path, line.written().as_bytes());
        told.map_err(|error| refused(&path, &error))
    }

    /// Waits until a line that was written is on the disk.
    ///
    /// # Errors
    /// A sentence, if the disk refuses.
    pub fn settle(&self, line: &HistoryLine) -> Result<(), String> {
        let path = self.path_for(line);
        let synced = self.files.sync(&path);
        synced.map_err(|error| refused(&path, &error))
    }

    fn path_for(&self, line: &HistoryLine) -> PathBuf {
        self.history.join(self.name(day_of(line)))
    }

    /// The file of a month: `2026-11.desk-1f3a.jsonl`.
    fn name(&self, day: Date) -> String {
        let machine = self.machine();
        format!("{:04}-{:02}.{machine}.jsonl", day.year(), day.month())
    }

    /// The name of this machine in its files, like `desk-1f3a09c2`.
    pub fn machine(&self) -> &str {
        self.machine
            .get_or_init(|| names::machine(&*self.files, &self.kept_machine, &self.host, self.new))
    }

    fn add(&self, path: &Path, line: &[u8]) -> io::Result<Option<String>> {
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
            let mut copy = tail.clone();
            copy.push(b'\n');
            broken.write(&copy)?;
            broken.sync()?;
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
    pub fn append_all(&self, lines: &[(HistoryLine, Date)]) -> Result<Vec<String>, String> {
        let mut by_file: BTreeMap<PathBuf, Vec<u8>> = BTreeMap::new();
        for (line, day) in lines {
            let path = self.history.join(self.name(*day));
            let bytes = by_file.entry(path).or_default();
            bytes.extend_from_slice(line.written().as_bytes());
        }
        let mut told = Vec::new();
        for (path, bytes) in by_file {
            let said = self.add(&path, &bytes);
            let said = said.and_then(|said| self.files.sync(&path).map(|()| said));
            let said = said.map_err(|error| refused(&path, &error));
            told.extend(said?);
        }
        Ok(told)
    }

    fn unreadable(&self, path: &Path, error: &io::Error) -> String {
        let why = super::disk::words(error);
        sentences::unreadable(path.display(), &why)
    }
}

fn refused(path: &Path, error: &io::Error) -> String {
    let why = super::disk::words(error);
    sentences::not_kept_in(path.display(), &why)
}

/// The day whose month has a line.
fn day_of(line: &HistoryLine) -> Date {
    match line {
        HistoryLine::Session(record) => record.end.date(),
        HistoryLine::Felt(felt) => felt.at.date(),
        HistoryLine::Forget(forget) => forget.at.date(),
        HistoryLine::Newer(newer) => {
            let day = newer.at.map(Stamp::date);
            day.unwrap_or_else(|| Clock::local().date())
        }
    }
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
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
