//! What the disk is asked while a session runs: on a thread of its own, and never waited for for
//! long.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::clock::Clock;
use super::journal::Journal;
use super::terminal::output::within;
use crate::app::recorder::Patience;
use crate::history::Id;
use crate::seconds::Moment;

/// So long somebody waits for an answer that is newer than the last one.
const PATIENCE: Duration = Duration::from_millis(300);

/// So long somebody waits for the first answer of all.
const FIRST: Duration = Duration::from_secs(2);

/// So old an answer may be where the disk takes its time.
const CURRENT: Duration = Duration::from_secs(10);

struct LatestReading<T> {
    /// Whether it is being read, on a thread of its own.
    reads: bool,
    /// When the last reading that came to its end began, and what it gave.
    latest: Option<(Moment, T)>,
}

/// Reads whenever it is called, and gives what was read last where the disk takes its time; the
/// default where nothing could be read yet. Whether that is current, is said beside it: read from
/// now on, or begun not ten seconds ago. As long as one reading lasts, nobody waits for it again.
pub fn latest<T: Clone + Default + Send + 'static>(
    read: impl Fn() -> T + Send + Sync + 'static,
) -> impl Fn(Patience) -> (T, bool) {
    let none = LatestReading { reads: false, latest: None::<(Moment, T)> };
    let shared = Arc::new((Mutex::new(none), Condvar::new()));
    let read = Arc::new(read);
    let clock = Clock::start(1.0);
    move |patience| {
        let (asked, changed) = &*shared;
        let mut state = lock(asked);
        let now = clock.now();
        let waits = patience == Patience::Waits;
        let current = |state: &LatestReading<T>| {
            let began = state.latest.as_ref().map(|(began, _)| *began);
            began.is_some_and(|began| now.since(began) <= CURRENT)
        };
        if !state.reads && (waits || !current(&state)) {
            let (shared, read) = (shared.clone(), read.clone());
            let reading = move || {
                let fresh = read();
                let (asked, changed) = &*shared;
                let mut state = lock(asked);
                (state.latest, state.reads) = (Some((now, fresh)), false);
                changed.notify_all();
            };
            let thread = thread::Builder::new().name("reader".into());
            state.reads = thread.spawn(reading).is_ok();
            let patience = match (waits, &state.latest) {
                (false, _) => Duration::ZERO,
                (true, Some(_)) => PATIENCE,
                (true, None) => FIRST,
            };
            let waited = changed.wait_timeout_while(state, patience, |state| state.reads);
            (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        }
        match &state.latest {
            Some((began, latest)) => (latest.clone(), now.since(*began) <= CURRENT),
            None => (T::default(), false),
        }
    }
}

fn lock<T>(asked: &Mutex<LatestReading<T>>) -> MutexGuard<'_, LatestReading<T>> {
    asked.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Claims a session for this process; whether it is ours now, `None` where the disk does not
/// answer in time. One that refuses makes no difference.
pub fn claim(journal: &'static Journal, id: Id) -> Option<bool> {
    within(FIRST, move || journal.claim(id).unwrap_or(true))
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, channel};

    use super::*;

    #[test]
    fn a_disk_that_hangs_is_waited_for_once_and_what_it_owes_is_not_current() {
        let (answer, answers) = channel::<u32>();
        let answers: Mutex<Receiver<u32>> = Mutex::new(answers);
        let ask = latest(move || {
            let answers = answers.lock().expect("nobody panics");
            answers.recv().unwrap_or_default()
        });
        let clock = Clock::start(1.0);
        assert_eq!(ask(Patience::Waits), (0, false));
        let waited = clock.now();
        assert!(waited.since(Moment::ZERO) >= FIRST);
        for _ in 0..1_000 {
            assert_eq!(ask(Patience::Waits), (0, false));
        }
        assert!(clock.now().since(waited) < FIRST, "it is not waited for again");
        // What came late counts, as long as it is not old.
        answer.send(7).expect("somebody reads");
        while ask(Patience::Waits) != (7, true) {}
        answer.send(8).expect("somebody reads");
        while ask(Patience::Waits) != (8, true) {}
    }
}
