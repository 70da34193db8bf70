//! Watches checks run: writes each result as soon as it is there, and passes it on to the terminal.
//!
//! Writing is the work of a thread of its own, which takes all that is there at once and then rests
//! for a multiple of what that took: a thousand quick checks cost little more than without
//! recording, and of slow ones each is kept when it is known.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::progress::Progress;
use crate::disk::{Folder, Patience, add_evidence};
use crate::error::Error;
use crate::evidence::{Entry, Outcome, fingerprint};
use crate::process::Interrupt;
use crate::record::Record;
use crate::record::units::Instant;
use crate::verify::{CheckResult, Event};

/// How long the writer rests, by what its last write took.
const REST: u32 = 4;

pub struct Recorder<'a> {
    /// Where to record, when that was asked for.
    folder: Option<&'a Folder>,
    record: &'a Record,
    now: fn() -> Instant,
    host: Option<String>,
    queue: Mutex<Queue>,
    changed: Condvar,
    /// Ends a wait for somebody else's lock, as does its limit.
    interrupt: Interrupt,
    lock_wait: Duration,
    progress: Progress<'a>,
}

#[derive(Default)]
struct Queue {
    waiting: Vec<(String, Entry)>,
    /// Nothing more is coming.
    closed: bool,
}

impl<'a> Recorder<'a> {
    pub fn new(
        folder: Option<&'a Folder>,
        record: &'a Record,
        now: fn() -> Instant,
        progress: Progress<'a>,
        interrupt: Interrupt,
        lock_wait: Duration,
    ) -> Self {
        let (queue, changed) = Default::default();
        let host = crate::process::host();
        Recorder { folder, record, now, host, queue, changed, interrupt, lock_wait, progress }
    }

    pub fn watch(&self, event: Event<'_>) {
        match event {
            Event::Started(probe) => self.progress.started(&probe.id),
            Event::Finished(result) => {
                self.keep(result);
                self.progress.finished(result);
            }
        }
    }

    /// What did not run to its end says nothing, and must not replace what was found before.
    fn keep(&self, result: &CheckResult) {
        let check = self.record.checks.by_id(&result.id);
        let (true, Some(check)) = (self.folder.is_some(), check) else { return };
        if result.outcome == Outcome::Skipped {
            return;
        }
        let entry = Entry {
            outcome: result.outcome,
            at: (self.now)(),
            since: None,
            by: None,
            host: self.host.clone(),
            seconds: result.seconds,
            exit: result.exit,
            attempts: Some(result.attempts),
            excerpt: result.excerpt.clone(),
            saw: None,
            fingerprint: fingerprint(self.record, check),
        };
        self.lock().waiting.push((result.id.clone(), entry));
        self.changed.notify_all();
    }

    /// Does the work while what it finds is written. The second answer is whether all was.
    pub fn during<T>(&self, work: impl FnOnce() -> T) -> (T, Result<(), Error>) {
        let done = std::thread::scope(|scope| {
            // Where no thread can be had, all is written at the end.
            let writer = std::thread::Builder::new().spawn_scoped(scope, || self.write_as_it_comes());
            let done = work();
            self.lock().closed = true;
            self.changed.notify_all();
            drop(writer.map(|writer| writer.join()));
            done
        });
        let written = self.write();
        self.progress.end();
        (done, written)
    }

    #[allow(clippy::disallowed_methods, reason = "how long the writer rests is measured, and shown nowhere")]
    fn write_as_it_comes(&self) {
        loop {
            let empty = |queue: &mut Queue| queue.waiting.is_empty() && !queue.closed;
            let queue = self.changed.wait_while(self.lock(), empty).unwrap_or_else(PoisonError::into_inner);
            if queue.closed {
                return;
            }
            drop(queue);
            let started = std::time::Instant::now();
            // What could not be written now is tried again at the end, and reported then.
            let written = self.write();
            let rest = if written.is_ok() { started.elapsed() * REST } else { Duration::MAX };
            let _ = self.changed.wait_timeout_while(self.lock(), rest, |queue| !queue.closed);
        }
    }

    /// Writes what waits, and keeps it when that fails.
    fn write(&self) -> Result<(), Error> {
        let waiting = std::mem::take(&mut self.lock().waiting);
        let (Some(folder), false) = (self.folder, waiting.is_empty()) else { return Ok(()) };
        let (say, stop) = (|text: &str| self.progress.say(text), || self.interrupt.is_set());
        let patience = Patience { limit: self.lock_wait, say: &say, stop: &stop };
        let written = add_evidence(folder, self.record, waiting.clone(), &patience);
        if written.is_err() {
            self.lock().waiting.splice(0..0, waiting);
        }
        written
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
