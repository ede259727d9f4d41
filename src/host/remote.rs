//! The other programs of this machine that want to know of a session, or to answer it: whoever
//! reads its events, the person's own hooks, a status bar, a key of tmux.
//!
//! None of them is ever waited for while a session is played, and none of them can end it; nor is
//! the disk that the folder for them lies on. What an event means is not known here.

pub mod event_writer;
pub mod hooks;
pub mod socket;
pub mod status;

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, channel};
use std::thread;
use std::time::Duration;

use self::event_writer::{EventWriter, Outlet};
use self::hooks::Hooks;
use self::socket::Socket;
use self::status::StatusFile;
use super::clock::Clock;
use super::message::Sender;
use crate::app::Effect;
use crate::feed::{Hook, RunningState};
use crate::seconds::Moment;

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
    has_stdout: bool,
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

    /// Whether standard output is for events: then no session ends because nobody reads it.
    pub fn has_stdout(&self) -> bool {
        self.has_stdout
    }

    /// Tells what is to be told; whatever else is to be done is given back.
    pub fn perform(&mut self, now: Moment, effect: Effect) -> Option<Effect> {
        match effect {
            Effect::Happened(event) => {
                let time = Clock::wall();
                if let Some(writer) = &mut self.writer {
                    writer.tell(event.line(time));
                }
                self.hooks.start(&event, time);
            }
            Effect::Status(state) => {
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
            other => return Some(other),
        }
        None
    }
}

/// So long the end of the program waits for what it has shown to be taken away.
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
