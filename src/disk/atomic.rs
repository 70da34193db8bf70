//! The only writer of files, and the only temporary files. A file is the old one or the new one at
//! any moment, whole, and the files of one call change together: all of them, or none.
//!
//! Everything is written to temporary files beside the targets first, and synced where asked; only
//! when that went well do they change places with what stands there. An exchange can be undone
//! without space on the disk, and shows whether what it took out is what the caller had seen. A kill
//! leaves each file old or new, and temporary files, whose names are known: the next run that has the
//! folder's lock removes them.

use std::collections::btree_map::{BTreeMap, Entry};
use std::fs::File;
use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use rustix::fs::{
    AtFlags, Mode, OFlags, RenameFlags, fchmod, fsync, linkat, openat, renameat, renameat_with, unlinkat,
};
use rustix::io::Errno;

use super::folder::{Folder, Stamp};
use super::interrupt::Writing;
use super::litter::fresh;
use super::lock::Locked;
use crate::error::Error;

/// What becomes of one file of the folder.
pub(super) struct Change<'a> {
    pub name: &'a str,
    /// `None` removes it.
    pub bytes: Option<&'a [u8]>,
    /// Whether a new file may be run.
    pub executable: bool,
    /// What the caller saw there: only that is replaced.
    pub seen: Option<Stamp>,
}

/// Whether what was written is on the disk before it takes its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sync {
    /// A power cut loses nothing.
    Now,
    /// The caller sees to it, or does without.
    Later,
}

impl Locked<'_> {
    pub(super) fn commit(&self, changes: &[Change], sync: Sync) -> Result<(), Error> {
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
    fn stage<'c>(&mut self, changes: &[Change<'c>], sync: Sync) -> Result<(), (&'c str, io::Error)> {
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
    fn make(&mut self, change: &Change) -> io::Result<File> {
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

    fn put(&mut self, at: usize, change: &Change) -> io::Result<()> {
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

/// Side by side: what waits for the disk together is written together, in a third of the time.
fn sync_all<'n>(files: &[(&'n str, File)]) -> Result<(), (&'n str, io::Error)> {
    let sync = |(name, file): &(&'n str, File)| fsync(file).map_err(|error| (*name, error.into()));
    let Some((first, rest)) = files.split_first() else { return Ok(()) };
    let started = Instant::now();
    sync(first)?;
    // In memory there is nothing to wait for.
    if started.elapsed() < Duration::from_micros(200) {
        return rest.iter().try_for_each(sync);
    }
    std::thread::scope(|scope| {
        let started: Vec<_> = rest
            .iter()
            .map(|file| (file, std::thread::Builder::new().spawn_scoped(scope, move || sync(file))))
            .collect();
        started.into_iter().try_for_each(|(file, thread)| match thread {
            Ok(thread) => thread.join().unwrap_or_else(|_| sync(file)),
            // Where no thread can be had, it is done here.
            Err(_) => sync(file),
        })
    })
}

/// The file systems that were written to without waiting for the disk.
#[derive(Default)]
pub struct Written(Mutex<BTreeMap<i128, File>>);

impl Written {
    /// Remembers where this folder is.
    pub fn add(&self, folder: &Folder) -> Result<(), Error> {
        let failed = |error: io::Error| Error::io(folder.path(), "sync", &error);
        let device = folder.stamp(".").map_err(failed)?.map_or(0, |stamp| stamp.file.0);
        if let Entry::Vacant(new) = self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(device) {
            new.insert(folder.fd().try_clone_to_owned().map_err(failed)?.into());
        }
        Ok(())
    }

    /// Waits until all of it is on the disk.
    pub fn sync(&self) -> Result<(), Error> {
        for file in self.0.lock().unwrap_or_else(PoisonError::into_inner).values() {
            let synced = sync_device(file);
            synced.map_err(|error| Error::new(format!("cannot bring to the disk what was written: {error}")))?;
        }
        Ok(())
    }
}

#[cfg(target_os = "linux")]
fn sync_device(file: &File) -> io::Result<()> {
    Ok(rustix::fs::syncfs(file)?)
}

#[cfg(not(target_os = "linux"))]
fn sync_device(_: &File) -> io::Result<()> {
    rustix::fs::sync();
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fs;

    use super::*;

    fn files(at: &std::path::Path) -> BTreeMap<String, String> {
        let entries = fs::read_dir(at).unwrap().map(Result::unwrap);
        let name = |entry: &fs::DirEntry| entry.file_name().into_string().unwrap();
        entries.map(|entry| (name(&entry), fs::read_to_string(entry.path()).unwrap())).collect()
    }

    /// A folder with the files `a` and `b`.
    fn two() -> (tempfile::TempDir, Folder) {
        let at = tempfile::tempdir().unwrap();
        for name in ["a", "b"] {
            fs::write(at.path().join(name), "old").unwrap();
        }
        let folder = Folder::open(at.path()).unwrap();
        (at, folder)
    }

    #[test]
    fn all_change_together_or_none() {
        for sync in [Sync::Now, Sync::Later] {
            let (at, folder) = two();
            let locked = folder.try_lock().unwrap();
            let seen = |name: &str| folder.stamp(name).unwrap();
            let change = |name, bytes, seen| Change { name, bytes, executable: false, seen };
            let new = Some("new".as_bytes());
            // The last of each was not as it was seen: it is there, or another one, or gone.
            let stale = Stamp { length: 7, ..seen("a").unwrap() };
            for last in [change("b", new, None), change("b", new, Some(stale)), change("b", None, Some(stale))] {
                let before = files(at.path());
                let error = locked.commit(&[change("c", new, None), change("a", new, seen("a")), last], sync);
                assert_eq!(error.unwrap_err().help.as_deref(), Some(UNCHANGED));
                assert_eq!(files(at.path()), before);
            }
            locked
                .commit(&[change("c", new, None), change("a", new, seen("a")), change("b", None, seen("b"))], sync)
                .unwrap();
            let left = [("a", "new"), ("c", "new")].map(|(name, text)| (name.to_owned(), text.to_owned()));
            assert_eq!(files(at.path()), left.into());
        }
    }

    #[test]
    fn what_cannot_be_put_back_is_named() {
        let (at, folder) = two();
        let mut batch = Batch { folder: &folder, temporary: Vec::new(), done: Vec::new() };
        let seen = folder.stamp("a").unwrap();
        let change = Change { name: "a", bytes: Some(b"new"), executable: false, seen };
        batch.stage(&[change], Sync::Later).unwrap();
        let kept = batch.replace_by_rename(&batch.temporary[0].clone(), "a", seen.unwrap()).unwrap();
        assert!(matches!(kept, Undo::Rename(_)));
        batch.done.push(("a".into(), Undo::Impossible));
        batch.done.push(("gone".into(), Undo::Remove));
        let error = batch.undo("b", io::Error::other("no luck"));
        assert_eq!(error.cause, "cannot write: no luck; changed already, and not put back: a, gone");
        assert!(error.help.unwrap().contains("without `--force`"));
        assert_eq!(files(at.path())["a"], "new");
        assert_eq!(files(at.path()).len(), 2, "no temporary file stays");

        // Where names cannot be exchanged, the second name brings it back.
        let seen = folder.stamp("b").unwrap();
        let change = Change { name: "b", bytes: Some(b"new"), executable: false, seen };
        batch.stage(&[change], Sync::Later).unwrap();
        let undo = batch.replace_by_rename(&batch.temporary[0].clone(), "b", seen.unwrap()).unwrap();
        batch.done.push(("b".into(), undo));
        assert_eq!(batch.undo("c", io::Error::other("no luck")).help.as_deref(), Some(UNCHANGED));
        assert_eq!(files(at.path())["b"], "old");
    }
}
