//! Work for other threads: what may hang is never waited for for long, what does not fit into a
//! queue is counted, and what many processors can share is shared.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender, TrySendError};
use std::thread;
use std::time::Duration;

use parking_lot::{Condvar, Mutex};

use super::clock::Clock;
use crate::app::recorder::Patience;
use crate::seconds::Moment;

/// So long somebody waits for an answer that is newer than the last one.
const PATIENCE: Duration = Duration::from_millis(300);

/// So long somebody waits for the first answer of all.
pub const FIRST: Duration = Duration::from_secs(2);

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

/// No more threads than this, however many processors there are: the rest would wait for the disk.
const MOST: usize = 16;

/// As much as the first thread of a program has: what can be read there can be read here.
const STACK: usize = 8 << 20;

/// Does the same with each item, several at a time; the results come in the order of the items.
/// A panic is passed on.
pub fn map<T: Send, R: Send>(items: Vec<T>, act: impl Fn(T) -> R + Sync) -> Vec<R> {
    let processors = thread::available_parallelism().map_or(1, usize::from);
    let threads = processors.min(MOST).min(items.len());
    let queue = Mutex::new(items.into_iter().enumerate());
    let next = || queue.lock().next();
    let work = || {
        let mut done = Vec::new();
        while let Some((nth, item)) = next() {
            done.push((nth, act(item)));
        }
        done
    };
    let mut done = thread::scope(|scope| {
        let helper = |_| {
            let thread = thread::Builder::new().stack_size(STACK);
            thread.spawn_scoped(scope, work).ok()
        };
        // Without a helper it takes longer, and that is all.
        let helpers: Vec<_> = (1..threads).filter_map(helper).collect();
        let mut done = work();
        for helper in helpers {
            done.extend(helper.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        done
    });
    done.sort_unstable_by_key(|(nth, _)| *nth);
    done.into_iter().map(|(_, result)| result).collect()
}

/// Texts on their way to somebody who may be slow, written by a thread of its own: what does not fit
/// is left out, and the next one that fits says how many were.
#[derive(Debug)]
pub struct SlowWriter {
    /// Its end is what the thread waits for.
    queue: Option<SyncSender<String>>,
    ended: Receiver<()>,
    lost: u64,
    /// What stands in the place of so many.
    gap: fn(u64) -> String,
}

impl SlowWriter {
    /// Starts the thread, with room for so many texts. What can't be written is told to `failed`,
    /// which says whether to go on; then the next text begins on a line of its own.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn start(
        mut out: impl Write + Send + 'static,
        room: usize,
        gap: fn(u64) -> String,
        failed: impl Fn(&io::Error) -> bool + Send + 'static,
    ) -> io::Result<SlowWriter> {
        let (queue, texts) = mpsc::sync_channel::<String>(room);
        let (done, ended) = mpsc::channel::<()>();
        thread::Builder::new().name("lines".into()).spawn(move || {
            // Dropped at the end, whichever it is.
            let _done = done;
            let mut torn = "";
            for text in texts {
                let written = out.write_all((torn.to_owned() + &text).as_bytes());
                let written = written.and_then(|()| out.flush());
                torn = if written.is_err() { "\n" } else { "" };
                if written.is_err_and(|error| !failed(&error)) {
                    return;
                }
            }
        })?;
        Ok(SlowWriter { queue: Some(queue), ended, lost: 0, gap })
    }

    /// Writes a text, some time soon; whether there was room. Where nobody takes any more, all goes
    /// well.
    pub fn put(&mut self, text: String) -> bool {
        let queue = self.queue.as_ref();
        let is_full = |text| {
            queue.is_some_and(|queue| matches!(queue.try_send(text), Err(TrySendError::Full(_))))
        };
        if self.lost > 0 && is_full((self.gap)(self.lost)) {
            self.lost += 1;
            return false;
        }
        self.lost = u64::from(is_full(text));
        self.lost == 0
    }

    /// Waits until everything is written, but no longer than so long; whether it is.
    pub fn finish(&mut self, at_most: Duration) -> bool {
        self.queue = None;
        self.ended.recv_timeout(at_most) != Err(RecvTimeoutError::Timeout)
    }
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

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let squares = map((0..1_000u64).collect(), |n| n * n);
        assert!(squares.into_iter().eq((0..1_000).map(|n| n * n)));
        assert_eq!(map(Vec::<u8>::new(), |n| n), [0u8; 0]);
    }

    /// Takes a text when somebody asks for it, and refuses some.
    struct Gate(SyncSender<String>, &'static [&'static str]);

    impl Write for Gate {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let text = String::from_utf8_lossy(bytes).into_owned();
            if self.1.contains(&text.trim_start()) {
                return Err(io::ErrorKind::StorageFull.into());
            }
            self.0.send(text).map_err(io::Error::other)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_queue_that_is_full_drops_and_says_how_many() {
        let (gate, texts) = mpsc::sync_channel(0);
        let gap = |lost| format!("{lost} lost");
        let mut writer = SlowWriter::start(Gate(gate, &[]), 2, gap, |_| true).expect("a thread");
        let fit = (0..9).take_while(|nth| writer.put(nth.to_string())).count();
        assert!((2..=3).contains(&fit), "{fit}");
        assert!(!writer.put("x".into()));
        assert!((0..fit).all(|nth| texts.recv() == Ok(nth.to_string())));
        assert!(writer.put("e".into()));
        assert_eq!([texts.recv(), texts.recv()], [Ok("2 lost".into()), Ok("e".into())]);
        assert!(writer.finish(FIRST));
    }

    #[test]
    fn what_is_refused_is_told_and_the_next_text_begins_on_a_line_of_its_own() {
        let (gate, texts) = mpsc::sync_channel(9);
        let (told, refused) = channel();
        let failed = move |error: &io::Error| told.send(error.kind()).is_ok();
        let mut writer =
            SlowWriter::start(Gate(gate, &["a", "b"]), 9, |_| String::new(), failed).unwrap();
        assert!(["a", "b", "c", "d"].into_iter().all(|text| writer.put(text.into())));
        assert!(writer.finish(FIRST));
        assert_eq!(texts.try_iter().collect::<String>(), "\ncd");
        assert_eq!(refused.try_iter().count(), 2);
    }

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
