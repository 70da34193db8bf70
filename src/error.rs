//! What went wrong with the world, not with what the author wrote: a path and a cause.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// A failure of the environment. It ends the work on that path, never that on others.
#[derive(Debug)]
pub struct Error {
    /// The file or folder, where one is to blame.
    pub path: Option<PathBuf>,
    pub cause: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Error {
    pub fn new(cause: impl Into<String>) -> Self {
        Error { path: None, cause: cause.into(), help: None }
    }

    pub fn at(path: &Path, cause: impl Into<String>) -> Self {
        Error { path: Some(path.to_owned()), cause: cause.into(), help: None }
    }

    /// An operation on a path that failed: `doing` reads as in "cannot read".
    pub fn io(path: &Path, doing: &str, error: &io::Error) -> Self {
        Error::at(path, format!("cannot {doing}: {}", reason(error)))
    }

    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// `?` on a bare I/O error is for writing results; whoever touches a file names it.
impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Error::new(format!("cannot write to standard output: {}", reason(&error)))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match &self.path {
            Some(path) => write!(f, "{}: {}", path.display(), self.cause),
            None => f.write_str(&self.cause),
        }
    }
}

impl std::error::Error for Error {}

/// The system's words without the number that Rust adds.
fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(at) => text[..at].to_lowercase(),
        None => text,
    }
}
