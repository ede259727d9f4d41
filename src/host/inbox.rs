//! Everything that can happen to the program, in one queue.
//!
//! One thread reads the terminal or the lines of standard input, one waits for signals; both
//! sleep in the kernel until there is something, and the main thread sleeps in
//! [`Inbox::wait`]. Nothing here polls or ticks. What the messages mean is not known here.
//! A signal is a flag and never stands in the queue: a thousand new sizes are one, and no queue
//! that is full comes between a signal and its effect.
//! The threads are never joined: a read of a terminal that is gone may not come back. So a process
//! opens one inbox in its life; a second one would have to share its keys with the first.

use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, TrySendError, sync_channel};
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::stdio::{stdin, stdout};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use super::key_decoder::KeyDecoder;
use super::message::{Message, Sender};
use super::terminal;

/// How long the rest of an escape sequence may take, before the escape was the key. Over a slow
/// line a sequence comes in pieces.
const REST_OF_SEQUENCE: Duration = Duration::from_millis(40);

/// How long the rest of pasted text may take, before it was all and its end was lost. Otherwise
/// every key to come would be pasted text, Ctrl-C among them.
const REST_OF_PASTE: Duration = Duration::from_secs(2);

/// The longest line that is looked at; what is beyond is thrown away.
const LONGEST_LINE: usize = 4096;

/// So many messages wait at most; then the readers wait.
const ROOM: usize = 256;

/// The one queue, and the end of it that the main thread reads.
#[derive(Debug)]
pub struct Inbox {
    sender: Sender,
    receiver: Receiver<Message>,
    continued: Arc<AtomicBool>,
    signals: Arc<Flags>,
}

/// What signals have asked for and nobody has looked at yet.
#[derive(Debug, Default)]
struct Flags {
    resize: AtomicBool,
    stop: AtomicBool,
    /// The latest that asks for the end; 0 is none.
    end: AtomicI32,
}

impl Flags {
    /// Each once, and the end first.
    fn take(&self) -> impl Iterator<Item = Message> {
        let end = self.end.swap(0, Ordering::SeqCst);
        let resize = self.resize.swap(false, Ordering::SeqCst);
        let stop = self.stop.swap(false, Ordering::SeqCst);
        let end = (end != 0).then_some(Message::Signal(end));
        let resize = resize.then_some(Message::Resize);
        end.into_iter().chain(resize).chain(stop.then_some(Message::Stop))
    }
}

/// How many signals that ask for the end have been sent and not been looked at.
static UNANSWERED: AtomicUsize = AtomicUsize::new(0);

/// So long the main thread may take to look at a signal that asks for the end.
const PATIENCE: Duration = Duration::from_secs(2);

impl Inbox {
    /// Listens to the keys of the terminal on standard input, and to signals.
    ///
    /// # Errors
    /// If the system gives no thread or takes no signal handler.
    pub fn of_keys() -> io::Result<Inbox> {
        Inbox::open("keys", &[SIGTSTP], read_keys)
    }

    /// Listens to the lines of standard input, and to signals.
    ///
    /// # Errors
    /// If the system gives no thread or takes no signal handler.
    pub fn of_lines() -> io::Result<Inbox> {
        let inbox = Inbox::open("lines", &[], |sender| read_lines(io::stdin().lock(), sender))?;
        let sender = inbox.sender();
        thread::Builder::new().name("reader".into()).spawn(move || watch_reader(&sender))?;
        Ok(inbox)
    }

    fn open(name: &str, more: &[i32], read: fn(&Sender)) -> io::Result<Inbox> {
        let (sender, receiver) = sync_channel(ROOM);
        let continued = Arc::new(AtomicBool::new(false));
        let inbox = Inbox { sender, receiver, continued, signals: Arc::default() };
        // The first to be told: a thread that was woken together with the others must not look
        // at the clock before it can know that the process was stopped.
        signal_hook::flag::register(SIGCONT, inbox.continued.clone())?;
        UNANSWERED.store(0, Ordering::SeqCst);
        // Before the first key is read: no signal may find the door unattended.
        let ignored = ignored();
        let all = [SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGCONT, SIGWINCH];
        let all = all.iter().chain(more);
        let mut signals = Signals::new(all.filter(|one| !ignored.contains(one)))?;
        let (for_signals, flags) = (inbox.sender(), inbox.signals.clone());
        thread::Builder::new().name("signals".into()).spawn(move || {
            for signal in signals.forever() {
                if !take_signal(signal, &flags, &for_signals) {
                    break;
                }
            }
        })?;
        let for_input = inbox.sender();
        thread::Builder::new().name(name.into()).spawn(move || read(&for_input))?;
        Ok(inbox)
    }

    /// Another way into this queue.
    pub fn sender(&self) -> Sender {
        self.sender.clone()
    }

    /// Whether the process was stopped and goes on, since this was last asked.
    pub fn was_continued(&self) -> bool {
        self.continued.swap(false, Ordering::SeqCst)
    }

    /// Sleeps until something happens, but no longer than `at_most`; `None` is for ever. Then
    /// gives everything that has happened, in order; nothing if the time is over.
    pub fn wait(&self, at_most: Option<Duration>) -> Vec<Message> {
        let first = match at_most {
            // This inbox holds a sender itself, so nobody can hang up: an error is the time's end.
            None => self.receiver.recv().ok(),
            Some(Duration::ZERO) => None,
            Some(length) => self.receiver.recv_timeout(length).ok(),
        };
        let mut messages: Vec<Message> = self.signals.take().chain(first).collect();
        // No more than fit into the queue at once: whoever writes without end must not keep the
        // screen from being drawn.
        while messages.len() <= ROOM {
            match self.receiver.try_recv() {
                Ok(message) => messages.push(message),
                Err(TryRecvError::Empty | TryRecvError::Disconnected) => break,
            }
        }
        if let Some(Message::Signal(_)) = messages.first() {
            UNANSWERED.store(0, Ordering::SeqCst);
        }
        messages
    }
}

/// Takes note of a signal and wakes whoever waits. False when nobody listens any more.
fn take_signal(signal: i32, flags: &Flags, sender: &Sender) -> bool {
    match signal {
        // Seen already, by the flag of its own.
        SIGCONT => {}
        SIGTSTP => flags.stop.store(true, Ordering::SeqCst),
        SIGWINCH => flags.resize.store(true, Ordering::SeqCst),
        signal => {
            insist(signal);
            flags.end.store(signal, Ordering::SeqCst);
        }
    }
    // Where the queue is full, whoever empties it looks at the flags as well.
    !matches!(sender.try_send(Message::Woken), Err(TrySendError::Disconnected(_)))
}

/// Sees to it that a signal ends the program even if the main thread hangs in something that
/// nobody has thought of. A second signal while it hangs waits no longer.
fn insist(signal: i32) {
    if UNANSWERED.fetch_add(1, Ordering::SeqCst) > 0 {
        terminal::end_by_force(128 + signal);
    }
    let watch = move || {
        thread::sleep(PATIENCE);
        if UNANSWERED.load(Ordering::SeqCst) > 0 {
            terminal::end_by_force(128 + signal);
        }
    };
    // Without a thread to watch, the main thread has to do without being watched.
    let _ = thread::Builder::new().name("patience".into()).spawn(watch);
}

/// The signals that whoever started us wants to be ignored, as `nohup` does: of those that ask
/// for the end or a stop, the ones that may be.
#[cfg(target_os = "linux")]
fn ignored() -> Vec<i32> {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    [SIGHUP, SIGINT, SIGQUIT, SIGTSTP]
        .into_iter()
        .filter(|signal| mask.unwrap_or_default() & (1 << (signal - 1)) != 0)
        .collect()
}

/// Elsewhere the system does not say.
#[cfg(not(target_os = "linux"))]
fn ignored() -> Vec<i32> {
    Vec::new()
}

/// Reads keys until the terminal is gone.
fn read_keys(sender: &Sender) {
    let mut typed = KeyDecoder::default();
    let mut bytes = [0; 1024];
    loop {
        let patience = match (typed.pasting(), typed.unsettled()) {
            (true, _) => Some(REST_OF_PASTE),
            (false, true) => Some(REST_OF_SEQUENCE),
            (false, false) => None,
        };
        let inputs = match wait_for_input(patience) {
            Ok(false) => typed.settle(),
            Ok(true) => match rustix::io::read(stdin(), &mut bytes) {
                Ok(0) => break,
                Ok(length) => typed.take(&bytes[..length]),
                Err(Errno::INTR | Errno::AGAIN) => continue,
                Err(_) => break,
            },
            Err(Errno::INTR) => continue,
            Err(_) => break,
        };
        for input in inputs {
            if sender.send(Message::Input(input)).is_err() {
                return;
            }
        }
    }
    // Whether anybody still listens makes no difference to a thread that ends.
    let _ = sender.send(Message::InputLost);
}

/// True when there is something to read, false when the time is over; an error when the terminal
/// is gone.
fn wait_for_input(at_most: Option<Duration>) -> Result<bool, Errno> {
    let at_most = at_most.map(|length| Timespec {
        tv_sec: length.as_secs() as i64,
        tv_nsec: length.subsec_nanos().into(),
    });
    // Standard input, not /dev/tty, which macOS cannot poll.
    let input = stdin();
    let mut fds = [PollFd::new(&input, PollFlags::IN)];
    let ready = poll(&mut fds, at_most.as_ref())?;
    let found = fds[0].revents();
    if found.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
        return Err(Errno::IO);
    }
    Ok(ready > 0)
}

/// Sleeps until nobody reads standard output any more. A pause may last for hours in which
/// nothing is printed, and `head` would wait for us all the while.
fn watch_reader(sender: &Sender) {
    let output = stdout();
    // Nothing is asked for: what is wrong is told all the same.
    let mut fds = [PollFd::new(&output, PollFlags::empty())];
    while let Ok(0) | Err(Errno::INTR) = poll(&mut fds, None) {}
    if fds[0].revents().contains(PollFlags::ERR) {
        // Whether anybody still listens makes no difference to a thread that ends.
        let _ = sender.send(Message::OutputLost);
    }
}

/// Reads lines until there are no more.
fn read_lines(mut input: impl BufRead, sender: &Sender) {
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = Read::take(&mut input, LONGEST_LINE as u64).read_until(b'\n', &mut line);
        match read {
            Ok(0) | Err(_) => break,
            Ok(_) => {}
        }
        let whole = line.last() == Some(&b'\n');
        if !whole && line.len() == LONGEST_LINE && input.skip_until(b'\n').is_err() {
            break;
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end_matches(['\r', '\n']).to_owned();
        if sender.send(Message::Line(text)).is_err() {
            return;
        }
    }
    // As above.
    let _ = sender.send(Message::EndOfLines);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(input: &[u8]) -> Vec<Message> {
        let (sender, receiver) = sync_channel(ROOM);
        read_lines(input, &sender);
        drop(sender);
        receiver.iter().collect()
    }

    #[test]
    fn lines_come_without_their_ends_and_then_the_end_comes() {
        let line = |text: &str| Message::Line(text.into());
        assert_eq!(
            lines(b"n\r\n\nlast \xff"),
            [line("n"), line(""), line("last \u{fffd}"), Message::EndOfLines]
        );
        assert_eq!(lines(b""), [Message::EndOfLines]);
    }

    #[test]
    fn a_line_without_end_is_cut_and_the_next_one_is_whole() {
        let mut input = vec![b'x'; 3 * LONGEST_LINE];
        input.extend(b"\nnext\n");
        let got = lines(&input);
        assert_eq!(got.len(), 3);
        assert_eq!(got[0], Message::Line("x".repeat(LONGEST_LINE)));
        assert_eq!(got[1], Message::Line("next".into()));
    }

    #[test]
    fn a_queue_gives_all_that_happened_in_order_and_nothing_when_nothing_did() {
        let (sender, receiver) = sync_channel(ROOM);
        let inbox = Inbox { sender, receiver, continued: Arc::default(), signals: Arc::default() };
        assert!(!inbox.was_continued());
        assert_eq!(inbox.wait(Some(Duration::ZERO)), []);
        assert_eq!(inbox.wait(Some(Duration::from_millis(1))), []);
        let line = |text: &str| Message::Line(text.into());
        for message in [line("a"), line("b")] {
            inbox.sender().send(message).unwrap();
        }
        assert_eq!(inbox.wait(None), [line("a"), line("b")]);
    }

    #[test]
    fn signals_come_first_and_each_once_however_full_the_queue_is() {
        let (sender, receiver) = sync_channel(1);
        let inbox = Inbox { sender, receiver, continued: Arc::default(), signals: Arc::default() };
        inbox.sender().send(Message::EndOfLines).unwrap();
        for signal in [SIGWINCH, SIGTSTP].repeat(500) {
            assert!(take_signal(signal, &inbox.signals, &inbox.sender));
        }
        inbox.signals.end.store(SIGTERM, Ordering::SeqCst);
        let all = [Message::Signal(SIGTERM), Message::Resize, Message::Stop, Message::EndOfLines];
        assert_eq!(inbox.wait(None), all);
        assert_eq!(inbox.wait(Some(Duration::ZERO)), []);
    }
}
