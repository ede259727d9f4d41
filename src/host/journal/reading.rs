//! Looking back: everything in summary, the last weeks whole, or line after line.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bstr::io::BufReadExt;
use jiff::civil::Date;

use super::{Journal, Read, name_of, unreadable};
use crate::history::summary::LinePlace;
use crate::history::{History, HistoryLine, PastSession, Record, Summary, Union, lines};
use crate::host::background;
use crate::words::disk as sentences;

/// The end of a file that is looked at for what was done lately.
const LATELY: u64 = 1024 * 1024;

/// All sessions in summary, the earliest first, and the files that have them whole.
#[derive(Clone, Debug, Default)]
pub struct Past {
    pub sessions: Arc<Vec<Summary>>,
    paths: Vec<PathBuf>,
}

impl Past {
    /// Keeps the sessions that are asked for.
    #[must_use]
    pub fn choose(mut self, wanted: impl Fn(&Summary) -> bool) -> Past {
        Arc::make_mut(&mut self.sessions).retain(wanted);
        self
    }
}

impl Journal {
    /// The files of the history, of all machines, the oldest month first.
    ///
    /// # Errors
    /// A sentence, if the folder can't be read.
    pub fn files(&self) -> Result<Vec<PathBuf>, String> {
        self.ending(".jsonl")
    }

    /// Gives every line of every file to `take`, file after file, one at a time, and where it
    /// stands. The files are returned.
    pub fn each_line(&self, mut take: impl FnMut(HistoryLine, LinePlace)) -> Read<Vec<PathBuf>> {
        let mut listed = self.listed();
        let paths = std::mem::take(&mut listed.value);
        for (file, path) in paths.iter().enumerate() {
            let read = self.each(file, path, |text, number, place| match HistoryLine::read(text) {
                Ok(line) => take(line, place),
                Err(why) => listed.complaints.push(bad_line(path, number, &why)),
            });
            if let Err(error) = read {
                listed.refuse(unreadable(path, &error));
            }
        }
        listed.with(paths)
    }

    /// The line that stands in a place.
    ///
    /// # Errors
    /// A sentence, if it can't be read, or is not there any more.
    pub fn line_at(&self, paths: &[PathBuf], place: LinePlace) -> Result<HistoryLine, String> {
        let path = &paths[place.file as usize];
        let text = self.files.read_part(path, place.at, place.length.into());
        let text = text.map_err(|error| unreadable(path, &error))?;
        HistoryLine::read(&text).map_err(|_| sentences::has_changed(path.display()))
    }

    /// What was done in the month of a day, in the one before and since, as far as the ends of
    /// the files tell: enough for the rules of a day and the advice of the last times, and
    /// never more to read for a longer history.
    pub fn lately(&self, day: Date) -> Read<History> {
        let month = day.first_of_month();
        let before = month.yesterday().unwrap_or(month);
        let from = format!("{:04}-{:02}", before.year(), before.month());
        let read = |path: &Path| {
            let mut bytes = self.files.read_end(path, LATELY)?;
            if bytes.len() as u64 == LATELY {
                // It begins in the middle of a line.
                let first = memchr::memchr(b'\n', &bytes).map_or(bytes.len(), |at| at + 1);
                if first > bytes.len() / 2 {
                    // No line of ours is so long. Rubbish must not hide what lies before it.
                    return self.files.read(path);
                }
                bytes.drain(..first);
            }
            Ok(bytes)
        };
        let mut listed = self.listed();
        let mut all = self.unwritten.lock().clone();
        for path in std::mem::take(&mut listed.value) {
            if name_of(&path) < from {
                continue;
            }
            let bytes = read(&path).unwrap_or_else(|error| {
                listed.refuse(unreadable(&path, &error));
                Vec::new()
            });
            for line in lines(&bytes) {
                match line {
                    Ok(line) => all.push(line),
                    Err(bad) => listed.complaints.push(bad_line(&path, bad.line, &bad.why)),
                }
            }
        }
        listed.with(History::merge(all))
    }

    /// Every session in summary, and where its record is.
    pub fn past(&self) -> Read<Past> {
        let mut listed = self.listed();
        let paths = std::mem::take(&mut listed.value);
        let summarized =
            background::map((0..paths.len()).collect(), |file| self.summarized(&paths, file));
        let mut union = Union::default();
        for (path, file) in paths.iter().zip(summarized) {
            match file {
                Err(error) => listed.refuse(unreadable(path, &error)),
                Ok(file) => {
                    let bad = file.bad.iter();
                    listed.complaints.extend(bad.map(|bad| bad_line(path, bad.line, &bad.why)));
                    union.join(file);
                }
            }
        }
        listed.complaints.sort();
        let sessions = union.sessions(|session| self.record_at(&paths, session).ok());
        listed.with(Past { sessions: Arc::new(sessions), paths })
    }

    /// One session of the past, whole.
    ///
    /// # Errors
    /// A sentence, if its line can't be read, or is not there any more.
    pub fn session(&self, past: &Past, nth: usize) -> Result<PastSession, String> {
        let summary = &past.sessions[nth];
        let record = self.record_at(&past.paths, summary)?;
        Ok(summary.with(record))
    }

    /// The sessions of the past, whole, the earliest first, one at a time: a sentence in the place
    /// of each that can't be read.
    pub fn sessions<'a>(
        &'a self,
        past: &'a Past,
    ) -> impl Iterator<Item = Result<PastSession, String>> + 'a {
        (0..past.sessions.len()).map(|nth| self.session(past, nth))
    }

    /// The record of a session, as its file has it now.
    fn record_at(&self, paths: &[PathBuf], summary: &Summary) -> Result<Record, String> {
        match self.line_at(paths, summary.place)? {
            HistoryLine::Session(record) if record.id == summary.id => Ok(*record),
            _ => Err(sentences::has_changed(paths[summary.place.file as usize].display())),
        }
    }

    /// What one file says, in summary.
    fn summarized(&self, paths: &[PathBuf], file: usize) -> io::Result<Union> {
        let mut summarized = Union::default();
        self.each(file, &paths[file], |text, nth, place| summarized.take(text, nth, place))?;
        summarized.versions.shrink_to_fit();
        Ok(summarized)
    }

    /// Gives the lines of a file to `take`: the text without its end, its number from 1, and its
    /// place. Empty ones are left out.
    fn each(
        &self,
        file: usize,
        path: &Path,
        mut take: impl FnMut(&[u8], usize, LinePlace),
    ) -> io::Result<()> {
        let file = u32::try_from(file).unwrap_or(u32::MAX);
        let (mut number, mut at) = (0, 0);
        self.files.open(path)?.for_byte_line_with_terminator(|line| {
            let text = line.strip_suffix(b"\n").unwrap_or(line);
            number += 1;
            if !text.trim_ascii().is_empty() {
                let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
                take(text, number, LinePlace { file, length, at });
            }
            at += line.len() as u64;
            Ok(true)
        })
    }

    /// The files of the history, and those of lines that still wait to come into it.
    fn listed(&self) -> Read<Vec<PathBuf>> {
        let mut listed = Read::default();
        match self.files() {
            Ok(paths) => listed.value = paths,
            Err(why) => listed.refuse(why),
        }
        for path in self.files_left() {
            listed.complaints.push(sentences::waits_in(path.display()));
            listed.value.push(path);
        }
        listed
    }
}

fn bad_line(path: &Path, line: usize, why: &str) -> String {
    sentences::bad_line(path.display(), line, why)
}
