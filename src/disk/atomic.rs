//! The only writer of files, and the only temporary files. A file is the old one or the new one at
//! any moment, whole, and the files of one call change together: all of them, or none.
//!
//! Everything is written to temporary files beside the targets first, and synced where asked; only
//! when that went well do they change places with what stands there. An exchange can be undone
//! without space on the disk, and shows whether what it took out is what the caller had seen. A kill
//! leaves each file old or new, and temporary files, whose names are known: the next run that has the
//! folder's lock removes them.

use std::fs::File;
use std::io::{self, Write};

use rustix::fs::{
    AtFlags, Mode, OFlags, RenameFlags, fchmod, fsync, linkat, openat, renameat, renameat_with, unlinkat,
};
use rustix::io::Errno;

use super::folder::{Folder, Stamp};
use super::interrupt::Writing;
use super::litter::fresh;
use super::lock::Locked;
use super::sync::{Sync, sync_all};
use crate::error::Error;

/// What becomes of one file of the folder.
pub(super) struct Swap<'a> {
    pub name: &'a str,
    /// `None` removes it.
    pub bytes: Option<&'a [u8]>,
    /// Whether a new file may be run.
    pub executable: bool,
    /// What the caller saw there: only that is replaced.
    pub seen: Option<Stamp>,
}

impl Locked<'_> {
    pub(super) fn commit(&self, changes: &[Swap], sync: Sync) -> Result<(), Error> {
        if changes.is_empty() {
            return Ok(());
        }
        let _writing = Writing::begin();
        let mut batch = Batch { folder: self.folder, temporary: Vec::new(), done: Vec::new() };
        batch.stage(changes, sync).map_err(|(name, error)| batch.failed(name, error))?;
        for (at, change) in changes.iter().enumerate() {
            batch.put(at, change).map_err(|error| batch.undo(change.name, error))?;
        }
        batch.clear();
        if sync == Sync::Now {
            // What was renamed is whole on the disk, whatever becomes of this.
            let _ = fsync(self.folder.fd());
        }
        Ok(())
    }
}

struct Batch<'f> {
    folder: &'f Folder,
    /// The temporary file of each change, and in the end what was there before.
    temporary: Vec<String>,
    done: Vec<(String, Undo)>,
}

/// How a change is taken back.
enum Undo {
    /// It is the new file that goes.
    Remove,
    /// What was there stands in this temporary file.
    Exchange(String),
    Rename(String),
    /// The file system can neither exchange nor link.
    Impossible,
}

impl Batch<'_> {
    fn stage<'c>(&mut self, changes: &[Swap<'c>], sync: Sync) -> Result<(), (&'c str, io::Error)> {
        let mut files = Vec::new();
        for change in changes {
            let fail = |error| (change.name, error);
            let Some(bytes) = change.bytes else {
                self.temporary.push(fresh());
                continue;
            };
            let mut file = self.make(change).map_err(fail)?;
            file.write_all(bytes).map_err(fail)?;
            if sync == Sync::Now {
                files.push((change.name, file));
            }
        }
        sync_all(&files)
    }

    /// A new temporary file, with the permissions of what it is to replace.
    fn make(&mut self, change: &Swap) -> io::Result<File> {
        // The mask of the user applies to these, as to any new file.
        let mode = Mode::from_raw_mode(if change.executable { 0o777 } else { 0o666 });
        let how = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        loop {
            let name = fresh();
            match openat(self.folder.fd(), &name, how, mode) {
                Ok(file) => {
                    self.temporary.push(name);
                    if let Some(seen) = change.seen {
                        let _ = fchmod(&file, seen.mode);
                    }
                    return Ok(file.into());
                }
                Err(Errno::EXIST) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn put(&mut self, at: usize, change: &Swap) -> io::Result<()> {
        let temporary = self.temporary[at].clone();
        let undo = match (change.bytes, change.seen) {
            (Some(_), None) => self.create(&temporary, change.name)?,
            (Some(_), Some(seen)) => self.replace(&temporary, change.name, seen)?,
            (None, seen) => self.take_away(&temporary, change.name, seen)?,
        };
        self.done.push((change.name.to_owned(), undo));
        Ok(())
    }

    fn create(&self, temporary: &str, name: &str) -> io::Result<Undo> {
        match self.rename(temporary, name, RenameFlags::NOREPLACE) {
            Err(error) if is_unknown(error) => {
                if self.folder.stamp(name)?.is_some() {
                    return Err(Errno::EXIST.into());
                }
                renameat(self.folder.fd(), temporary, self.folder.fd(), name)?;
            }
            other => other?,
        }
        Ok(Undo::Remove)
    }

    fn replace(&mut self, temporary: &str, name: &str, seen: Stamp) -> io::Result<Undo> {
        match self.rename(temporary, name, RenameFlags::EXCHANGE) {
            Err(error) if is_unknown(error) => return self.replace_by_rename(temporary, name, seen),
            other => other?,
        }
        if self.folder.stamp(temporary)? == Some(seen) {
            return Ok(Undo::Exchange(temporary.to_owned()));
        }
        self.rename(temporary, name, RenameFlags::EXCHANGE)?;
        Err(changed())
    }

    /// Where names cannot be exchanged. A second name keeps what was there, where that can be had.
    fn replace_by_rename(&mut self, temporary: &str, name: &str, seen: Stamp) -> io::Result<Undo> {
        if self.folder.stamp(name)? != Some(seen) {
            return Err(changed());
        }
        let kept = fresh();
        let fd = self.folder.fd();
        let undo = match linkat(fd, name, fd, &kept, AtFlags::empty()) {
            Ok(()) => {
                self.temporary.push(kept.clone());
                Undo::Rename(kept)
            }
            Err(_) => Undo::Impossible,
        };
        renameat(fd, temporary, fd, name)?;
        Ok(undo)
    }

    fn take_away(&self, temporary: &str, name: &str, seen: Option<Stamp>) -> io::Result<Undo> {
        renameat(self.folder.fd(), name, self.folder.fd(), temporary)?;
        let found = self.folder.stamp(temporary)?;
        if found == seen {
            return Ok(Undo::Rename(temporary.to_owned()));
        }
        renameat(self.folder.fd(), temporary, self.folder.fd(), name)?;
        Err(changed())
    }

    fn rename(&self, from: &str, to: &str, how: RenameFlags) -> Result<(), Errno> {
        renameat_with(self.folder.fd(), from, self.folder.fd(), to, how)
    }

    /// Nothing has been put in place yet.
    fn failed(&mut self, name: &str, error: io::Error) -> Error {
        self.clear();
        Error::io(&self.folder.at(name), "write", &error).with_help(UNCHANGED)
    }

    /// Takes back what was done; what cannot be taken back is named.
    fn undo(&mut self, name: &str, error: io::Error) -> Error {
        let mut left = Vec::new();
        for (name, undo) in std::mem::take(&mut self.done).into_iter().rev() {
            let fd = self.folder.fd();
            let undone = match &undo {
                Undo::Remove => unlinkat(fd, &name, AtFlags::empty()),
                Undo::Exchange(temporary) => self.rename(temporary, &name, RenameFlags::EXCHANGE),
                Undo::Rename(temporary) => renameat(fd, temporary, fd, &name),
                Undo::Impossible => Err(Errno::NOTSUP),
            };
            if undone.is_err() {
                left.push(name);
            }
        }
        self.clear();
        let mut failed = Error::io(&self.folder.at(name), "write", &error);
        if left.is_empty() {
            return failed.with_help(UNCHANGED);
        }
        left.reverse();
        failed.cause += &format!("; changed already, and not put back: {}", left.join(", "));
        failed.with_help("each file is whole, the old one or the new one; mend the cause and run it again: it goes on from there, without `--force`")
    }

    fn clear(&mut self) {
        for name in self.temporary.drain(..) {
            let _ = unlinkat(self.folder.fd(), &name, AtFlags::empty());
        }
    }
}

const UNCHANGED: &str =
    "nothing of this package was changed; check the folder's permissions and free space, then run it again";

/// What systems answer that do not know how to exchange, or not to replace.
fn is_unknown(error: Errno) -> bool {
    // The last two are one on Linux, and two elsewhere.
    error == Errno::OPNOTSUPP || matches!(error, Errno::INVAL | Errno::NOSYS | Errno::NOTSUP | Errno::PERM)
}

fn changed() -> io::Error {
    io::Error::other("somebody changed it at this very moment")
}

#[cfg(test)]
mod tests;
