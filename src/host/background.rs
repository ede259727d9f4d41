//! What the disk is asked while a session runs: on a thread of its own, and never waited for for
//! long.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::journal::Journal;
use super::terminal::output::within;
use crate::history::Id;

/// So long somebody waits for an answer that is newer than the last one.
const PATIENCE: Duration = Duration::from_millis(300);

/// So long somebody waits for the first answer of all.
const FIRST: Duration = Duration::from_secs(2);

struct Asked<T> {
    /// How often it was asked, and up to which time that is answered.
    asked: u64,
    answered: u64,
    reads: bool,
    latest: Option<T>,
}

/// Reads whenever it is called, and gives what was read last where the disk takes its time; the
/// default where nothing could be read yet.
pub fn latest<T: Clone + Default + Send + 'static>(
    read: impl Fn() -> T + Send + Sync + 'static,
) -> impl Fn() -> T {
    let shared = Arc::new((
        Mutex::new(Asked {
            asked: 0,
            answered: 0,
            reads: false,
            latest: None::<T>,
        }),
        Condvar::new(),
    ));
    let read = Arc::new(read);
    move || {
        let (asked, changed) = &*shared;
        let mut state = lock(asked);
        state.asked += 1;
        let ours = state.asked;
        if !state.reads {
            let (shared, read) = (shared.clone(), read.clone());
            let thread = thread::Builder::new().name("reader".into());
            state.reads = thread.spawn(move || answer(&shared, &*read)).is_ok();
        }
        let patience = match state.latest {
            Some(_) => PATIENCE,
            None => FIRST,
        };
        let open = |state: &mut Asked<T>| state.reads && state.answered < ours;
        let waited = changed.wait_timeout_while(state, patience, open);
        let (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        state.latest.clone().unwrap_or_default()
    }
}

fn answer<T>(shared: &(Mutex<Asked<T>>, Condvar), read: &impl Fn() -> T) {
    let (asked, changed) = shared;
    loop {
        let mut state = lock(asked);
        if state.answered == state.asked {
            state.reads = false;
            return;
        }
        let now = state.asked;
        drop(state);
        let fresh = read();
        let mut state = lock(asked);
        (state.latest, state.answered) = (Some(fresh), now);
        changed.notify_all();
    }
}

fn lock<T>(asked: &Mutex<Asked<T>>) -> MutexGuard<'_, Asked<T>> {
    asked.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Claims a session for this process; whether it is ours now. A disk that refuses makes no
/// difference, one that does not answer in time does.
pub fn claim(journal: &'static Journal, id: Id) -> bool {
    within(FIRST, move || journal.claim(id).unwrap_or(true))
}
