//! Many records at once: on all processors, in their order, in bounded memory, with progress.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Io;
use crate::error::Error;

/// How many items a worker does before results are handed over: bounds what waits in memory.
const SHARE: usize = 32;
/// Work shorter than this shows no progress.
const PATIENCE: Duration = Duration::from_secs(1);
/// Decoding recurses with the nesting of a record.
const STACK: usize = 8 << 20;

/// Does the work on every item and hands over the results one by one, in the order of the items.
pub fn in_order<T: Sync, R: Send>(
    items: &[T],
    io: &mut Io,
    work: impl Fn(&T) -> R + Sync,
    mut each: impl FnMut(R, &mut Io) -> Result<(), Error>,
) -> Result<(), Error> {
    let workers = thread::available_parallelism().map_or(2, NonZero::get).max(2);
    let mut progress = Progress::new(items.len(), io);
    for chunk in items.chunks(workers * SHARE) {
        let results = at_once(chunk, workers.min(chunk.len()), &work);
        progress.hide();
        for result in results {
            each(result, io)?;
        }
        progress.advance(chunk.len(), io);
    }
    Ok(())
}

fn at_once<T: Sync, R: Send>(items: &[T], workers: usize, work: &(impl Fn(&T) -> R + Sync)) -> Vec<R> {
    if workers < 2 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done = Vec::new();
        while let Some((at, item)) =
            Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, items.get(at)?)))
        {
            done.push((at, work(item)));
        }
        done
    };
    let mut results = thread::scope(|scope| {
        let spawn = |_| thread::Builder::new().stack_size(STACK).spawn_scoped(scope, take).ok();
        let threads: Vec<_> = (0..workers).filter_map(spawn).collect();
        // Where no thread can be had, the work is done here.
        let mut results = if threads.is_empty() { take() } else { Vec::new() };
        for thread in threads {
            results.extend(thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        results
    });
    results.sort_by_key(|(at, _)| *at);
    results.into_iter().map(|(_, result)| result).collect()
}

/// A bar on the terminal once the work turns out to take its time.
struct Progress {
    started: Instant,
    total: usize,
    done: usize,
    wanted: bool,
    bar: Option<ProgressBar>,
}

impl Progress {
    fn new(total: usize, io: &Io) -> Self {
        Progress { started: Instant::now(), total, done: 0, wanted: io.stderr_is_terminal, bar: None }
    }

    /// Before other output: it would stand in the bar's line.
    fn hide(&self) {
        if let Some(bar) = &self.bar {
            bar.suspend(|| {});
        }
    }

    fn advance(&mut self, by: usize, io: &mut Io) {
        self.done += by;
        if !self.wanted || self.started.elapsed() < PATIENCE || self.done >= self.total {
            return;
        }
        let _ = io.stdout.flush();
        let total = self.total as u64;
        let bar = self.bar.get_or_insert_with(|| {
            let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
            let style = ProgressStyle::with_template("{wide_bar} {pos}/{len} records, {eta} left");
            bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
        });
        bar.set_position(self.done as u64);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
