//! The way to a file or a folder: no link on it may lead out of the repository.
//!
//! Each step opens one name relative to the folder before, without following a link, so that nobody
//! can put one there between a look and the opening. Where a link is met, its target is worked out,
//! must lie inside, and is walked to in the same manner.
//!
//! This is done with rustix, which the tree has anyway, and not with `openat2` or cap-std: plain
//! `openat` is there on every Unix and in every sandbox, and the names that we open in a folder are
//! single ones.

use std::fs::File;
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Component, Path, PathBuf};
use std::sync::OnceLock;

use rustix::fs::{CWD, Mode, OFlags, openat};
use rustix::io::Errno;

use crate::error::Error;

/// For reading: what is no plain file must not keep us, or do anything, when it is opened.
pub(super) const FILE: OFlags = OFlags::NONBLOCK.union(OFlags::NOCTTY);
pub(super) const FOLDER: OFlags = OFlags::DIRECTORY;

/// A folder on the way need not be readable.
#[cfg(target_os = "linux")]
const PASSED: OFlags = OFlags::DIRECTORY.union(OFlags::PATH);
#[cfg(not(target_os = "linux"))]
const PASSED: OFlags = OFlags::DIRECTORY;

/// Why there is no way.
#[derive(Debug)]
pub(super) enum NoWay {
    /// A link leads out of the repository.
    Out,
    Io(io::Error),
}

impl NoWay {
    pub(super) fn told(self, path: &Path, told: impl FnOnce(io::Error) -> Error) -> Error {
        match self {
            NoWay::Io(error) => told(error),
            NoWay::Out => Error::at(path, "is a symbolic link that leads out of the repository, or lies behind one")
                .with_help("put the file or folder itself here, or name its own path"),
        }
    }
}

/// Opens what is there under `path`.
pub(super) fn open(path: &Path, how: OFlags) -> Result<File, NoWay> {
    match walk(path, how) {
        Ok(opened) => Ok(opened),
        // With NOFOLLOW a link is a loop, or no folder.
        Err(Errno::LOOP | Errno::NOTDIR | Errno::MLINK) => through_links(path, how),
        Err(error) => Err(NoWay::Io(error.into())),
    }
}

fn through_links(path: &Path, how: OFlags) -> Result<File, NoWay> {
    let target = path.canonicalize().map_err(NoWay::Io)?;
    let root = root_of(path).and_then(|root| root.canonicalize()).map_err(NoWay::Io)?;
    if !target.starts_with(root) {
        return Err(NoWay::Out);
    }
    walk(&target, how).map_err(|error| NoWay::Io(error.into()))
}

fn walk(path: &Path, how: OFlags) -> Result<File, Errno> {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    let mut at: Option<OwnedFd> = None;
    let mut steps = path.components().peekable();
    while let Some(step) = steps.next() {
        let how = if steps.peek().is_some() { PASSED } else { how };
        let from = at.as_ref().map_or(CWD, AsFd::as_fd);
        let how = how | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        at = Some(openat(from, Path::new(step.as_os_str()), how, Mode::empty())?);
    }
    at.map(File::from).ok_or(Errno::NOENT)
}

/// Where links on this way must stay: in the repository, or, where there is none, in the working
/// folder, or in the folder that holds what was named.
fn root_of(path: &Path) -> io::Result<PathBuf> {
    let path = plain(&std::path::absolute(path)?);
    let here = Path::new(".").canonicalize()?;
    static HERE: OnceLock<Option<PathBuf>> = OnceLock::new();
    let is_root = |folder: &Path| folder.join(".git").symlink_metadata().is_ok();
    let home = HERE.get_or_init(|| here.ancestors().find(|above| is_root(above)).map(Path::to_owned));
    if let Some(inside) = home.iter().chain([&here]).find(|root| path.starts_with(root)) {
        return Ok(inside.clone());
    }
    // From the top down: behind a link that stands in a repository, another one does not count.
    let (mut at, mut found) = (PathBuf::new(), None);
    for step in path.components() {
        at.push(step);
        if found.is_some() && at.is_symlink() {
            break;
        }
        if is_root(&at) {
            found = Some(at.clone());
        }
    }
    Ok(found.unwrap_or_else(|| path.parent().unwrap_or(&path).to_owned()))
}

/// An absolute path without `..`.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for step in path.components() {
        match step {
            Component::ParentDir => _ = plain.pop(),
            step => plain.push(step),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn links_are_followed_within_the_repository_only() {
        let at = tempfile::tempdir().unwrap();
        let at = at.path().canonicalize().unwrap();
        for folder in ["repo/.git", "repo/in", "repo/real", "out/.git"] {
            fs::create_dir_all(at.join(folder)).unwrap();
        }
        fs::write(at.join("repo/real/file"), "x").unwrap();
        fs::write(at.join("out/file"), "x").unwrap();
        let link = |target: &str, name: &str| symlink(target, at.join(name)).unwrap();
        link("../real/file", "repo/in/relative");
        symlink(at.join("repo/real/file"), at.join("repo/in/absolute")).unwrap();
        link("../../out/file", "repo/in/outward");
        link("../out", "repo/away");
        link("real", "repo/linked");
        let opens = |path: &str| match open(&at.join(path), FILE) {
            Ok(_) => "opened",
            Err(NoWay::Out) => "out",
            Err(NoWay::Io(_)) => "io",
        };
        for (path, expected) in [
            ("repo/real/file", "opened"),
            ("repo/in/../real/file", "opened"),
            ("repo/in/relative", "opened"),
            ("repo/in/absolute", "opened"),
            ("repo/linked/file", "opened"),
            ("repo/in/outward", "out"),
            ("repo/away/file", "out"),
            ("repo/real/none", "io"),
            ("repo/real/file/none", "io"),
        ] {
            assert_eq!(opens(path), expected, "{path}");
        }
    }
}
