//! Keeps the machine awake and its screen lit while a session runs, where the system allows it.
//!
//! A command of the system holds the request for as long as a child of it reads a pipe whose
//! other end is held here: let go of the pipe, or die in whatever way, and the request is gone.
//! Nothing here waits for anything, and a command that is missing is a note, not an error.

use std::io::{self, PipeWriter};
use std::process::ExitStatus;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use super::message::{Message, Sender};
use super::processes::start_alone;
use crate::app::AppEvent;
use crate::words::machine;

/// The requests that are held just now.
#[derive(Debug)]
pub struct SleepInhibitor {
    sender: Sender,
    held: Option<Inhibition>,
}

#[derive(Debug)]
struct Inhibition {
    reason: String,
    /// Dropping it ends the commands.
    pipe: PipeWriter,
    let_go: Arc<AtomicBool>,
}

impl SleepInhibitor {
    /// Holds nothing yet; what goes wrong later is told to `sender`.
    pub fn new(sender: Sender) -> SleepInhibitor {
        SleepInhibitor { sender, held: None }
    }

    /// Why the machine is kept awake now; `None` if it is not.
    pub fn reason(&self) -> Option<&str> {
        self.held.as_ref().map(|held| held.reason.as_str())
    }

    /// Keeps the machine awake for the reason given; `None` lets it sleep. Asking for what is so
    /// already does nothing.
    pub fn keep(&mut self, reason: Option<String>) {
        if self.reason() == reason.as_deref() {
            return;
        }
        if let Some(held) = self.held.take() {
            held.let_go.store(true, Ordering::SeqCst);
            drop(held.pipe);
        }
        if let Some(reason) = reason {
            self.held = self.hold(&reason, commands(&reason));
            if self.held.is_none() {
                tell(&self.sender, machine::NO_PIPE);
            }
        }
    }

    /// Starts the commands, each on a thread: it may take its time, and its end has to be waited
    /// for. That the last of them ends by itself is told.
    fn hold(&self, reason: &str, commands: Vec<Vec<String>>) -> Option<Inhibition> {
        let (reader, pipe) = io::pipe().ok()?;
        let let_go = Arc::new(AtomicBool::new(false));
        let left = Arc::new(AtomicUsize::new(commands.len()));
        if commands.is_empty() {
            tell(&self.sender, machine::CANT_STAY_AWAKE);
        }
        for words in commands {
            let reader = reader.try_clone().ok()?;
            let (let_go, left, sender) = (let_go.clone(), left.clone(), self.sender.clone());
            let watch = move || {
                let child = start_alone(&words, |command| command.stdin(reader));
                let end = child.and_then(|mut child| child.wait());
                let last = left.fetch_sub(1, Ordering::SeqCst) == 1;
                if last && !let_go.load(Ordering::SeqCst) {
                    tell(&sender, &why_ended(&words[0], end));
                }
            };
            thread::Builder::new().name("awake".into()).spawn(watch).ok()?;
        }
        Some(Inhibition { reason: reason.to_owned(), pipe, let_go })
    }
}

fn tell(sender: &Sender, why: &str) {
    // A full queue has more urgent things.
    let told = AppEvent::NotKeptAwake(machine::not_awake(why));
    let _ = sender.try_send(Message::Told(told));
}

fn why_ended(program: &str, end: io::Result<ExitStatus>) -> String {
    match end {
        Ok(status) => machine::ended_by_itself(program, status),
        Err(error) if error.kind() == io::ErrorKind::NotFound => machine::no_program(program),
        Err(error) => format!("`{program}`: {error}"),
    }
}

/// The commands to try, all at once: each of them ends when its standard input ends. logind's
/// request does not reach the screen savers of the desktops, so these are asked as well.
fn commands(reason: &str) -> Vec<Vec<String>> {
    let why = format!("--why={reason}");
    let desktop = std::env::var("XDG_CURRENT_DESKTOP").unwrap_or_default();
    let gnome = ["gnome-session-inhibit", "--inhibit", "idle", "--reason", reason, "cat"];
    let kde = ["kde-inhibit", "--power", "--screenSaver", "cat"];
    // Idleness only: who closes the lid or asks for sleep means it.
    let logind = ["systemd-inhibit", "--what=idle", "--who=supple", "--mode=block", &why, "cat"];
    let linux = cfg!(target_os = "linux");
    let all: [(bool, &[&str]); 4] = [
        (cfg!(target_os = "macos"), &["caffeinate", "-d", "-i", "cat"]),
        (linux && desktop.contains("GNOME"), &gnome),
        (linux && desktop.contains("KDE"), &kde),
        (linux, &logind),
    ];
    let here = all.into_iter().filter(|(is_here, _)| *is_here);
    here.map(|(_, words)| words.iter().map(|word| (*word).to_owned()).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::{RecvTimeoutError, sync_channel};
    use std::time::Duration;

    const LONG: Duration = Duration::from_secs(20);

    fn sh(script: &str) -> Vec<String> {
        ["sh", "-c", script].map(str::to_owned).to_vec()
    }

    #[test]
    fn a_missing_command_is_a_note() {
        let (sender, receiver) = sync_channel(4);
        let awake = SleepInhibitor::new(sender);
        let held = awake.hold("stretching", vec![vec!["no-such-command-anywhere".into()]]);
        assert!(held.is_some());
        assert_eq!(
            receiver.recv_timeout(LONG),
            Ok(Message::Told(AppEvent::NotKeptAwake(
                "could not keep the machine awake: there is no `no-such-command-anywhere`".into()
            )))
        );
    }

    #[test]
    fn one_command_that_holds_is_enough() {
        let (sender, receiver) = sync_channel(4);
        let awake = SleepInhibitor::new(sender);
        let held = awake.hold("stretching", vec![sh("exit 3"), sh("cat")]).expect("a pipe");
        // Only when the second one ends as well, though nobody let go, is it told.
        assert_eq!(
            receiver.recv_timeout(Duration::from_millis(200)),
            Err(RecvTimeoutError::Timeout)
        );
        drop(held.pipe);
        let Ok(Message::Told(AppEvent::NotKeptAwake(note))) = receiver.recv_timeout(LONG) else {
            panic!("a note was due");
        };
        assert!(note.contains("`sh` ended by itself"), "{note}");
    }

    #[test]
    fn letting_go_ends_the_command_without_a_note() {
        let (sender, receiver) = sync_channel(4);
        let mut awake = SleepInhibitor::new(sender);
        awake.held = awake.hold("stretching", vec![sh("cat")]);
        assert_eq!(awake.reason(), Some("stretching"));
        awake.keep(Some("stretching".into()));
        awake.keep(None);
        assert_eq!(awake.reason(), None);
        // All senders are dropped only when the watching thread has seen the command's end.
        drop(awake);
        assert!(receiver.recv_timeout(LONG) == Err(RecvTimeoutError::Disconnected));
    }
}
