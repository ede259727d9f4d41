//! Signals: those that are listened to, as flags; and an end that comes even if the main thread
//! hangs.
//!
//! A signal never stands in the queue: a thousand new sizes are one, and no queue that is full
//! comes between a signal and its effect. What the effect is, is not known here.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicUsize, Ordering};
use std::sync::mpsc::TrySendError;
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use super::message::{Message, Sender};
use super::processes::answer_to;
use super::terminal;
use crate::app::AppEvent;

/// What signals have asked for and nobody has looked at yet.
#[derive(Debug, Default)]
pub struct SignalFlags {
    resize: AtomicBool,
    stop: AtomicBool,
    continued: Arc<AtomicBool>,
    /// The latest that asks for the end; 0 is none.
    end: AtomicI32,
}

/// How many signals that ask for the end have been sent and not been looked at.
static UNANSWERED: AtomicUsize = AtomicUsize::new(0);

/// So long the main thread may take to look at a signal that asks for the end.
const PATIENCE: Duration = Duration::from_secs(2);

impl SignalFlags {
    /// Listens to signals for as long as `sender` is heard, to a wish for a stop where `stops`; not
    /// to those that whoever started us wants to be ignored, as `nohup` does.
    ///
    /// # Errors
    /// If the system gives no thread or takes no signal handler.
    pub fn listen(sender: Sender, stops: bool) -> io::Result<Arc<SignalFlags>> {
        let flags = Arc::new(SignalFlags::default());
        // The first to be told: a thread that was woken together with the others must not look
        // at the clock before it can know that the process was stopped.
        signal_hook::flag::register(SIGCONT, flags.continued.clone())?;
        let wanted = |signal: &i32| match *signal {
            SIGTSTP if !stops => false,
            SIGTSTP | SIGHUP | SIGINT | SIGQUIT => {
                // Whoever started us may want it to be ignored.
                !answer_to(*signal, None).is_ok_and(|known| known.sa_sigaction == libc::SIG_IGN)
            }
            _ => true,
        };
        let all = [SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGCONT, SIGWINCH, SIGTSTP];
        let mut signals = Signals::new(all.into_iter().filter(wanted))?;
        let taken = flags.clone();
        let listen = move || {
            let _ = signals.forever().find(|signal| !taken.take_signal(*signal, &sender));
        };
        thread::Builder::new().name("signals".into()).spawn(listen)?;
        Ok(flags)
    }

    /// Each once, and the end first.
    pub fn take(&self) -> impl Iterator<Item = Message> {
        let is_set = |flag: &AtomicBool| flag.swap(false, Ordering::SeqCst);
        let end = self.end.swap(0, Ordering::SeqCst);
        if end != 0 {
            UNANSWERED.store(0, Ordering::SeqCst);
        }
        let resize = is_set(&self.resize).then_some(Message::Told(AppEvent::Resize));
        let stop = is_set(&self.stop).then_some(Message::Stop);
        let end = (end != 0).then_some(Message::Signal(end));
        end.into_iter().chain(resize).chain(stop)
    }

    /// Whether the process was stopped and goes on, since this was last asked.
    pub fn was_continued(&self) -> bool {
        self.continued.swap(false, Ordering::SeqCst)
    }

    /// Takes note of a signal and wakes whoever waits. False when nobody listens any more.
    pub(super) fn take_signal(&self, signal: i32, sender: &Sender) -> bool {
        match signal {
            // Seen already, by the flag of its own.
            SIGCONT => {}
            SIGTSTP => self.stop.store(true, Ordering::SeqCst),
            SIGWINCH => self.resize.store(true, Ordering::SeqCst),
            signal => {
                insist(signal);
                self.end.store(signal, Ordering::SeqCst);
            }
        }
        // Where the queue is full, whoever empties it looks at the flags as well.
        !matches!(sender.try_send(Message::Woken), Err(TrySendError::Disconnected(_)))
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signals_come_each_once_and_the_end_first_however_full_the_queue_is() {
        let (sender, _receiver) = std::sync::mpsc::sync_channel(1);
        let flags = SignalFlags::default();
        for signal in [SIGWINCH, SIGTSTP].repeat(500) {
            assert!(flags.take_signal(signal, &sender));
        }
        flags.end.store(SIGTERM, Ordering::SeqCst);
        let resize = Message::Told(AppEvent::Resize);
        let all = [Message::Signal(SIGTERM), resize, Message::Stop];
        assert_eq!(flags.take().collect::<Vec<_>>(), all);
        assert_eq!(flags.take().next(), None);
    }
}
