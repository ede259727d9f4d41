//! Stops the process group as Ctrl-Z does, though the signal that does it is listened to.
//!
//! Whether there is a shell that could ever let us go on is known to the system alone: it passes
//! a SIGTSTP over where there is none, but only as long as nobody has put a handler in the place
//! of its own. So for the time of the stop the system's own is put back. Why it is to be stopped,
//! and what the terminal looks like meanwhile, is not known here.

use std::io;
use std::mem::MaybeUninit;
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread;
use std::time::Duration;

use rustix::process::{Signal, kill_current_process_group};

/// Held while a program is being started. Until it runs it is one of our group, and the thread
/// that starts it can't be stopped: a stop in between would reach the one and never the other,
/// and the shell would wait for ever.
static STARTING: Mutex<()> = Mutex::new(());

/// Milliseconds.
const START_TAKES_AT_MOST: u32 = 200;

/// Starts a program of another process group; no stop of ours comes in between.
pub fn starting<T>(start: impl FnOnce() -> T) -> T {
    let _starting = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
    start()
}

/// Stops the whole process group, ourselves among it, and returns when it goes on: under `sh -c`
/// the shell has to stop too, or nobody is left to give the prompt back. Where the system does
/// not stop us, because nobody could let us go on or because the signal is to be ignored, it
/// returns at once. `settled` is called before anybody listens to the signal again, and waits for
/// a stop that reaches another thread before this one.
///
/// # Errors
/// If the system refuses.
pub fn stop_group(settled: impl FnOnce()) -> io::Result<()> {
    let Some(_nobody_starts) = nobody_starts() else {
        // Whoever asked may ask again; a shell that waits for ever can't.
        return Ok(());
    };
    let _as_the_system_does = SystemsOwn::put_back()?;
    kill_current_process_group(Signal::TSTP)?;
    settled();
    Ok(())
}

/// Waits until no program is being started; `None` if that takes too long.
fn nobody_starts() -> Option<MutexGuard<'static, ()>> {
    for _ in 0..START_TAKES_AT_MOST {
        match STARTING.try_lock() {
            Ok(guard) => return Some(guard),
            Err(TryLockError::Poisoned(guard)) => return Some(guard.into_inner()),
            Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(1)),
        }
    }
    None
}

/// The system's own answer to SIGTSTP stands in the place of ours; dropping it gives ours back.
struct SystemsOwn {
    ours: libc::sigaction,
}

impl SystemsOwn {
    fn put_back() -> io::Result<SystemsOwn> {
        // SAFETY: of plain numbers and an empty set, all zeros are a value.
        let mut own: libc::sigaction = unsafe { MaybeUninit::zeroed().assume_init() };
        own.sa_sigaction = libc::SIG_DFL;
        let ours = exchange(&own)?;
        if ours.sa_sigaction == libc::SIG_IGN {
            // Whoever started us wants it to be ignored.
            exchange(&ours)?;
        }
        Ok(SystemsOwn { ours })
    }
}

impl Drop for SystemsOwn {
    fn drop(&mut self) {
        // What the system has given it takes back.
        let _ = exchange(&self.ours);
    }
}

/// Puts another answer to SIGTSTP in the place of the one that is there, and gives that one.
fn exchange(fresh: &libc::sigaction) -> io::Result<libc::sigaction> {
    let mut old = MaybeUninit::uninit();
    // SAFETY: both point to values of the right kind for as long as the call lasts. What is put
    // in is the system's own answer or what this call has given before, handler and flags whole.
    match unsafe { libc::sigaction(libc::SIGTSTP, fresh, old.as_mut_ptr()) } {
        // SAFETY: it went well, so the old one is written.
        0 => Ok(unsafe { old.assume_init() }),
        _ => Err(io::Error::last_os_error()),
    }
}
