//! How a file looks from outside: enough to see that it changed, without reading it.

use std::path::{Path, PathBuf};

use rustix::fs::stat;

use super::folder::Stamp;

/// Two that are equal are of a file that did not change between them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    path: PathBuf,
    /// Nothing where no file is.
    stamp: Option<Stamp>,
}

/// Looks at what stands there, behind a link too.
pub fn look(path: &Path) -> Look {
    Look { path: path.to_owned(), stamp: stat(path).ok().map(Stamp::from) }
}
