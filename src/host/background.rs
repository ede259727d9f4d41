//! What may hang, on a thread of its own: what the disk is asked while a session runs, and what is
//! tried at the end. It is never waited for for long.

use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use parking_lot::{Condvar, Mutex};

use super::clock::Clock;
use super::journal::Journal;
use crate::app::recorder::Patience;
use crate::history::Id;
use crate::seconds::Moment;

/// So long somebody waits for an answer that is newer than the last one.
const PATIENCE: Duration = Duration::from_millis(300);

/// So long somebody waits for the first answer of all.
const FIRST: Duration = Duration::from_secs(2);

/// So old an answer may be where the disk takes its time.
const CURRENT: Duration = Duration::from_secs(10);

/// Does what may hang on a thread of its own; what came of it, if it was done within so long.
pub fn within<T: Send + 'static>(
    at_most: Duration,
    act: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    let (done, ended) = mpsc::sync_channel(1);
    let thread = thread::Builder::new().name("within".into());
    // Nobody may wait for it any more.
    let started = thread.spawn(move || done.send(act()));
    started.ok().and_then(|_| ended.recv_timeout(at_most).ok())
}

/// A reading that may be under way, and when the last one that came to its end began, and what it
/// gave.
struct LatestReading<T> {
    reads: bool,
    latest: Option<(Moment, T)>,
}

/// Reads whenever it is called, and gives what was read last where the disk takes its time; the
/// default where nothing could be read yet. Whether that is current, is said beside it: read from
/// now on, or begun not ten seconds ago. As long as one reading lasts, nobody waits for it again.
pub fn latest<T: Clone + Default + Send + 'static>(
    read: impl Fn() -> T + Send + Sync + 'static,
) -> impl Fn(Patience) -> (T, bool) {
    let none = LatestReading { reads: false, latest: None::<(Moment, T)> };
    let shared = Arc::new((Mutex::new(none), Condvar::new(), read));
    let clock = Clock::start(1.0);
    move |patience| {
        let (asked, changed, _) = &*shared;
        let mut state = asked.lock();
        let now = clock.now();
        let waits = patience == Patience::Waits;
        let is_current = |began: Moment| now.since(began) <= CURRENT;
        let has_current = state.latest.as_ref().is_some_and(|(began, _)| is_current(*began));
        if !state.reads && (waits || !has_current) {
            let shared = shared.clone();
            let reading = move || {
                let (asked, changed, read) = &*shared;
                let fresh = read();
                *asked.lock() = LatestReading { reads: false, latest: Some((now, fresh)) };
                changed.notify_all();
            };
            let thread = thread::Builder::new().name("reader".into());
            state.reads = thread.spawn(reading).is_ok();
            let patience = if state.latest.is_some() { PATIENCE } else { FIRST };
            let patience = if waits { patience } else { Duration::ZERO };
            changed.wait_while_for(&mut state, |state| state.reads, patience);
        }
        let latest = state.latest.clone();
        latest.map_or_else(Default::default, |(began, latest)| (latest, is_current(began)))
    }
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
            let answers = answers.lock();
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
