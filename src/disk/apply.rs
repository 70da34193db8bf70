//! Writing a package: all of its files or none.
//!
//! Everything is written to temporary files in the package's folder first; only when that went well
//! are they renamed. Should a rename fail, what was already replaced is put back. A kill leaves each
//! file old or new, and at worst temporary files, which the next run removes.

use std::fs::{self, File, Permissions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use crate::error::Error;

/// What stands for a change on disk.
pub struct FileWrite<'a> {
    pub name: &'a str,
    pub text: &'a str,
    /// What stood there before, to be put back.
    pub old: Option<&'a str>,
    /// Whether a new file may be run.
    pub executable: bool,
}

/// How temporary files begin; nobody else's do.
const PREFIX: &str = ".handoff-";
const SUFFIX: &str = ".tmp";

/// A folder that no other run of ours writes to meanwhile. Where the file system knows no locks,
/// there is none: renames keep each file whole even then.
pub struct Locked {
    folder: PathBuf,
    _lock: Option<File>,
}

/// Waits until the folder is ours, and removes what killed runs left behind.
pub fn lock(folder: &Path) -> Locked {
    let lock = File::open(folder).ok().filter(|file| file.lock().is_ok());
    if lock.is_some() {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        for entry in entries {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with(PREFIX) && name.ends_with(SUFFIX) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
    Locked { folder: folder.to_owned(), _lock: lock }
}

impl Locked {
    /// Writes and removes files of the folder: all, or none and an error.
    pub fn apply(&self, writes: &[FileWrite], removals: &[&str]) -> Result<(), Error> {
        let mut ready = Vec::new();
        for write in writes {
            ready.push((write, self.temporary(write)?));
        }
        let mut done: Vec<&FileWrite> = Vec::new();
        for (write, file) in ready {
            let path = self.folder.join(write.name);
            if let Err(error) = file.persist(&path) {
                self.put_back(&done);
                return Err(Error::io(&path, "write", &error.error).with_help(HELP));
            }
            done.push(write);
        }
        for name in removals {
            let path = self.folder.join(name);
            fs::remove_file(&path).map_err(|error| Error::io(&path, "remove", &error).with_help(HELP))?;
        }
        Ok(())
    }

    fn temporary(&self, write: &FileWrite) -> Result<NamedTempFile, Error> {
        let path = self.folder.join(write.name);
        let fail = |error: std::io::Error| Error::io(&path, "write", &error).with_help(HELP);
        // The mask of the user applies to these, as to any new file.
        let mode = if write.executable { 0o777 } else { 0o666 };
        let mut builder = Builder::new();
        builder.prefix(PREFIX).suffix(SUFFIX).permissions(Permissions::from_mode(mode));
        let mut file = builder.tempfile_in(&self.folder).map_err(fail)?;
        file.write_all(write.text.as_bytes()).map_err(fail)?;
        // A file that is replaced keeps the permissions that somebody gave it.
        if write.old.is_some()
            && let Ok(existing) = fs::metadata(&path)
        {
            let _ = file.as_file().set_permissions(existing.permissions());
        }
        Ok(file)
    }

    fn put_back(&self, done: &[&FileWrite]) {
        for write in done {
            match write.old {
                Some(old) => {
                    let before = FileWrite { text: old, ..**write };
                    if let Ok(file) = self.temporary(&before) {
                        let _ = file.persist(self.folder.join(write.name));
                    }
                }
                None => {
                    let _ = fs::remove_file(self.folder.join(write.name));
                }
            }
        }
    }
}

const HELP: &str =
    "nothing of this package was changed; check the folder's permissions and free space, then run it again";
