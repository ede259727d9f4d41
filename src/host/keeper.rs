//! Keeps checkpoints on a thread of its own, so that a slow disk never holds up a session.
//!
//! The latest wins: while one is being written, those that come are one. A record waits until
//! the thread is at rest, so that no checkpoint comes after it.

use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

use super::inbox::{Message, Sender};
use super::journal::{self, Journal};
use crate::history::{Checkpoint, Id, Line, Record};

/// A disk that takes longer than this is not waited for: the session has ended for the person.
const PATIENCE: Duration = Duration::from_secs(5);

/// Writes what must not be lost.
pub struct Keeper {
    shared: Arc<Shared>,
    sender: Sender,
    runs: bool,
    /// Records that the disk has refused. There may be room again before the program ends.
    refused: Vec<Record>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    next: Option<Box<Checkpoint>>,
    busy: bool,
    /// One refusal was told; more of them would say no more.
    told: bool,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        // A state of three plain values is whole even after a panic.
        self.state.lock().unwrap_or_else(|state| state.into_inner())
    }
}

impl Keeper {
    pub fn new(sender: Sender) -> Keeper {
        Keeper {
            shared: Arc::default(),
            sender,
            runs: false,
            refused: Vec::new(),
        }
    }

    /// One for a single record, with nobody to send a message to.
    pub fn for_one() -> Keeper {
        let (sender, _) = std::sync::mpsc::sync_channel(1);
        Keeper::new(sender)
    }

    /// Keeps a checkpoint soon. A refusal comes as a message, once.
    pub fn keep(&mut self, checkpoint: Box<Checkpoint>) {
        self.shared.lock().next = Some(checkpoint);
        self.shared.changed.notify_all();
        if !self.runs {
            let (shared, sender) = (self.shared.clone(), self.sender.clone());
            let thread = thread::Builder::new().name("keeper".into());
            self.runs = thread.spawn(move || write(&shared, &sender)).is_ok();
        }
        if !self.runs {
            self.write_here();
        }
    }

    /// Where the system gives no thread, the session must wait for the disk.
    fn write_here(&mut self) {
        let next = self.shared.lock().next.take();
        if let (Some(next), Ok(journal)) = (next, journal::ours())
            && let Err(why) = journal.keep(&next)
        {
            let _ = self.sender.try_send(Message::NotKept(why));
        }
    }

    /// Records a session that is over; its checkpoint goes. What the disk refuses is tried again
    /// before the next line, and at the end.
    ///
    /// # Errors
    /// A sentence to be told.
    pub fn record(&mut self, record: Record) -> Result<(), String> {
        self.rest(Next::Dropped);
        let journal = journal()?;
        match journal.record(record.clone()) {
            Ok(remark) => told(remark),
            Err(why) => {
                self.refused.push(record);
                Err(why)
            }
        }
    }

    /// Tries again to record what the disk has refused; the first sentence about what it still
    /// refuses.
    fn record_refused(&mut self) -> Result<(), String> {
        let mut first = Ok(());
        for record in std::mem::take(&mut self.refused) {
            let journal = journal()?;
            // Somebody else may have taken it up meanwhile; then it is theirs to record.
            let theirs = matches!(journal.claim(record.id), Ok(false));
            if !theirs && let Err(why) = journal.record(record.clone()) {
                self.refused.push(record);
                first = first.and(Err(why));
            }
        }
        first
    }

    /// Adds a line to the history.
    ///
    /// # Errors
    /// A sentence to be told.
    pub fn note(&mut self, line: &Line) -> Result<(), String> {
        // It was told when it was refused.
        let _ = self.record_refused();
        told(journal()?.append(line, super::clock::Clock::local().date())?)
    }

    /// Lets a checkpoint go that nobody wants.
    ///
    /// # Errors
    /// A sentence to be told.
    pub fn discard(&mut self, id: Id) -> Result<(), String> {
        self.rest(Next::Dropped);
        journal()?.clear(id)
    }

    /// Waits until the last checkpoint is on the disk, and what was refused before as well.
    ///
    /// # Errors
    /// A sentence about a record that is still refused.
    pub fn finish(&mut self) -> Result<(), String> {
        self.rest(Next::Written);
        self.record_refused()
    }

    fn rest(&mut self, what: Next) {
        let mut state = self.shared.lock();
        if let Next::Dropped = what {
            state.next = None;
        }
        let runs = self.runs;
        let is_busy = |state: &mut State| state.busy || (runs && state.next.is_some());
        drop(
            self.shared
                .changed
                .wait_timeout_while(state, PATIENCE, is_busy),
        );
    }
}

/// What becomes of a checkpoint that waits to be written.
enum Next {
    Dropped,
    Written,
}

fn journal() -> Result<&'static Journal, String> {
    let refused = |why: &String| format!("What you did can't be kept: {why}.");
    journal::ours().as_ref().map_err(refused)
}

/// A line that had to be set aside is worth a word as well.
fn told(remark: Option<String>) -> Result<(), String> {
    remark.map_or(Ok(()), Err)
}

fn write(shared: &Shared, sender: &Sender) {
    let mut state = shared.lock();
    loop {
        let Some(next) = state.next.take() else {
            let waited = shared.changed.wait(state);
            state = waited.unwrap_or_else(|state| state.into_inner());
            continue;
        };
        state.busy = true;
        drop(state);
        let kept = journal().and_then(|journal| journal.keep(&next));
        state = shared.lock();
        state.busy = false;
        if let Err(why) = kept
            && !std::mem::replace(&mut state.told, true)
        {
            // The loop may be about to end, with nobody to listen.
            let _ = sender.try_send(Message::NotKept(why));
        }
        shared.changed.notify_all();
    }
}
