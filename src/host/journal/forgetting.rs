//! Taking lines out again: of one session, or of all there is.
//!
//! A machine takes them out of its own files alone. What must be forgotten on the others is told
//! them by tombstones, which are appended like any other line.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};

use super::{Journal, unreadable};
use crate::history::{HistoryLine, Id};
use crate::host::disk;

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
        for id in self.not_running()? {
            if ids.contains(&id) {
                self.drop_checkpoint(id)?;
            }
        }
        Ok(())
    }

    /// What there is beside the lines of the history.
    ///
    /// # Errors
    /// A sentence, if a folder can't be read.
    pub fn leftovers(&self) -> Result<Leftovers, String> {
        Ok(Leftovers { aside: self.ending(".broken")?, broken_off: self.not_running()? })
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
            removed.map_err(|error| refused(path, &error))?;
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
            rewritten.map_err(|error| refused(&path, &error))?;
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

    /// Sessions that have a checkpoint, whoever can read it, and that nobody plays.
    fn not_running(&self) -> Result<Vec<Id>, String> {
        let names = self.files.names(&self.running);
        let names = names.map_err(|error| unreadable(&self.running, &error))?;
        let ids = names.iter().filter_map(|name| name.strip_suffix(".json")?.parse::<Id>().ok());
        let mut ids: Vec<Id> = ids.filter(|id| !self.files.is_held(&self.lock_of(*id))).collect();
        ids.sort();
        Ok(ids)
    }

    fn drop_checkpoint(&self, id: Id) -> Result<(), String> {
        let is_ours = self.claim(id).map_err(|error| refused(&self.running, &error))?;
        // Or somebody has just taken it up.
        if is_ours { self.clear(id) } else { Ok(()) }
    }
}

fn refused(path: &Path, error: &io::Error) -> String {
    format!("`{}`: {}", path.display(), disk::words(error))
}
