//! The work on one record, side by side. In a batch every processor has a record of its own instead,
//! and `threads` is 1: then all runs here, one after the other.

use std::sync::OnceLock;
use std::thread;
use std::time::Duration;

use rayon::ThreadPoolBuilder;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

/// More would wait for the longest document.
const MOST_THREADS: usize = 4;
/// Decoding recurses with the nesting of a record.
const STACK: usize = 8 << 20;

/// How long helpers get to come up and fall asleep. A new thread may stand in line behind this one
/// for milliseconds; one that sleeps is woken on a processor that is free.
const FIRST_TURN: Duration = Duration::from_micros(50);

/// Starts the helpers of this thread, on a machine of so many processors; returns how many threads
/// there are then: one, where the system grants no more.
pub fn start(processors: usize) -> usize {
    let threads = processors.min(MOST_THREADS);
    if threads < 2 {
        return threads;
    }
    // Started before, in another thread of this process: then the helpers are those.
    static STARTED: OnceLock<bool> = OnceLock::new();
    let build = || ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).use_current_thread().build_global();
    if !*STARTED.get_or_init(|| build().is_ok()) {
        return 1;
    }
    thread::sleep(FIRST_TURN);
    threads
}

/// Runs both, the second by a helper if one is free.
pub fn join<A: Send, B: Send>(
    threads: usize,
    first: impl FnOnce() -> A + Send,
    second: impl FnOnce() -> B + Send,
) -> (A, B) {
    if threads < 2 { (first(), second()) } else { rayon::join(first, second) }
}

/// The results of the work on each item, in the order of the items.
pub fn map<T: Sync, R: Send>(threads: usize, items: &[T], work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    if threads < 2 { items.iter().map(work).collect() } else { items.par_iter().map(work).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_those_of_one_thread() {
        let items: Vec<u64> = (0..100).collect();
        for threads in [1, start(2)] {
            assert_eq!(map(threads, &items, |item| item * 2), items.iter().map(|item| item * 2).collect::<Vec<_>>());
            assert_eq!(join(threads, || "a", || "b"), ("a", "b"));
        }
        assert_eq!(map(2, &[] as &[u64], |item| *item), [] as [u64; 0]);
    }
}
