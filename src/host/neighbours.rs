//! The other programs of this machine that want to know of a session, or to answer it: whoever
//! reads its events, the person's own hooks, a status bar, a key of tmux.
//!
//! None of them is ever waited for while a session is played, and none of them can end it. What
//! an event means is not known here.

pub mod door;
pub mod feed;
pub mod hooks;
pub mod status;

use std::path::PathBuf;

use self::door::Door;
use self::feed::{Outlet, Writer};
use self::hooks::Hooks;
use self::status::StatusFile;
use super::clock::Clock;
use super::inbox::Sender;
use crate::app::Effect;
use crate::feed::Hook;
use crate::seconds::Moment;

/// Who is to be told, before anything is played.
#[derive(Debug, Default)]
pub struct Wanted {
    /// Where each event is written.
    pub events: Option<Outlet>,
    pub hooks: Vec<Hook>,
    /// The folder for the status file and the door; `None` for neither.
    pub run: Option<PathBuf>,
}

/// Those who are told while a session is played. Dropping it takes every trace of it away.
#[derive(Debug)]
pub struct Neighbours {
    clock: Clock,
    has_stdout: bool,
    writer: Option<Writer>,
    hooks: Hooks,
    status: Option<StatusFile>,
    /// Kept for its end, which shuts it.
    _door: Option<Door>,
}

impl Neighbours {
    /// What does not work, and what comes in by the door, is told to `sender`.
    pub fn new(wanted: Wanted, clock: Clock, sender: &Sender) -> Neighbours {
        let run = wanted.run.filter(|run| status::prepare(run).is_ok());
        Neighbours {
            clock,
            has_stdout: matches!(wanted.events, Some(Outlet::Stdout)),
            writer: wanted
                .events
                .and_then(|outlet| Writer::start(outlet, sender.clone())),
            hooks: Hooks::new(wanted.hooks, sender.clone()),
            status: run.as_deref().map(StatusFile::new),
            _door: run.and_then(|run| Door::open(&run, sender.clone())),
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
                if let Some(file) = &mut self.status {
                    file.show(state.as_deref(), now, &self.clock);
                }
            }
            other => return Some(other),
        }
        None
    }
}
