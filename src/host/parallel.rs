//! Work that the processors share: ten thousand files are checked on all of them.

use std::sync::{Mutex, PoisonError};
use std::thread;

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
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let squares = map((0..1_000u64).collect(), |n| n * n);
        assert!(squares.into_iter().eq((0..1_000).map(|n| n * n)));
        assert_eq!(map(Vec::<u8>::new(), |n| n), [0u8; 0]);
    }
}
