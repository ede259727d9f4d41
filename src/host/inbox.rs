//! Everything that can happen to the program, in one queue: the threads put it in, and the event
//! loop takes it out.
//!
//! One thread reads the terminal or the lines of standard input, one waits for [`signals`](
//! super::signals), which are flags; both sleep in the kernel until there is something, and the
//! main thread sleeps in [`Inbox::wait`]. Nothing here polls or ticks. What the messages mean is
//! not known here.
//! The threads are never joined: a read of a terminal that is gone may not come back. So a process
//! opens one inbox in its life; a second one would have to share its keys with the first.

use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::stdio::{stdin, stdout};

use super::key_decoder::KeyDecoder;
use super::message::{Message, Sender};
use super::signals::SignalFlags;
use crate::app::AppEvent;

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
    pub signals: Arc<SignalFlags>,
}

impl Inbox {
    /// Listens to the keys of the terminal on standard input, and to signals.
    ///
    /// # Errors
    /// If the system gives no thread or takes no signal handler.
    pub fn of_keys() -> io::Result<Inbox> {
        Inbox::open("keys", true, read_keys)
    }

    /// Listens to the lines of standard input, and to signals.
    ///
    /// # Errors
    /// If the system gives no thread or takes no signal handler.
    pub fn of_lines() -> io::Result<Inbox> {
        let inbox = Inbox::open("lines", false, |sender| read_lines(io::stdin().lock(), sender))?;
        let sender = inbox.sender();
        thread::Builder::new().name("reader".into()).spawn(move || watch_reader(&sender))?;
        Ok(inbox)
    }

    fn open(name: &str, stops: bool, read: fn(&Sender)) -> io::Result<Inbox> {
        let (sender, receiver) = sync_channel(ROOM);
        // Before the first key is read: no signal may find the door unattended.
        let signals = SignalFlags::listen(sender.clone(), stops)?;
        let for_input = sender.clone();
        thread::Builder::new().name(name.into()).spawn(move || read(&for_input))?;
        Ok(Inbox { sender, receiver, signals })
    }

    /// Another way into this queue.
    pub fn sender(&self) -> Sender {
        self.sender.clone()
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
        // No more than fit into the queue at once: whoever writes without end must not keep the
        // screen from being drawn.
        let rest: Vec<Message> = self.receiver.try_iter().take(ROOM).collect();
        // After the queue: whoever takes the note that a signal came out of it finds the signal.
        self.signals.take().chain(first).chain(rest).collect()
    }
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
            if sender.send(input).is_err() {
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
    let at_most = at_most.and_then(|length| Timespec::try_from(length).ok());
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
        if !read.is_ok_and(|read| read > 0) {
            break;
        }
        let whole = line.last() == Some(&b'\n');
        if !whole && line.len() == LONGEST_LINE && input.skip_until(b'\n').is_err() {
            break;
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end_matches(['\r', '\n']).to_owned();
        if sender.send(Message::Told(AppEvent::Line(text))).is_err() {
            return;
        }
    }
    // As above.
    let _ = sender.send(Message::Told(AppEvent::EndOfLines));
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
        let line = |text: &str| Message::Told(AppEvent::Line(text.into()));
        assert_eq!(
            lines(b"n\r\n\nlast \xff"),
            [line("n"), line(""), line("last \u{fffd}"), Message::Told(AppEvent::EndOfLines)]
        );
        assert_eq!(lines(b""), [Message::Told(AppEvent::EndOfLines)]);
    }

    #[test]
    fn a_line_without_end_is_cut_and_the_next_one_is_whole() {
        let mut input = vec![b'x'; 3 * LONGEST_LINE];
        input.extend(b"\nnext\n");
        let got = lines(&input);
        assert_eq!(got.len(), 3);
        assert_eq!(got[0], Message::Told(AppEvent::Line("x".repeat(LONGEST_LINE))));
        assert_eq!(got[1], Message::Told(AppEvent::Line("next".into())));
    }

    #[test]
    fn a_queue_gives_all_that_happened_in_order_and_nothing_when_nothing_did() {
        let (sender, receiver) = sync_channel(ROOM);
        let inbox = Inbox { sender, receiver, signals: Arc::default() };
        assert!(!inbox.signals.was_continued());
        assert_eq!(inbox.wait(Some(Duration::ZERO)), []);
        assert_eq!(inbox.wait(Some(Duration::from_millis(1))), []);
        let line = |text: &str| Message::Told(AppEvent::Line(text.into()));
        for message in [line("a"), line("b")] {
            inbox.sender().send(message).unwrap();
        }
        assert_eq!(inbox.wait(None), [line("a"), line("b")]);
    }

    #[test]
    fn who_is_woken_by_a_signal_finds_it_though_something_else_woke_just_before() {
        let (sender, receiver) = sync_channel(ROOM);
        let inbox = Inbox { sender, receiver, signals: Arc::default() };
        let (sender, flags) = (inbox.sender(), inbox.signals.clone());
        let (go, rounds) = std::sync::mpsc::channel();
        let signals = thread::spawn(move || {
            for nth in rounds {
                sender.send(Message::Told(AppEvent::Focus(true))).unwrap();
                (0..nth % 500).for_each(|_| std::hint::spin_loop());
                flags.take_signal(signal_hook::consts::SIGWINCH, &sender);
            }
        });
        for nth in 0..10_000 {
            go.send(nth).unwrap();
            let mut seen = Vec::new();
            while !seen.contains(&Message::Woken) {
                seen.extend(inbox.wait(None));
            }
            assert!(seen.contains(&Message::Told(AppEvent::Resize)), "{nth}: {seen:?}");
        }
        drop(go);
        signals.join().unwrap();
    }
}
