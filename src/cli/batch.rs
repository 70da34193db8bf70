//! Many records at once: on all processors, in their order, in bounded memory, with progress.

use std::collections::HashMap;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::io::Io;
use crate::error::Error;

/// How many items a worker may be ahead of what was handed over: bounds what waits in memory.
const SHARE: usize = 32;
/// Work shorter than this shows no progress.
const PATIENCE: Duration = Duration::from_secs(1);
/// Decoding recurses with the nesting of a record.
const STACK: usize = 8 << 20;

pub fn processors() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// Does the work on every item and hands over the results one by one, in the order of the items.
/// Meanwhile the next items are worked on.
pub fn in_order<'i, T: Sync, R: Send>(
    items: &'i [T],
    io: &mut Io,
    work: impl Fn(&'i T) -> R + Sync,
    mut each: impl FnMut(R, &mut Io) -> Result<(), Error>,
) -> Result<(), Error> {
    let workers = processors().max(2).min(items.len());
    let mut bar = Bar::new(items.len(), io);
    let mut hand_over = |result, io: &mut Io| {
        bar.hide();
        each(result, io)?;
        bar.advance(io);
        Ok(())
    };
    if workers < 2 {
        return items.iter().try_for_each(|item| hand_over(work(item), io));
    }
    let queue = Queue::new(items.len(), workers * SHARE);
    thread::scope(|scope| {
        let (sender, results) = mpsc::channel();
        for sender in vec![sender; workers] {
            let take = || {
                let sender = sender;
                while let Some(at) = queue.take() {
                    let result = catch_unwind(AssertUnwindSafe(|| work(&items[at])));
                    if sender.send((at, result)).is_err() {
                        break;
                    }
                }
            };
            let _ = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, take);
        }
        let _stop = Stop(&queue);
        let mut early = HashMap::new();
        for (at, item) in items.iter().enumerate() {
            let result = loop {
                if let Some(result) = early.remove(&at) {
                    break result;
                }
                match results.recv() {
                    Ok((at, result)) => early.insert(at, result),
                    // Where no thread can be had, the work is done here.
                    Err(_) => break Ok(work(item)),
                };
            };
            hand_over(result.unwrap_or_else(|panic| resume_unwind(panic)), io)?;
            queue.done();
        }
        Ok(())
    })
}

/// Which item is next; none far ahead of what was handed over, so that little waits in memory.
struct Queue {
    /// The next item, and how many were handed over.
    state: Mutex<(usize, usize)>,
    moved: Condvar,
    total: usize,
    ahead: usize,
}

impl Queue {
    fn new(total: usize, ahead: usize) -> Self {
        Queue { state: Mutex::default(), moved: Condvar::new(), total, ahead }
    }

    fn state(&self) -> MutexGuard<'_, (usize, usize)> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next item, as soon as it may be worked on.
    fn take(&self) -> Option<usize> {
        let wait = |&mut (next, done): &mut (usize, usize)| next < self.total && next >= done + self.ahead;
        let mut state = self.moved.wait_while(self.state(), wait).unwrap_or_else(PoisonError::into_inner);
        let next = state.0;
        (next < self.total).then(|| {
            state.0 += 1;
            next
        })
    }

    fn done(&self) {
        self.state().1 += 1;
        self.moved.notify_one();
    }
}

/// However the handing over ends, no worker waits for it any more.
struct Stop<'a>(&'a Queue);

impl Drop for Stop<'_> {
    fn drop(&mut self) {
        self.0.state().0 = self.0.total;
        self.0.moved.notify_all();
    }
}

/// A bar on the terminal once the work turns out to take its time.
struct Bar {
    started: Instant,
    total: usize,
    done: usize,
    wanted: bool,
    bar: Option<ProgressBar>,
}

impl Bar {
    #[expect(clippy::disallowed_methods, reason = "a progress bar waits before it shows")]
    fn new(total: usize, io: &Io) -> Self {
        Bar { started: Instant::now(), total, done: 0, wanted: io.stderr_is_terminal, bar: None }
    }

    /// Before other output: it would stand in the bar's line.
    fn hide(&self) {
        if let Some(bar) = &self.bar {
            bar.suspend(|| {});
        }
    }

    fn advance(&mut self, io: &mut Io) {
        self.done += 1;
        let shown = self.done.is_multiple_of(SHARE) && self.done < self.total;
        if !self.wanted || !shown || self.started.elapsed() < PATIENCE {
            return;
        }
        let _ = io.stdout.flush();
        let total = self.total as u64;
        let bar = self.bar.get_or_insert_with(|| {
            let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
            let style = ProgressStyle::with_template("{wide_bar} {pos}/{len} records, {per_sec}, {eta} left");
            bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        bar.set_position(self.done as u64);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
