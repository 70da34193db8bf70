//! The work on one record, side by side. In a batch every processor has a record of its own instead,
//! and `threads` is 1: then all runs here, one after the other.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;

/// Decoding recurses with the nesting of a record.
const STACK: usize = 8 << 20;

/// Runs both, the first on a thread of its own. Where none can be had, it runs here too.
pub fn join<A: Send, B>(threads: usize, first: impl FnOnce() -> A + Send, second: impl FnOnce() -> B) -> (A, B) {
    if threads < 2 {
        return (first(), second());
    }
    let (waiting, done) = (Mutex::new(Some(first)), Mutex::new(None));
    let run = || {
        let first = waiting.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(first) = first {
            let result = first();
            *done.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
        }
    };
    let second = thread::scope(|scope| {
        let _ = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, run);
        let second = second();
        // Not begun yet: no need to wait for the other thread.
        run();
        second
    });
    match done.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Some(first) => (first, second),
        None => unreachable!("whoever took it has run it when the scope ends"),
    }
}

/// The results of the work on each item, in the order of the items.
pub fn map<T: Sync, R: Send + Sync>(threads: usize, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    if threads < 2 {
        return items.iter().map(work).collect();
    }
    let results: Vec<OnceLock<R>> = items.iter().map(|_| OnceLock::new()).collect();
    let next = AtomicUsize::new(0);
    let take = || {
        while let Some((item, result)) = {
            let at = next.fetch_add(1, Ordering::Relaxed);
            items.get(at).zip(results.get(at))
        } {
            let _ = result.set(work(item));
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads.min(items.len()) {
            let _ = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, take);
        }
        take();
    });
    results.into_iter().filter_map(OnceLock::into_inner).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_those_of_one_thread() {
        let items: Vec<u64> = (0..100).collect();
        for threads in [1, 2, 7] {
            assert_eq!(map(threads, &items, |item| item * 2), items.iter().map(|item| item * 2).collect::<Vec<_>>());
            assert_eq!(join(threads, || "a", || "b"), ("a", "b"));
        }
        assert_eq!(map(4, &[] as &[u64], |item| *item), [] as [u64; 0]);
    }
}
