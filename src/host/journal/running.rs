//! The checkpoints of what is running: kept, claimed, found again, cleared away.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use super::{Journal, Read, unreadable};
use crate::history::{Checkpoint, Ended, HistoryLine, Id, Record};
use crate::host::{background, disk};
use crate::words::disk as sentences;

impl Journal {
    /// Keeps a checkpoint in the place of the session's last one, and marks the session as
    /// running as long as this process lives.
    ///
    /// # Errors
    /// A sentence, if the disk refuses.
    pub fn keep(&self, checkpoint: &Checkpoint) -> Result<(), String> {
        self.keep_by(checkpoint, |path, text| self.files.replace(path, text))
    }

    /// The same, and the disk is not waited for.
    ///
    /// # Errors
    /// A sentence, if the disk refuses.
    pub fn keep_unsynced(&self, checkpoint: &Checkpoint) -> Result<(), String> {
        self.keep_by(checkpoint, |path, text| self.files.put(path, text))
    }

    fn keep_by(
        &self,
        checkpoint: &Checkpoint,
        write: impl Fn(&Path, &[u8]) -> io::Result<()>,
    ) -> Result<(), String> {
        let id = checkpoint.record.id;
        let text = serde_json::to_vec(checkpoint)
            .expect("a checkpoint of strings and numbers can be written as JSON");
        let written = self.claim(id).and_then(|_| write(&self.path_of(id), &text));
        written.map_err(|error| {
            sentences::crash_would_lose(self.running.display(), &disk::words(&error))
        })
    }

    /// Claims a session for this process; whether it is ours now.
    ///
    /// # Errors
    /// If the disk refuses.
    pub fn claim(&self, id: Id) -> io::Result<bool> {
        let mut held = self.held.lock();
        if held.contains_key(&id) {
            return Ok(true);
        }
        let lock = self.files.hold(&self.lock_of(id))?;
        let ours = lock.is_some();
        held.extend(lock.map(|lock| (id, lock)));
        Ok(ours)
    }

    /// The same, but `None` where the disk does not answer in time. One that refuses makes no
    /// difference.
    pub fn claim_in_time(&'static self, id: Id) -> Option<bool> {
        background::within(background::FIRST, move || self.claim(id).unwrap_or(true))
    }

    /// Lets a claimed session be, for somebody else to take up.
    pub fn release(&self, id: Id) {
        self.held.lock().remove(&id);
    }

    /// The session is over and recorded, or discarded: its checkpoint goes.
    ///
    /// # Errors
    /// A sentence, if the disk refuses.
    pub fn clear(&self, id: Id) -> Result<(), String> {
        let gone = self.files.remove(&self.path_of(id));
        let gone = gone.and_then(|()| self.files.remove(&self.lock_of(id)));
        self.release(id);
        gone.map_err(|error| format!("`{}`: {}", self.running.display(), disk::words(&error)))
    }

    /// Sessions that were broken off: those with a checkpoint whose process lives no more. One
    /// that is in the history already is cleared away, unless it had gone on from there, or had
    /// its end still before the person.
    pub fn broken_off(&self) -> Read<Vec<Checkpoint>> {
        let mut found = self.checkpoints(false);
        if !found.value.is_empty() {
            self.drop_recorded(&mut found);
        }
        found
    }

    /// Sessions that another process plays now, as they were last kept.
    pub fn played_elsewhere(&self) -> Read<Vec<Checkpoint>> {
        let mut found = self.checkpoints(true);
        let held = self.held.lock();
        found.value.retain(|left| !held.contains_key(&left.record.id));
        found
    }

    /// Those whose process lives, or those whose process lives no more; the earliest first.
    fn checkpoints(&self, alive: bool) -> Read<Vec<Checkpoint>> {
        let mut found = Read::default();
        let names = match self.files.names(&self.running) {
            Ok(names) => names,
            Err(error) => {
                found.refuse(unreadable(&self.running, &error));
                return found;
            }
        };
        for name in &names {
            let Some(stem) = name.strip_suffix(".json") else {
                self.sweep(name, &names);
                continue;
            };
            let path = self.running.join(name);
            let Ok(id) = stem.parse::<Id>() else { continue };
            if self.files.is_held(&self.lock_of(id)) != alive {
                continue;
            }
            let bytes = match self.files.read(&path) {
                Ok(bytes) => bytes,
                // Somebody else has just cleared it away.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => {
                    found.refuse(unreadable(&path, &error));
                    continue;
                }
            };
            match serde_json::from_slice::<Checkpoint>(&bytes) {
                Ok(checkpoint) if checkpoint.record.id == id => found.value.push(checkpoint),
                _ => found.complaints.push(sentences::no_checkpoint(path.display())),
            }
        }
        found.value.sort_by_key(|left| left.record.id);
        found
    }

    /// Removes the lock of a session that has no checkpoint and that nobody holds: its process was
    /// killed at the very end.
    fn sweep(&self, name: &str, names: &[String]) {
        let id = name.strip_suffix(".lock").map(str::parse::<Id>);
        if let Some(Ok(id)) = id
            && !names.contains(&format!("{id}.json"))
            && !self.files.is_held(&self.lock_of(id))
        {
            // It is looked at again the next time.
            let _ = self.files.remove(&self.lock_of(id));
        }
    }

    fn drop_recorded(&self, found: &mut Read<Vec<Checkpoint>>) {
        // Nobody has synced what still waits; its checkpoint goes when that is taken up.
        let over = self.over_elsewhere();
        found.value.retain(|left| !over.contains(&left.record.id));
        let since = found.value.iter().map(|left| left.record.start.date()).min();
        let recorded = self.lately(since.unwrap_or_default()).value;
        let recorded: HashMap<Id, &Record> =
            recorded.sessions.iter().map(|session| (session.record.id, &session.record)).collect();
        let is_done = |left: &Checkpoint| match recorded.get(&left.record.id) {
            None => false,
            Some(record) if record.ended != Ended::Stopped => true,
            // Its end was before the person, who may have gone on.
            Some(record) if left.record.ended == Ended::Stopped => left.record.end < record.end,
            Some(record) => left.record.end <= record.end,
        };
        let (done, open) =
            std::mem::take(&mut found.value).into_iter().partition::<Vec<_>, _>(is_done);
        found.value = open;
        let is_unwritten = |id: Id| self.unwritten.lock().iter().any(|line| line.id() == Some(id));
        let done = done.into_iter().map(|left| left.record.id).filter(|id| !is_unwritten(*id));
        let done: Vec<Id> = done.collect();
        if done.is_empty() {
            return;
        }
        // A line that can be read may still be on its way to the disk, if its writer was killed.
        let sync =
            |path: PathBuf| self.files.sync(&path).map_err(|error| unreadable(&path, &error));
        let own = self.own_files().and_then(|own| own.into_iter().try_for_each(sync));
        match own {
            Ok(()) => {
                let cleared = done.into_iter().filter_map(|id| self.clear(id).err());
                found.complaints.extend(cleared);
            }
            Err(why) => found.complaints.push(why),
        }
    }

    /// Records a session that is over, then lets its checkpoint go.
    ///
    /// # Errors
    /// A sentence, if the disk refuses the record; then the checkpoint stays, to be taken up.
    pub fn record(&self, record: Record) -> Result<Option<String>, String> {
        let (id, day) = (record.id, record.end.date());
        let appended = self.append(&HistoryLine::Session(Box::new(record)), day);
        if appended.is_err() {
            // Nobody plays it any more: the next start may see to it.
            self.release(id);
        }
        let told = appended?;
        // A checkpoint that can't be removed is known by its id the next time.
        let cleared = self.clear(id).err();
        Ok(told.or(cleared))
    }

    pub(super) fn path_of(&self, id: Id) -> PathBuf {
        self.running.join(format!("{id}.json"))
    }

    pub(super) fn lock_of(&self, id: Id) -> PathBuf {
        self.running.join(format!("{id}.lock"))
    }
}
