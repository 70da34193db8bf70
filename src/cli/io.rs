//! The outside world as a command sees it: streams, what they lead to, and the exit status.

use std::cell::RefCell;
use std::ffi::OsString;
use std::io::{self, BufRead, ErrorKind, Write};
use std::process::ExitCode;
use std::time::Duration;

use crate::diagnostic::Diagnostic;
use crate::disk::Patience;
use crate::error::Error;
use crate::report::{self, RunError, visible};
use crate::source::Source;

/// How many seconds to wait for a folder, for slow neighbours and for the impatient.
const LOCK_WAIT: &str = "HANDOFF_LOCK_WAIT";

/// Exit status; with several, the highest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[must_use]
pub enum Exit {
    Clean = 0,
    /// Findings, drift, or a criterion not met.
    Findings = 1,
    /// Could not run: usage, unreadable input, invalid record, template error.
    Failed = 2,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

pub struct Io<'a> {
    /// Results.
    pub stdout: &'a mut dyn Write,
    /// Messages and progress.
    pub stderr: &'a mut (dyn Write + Send),
    pub stdin: &'a mut dyn BufRead,
    pub stdout_is_terminal: bool,
    pub stderr_is_terminal: bool,
    pub stdin_is_terminal: bool,
    pub env: &'a dyn Fn(&str) -> Option<OsString>,
    pub color: Color,
    /// What was said of what could not be done, once more for programs.
    pub failed: Vec<RunError>,
}

impl Io<'_> {
    pub fn color_stdout(&self) -> bool {
        self.color_on(self.stdout_is_terminal)
    }

    pub fn color_stderr(&self) -> bool {
        self.color_on(self.stderr_is_terminal)
    }

    fn color_on(&self, terminal: bool) -> bool {
        let set = |name| (self.env)(name).filter(|value: &OsString| !value.is_empty());
        match self.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal && set("NO_COLOR").is_none() && set("TERM").is_none_or(|term| term != "dumb"),
        }
    }

    /// A line for the user, behind all results written so far. A message that cannot be shown is
    /// no reason to stop.
    pub fn message(&mut self, text: &str) {
        let _ = self.stdout.flush();
        let _ = writeln!(self.stderr, "{text}");
    }

    /// The longest wait for a folder that another program has locked.
    pub fn lock_wait(&self) -> Result<Duration, Error> {
        let Some(given) = (self.env)(LOCK_WAIT) else { return Ok(Patience::DEFAULT) };
        let seconds = given.to_str().and_then(|given| given.parse().ok()).filter(|&seconds| seconds <= 86400);
        seconds.map(Duration::from_secs).ok_or_else(|| {
            let error = Error::new(format!("{LOCK_WAIT}={}: is no whole number of seconds", given.display()));
            error.with_help(format!("such as {LOCK_WAIT}=30, at most a day"))
        })
    }

    /// Something that may have to wait for a folder; who waits for long is told so.
    pub fn patiently<T>(&mut self, work: impl FnOnce(&Patience) -> Result<T, Error>) -> Result<T, Error> {
        let limit = self.lock_wait()?;
        let _ = self.stdout.flush();
        let stderr = RefCell::new(&mut *self.stderr);
        let say = |text: &str| _ = writeln!(stderr.borrow_mut(), "{}", visible(text));
        work(&Patience { limit, say: &say, stop: &|| false })
    }

    /// Says what failed. Always [`Exit::Failed`].
    pub fn fail(&mut self, error: &Error) -> Exit {
        let (red, plain) = if self.color_stderr() { ("\u{1b}[1;91m", "\u{1b}[0m") } else { ("", "") };
        let mut text = format!("{red}error{plain}: {}", visible(&error.to_string()));
        if let Some(help) = &error.help {
            text += &format!("\n  = help: {}", visible(help));
        }
        self.message(&text);
        self.failed.push(RunError::of_world(error, error.path.as_ref().map(|path| path.display().to_string())));
        Exit::Failed
    }

    /// Draws what is wrong with a file, as a message.
    pub fn draw(&mut self, source: &Source, diagnostics: &[Diagnostic]) {
        let text = report::draw_all(source, diagnostics, self.color_stderr());
        self.message(text.trim_end());
        self.failed.extend(RunError::of_text(source, &source.name, diagnostics));
    }
}

/// What commands say of records, for who has no terminal to say it on.
pub(super) fn quietly<T>(said: &mut Vec<u8>, work: impl FnOnce(&mut Io) -> T) -> T {
    work(&mut Io {
        stdout: &mut io::sink(),
        stderr: said,
        stdin: &mut io::empty(),
        stdout_is_terminal: false,
        stderr_is_terminal: false,
        stdin_is_terminal: false,
        env: &|_| None,
        color: Color::Never,
        failed: Vec::new(),
    })
}

/// Standard output whose reader may go away, as in `| head`: the rest is dropped, the work goes on
/// and ends with the status it would have had.
pub(super) struct Pipe<'a> {
    to: &'a mut dyn Write,
    closed: bool,
}

impl<'a> Pipe<'a> {
    pub(super) fn new(to: &'a mut dyn Write) -> Self {
        Pipe { to, closed: false }
    }

    fn forgive<T>(&mut self, result: io::Result<T>, instead: T) -> io::Result<T> {
        match result {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(instead)
            }
            other => other,
        }
    }
}

impl Write for Pipe<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.closed {
            return Ok(bytes.len());
        }
        let result = self.to.write(bytes);
        self.forgive(result, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        let result = self.to.flush();
        self.forgive(result, ())
    }
}
