//! Starts the person's own commands when something happens.
//!
//! Without a shell, in a process group of their own, with nothing to read and nowhere to write,
//! and never waited for: a thread for each starts it and sees to its end. A command that can't be
//! started, and too many at once, are one note each.

use std::collections::HashSet;
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender as Done, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;

use crate::feed::{FeedEvent, Hook};
use crate::host::disk;
use crate::host::message::{Message, Sender};
use crate::host::suspend;
use crate::text::line;
use crate::words::machine;

/// So many commands run at once at the most; what would come on top is left out.
const AT_ONCE: usize = 8;

/// So long the end of the program waits for the last commands to have been started.
const LAST_WAIT: Duration = Duration::from_millis(500);

/// The person's commands, and how many of them run.
#[derive(Debug)]
pub struct Hooks {
    hooks: Vec<Hook>,
    running: Arc<AtomicUsize>,
    notes: Notes,
    /// Held by every thread until its command has been started.
    starting: Option<Done<()>>,
    started: Receiver<()>,
}

/// Tells each thing once.
#[derive(Clone, Debug)]
struct Notes {
    told: Arc<Mutex<HashSet<String>>>,
    sender: Sender,
}

impl Notes {
    fn tell(&self, words: String) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.insert(words.clone()) {
            // A queue that is full has more urgent things in it.
            let _ = self.sender.try_send(Message::Trouble(words));
        }
    }
}

impl Hooks {
    pub fn new(hooks: Vec<Hook>, sender: Sender) -> Hooks {
        let (starting, started) = channel();
        Hooks {
            hooks,
            running: Arc::default(),
            notes: Notes { told: Arc::default(), sender },
            starting: Some(starting),
            started,
        }
    }

    /// Starts what is to be started when this happens.
    pub fn start(&self, event: &FeedEvent, time: Timestamp) {
        let asked = self.hooks.iter().filter(|hook| hook.is_for(event.kind()));
        for hook in asked {
            let running = self.running.fetch_add(1, Ordering::SeqCst);
            let free = RunningHook(self.running.clone());
            if running >= AT_ONCE {
                let words = machine::hooks_left_out(AT_ONCE);
                self.notes.tell(words);
                continue;
            }
            let (words, variables) = (hook.words().to_vec(), event.environment(time));
            let (notes, starting) = (self.notes.clone(), self.starting.clone());
            let started = thread::Builder::new().name("hook".into()).spawn(move || {
                run(&words, variables, starting, &notes);
                drop(free);
            });
            if started.is_err() {
                self.notes.tell(machine::NO_THREAD_FOR_HOOK.into());
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

/// One of the commands that run; its end makes room for another.
struct RunningHook(Arc<AtomicUsize>);

impl Drop for RunningHook {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Starts a command and sees to its end.
fn run(
    words: &[String],
    variables: Vec<(String, String)>,
    starting: Option<Done<()>>,
    notes: &Notes,
) {
    let Some((program, arguments)) = words.split_first() else {
        return;
    };
    let mut command = Command::new(program);
    command
        .args(arguments)
        .envs(variables)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        // Ctrl-C in the terminal is for supple alone.
        .process_group(0);
    let child = suspend::starting(|| command.spawn());
    drop(starting);
    match child {
        // What it has to say for itself is its own business.
        Ok(mut child) => {
            let _ = child.wait();
        }
        Err(error) => {
            let why = disk::words(&error);
            notes.tell(machine::hook_not_started(&line(program), &why));
        }
    }
}
