//! Watches checks run: writes each finding as soon as it is there, and passes it on to the terminal.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::progress::Progress;
use crate::disk::{Folder, Patience, add_evidence};
use crate::error::Error;
use crate::evidence::{Entry, Outcome, fingerprint};
use crate::process::Interrupt;
use crate::record::Record;
use crate::record::units::Instant;
use crate::verify::{Event, Finding};

pub struct Recorder<'a> {
    /// Where to record, when that was asked for.
    pub folder: Option<&'a Folder>,
    pub record: &'a Record,
    pub now: fn() -> Instant,
    pub host: Option<String>,
    unwritten: Mutex<Option<Error>>,
    interrupt: Interrupt,
    /// The longest wait for the folder.
    lock_wait: Duration,
    progress: Progress<'a>,
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
        let (host, unwritten) = (crate::process::host(), Mutex::new(None));
        Recorder { folder, record, now, host, unwritten, interrupt, lock_wait, progress }
    }

    pub fn watch(&self, event: Event<'_>) {
        match event {
            Event::Started(probe) => self.progress.started(&probe.id),
            Event::Finished(finding) => {
                self.keep(finding);
                self.progress.finished(finding);
            }
        }
    }

    /// What did not run to its end says nothing, and must not replace what was found before.
    fn keep(&self, finding: &Finding) {
        let check = self.record.checks.iter().find(|check| check.id.as_str() == finding.id);
        let (Some(folder), Some(check)) = (&self.folder, check) else { return };
        if finding.outcome == Outcome::Skipped {
            return;
        }
        let entry = Entry {
            outcome: finding.outcome,
            at: (self.now)(),
            by: None,
            host: self.host.clone(),
            seconds: finding.seconds,
            exit: finding.exit,
            attempts: Some(finding.attempts),
            excerpt: finding.excerpt.clone(),
            saw: None,
            fingerprint: fingerprint(self.record, check),
        };
        let patience =
            Patience { limit: self.lock_wait, say: &|text| self.progress.say(text), stop: &|| self.interrupt.is_set() };
        if let Err(error) = add_evidence(folder, self.record, [(finding.id.clone(), entry)], &patience) {
            self.unwritten.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
        }
    }

    /// The first finding that could not be written, if any.
    pub fn finish(self) -> Result<(), Error> {
        self.progress.end();
        match self.unwritten.into_inner().unwrap_or_else(PoisonError::into_inner) {
            Some(error) => Err(error),
            None => Ok(()),
        }
    }
}
