//! Writes what must not be lost, on threads of its own: whatever the disk does, nobody waits for
//! it while a session is played, and for no longer than two seconds at the end.
//!
//! One thread writes lines into the history and never waits for the disk. The other one does what
//! may take long: it syncs those lines, keeps checkpoints, and replaces small files. Of
//! checkpoints the latest wins: while one is being written, those that come are one, and the last
//! one that the disk refused is tried again until another comes or the session is over. Lines that
//! the disk refuses wait in their order; those that still wait at the end are left for the next
//! start.
//!
//! A thread that hangs inside the kernel, on a disk that answers no more, can be left by no
//! program: then the system ends the process only when the disk comes back or is gone.

use std::collections::VecDeque;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use parking_lot::{Condvar, Mutex};

use super::background::within;
use super::journal::{self, Journal};
use super::message::{Message, Sender};
use crate::app::AppEvent;
use crate::history::{Checkpoint, HistoryLine, Id, Record};
use crate::words::disk as sentences;

/// How long something is waited for, in real time.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// A disk that takes longer is not waited for: the session has ended for the person.
    pub disk: Duration,
    /// What was refused is tried again then: many a phase lasts for longer.
    pub again: Duration,
}

impl Default for Patience {
    fn default() -> Patience {
        Patience { disk: Duration::from_secs(2), again: Duration::from_secs(10) }
    }
}

/// So long the lines that are still unwritten at the end may take to be left for the next start.
const LEAVING: Duration = Duration::from_millis(500);

/// So long a record may take to be written before its session is said to be over: no clock is
/// late for that.
const BRIEFLY: Duration = Duration::from_millis(250);

/// Hands on what is to be written.
pub struct Writer {
    patience: Patience,
    work: Arc<WriterWork>,
    /// The threads are there.
    runs: bool,
}

/// What the threads share.
struct WriterWork {
    journal: Result<Journal, String>,
    again: Duration,
    sender: Sender,
    state: Mutex<WriterState>,
    changed: Condvar,
}

#[derive(Default)]
struct WriterState {
    /// Lines that are not written yet, the earliest first.
    lines: VecDeque<HistoryLine>,
    writing: bool,
    /// Why the first of them was refused, until it is tried again.
    line_refused: Option<String>,
    /// What waits for the disk.
    tasks: VecDeque<DiskTask>,
    next: Option<Box<Checkpoint>>,
    /// The one that is being kept.
    under_way: Option<Box<Checkpoint>>,
    /// The latest, if the disk has refused it, and why.
    refused: Option<(Box<Checkpoint>, String)>,
    /// The session whose checkpoints are wanted.
    wanted: Option<Id>,
    settling: bool,
    /// What is being settled is a line.
    syncing: bool,
    /// One refusal of a checkpoint was told, and one of a line since the last one was written;
    /// more of them would say no more.
    told: bool,
    line_told: bool,
}

enum DiskTask {
    /// Waits until a line that is written is on the disk; then the checkpoint of a session goes,
    /// unless that has gone on meanwhile.
    Sync(HistoryLine),
    Clear(Id),
    Keep(Box<Checkpoint>),
    Small(Small),
}

type Small = Box<dyn FnOnce() -> Result<(), String> + Send>;

impl WriterState {
    /// This is the place of the session that is played; the latest wins.
    fn is_wanted(&mut self, checkpoint: Box<Checkpoint>) {
        self.wanted = Some(checkpoint.record.id);
        self.next = Some(checkpoint);
        self.refused = None;
    }

    fn try_again(&mut self) {
        self.line_refused = None;
        if self.next.is_none() {
            self.next = self.refused.take().map(|(checkpoint, _)| checkpoint);
        }
    }

    fn may_write(&self) -> bool {
        !self.lines.is_empty() && self.line_refused.is_none()
    }

    fn may_settle(&self) -> bool {
        !self.tasks.is_empty() || self.next.is_some()
    }

    /// Whether a session still needs its checkpoint: it may go on, or its record is not safe yet.
    fn needs_place(&self, id: Id) -> bool {
        let is_it =
            |line: &HistoryLine| matches!(line, HistoryLine::Session(record) if record.id == id);
        let is_task = |task: &DiskTask| matches!(task, DiskTask::Sync(line) if is_it(line));
        self.wanted == Some(id) || self.lines.iter().any(is_it) || self.tasks.iter().any(is_task)
    }

    /// No checkpoint of a session is wanted any more.
    fn is_over(&mut self, id: Id) {
        self.next.take_if(|next| next.record.id == id);
        self.refused.take_if(|(next, _)| next.record.id == id);
        self.wanted.take_if(|wanted| *wanted == id);
    }
}

impl Writer {
    /// One for the journal of this process.
    pub fn new(sender: Sender) -> Writer {
        Writer::over(journal::ours().clone(), Patience::default(), sender)
    }

    /// One for a journal, or for why there is none.
    pub fn over(journal: Result<Journal, String>, patience: Patience, sender: Sender) -> Writer {
        let work = WriterWork {
            journal: journal.map_err(|why| sentences::not_kept(&why)),
            again: patience.again,
            sender,
            state: Mutex::default(),
            changed: Condvar::new(),
        };
        Writer { patience, work: Arc::new(work), runs: false }
    }

    /// Keeps a checkpoint soon. A refusal comes as a message, once.
    pub fn keep(&mut self, checkpoint: Box<Checkpoint>) {
        self.change(|state| state.is_wanted(checkpoint));
    }

    /// Records a session that is over; its checkpoint goes, or is the one from which it may still
    /// go on. A refusal comes as a message. It is written when this returns, so that what is said
    /// to be done is done even if the program is killed; but a disk that is slow is not waited for.
    pub fn record(&mut self, record: Record, place: Option<Box<Checkpoint>>) {
        // Both at once: in between, another window could take the session up.
        match place {
            Some(place) => self.work.state.lock().is_wanted(place),
            None => self.work.state.lock().is_over(record.id),
        }
        self.add(HistoryLine::Session(Box::new(record)));
        let unwritten = |state: &mut WriterState| state.writing || state.may_write();
        self.work.changed.wait_while_for(&mut self.work.state.lock(), unwritten, BRIEFLY);
    }

    /// Adds a line to the history. A refusal comes as a message.
    pub fn add(&mut self, line: HistoryLine) {
        if let Ok(journal) = &self.work.journal {
            journal.is_unwritten(&line);
        }
        self.change(|state| {
            state.lines.push_back(line);
            state.line_refused = None;
        });
    }

    /// Lets a checkpoint go that nobody wants. A refusal comes as a message.
    pub fn discard(&mut self, id: Id) {
        self.change(|state| {
            state.is_over(id);
            state.tasks.push_back(DiskTask::Clear(id));
        });
    }

    /// Replaces a small file. A refusal comes as a message.
    pub fn replace(&mut self, small: impl FnOnce() -> Result<(), String> + Send + 'static) {
        self.change(|state| state.tasks.push_back(DiskTask::Small(Box::new(small))));
    }

    /// Changes what is to be done, and wakes the threads that do it. Where the system gives none,
    /// the end says what is unwritten.
    fn change(&mut self, change: impl FnOnce(&mut WriterState)) {
        change(&mut self.work.state.lock());
        if !self.runs {
            let (lines, tasks) = (self.work.clone(), self.work.clone());
            let start = |name: &str| thread::Builder::new().name(name.into());
            let writes = start("writer").spawn(move || lines.write_lines());
            let settles = start("disk").spawn(move || tasks.settle_all());
            self.runs = writes.is_ok() && settles.is_ok();
        }
        self.work.changed.notify_all();
    }

    /// Tries once more what was refused and waits until all is done, but no longer than anybody
    /// would. What is still unwritten then is left for the next start. What the person must know
    /// of it, as sentences.
    pub fn finish(&mut self) -> Vec<String> {
        let until = Instant::now() + self.patience.disk;
        let mut state = self.work.state.lock();
        // What is under way may be refused only now.
        for _ in 0..2 {
            state.try_again();
            self.work.changed.notify_all();
            let is_busy = |state: &mut WriterState| {
                state.writing || state.settling || state.may_write() || state.may_settle()
            };
            self.work.changed.wait_while_until(&mut state, is_busy, until);
            if state.lines.is_empty() && state.refused.is_none() {
                break;
            }
        }
        let mut told: Vec<String> = Vec::new();
        let is_line = |task: &DiskTask| matches!(task, DiskTask::Sync(_));
        if state.syncing || state.tasks.iter().any(is_line) {
            told.push(sentences::UNCONFIRMED.into());
        }
        let place = state.next.clone().or_else(|| state.under_way.clone());
        let wanted = state.wanted;
        let place = place.filter(|place| wanted == Some(place.record.id));
        told.extend(state.refused.take().map(|(_, why)| why));
        let lines: Vec<HistoryLine> = state.lines.iter().cloned().collect();
        let why = state.line_refused.clone();
        drop(state);
        told.extend(place.map(|place| self.leave_place(place)));
        if !lines.is_empty() {
            let why = why.unwrap_or_else(|| sentences::TOO_SLOW.into());
            told.extend(self.leave(lines, why));
        }
        told
    }

    /// Keeps where a session stands without waiting for the disk any longer.
    fn leave_place(&self, place: Box<Checkpoint>) -> String {
        let kept = self.leaves(move |journal| journal.keep_unsynced(&place).is_ok());
        if kept { sentences::UNSAFE_PLACE.into() } else { sentences::NO_PLACE.into() }
    }

    /// Leaves lines for the next start; where even that fails, says them.
    fn leave(&self, lines: Vec<HistoryLine>, why: String) -> Vec<String> {
        let all = lines.clone();
        if self.leaves(move |journal| journal.leave(&all).is_ok()) {
            return vec![why, sentences::WAITS_IN_A_FILE.into()];
        }
        let lines = lines.iter().map(|line| line.written().trim_end().into());
        [why, sentences::KEPT_NOWHERE.into()].into_iter().chain(lines).collect()
    }

    /// Whether what is still to be done is done in a moment.
    fn leaves(&self, act: impl FnOnce(&Journal) -> bool + Send + 'static) -> bool {
        let journal = self.work.journal.clone();
        within(LEAVING, move || journal.is_ok_and(|journal| act(&journal))) == Some(true)
    }
}

impl WriterWork {
    fn tell(&self, why: String) {
        // The loop may be about to end, with nobody to listen; the end says it once more.
        let _ = self.sender.try_send(Message::Told(AppEvent::NotKept(why)));
    }

    fn write_lines(&self) {
        loop {
            while self.write_one() {}
            self.wait(|state| !state.may_write(), |state| state.line_refused.is_some());
        }
    }

    fn settle_all(&self) {
        loop {
            while self.settle_one() {}
            self.wait(|state| !state.may_settle(), |state| state.refused.is_some());
        }
    }

    /// Sleeps while there is nothing to do; what was refused is tried again after a while.
    fn wait(&self, idle: impl Fn(&WriterState) -> bool, refused: impl Fn(&WriterState) -> bool) {
        let mut state = self.state.lock();
        while idle(&state) {
            if !refused(&state) {
                self.changed.wait(&mut state);
            } else if self.changed.wait_for(&mut state, self.again).timed_out() {
                state.try_again();
                self.changed.notify_all();
            }
        }
    }

    /// Writes one line, if there is one to be written.
    fn write_one(&self) -> bool {
        let mut state = self.state.lock();
        let Some(line) = state.lines.front().filter(|_| state.may_write()).cloned() else {
            return false;
        };
        state.writing = true;
        drop(state);
        let written = self.write(&line);
        let mut state = self.state.lock();
        state.writing = false;
        match written {
            Ok((is_here, remark)) => {
                state.lines.pop_front();
                state.line_told = false;
                if let Ok(journal) = &self.journal {
                    journal.is_written(&line);
                }
                // A line that had to be set aside is worth a word as well.
                remark.into_iter().for_each(|remark| self.tell(remark));
                state.tasks.extend(is_here.then_some(DiskTask::Sync(line)));
            }
            Err(why) => {
                state.line_refused = Some(why.clone());
                if !std::mem::replace(&mut state.line_told, true) {
                    self.tell(why);
                }
            }
        }
        drop(state);
        self.changed.notify_all();
        true
    }

    /// Writes a line, without waiting for the disk. Whether it is here, with a sentence to be
    /// told, if there is one: what was refused here somebody else may have taken up, and then it is
    /// theirs to record.
    fn write(&self, line: &HistoryLine) -> Result<(bool, Option<String>), String> {
        let journal = self.journal.as_ref().map_err(String::clone)?;
        let HistoryLine::Session(record) = line else {
            return journal.write(line).map(|remark| (true, remark));
        };
        if matches!(journal.claim(record.id), Ok(false)) {
            return Ok((false, None));
        }
        let written = journal.write(line);
        if written.is_err() && self.state.lock().wanted != Some(record.id) {
            // Nobody plays it any more: the next start may see to it.
            journal.release(record.id);
        }
        written.map(|remark| (true, remark))
    }

    /// Does one thing that waits for the disk, if there is one.
    fn settle_one(&self) -> bool {
        let mut state = self.state.lock();
        let task = state.tasks.pop_front();
        let Some(task) = task.or_else(|| state.next.take().map(DiskTask::Keep)) else {
            return false;
        };
        state.settling = true;
        match &task {
            DiskTask::Sync(_) => state.syncing = true,
            DiskTask::Keep(checkpoint) => state.under_way = Some(checkpoint.clone()),
            DiskTask::Clear(_) | DiskTask::Small(_) => {}
        }
        drop(state);
        if let Err(why) = self.settle(task) {
            self.tell(why);
        }
        let mut state = self.state.lock();
        (state.settling, state.syncing, state.under_way) = (false, false, None);
        drop(state);
        self.changed.notify_all();
        true
    }

    /// Why it can't be done, where that is to be told.
    fn settle(&self, task: DiskTask) -> Result<(), String> {
        let journal = self.journal.as_ref().map_err(String::clone);
        match task {
            DiskTask::Small(small) => small(),
            // A record that is not safe yet takes its checkpoint with it once it is.
            DiskTask::Clear(id) if self.state.lock().needs_place(id) => Ok(()),
            DiskTask::Clear(id) => journal?.clear(id),
            DiskTask::Sync(line) => {
                let synced = journal.clone().and_then(|journal| journal.settle(&line));
                if let Err(why) = &synced {
                    // Nobody knows what there is of it: it is written once more, and counts once.
                    let mut state = self.state.lock();
                    state.lines.push_back(line);
                    state.line_refused = Some(why.clone());
                } else if let (HistoryLine::Session(record), Ok(journal)) = (&line, journal)
                    && !self.state.lock().needs_place(record.id)
                {
                    // One that can't be removed is known by its id the next time.
                    let _ = journal.clear(record.id);
                }
                synced
            }
            DiskTask::Keep(checkpoint) => {
                let kept = journal.and_then(|journal| journal.keep(&checkpoint));
                let mut state = self.state.lock();
                let is_latest = state.wanted == Some(checkpoint.record.id) && state.next.is_none();
                let Some(why) = kept.err().filter(|_| is_latest) else {
                    return Ok(());
                };
                state.refused = Some((checkpoint, why.clone()));
                let told = std::mem::replace(&mut state.told, true);
                if told { Ok(()) } else { Err(why) }
            }
        }
    }
}
