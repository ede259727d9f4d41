//! Lines that are not in the history yet: those on their way, and those that the disk refused
//! until the end of the process. These lie in the run folder until the next start.

use std::sync::MutexGuard;
use std::{io, path::PathBuf};

use super::{Journal, day_of, random};
use crate::history::{HistoryLine, Id, lines};

const FIRST: &str = "unwritten-";

impl Journal {
    /// Takes note of a line that is on its way: whoever looks back finds it already.
    pub fn is_unwritten(&self, line: &HistoryLine) {
        self.on_their_way().push(line.clone());
    }

    /// It has come to its file.
    pub fn is_written(&self, line: &HistoryLine) {
        let mut unwritten = self.on_their_way();
        if let Some(at) = unwritten.iter().position(|one| one == line) {
            unwritten.remove(at);
        }
    }

    pub(super) fn on_their_way(&self) -> MutexGuard<'_, Vec<HistoryLine>> {
        let unwritten = self.unwritten.lock();
        unwritten.unwrap_or_else(|unwritten| unwritten.into_inner())
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
            let days: Vec<_> = lines
                .iter()
                .map(|line| (line.clone(), day_of(line)))
                .collect();
            if self.append_all(&days).is_err() || self.files.remove(&path).is_err() {
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
    pub(super) fn over_elsewhere(&self) -> Vec<Id> {
        let left = self.left();
        let lines = left.iter().flat_map(|(_, lines)| lines);
        lines.filter_map(session_of).collect()
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
    pub(super) fn files_left(&self) -> Vec<PathBuf> {
        let names = self.files.names(&self.run).unwrap_or_default();
        let ours = |name: &&String| name.starts_with(FIRST) && name.ends_with(".jsonl");
        let paths = names.iter().filter(ours).map(|name| self.run.join(name));
        paths.collect()
    }
}

fn session_of(line: &HistoryLine) -> Option<Id> {
    match line {
        HistoryLine::Session(record) => Some(record.id),
        _ => None,
    }
}
