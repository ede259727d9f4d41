//! Starts the person's own commands when something happens.
//!
//! Without a shell, in a process group of their own, with nothing to read and nowhere to write,
//! and never waited for: a thread for each starts it and sees to its end. A command that can't be
//! started, and too many at once, are one note each.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender as Done, channel};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;

use crate::feed::{FeedEvent, Hook};
use crate::host::disk;
use crate::host::message::{Complaints, Sender};
use crate::host::processes::start_alone;
use crate::text::line;
use crate::words::machine;

/// So many commands run at once at the most; what would come on top is left out.
const AT_ONCE: usize = 8;

/// So long the end of the program waits for the last commands to have been started.
const LAST_WAIT: Duration = Duration::from_millis(500);

/// The person's commands.
#[derive(Debug)]
pub struct Hooks {
    hooks: Vec<Hook>,
    complaints: Complaints,
    /// Held by every command that runs.
    running: Arc<()>,
    /// Held by every thread until its command has been started.
    starting: Option<Done<()>>,
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
                        let why = machine::hook_not_started(&line(&words[0]), &disk::words(&error));
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
