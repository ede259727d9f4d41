//! Signals: those that are listened to, as flags; an end that comes even if the main thread hangs;
//! and stopping the process group as Ctrl-Z does, though the signal that does it is listened to.
//!
//! A signal never stands in the queue: a thousand new sizes are one, and no queue that is full
//! comes between a signal and its effect. Why something is to be stopped, and what the terminal
//! looks like meanwhile, is not known here.
//!
//! Whether there is a shell that could ever let us go on is known to the system alone: it passes
//! a SIGTSTP over where there is none, but only as long as nobody has put a handler in the place
//! of its own. So for the time of the stop the system's own is put back.

use std::io;
use std::mem::MaybeUninit;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicUsize, Ordering};
use std::sync::mpsc::TrySendError;
use std::thread;
use std::time::Duration;

use parking_lot::Mutex;
use rustix::process::{Signal, kill_current_process_group};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use super::inbox::{Message, Sender};
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
            SIGTSTP | SIGHUP | SIGINT | SIGQUIT => !is_ignored(*signal),
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
    fn take_signal(&self, signal: i32, sender: &Sender) -> bool {
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

/// Held while a program is being started. Until it runs it is one of our group, and the thread
/// that starts it can't be stopped: a stop in between would reach the one and never the other,
/// and the shell would wait for ever.
static STARTING: Mutex<()> = Mutex::new(());

const START_TAKES_AT_MOST: Duration = Duration::from_millis(200);

/// Milliseconds.
const STOP_TAKES_AT_MOST: u32 = 100;

/// Starts a program of another process group; no stop of ours comes in between.
pub fn starting<T>(start: impl FnOnce() -> T) -> T {
    let _starting = STARTING.lock();
    start()
}

/// Stops the whole process group, ourselves among it, and returns when it goes on, which `went_on`
/// tells: under `sh -c` the shell has to stop too, or nobody is left to give the prompt back. Where
/// the system does not stop us, because nobody could let us go on or because the signal is to be
/// ignored, it returns at once.
///
/// # Errors
/// If the system refuses.
pub fn stop_group(went_on: impl Fn() -> bool) -> io::Result<()> {
    let Some(_nobody_starts) = STARTING.try_lock_for(START_TAKES_AT_MOST) else {
        // Whoever asked may ask again; a shell that waits for ever can't.
        return Ok(());
    };
    // SAFETY: of plain numbers and an empty set, all zeros are a value.
    let mut systems_own: libc::sigaction = unsafe { MaybeUninit::zeroed().assume_init() };
    systems_own.sa_sigaction = libc::SIG_DFL;
    let ours = answer_to(SIGTSTP, None)?;
    if ours.sa_sigaction != libc::SIG_IGN {
        answer_to(SIGTSTP, Some(&systems_own))?;
    }
    let stopped = kill_current_process_group(Signal::TSTP);
    // The stop may reach another thread before this one, and nobody may listen or take the
    // terminal in between. This is no waiting for the person: while we are stopped no time passes
    // here.
    for _ in 0..STOP_TAKES_AT_MOST {
        if stopped.is_err() || went_on() {
            break;
        }
        thread::sleep(Duration::from_millis(1));
    }
    answer_to(SIGTSTP, Some(&ours))?;
    Ok(stopped?)
}

/// Whether whoever started us wants a signal to be ignored.
fn is_ignored(signal: i32) -> bool {
    answer_to(signal, None).is_ok_and(|answer| answer.sa_sigaction == libc::SIG_IGN)
}

/// Puts another answer to a signal in the place of the one that is there, if there is another, and
/// gives that one.
fn answer_to(signal: i32, fresh: Option<&libc::sigaction>) -> io::Result<libc::sigaction> {
    let mut old = MaybeUninit::uninit();
    let fresh = fresh.map_or(std::ptr::null(), std::ptr::from_ref);
    // SAFETY: both point to values of the right kind for as long as the call lasts, or to nothing.
    // What is put in is the system's own answer or what this call has given before, handler and
    // flags whole.
    match unsafe { libc::sigaction(signal, fresh, old.as_mut_ptr()) } {
        // SAFETY: it went well, so the old one is written.
        0 => Ok(unsafe { old.assume_init() }),
        _ => Err(io::Error::last_os_error()),
    }
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
