//! One attempt at a command, and who makes it: the world outside, passed in.

use std::time::Duration;

use crate::probe::Probe;

/// How many bytes of each stream are judged and shown; the rest is read and dropped.
pub const KEPT_BYTES: usize = 1 << 20;
/// What is kept beyond that, so that a secret on the border is seen whole and masked whole.
pub const MARGIN_BYTES: usize = 64 << 10;

/// How an attempt ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    Exit(i32),
    Signal(i32),
    Timeout,
    /// Somebody pressed Ctrl-C.
    Interrupted,
    /// Why the command could not be started.
    NotStarted(String),
}

/// The beginning of what a command printed, as bytes: it need not be text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Output {
    /// At most [`KEPT_BYTES`] and [`MARGIN_BYTES`].
    pub bytes: Vec<u8>,
}

impl Output {
    /// Whether more was printed than is judged.
    pub fn is_cut(&self) -> bool {
        self.bytes.len() > KEPT_BYTES
    }

    /// The bytes that are judged.
    pub fn kept(&self) -> &[u8] {
        &self.bytes[..self.bytes.len().min(KEPT_BYTES)]
    }

    /// What is judged, as text: line ends are one, the last one is gone, what is no UTF-8 is
    /// replaced.
    pub fn text(&self) -> String {
        let mut text = String::from_utf8_lossy(self.kept()).into_owned();
        if text.contains("\r\n") {
            text = text.replace("\r\n", "\n");
        }
        if text.ends_with('\n') {
            text.pop();
        }
        text
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub end: End,
    pub stdout: Output,
    pub stderr: Output,
    pub elapsed: Duration,
}

/// What `verify` needs of the world.
pub trait Runner: Sync {
    /// Makes one attempt, and leaves none of its processes behind.
    fn run(&self, probe: &Probe) -> Run;
    /// Waits between attempts; `false` when there is no point in going on.
    fn pause(&self, time: Duration) -> bool;
    /// Whether everything is to end now.
    fn is_interrupted(&self) -> bool;
}
