//! Keeps the machine awake and its screen lit while a session runs, where the system allows it.
//!
//! A command of the system holds the request for as long as a child of it reads a pipe whose
//! other end is held here: let go of the pipe, or die in whatever way, and the request is gone.
//! Nothing here waits for anything, and a command that is missing is a note, not an error.

use std::io::PipeWriter;
use std::os::unix::process::CommandExt;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use super::message::{Message, Sender};
use super::suspend;
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
                self.tell(machine::NO_PIPE);
            }
        }
    }

    fn hold(&self, reason: &str, commands: Vec<Vec<String>>) -> Option<Inhibition> {
        let (reader, pipe) = std::io::pipe().ok()?;
        let let_go = Arc::new(AtomicBool::new(false));
        let left = Arc::new(AtomicUsize::new(commands.len()));
        if commands.is_empty() {
            self.tell(machine::CANT_STAY_AWAKE);
        }
        for words in commands {
            let reader = reader.try_clone().ok()?;
            let (let_go, left) = (let_go.clone(), left.clone());
            let sender = self.sender.clone();
            // Starting a program may take its time, and its end has to be waited for.
            let watcher = thread::Builder::new().name("awake".into());
            watcher
                .spawn(move || {
                    let end = run(&words, reader.into());
                    let last = left.fetch_sub(1, Ordering::SeqCst) == 1;
                    if last && !let_go.load(Ordering::SeqCst) {
                        // If the main thread is gone, nobody wants to know.
                        let _ = sender.try_send(Message::NotKeptAwake(note(&words[0], end)));
                    }
                })
                .ok()?;
        }
        Some(Inhibition { reason: reason.to_owned(), pipe, let_go })
    }

    fn tell(&self, why: &str) {
        let sentence = machine::not_awake(why);
        // A full queue has more urgent things.
        let _ = self.sender.try_send(Message::NotKeptAwake(sentence));
    }
}

fn note(program: &str, end: std::io::Result<ExitStatus>) -> String {
    let why = match end {
        Ok(status) => machine::ended_by_itself(program, status),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => machine::no_program(program),
        Err(error) => format!("`{program}`: {error}"),
    };
    machine::not_awake(&why)
}

/// Runs a command until it ends. Its process group is its own: Ctrl-Z and Ctrl-C on the terminal
/// are not for it.
fn run(words: &[String], input: Stdio) -> std::io::Result<ExitStatus> {
    let mut command = Command::new(&words[0]);
    command
        .args(&words[1..])
        .stdin(input)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0);
    suspend::starting(|| command.spawn())?.wait()
}

/// The commands to try, all at once: each of them ends when its standard input ends. logind's
/// request does not reach the screen savers of the desktops, so these are asked as well.
fn commands(reason: &str) -> Vec<Vec<String>> {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    if cfg!(target_os = "macos") {
        return vec![words(&["caffeinate", "-d", "-i", "cat"])];
    }
    if !cfg!(target_os = "linux") {
        return Vec::new();
    }
    let why = format!("--why={reason}");
    let mut all = Vec::new();
    let desktop = std::env::var("XDG_CURRENT_DESKTOP").unwrap_or_default();
    if desktop.contains("GNOME") {
        all.push(words(&["gnome-session-inhibit", "--inhibit", "idle", "--reason", reason, "cat"]));
    }
    if desktop.contains("KDE") {
        all.push(words(&["kde-inhibit", "--power", "--screenSaver", "cat"]));
    }
    all.push(words(&[
        "systemd-inhibit",
        // Idleness only: who closes the lid or asks for sleep means it.
        "--what=idle",
        "--who=supple",
        "--mode=block",
        &why,
        "cat",
    ]));
    all
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
            Ok(Message::NotKeptAwake(
                "could not keep the machine awake: there is no `no-such-command-anywhere`".into()
            ))
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
        let Ok(Message::NotKeptAwake(note)) = receiver.recv_timeout(LONG) else {
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
