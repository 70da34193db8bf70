//! A folder for the time of a run, outside of every repository: a few programs in it, and an empty
//! folder for each check.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::os::unix::fs::{DirBuilderExt, symlink};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::error::Error;

/// Removed with all that is in it when it is dropped.
#[derive(Debug)]
pub struct Scratch {
    root: PathBuf,
}

/// How many names are tried before it is given up.
const TRIES: u32 = 100;

impl Scratch {
    /// `tools` are looked up in the folders of `search`; those that are not there are left out.
    pub fn new(tools: &[&str], search: &OsStr, folders: impl Iterator<Item = String>) -> Result<Scratch, Error> {
        let root =
            make_root().map_err(|error| Error::at(&std::env::temp_dir(), format!("cannot make a folder: {error}")))?;
        let scratch = Scratch { root };
        scratch
            .fill(tools, search, folders)
            .map_err(|error| Error::at(&scratch.root, format!("cannot be filled: {error}")))?;
        Ok(scratch)
    }

    fn fill(&self, tools: &[&str], search: &OsStr, folders: impl Iterator<Item = String>) -> io::Result<()> {
        fs::create_dir(self.tools())?;
        let places: Vec<PathBuf> = std::env::split_paths(search).collect();
        for tool in tools {
            if let Some(found) = places.iter().map(|place| place.join(tool)).find(|path| path.is_file()) {
                symlink(found, self.tools().join(tool))?;
            }
        }
        fs::create_dir(self.folders())?;
        for folder in folders {
            match fs::create_dir(self.folders().join(folder)) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    /// Where the programs are.
    pub fn tools(&self) -> PathBuf {
        self.root.join("tools")
    }

    /// What holds the empty folders.
    pub fn folders(&self) -> PathBuf {
        self.root.join("empty")
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed is left to whoever cleans the folder of such things.
        let _ = fs::remove_dir_all(&self.root);
    }
}

/// A folder that nobody else can enter, of a name that nobody has.
fn make_root() -> io::Result<PathBuf> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let made = |root: &Path| fs::DirBuilder::new().mode(0o700).create(root);
    for _ in 0..TRIES {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let root = std::env::temp_dir().join(format!("handoff-{}-{number}", std::process::id()));
        match made(&root) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
            Ok(()) => return root.canonicalize(),
        }
    }
    Err(io::Error::new(io::ErrorKind::AlreadyExists, "every name is taken"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_holds_what_was_asked_for_and_leaves_nothing() {
        let ids = || ["a", "b", "a"].iter().map(|id| (*id).to_owned());
        let (one, two) = (
            Scratch::new(&["sh", "none-such"], OsStr::new("/bin:/usr/bin"), ids()).unwrap(),
            Scratch::new(&[], OsStr::new(""), ids()).unwrap(),
        );
        assert_ne!(one.root, two.root);
        let names = |folder: PathBuf| {
            let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
            names.sort();
            names
        };
        assert_eq!(names(one.tools()), ["sh"]);
        assert_eq!(names(one.folders()), ["a", "b"]);
        fs::write(one.folders().join("a/made"), "").unwrap();
        let root = one.root.clone();
        drop(one);
        assert!(!root.exists() && two.root.exists());
    }
}
