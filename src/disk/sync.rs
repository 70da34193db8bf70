//! What a power cut may cost: nothing, once what was written is on the disk.

use std::collections::btree_map::{BTreeMap, Entry};
use std::fs::File;
use std::io;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use rustix::fs::fsync;

use super::folder::Folder;
use crate::error::Error;

/// Whether what was written is on the disk before it takes its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sync {
    /// A power cut loses nothing.
    Now,
    /// The caller sees to it, or does without.
    Later,
}

/// Side by side: what waits for the disk together is written together, in a third of the time.
pub(super) fn sync_all<'n>(files: &[(&'n str, File)]) -> Result<(), (&'n str, io::Error)> {
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
