//! Keeps checkpoints on a thread of its own, so that a slow disk never holds up a session.
//!
//! The latest wins: while one is being written, those that come are one, and the last one that
//! the disk refused is tried again until another comes or the session is over. A record waits
//! until the thread is at rest, so that no checkpoint comes after it. Lines that the disk refuses
//! wait in their order. Whatever the disk does, nobody waits for it for long.

use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

use super::clock::Clock;
use super::inbox::{Message, Sender};
use super::journal::{self, Journal};
use crate::history::{Checkpoint, Id, Line, Record, Stamp};

/// How long something is waited for, in real time.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// A disk that takes longer is not waited for: the session has ended for the person.
    pub disk: Duration,
    /// A checkpoint that was refused is tried again then: many a phase lasts for longer.
    pub again: Duration,
}

impl Default for Patience {
    fn default() -> Patience {
        Patience {
            disk: Duration::from_secs(5),
            again: Duration::from_secs(10),
        }
    }
}

const TOO_SLOW: &str = "What you did can't be kept: the disk takes too long.";

/// Writes what must not be lost.
pub struct Keeper {
    journal: Result<Journal, String>,
    patience: Patience,
    shared: Arc<Shared>,
    sender: Sender,
    runs: bool,
    /// Lines that the disk has refused, the earliest first. There may be room again before the
    /// program ends.
    refused: Vec<Line>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    next: Option<Box<Checkpoint>>,
    /// The latest, if the disk has refused it, and why.
    refused: Option<(Box<Checkpoint>, String)>,
    /// The session is not over: what is refused is still wanted.
    wanted: bool,
    busy: bool,
    /// One refusal was told; more of them would say no more.
    told: bool,
}

impl State {
    fn try_again(&mut self) {
        if self.next.is_none() {
            self.next = self.refused.take().map(|(checkpoint, _)| checkpoint);
        }
    }

    /// Takes in that the disk has refused a checkpoint; what is to be told, if anything.
    fn refuse(&mut self, checkpoint: Box<Checkpoint>, why: String) -> Option<String> {
        if self.wanted && self.next.is_none() {
            self.refused = Some((checkpoint, why.clone()));
        }
        (!std::mem::replace(&mut self.told, true)).then_some(why)
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        // A state of plain values is whole even after a panic.
        self.state.lock().unwrap_or_else(|state| state.into_inner())
    }
}

impl Keeper {
    /// One for the journal of this process.
    pub fn new(sender: Sender) -> Keeper {
        Keeper::over(journal::ours().clone(), Patience::default(), sender)
    }

    /// One for a journal, or for why there is none.
    pub fn over(journal: Result<Journal, String>, patience: Patience, sender: Sender) -> Keeper {
        Keeper {
            journal: journal.map_err(|why| format!("What you did can't be kept: {why}.")),
            patience,
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
        let mut state = self.shared.lock();
        state.next = Some(checkpoint);
        state.refused = None;
        state.wanted = true;
        drop(state);
        self.shared.changed.notify_all();
        if !self.runs {
            let (shared, sender) = (self.shared.clone(), self.sender.clone());
            let (journal, again) = (self.journal.clone(), self.patience.again);
            let thread = thread::Builder::new().name("keeper".into());
            let thread = thread.spawn(move || write(&shared, &journal, again, &sender));
            self.runs = thread.is_ok();
        }
        if !self.runs {
            self.keep_here();
        }
    }

    /// Where the system gives no thread, the session must wait for the disk.
    fn keep_here(&mut self) {
        let mut state = self.shared.lock();
        let Some(next) = state.next.take() else {
            return;
        };
        if let Err(why) = keep(&self.journal, &next)
            && let Some(why) = state.refuse(next, why)
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
        let at_rest = self.rest(Next::Dropped);
        self.add(Line::Session(Box::new(record)), at_rest)
    }

    /// Adds a line to the history. What the disk refuses is tried again as a record is.
    ///
    /// # Errors
    /// A sentence to be told.
    pub fn note(&mut self, line: Line) -> Result<(), String> {
        let at_rest = self.rest(Next::Written);
        self.add(line, at_rest)
    }

    fn add(&mut self, line: Line, at_rest: bool) -> Result<(), String> {
        if !at_rest {
            // Whoever writes now may never come back.
            self.refused.push(line);
            return Err(TOO_SLOW.into());
        }
        // What is still refused was told when it was refused first.
        let _ = self.add_refused();
        match self.write(&line) {
            // A line that had to be set aside is worth a word as well.
            Ok(remark) => remark.map_or(Ok(()), Err),
            Err(why) => {
                self.refused.push(line);
                Err(why)
            }
        }
    }

    /// Tries again to add what the disk has refused; the first sentence about what it still
    /// refuses.
    fn add_refused(&mut self) -> Result<(), String> {
        let mut first = Ok(());
        for line in std::mem::take(&mut self.refused) {
            if !self.is_theirs(&line)
                && let Err(why) = self.write(&line)
            {
                self.refused.push(line);
                first = first.and(Err(why));
            }
        }
        first
    }

    /// Whether somebody else has taken up what was refused here; then it is theirs to record.
    fn is_theirs(&self, line: &Line) -> bool {
        let (Line::Session(record), Ok(journal)) = (line, &self.journal) else {
            return false;
        };
        matches!(journal.claim(record.id), Ok(false))
    }

    fn write(&self, line: &Line) -> Result<Option<String>, String> {
        let journal = self.journal.as_ref().map_err(String::clone)?;
        match line {
            Line::Session(record) => journal.record(Record::clone(record)),
            Line::Felt(felt) => journal.append(line, felt.at.date()),
            Line::Forget(forget) => journal.append(line, forget.at.date()),
            Line::Newer(newer) => {
                let day = newer.at.map(Stamp::date);
                journal.append(line, day.unwrap_or_else(|| Clock::local().date()))
            }
        }
    }

    /// Lets a checkpoint go that nobody wants.
    ///
    /// # Errors
    /// A sentence to be told.
    pub fn discard(&mut self, id: Id) -> Result<(), String> {
        match self.rest(Next::Dropped) {
            true => self.journal.as_ref().map_err(String::clone)?.clear(id),
            false => Err(TOO_SLOW.into()),
        }
    }

    /// Waits until the last checkpoint is on the disk, and what was refused before as well, but
    /// no longer than anybody would.
    ///
    /// # Errors
    /// A sentence about what is still refused.
    pub fn finish(&mut self) -> Result<(), String> {
        if !self.rest(Next::Written) {
            return Err(TOO_SLOW.into());
        }
        let refused = self.shared.lock().refused.take();
        let place = refused.map_or(Ok(()), |(_, why)| Err(why));
        self.add_refused().and(place)
    }

    /// Waits until the thread is at rest; false if that takes too long.
    fn rest(&mut self, what: Next) -> bool {
        let mut state = self.shared.lock();
        if let Next::Dropped = what {
            (state.next, state.refused, state.wanted) = (None, None, false);
        }
        if !self.runs {
            state.try_again();
            drop(state);
            self.keep_here();
            return true;
        }
        let (mut state, mut at_rest) = self.until_idle(state);
        // It may have been refused only just now.
        if at_rest && state.refused.is_some() {
            state.try_again();
            self.shared.changed.notify_all();
            (state, at_rest) = self.until_idle(state);
        }
        drop(state);
        at_rest
    }

    fn until_idle<'a>(&'a self, state: MutexGuard<'a, State>) -> (MutexGuard<'a, State>, bool) {
        let is_busy = |state: &mut State| state.busy || state.next.is_some();
        let changed = &self.shared.changed;
        let waited = changed.wait_timeout_while(state, self.patience.disk, is_busy);
        let (state, time) = waited.unwrap_or_else(|waited| waited.into_inner());
        (state, !time.timed_out())
    }
}

/// What becomes of a checkpoint that waits to be written.
enum Next {
    Dropped,
    Written,
}

fn keep(journal: &Result<Journal, String>, checkpoint: &Checkpoint) -> Result<(), String> {
    let journal = journal.as_ref().map_err(String::clone)?;
    journal.keep(checkpoint)
}

fn write(shared: &Shared, journal: &Result<Journal, String>, again: Duration, sender: &Sender) {
    let mut state = shared.lock();
    loop {
        let Some(next) = state.next.take() else {
            state = wait(shared, state, again);
            continue;
        };
        state.busy = true;
        drop(state);
        let kept = keep(journal, &next);
        state = shared.lock();
        state.busy = false;
        if let Err(why) = kept
            && let Some(why) = state.refuse(next, why)
        {
            // The loop may be about to end, with nobody to listen.
            let _ = sender.try_send(Message::NotKept(why));
        }
        shared.changed.notify_all();
    }
}

/// Waits for something to do.
fn wait<'a>(
    shared: &'a Shared,
    state: MutexGuard<'a, State>,
    again: Duration,
) -> MutexGuard<'a, State> {
    if state.refused.is_none() {
        let waited = shared.changed.wait(state);
        return waited.unwrap_or_else(|state| state.into_inner());
    }
    let waited = shared.changed.wait_timeout(state, again);
    let (mut state, time) = waited.unwrap_or_else(|state| state.into_inner());
    if time.timed_out() {
        state.try_again();
    }
    state
}
