//! What a terminal shows while checks run: the one that runs, and each result when it is there.

use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use indicatif::ProgressBar;

use crate::report::verify as report;
use crate::report::visible;
use crate::verify::CheckResult;

pub struct Progress<'a> {
    /// How many commands there are.
    pub total: usize,
    /// Where messages go.
    pub stderr: Option<Mutex<&'a mut (dyn Write + Send)>>,
    /// Whether each result is shown as soon as it is there, and how wide the ids are.
    pub live: Option<usize>,
    spinner: ProgressBar,
    done: AtomicUsize,
}

impl<'a> Progress<'a> {
    pub fn hidden() -> Self {
        Progress { total: 0, stderr: None, live: None, spinner: ProgressBar::hidden(), done: AtomicUsize::new(0) }
    }

    pub fn on_terminal(total: usize) -> Self {
        let spinner = ProgressBar::new_spinner();
        spinner.enable_steady_tick(Duration::from_millis(100));
        Progress { total, spinner, ..Progress::hidden() }
    }

    pub fn started(&self, id: &str) {
        let number = self.done.load(Ordering::Relaxed) + 1;
        self.spinner.set_message(format!("{number} of {}: {id} …", self.total));
    }

    pub fn finished(&self, result: &CheckResult) {
        self.done.fetch_add(1, Ordering::Relaxed);
        if let Some(width) = self.live {
            self.write(&report::line(result, width));
        }
    }

    /// A message meanwhile.
    pub fn say(&self, text: &str) {
        self.write(&format!("{}\n", visible(text)));
    }

    fn write(&self, text: &str) {
        let Some(to) = &self.stderr else { return };
        let mut to = to.lock().unwrap_or_else(PoisonError::into_inner);
        // A terminal that went away is no reason to stop: the evidence is still to be written.
        self.spinner.suspend(|| {
            let _ = to.write_all(text.as_bytes()).and_then(|()| to.flush());
        });
    }

    /// Leaves the terminal clean.
    pub fn end(&self) {
        self.spinner.finish_and_clear();
    }
}
