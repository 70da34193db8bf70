//! The only std::process: one command line in a process group of its own, which ends with it.
//!
//! The group is what a time-out, Ctrl-C and the end of the command itself bring down, so that
//! nothing that a check started outlives the check. Standard input is closed: no check may ask.

mod capture;
mod git;
mod interrupt;
mod open;
mod search;

use std::io;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;

pub use git::{Blob, Git};
pub use interrupt::Interrupt;
pub use open::open;
pub use search::search_path;

use crate::probe::Probe;
use crate::verify::{End, Run, Runner};
use capture::Capture;

/// How long a group has between being asked to end and being killed.
const GRACE: Duration = Duration::from_millis(300);
/// How long output is awaited from what a finished command left behind.
const DRAIN: Duration = Duration::from_millis(200);
/// The longest pause between two looks at a running command.
const LOOK: Duration = Duration::from_millis(20);
/// Who ends a command by a signal may be ending all of us: so long that is waited for.
const SAME_SIGNAL: Duration = Duration::from_millis(100);

/// The name of this machine, for evidence.
pub fn host() -> Option<String> {
    nix::unistd::gethostname().ok().and_then(|name| name.into_string().ok()).filter(|name| !name.is_empty())
}

/// Where the kernel tells of this program, on systems that do.
pub fn status_file() -> PathBuf {
    format!("/proc/{}/status", std::process::id()).into()
}

/// Runs commands in one folder, the record's or the one that it names; or each in a folder of its
/// own, with nothing but [`TEXT_TOOLS`].
pub struct Shell {
    folder: PathBuf,
    /// Where alone programs are looked up; then each check has a folder of its own in `folder`.
    only: Option<PathBuf>,
    interrupt: Interrupt,
}

/// Programs that look at texts, and those that only start others: with these alone, nothing answers.
pub const TEXT_TOOLS: &[&str] = &[
    "[", "awk", "basename", "bash", "cat", "comm", "cut", "date", "diff", "dirname", "echo", "egrep", "env", "expand",
    "expr", "false", "fgrep", "fold", "gawk", "grep", "head", "join", "jq", "mawk", "nl", "paste", "printf", "rev",
    "sed", "seq", "sh", "sort", "tac", "tail", "test", "timeout", "tr", "true", "uniq", "wc", "xargs",
];

impl Shell {
    /// An empty path is the current folder.
    pub fn new(folder: &Path, interrupt: Interrupt) -> Self {
        let here = folder.as_os_str().is_empty();
        Shell { folder: if here { PathBuf::from(".") } else { folder.to_owned() }, only: None, interrupt }
    }

    /// Where nothing answers: each check runs in the folder of its id in `folders`, and finds only the
    /// programs of `tools`.
    pub fn where_nothing_answers(folders: PathBuf, tools: PathBuf, interrupt: Interrupt) -> Self {
        Shell { folder: folders, only: Some(tools), interrupt }
    }

    fn spawn(&self, probe: &Probe) -> io::Result<Child> {
        match self.spawn_with("bash", probe) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => self.spawn_with("sh", probe),
            started => started,
        }
    }

    fn spawn_with(&self, shell: &str, probe: &Probe) -> io::Result<Child> {
        let line = &probe.run;
        let (path, folder) = match &self.only {
            Some(tools) => (tools.clone().into_os_string(), &self.folder.join(&probe.id)),
            None => (search_path(), &self.folder),
        };
        // A line that begins like an option would be taken for one.
        let line = if line.starts_with(['-', '+']) { format!(" {line}") } else { line.to_owned() };
        // Which shell that is, and which programs it finds, is looked up in what the child is given.
        Command::new(shell)
            .env("PATH", path)
            .arg("-c")
            .arg(line)
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .process_group(0)
            .spawn()
    }

    /// Waits for the command itself, not for what it left running.
    fn wait(&self, child: &mut Child, started: Instant, timeout: Duration) -> io::Result<End> {
        let mut pause = Duration::from_millis(1);
        loop {
            if let Some(status) = child.try_wait()? {
                return Ok(self.unless_interrupted(end_of(status)));
            }
            if self.interrupt.is_set() {
                return Ok(End::Interrupted);
            }
            let left = timeout.saturating_sub(started.elapsed());
            if left.is_zero() {
                return Ok(End::Timeout);
            }
            std::thread::sleep(pause.min(left));
            pause = (pause * 2).min(LOOK);
        }
    }

    /// What ended together with us was interrupted, and says nothing.
    fn unless_interrupted(&self, end: End) -> End {
        let by_signal = matches!(end, End::Signal(_) | End::Exit(129..=192));
        let until = Instant::now() + SAME_SIGNAL;
        while by_signal && !self.interrupt.is_set() && Instant::now() < until {
            std::thread::sleep(Duration::from_millis(5));
        }
        if self.interrupt.is_set() { End::Interrupted } else { end }
    }
}

impl Runner for Shell {
    fn run(&self, probe: &Probe) -> Run {
        let started = Instant::now();
        let mut child = match self.spawn(probe) {
            Ok(child) => child,
            Err(error) => {
                let end = End::NotStarted(error.to_string());
                let (stdout, stderr) = Default::default();
                return Run { end, stdout, stderr, elapsed: started.elapsed() };
            }
        };
        let stdout = child.stdout.take().map(Capture::of);
        let stderr = child.stderr.take().map(Capture::of);
        let timeout = Duration::from_millis(u64::try_from(probe.timeout.millis()).unwrap_or(0));
        let waited = self.wait(&mut child, started, timeout);
        let elapsed = started.elapsed();
        // What a finished command left running may still be printing: it has a moment, not more.
        let deadline = Instant::now() + DRAIN;
        let open = |capture: &Option<Capture>| capture.as_ref().is_some_and(Capture::is_open);
        while matches!(waited, Ok(End::Exit(_))) && (open(&stdout) || open(&stderr)) && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(2));
        }
        end_group(&mut child);
        let deadline = Instant::now() + DRAIN;
        let output = |capture: Option<Capture>| capture.map(|capture| capture.finish(deadline)).unwrap_or_default();
        Run {
            end: waited.unwrap_or_else(|error| End::NotStarted(error.to_string())),
            stdout: output(stdout),
            stderr: output(stderr),
            elapsed,
        }
    }

    fn pause(&self, time: Duration) -> bool {
        let until = Instant::now() + time;
        while !self.interrupt.is_set() {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return true;
            }
            std::thread::sleep(left.min(LOOK));
        }
        false
    }

    fn is_interrupted(&self) -> bool {
        self.interrupt.is_set()
    }
}

fn end_of(status: ExitStatus) -> End {
    match (status.code(), status.signal()) {
        (Some(code), _) => End::Exit(code),
        (None, Some(signal)) => End::Signal(signal),
        (None, None) => End::NotStarted("the command ended without a status".into()),
    }
}

/// Asks the whole group to end, then makes it. A group that is gone already answers with an error,
/// which is what was wanted.
fn end_group(child: &mut Child) {
    let Some(group) = i32::try_from(child.id()).ok().map(Pid::from_raw) else { return };
    if killpg(group, Signal::SIGTERM).is_ok() {
        let deadline = Instant::now() + GRACE;
        // Signal 0 asks whether anybody is left; the reaping makes room for the answer.
        while Instant::now() < deadline {
            let _ = child.try_wait();
            if killpg(group, None).is_err() {
                break;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        let _ = killpg(group, Signal::SIGKILL);
    }
    let _ = child.wait();
}

#[cfg(test)]
mod tests;
