//! The checkpoints of what is running: kept, claimed, found again, cleared away.

use std::collections::BTreeSet;
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
            sentences::crash_would_lose(self.running.display(), disk::words(&error))
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
        // Nobody has synced what still waits; its checkpoint goes when that is taken up.
        let over = self.over_elsewhere();
        found.value.retain(|left| !over.contains(&left.record.id));
        let Some(since) = found.value.iter().map(|left| left.record.start.date()).min() else {
            return found;
        };
        let recorded = self.lately(since).value.sessions;
        let is_done = |left: &mut Checkpoint| {
            let recorded = recorded.iter().map(|session| &session.record);
            let mut same = recorded.filter(|record| record.id == left.record.id);
            same.any(|record| match (record.ended, left.record.ended) {
                // Its end was before the person, who may have gone on.
                (Ended::Stopped, Ended::Stopped) => left.record.end < record.end,
                (Ended::Stopped, _) => left.record.end <= record.end,
                _ => true,
            })
        };
        let is_written = |id: &Id| self.unwritten.lock().iter().all(|line| line.id() != Some(*id));
        let done = found.value.extract_if(.., is_done).map(|left| left.record.id);
        let done: Vec<Id> = done.filter(is_written).collect();
        if done.is_empty() {
            return found;
        }
        // A line that can be read may still be on its way to the disk, if its writer was killed.
        let sync =
            |path: PathBuf| self.files.sync(&path).map_err(|error| unreadable(&path, &error));
        match self.own_files().and_then(|own| own.into_iter().try_for_each(sync)) {
            Ok(()) => found.complaints.extend(done.iter().filter_map(|id| self.clear(*id).err())),
            Err(why) => found.complaints.push(why),
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
        let mut found = Read::<Vec<Checkpoint>>::default();
        let ids = self.sessions_kept(alive).unwrap_or_else(|why| {
            found.refuse(why);
            Vec::new()
        });
        for id in ids {
            let path = self.path_of(id);
            match self.files.read(&path).map(|bytes| serde_json::from_slice::<Checkpoint>(&bytes)) {
                Ok(Ok(checkpoint)) if checkpoint.record.id == id => found.value.push(checkpoint),
                Ok(_) => found.complaints.push(sentences::no_checkpoint(path.display())),
                // Somebody else has just cleared it away.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => found.refuse(unreadable(&path, &error)),
            }
        }
        found
    }

    /// Sessions that have a checkpoint, whoever can read it: those that a process plays, or those
    /// that none does. The earliest first.
    pub(super) fn sessions_kept(&self, alive: bool) -> Result<Vec<Id>, String> {
        let names = self.files.names(&self.running);
        let names = names.map_err(|error| unreadable(&self.running, &error))?;
        let id = |name: &String| name.rsplit_once('.')?.0.parse::<Id>().ok();
        let ids: BTreeSet<Id> = names.iter().filter_map(id).collect();
        let is_asked_for = |id: &Id| {
            let is_held = self.files.is_held(&self.lock_of(*id));
            let has_checkpoint = names.contains(&format!("{id}.json"));
            if !has_checkpoint && !is_held {
                // Its process was killed at the very end. It is looked at again the next time.
                let _ = self.files.remove(&self.lock_of(*id));
            }
            has_checkpoint && is_held == alive
        };
        Ok(ids.into_iter().filter(is_asked_for).collect())
    }

    /// Records a session that is over, then lets its checkpoint go.
    ///
    /// # Errors
    /// A sentence, if the disk refuses the record; then the checkpoint stays, to be taken up.
    pub fn record(&self, record: Record) -> Result<Option<String>, String> {
        let id = record.id;
        let appended = self.append(&HistoryLine::Session(Box::new(record)));
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
