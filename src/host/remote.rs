//! The other programs of this machine that want to know of a session, or to answer it: whoever
//! reads its events, the person's own hooks, a status bar, a key of tmux.
//!
//! None of them is ever waited for while a session is played, and none of them can end it; nor is
//! the disk that the folder for them lies on. What an event means is not known here.

pub mod event_writer;
pub mod socket;
pub mod status;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, channel};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;

use self::event_writer::{EventWriter, Outlet};
use self::socket::Socket;
use self::status::StatusFile;
use super::clock::Clock;
use super::disk;
use super::message::{Complaints, Sender};
use super::processes::start_alone;
use crate::feed::{FeedEvent, Hook, RunningState};
use crate::seconds::Moment;
use crate::text::line;
use crate::words::machine;

/// Who is to be told, before anything is played.
#[derive(Debug, Default)]
pub struct RemoteOptions {
    /// Where each event is written.
    pub events: Option<Outlet>,
    pub hooks: Vec<Hook>,
    /// The folder for the status file and the socket; `None` for neither.
    pub run: Option<PathBuf>,
}

/// Those who are told while a session is played. Dropping it takes every trace of it away.
#[derive(Debug)]
pub struct Remote {
    /// Standard output is for events: no session ends because nobody reads it.
    pub has_stdout: bool,
    writer: Option<EventWriter>,
    hooks: Hooks,
    /// Where the status file and the socket are to be, until there is something to show.
    run: Option<PathBuf>,
    /// Kept for its end, which takes both away.
    status: Option<StatusThread>,
    clock: Clock,
    sender: Sender,
}

impl Remote {
    /// What does not work, and what comes in by the socket, is told to `sender`.
    pub fn new(wanted: RemoteOptions, clock: Clock, sender: Sender) -> Remote {
        Remote {
            has_stdout: matches!(wanted.events, Some(Outlet::Stdout)),
            writer: wanted.events.and_then(|outlet| EventWriter::start(outlet, sender.clone())),
            hooks: Hooks::new(wanted.hooks, sender.clone()),
            run: wanted.run,
            status: None,
            clock,
            sender,
        }
    }

    /// Tells of an event.
    pub fn tell(&mut self, event: &FeedEvent) {
        let time = Clock::wall();
        if let Some(writer) = &mut self.writer {
            writer.tell(event.line(time));
        }
        self.hooks.start(event, time);
    }

    /// Shows the state of the session as it is now; `None` once there is none.
    pub fn show(&mut self, state: Option<Box<RunningState>>, now: Moment) {
        // The first frame comes before what only other programs need.
        if state.is_some()
            && let Some(run) = self.run.take()
        {
            self.status = StatusThread::start(run, self.clock, self.sender.clone());
        }
        if let Some(status) = &self.status {
            // A thread that is gone shows nothing any more.
            let _ = status.states.as_ref().map(|states| states.send((state, now)));
        }
    }
}

/// So long the end of the program waits for what it has shown to be taken away, and for the last
/// commands to have been started.
const LAST_WAIT: Duration = Duration::from_millis(500);

/// The state of a session, if there is one, and when it was so.
type ShownState = (Option<Box<RunningState>>, Moment);

/// What other programs see of this one, the status file and the socket, in the hands of a thread.
#[derive(Debug)]
struct StatusThread {
    /// Its end is that of the thread.
    states: Option<mpsc::Sender<ShownState>>,
    down: Receiver<()>,
}

impl StatusThread {
    fn start(run: PathBuf, clock: Clock, sender: Sender) -> Option<StatusThread> {
        let (states, changes) = channel();
        let (done, down) = channel();
        let thread = thread::Builder::new().name("status".into()).spawn(move || {
            show_all(&run, clock, sender, &changes);
            // Nobody may wait for it.
            let _ = done.send(());
        });
        thread.is_ok().then_some(StatusThread { states: Some(states), down })
    }
}

impl Drop for StatusThread {
    fn drop(&mut self) {
        self.states = None;
        // What a disk that hangs has left is swept away by the next one.
        let _ = self.down.recv_timeout(LAST_WAIT);
    }
}

/// Shows the latest state, until there will be none.
fn show_all(run: &Path, clock: Clock, sender: Sender, states: &Receiver<ShownState>) {
    if status::prepare(run).is_err() {
        return;
    }
    let mut file = StatusFile::new(run);
    let _socket = Socket::open(run, sender);
    for state in states {
        let (state, at) = states.try_iter().last().unwrap_or(state);
        file.show(state.as_deref(), at, &clock);
    }
}

// The person's own commands: without a shell, in a process group of their own, with nothing to read
// and nowhere to write, and never waited for: a thread for each starts it and sees to its end. A
// command that can't be started, and too many at once, are one note each.

/// So many commands run at once at the most; what would come on top is left out.
const AT_ONCE: usize = 8;

/// The person's commands.
#[derive(Debug)]
pub struct Hooks {
    hooks: Vec<Hook>,
    complaints: Complaints,
    /// Held by every command that runs.
    running: Arc<()>,
    /// Held by every thread until its command has been started.
    starting: Option<mpsc::Sender<()>>,
    started: Receiver<()>,
}

impl Hooks {
    pub fn new(hooks: Vec<Hook>, sender: Sender) -> Hooks {
        let ((starting, started), complaints) = (channel(), Complaints::new(sender));
        Hooks { hooks, complaints, running: Arc::default(), starting: Some(starting), started }
    }

    /// Starts what is to be started when this happens.
    pub fn start(&self, event: &FeedEvent, time: Timestamp) {
        for hook in self.hooks.iter().filter(|hook| hook.is_for(event.kind())) {
            if Arc::strong_count(&self.running) > AT_ONCE {
                self.complaints.trouble(machine::hooks_left_out(AT_ONCE));
                continue;
            }
            let (words, variables) = (hook.words().to_vec(), event.environment(time));
            let (complaints, running) = (self.complaints.clone(), self.running.clone());
            let starting = self.starting.clone();
            let started = thread::Builder::new().name("hook".into()).spawn(move || {
                let child = start_alone(&words, |command| command.envs(variables));
                drop(starting);
                match child {
                    // What it has to say for itself is its own business.
                    Ok(mut child) => drop(child.wait()),
                    Err(error) => {
                        let why = machine::hook_not_started(line(&words[0]), disk::words(&error));
                        complaints.trouble(why);
                    }
                }
                drop(running);
            });
            if started.is_err() {
                self.complaints.trouble(machine::NO_THREAD_FOR_HOOK);
            }
        }
    }
}

impl Drop for Hooks {
    fn drop(&mut self) {
        self.starting = None;
        // The last event is the end itself, and its commands are no less wanted.
        let _ = self.started.recv_timeout(LAST_WAIT);
    }
}
