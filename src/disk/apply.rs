//! Writing a package: all of its files or none.
//!
//! Everything is written to temporary files in the package's folder first; only when that went well
//! are they renamed. Should a rename fail, what was already replaced is put back. A kill leaves each
//! file old or new, and at worst temporary files, which the next run removes.

use std::borrow::Cow;
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

/// How temporary files are named; between the two stand six letters and digits.
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
        for entry in entries.filter(|entry| is_litter(&entry.file_name().to_string_lossy())) {
            let _ = fs::remove_file(entry.path());
        }
    }
    Locked { folder: folder.to_owned(), _lock: lock }
}

fn is_litter(name: &str) -> bool {
    let random = name.strip_prefix(PREFIX).and_then(|name| name.strip_suffix(SUFFIX));
    random.is_some_and(|random| random.len() == 6 && random.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// A file that was replaced, made or removed, and what stood there before.
struct Done<'a> {
    name: &'a str,
    before: Option<Cow<'a, [u8]>>,
}

impl Locked {
    /// Writes and removes files of the folder: all, or none and an error.
    pub fn apply(&self, writes: &[FileWrite], removals: &[&str]) -> Result<(), Error> {
        let mut ready = Vec::new();
        for write in writes {
            ready.push((write, self.temporary(write.name, write.text.as_bytes(), write.executable)?));
        }
        let mut done: Vec<Done> = Vec::new();
        for (write, file) in ready {
            let path = self.folder.join(write.name);
            let before = match write.old {
                Some(old) => Some(Cow::Borrowed(old.as_bytes())),
                None => fs::read(&path).ok().map(Cow::Owned),
            };
            if let Err(error) = file.persist(&path) {
                self.put_back(&done);
                return Err(Error::io(&path, "write", &error.error).with_help(HELP));
            }
            done.push(Done { name: write.name, before });
        }
        for name in removals {
            let path = self.folder.join(name);
            let before = fs::read(&path).ok().map(Cow::Owned);
            if let Err(error) = fs::remove_file(&path) {
                self.put_back(&done);
                return Err(Error::io(&path, "remove", &error).with_help(HELP));
            }
            done.push(Done { name, before });
        }
        Ok(())
    }

    fn temporary(&self, name: &str, bytes: &[u8], executable: bool) -> Result<NamedTempFile, Error> {
        let path = self.folder.join(name);
        let fail = |error: std::io::Error| Error::io(&path, "write", &error).with_help(HELP);
        // The mask of the user applies to these, as to any new file.
        let mode = if executable { 0o777 } else { 0o666 };
        let mut builder = Builder::new();
        builder.prefix(PREFIX).suffix(SUFFIX).permissions(Permissions::from_mode(mode));
        let mut file = builder.tempfile_in(&self.folder).map_err(fail)?;
        file.write_all(bytes).map_err(fail)?;
        // A file that is replaced keeps the permissions that somebody gave it.
        if let Ok(existing) = fs::symlink_metadata(&path)
            && existing.is_file()
        {
            let _ = file.as_file().set_permissions(existing.permissions());
        }
        Ok(file)
    }

    fn put_back(&self, done: &[Done]) {
        for Done { name, before } in done {
            let path = self.folder.join(name);
            match before {
                Some(before) => {
                    let file = self.temporary(name, before, name.ends_with(".sh"));
                    let _ = file.map(|file| file.persist(path));
                }
                None => {
                    let _ = fs::remove_file(path);
                }
            }
        }
    }
}

const HELP: &str =
    "nothing of this package was changed; check the folder's permissions and free space, then run it again";
