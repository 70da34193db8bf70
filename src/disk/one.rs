//! Single files: the record that `lint --fix` mends, and files that are made where none is.

use std::fs;
use std::path::Path;

use rustix::fs::{FileType, Mode, mkdirat};
use rustix::io::Errno;

use super::atomic::Swap;
use super::folder::Folder;
use super::lock::Patience;
use super::sync::Sync;
use crate::error::Error;

/// Replaces a text that somebody wrote by hand, when it still is `old`. It is on the disk before it
/// takes the old one's place. Permissions stay; nothing is written through a symbolic link.
pub fn replace_file(path: &Path, old: &str, new: &str, patience: &Patience) -> Result<(), Error> {
    let no_file = || {
        let error = Error::at(path, "is no plain file, so it is not written");
        error.with_help("name the file itself, not a link to it")
    };
    let changed = || Error::at(path, "changed while it was read").with_help("run the command again");
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
        return Err(Error::at(path, "has a name that is not UTF-8, so it is not written").with_help("rename it"));
    };
    let folder = Folder::open(super::folder(path))?;
    let locked = folder.lock(patience)?;
    let stamp = folder.stamp(name).map_err(|error| Error::io(path, "read", &error))?.ok_or_else(changed)?;
    if stamp.kind != FileType::RegularFile {
        return Err(no_file());
    }
    if !stamp.mode.intersects(Mode::WUSR | Mode::WGRP | Mode::WOTH) {
        return Err(Error::at(path, "is read-only, so it is not written").with_help("make it writable"));
    }
    match folder.read_stamped(name, old.len())? {
        Some((bytes, read)) if bytes == old.as_bytes() && read == stamp => {}
        _ => return Err(changed()),
    }
    locked.commit(&[Swap { name, bytes: Some(new.as_bytes()), executable: false, seen: Some(stamp) }], Sync::Now)
}

/// Makes new files in a folder, all or none, never over one that is there.
pub fn create_all(folder: &Folder, files: &[(&str, &str)], patience: &Patience) -> Result<(), Error> {
    let locked = folder.lock(patience)?;
    for (name, _) in files {
        let path = folder.at(name);
        if folder.stamp(name).map_err(|error| Error::io(&path, "look at", &error))?.is_some() {
            return Err(Error::at(&path, "exists already"));
        }
    }
    let changes: Vec<Swap> = files
        .iter()
        .map(|(name, text)| Swap { name, bytes: Some(text.as_bytes()), executable: false, seen: None })
        .collect();
    locked.commit(&changes, Sync::Now)
}

/// Makes a folder, and those above it; not through a symbolic link that leads out of the repository,
/// nor through one that stands in its own place.
pub fn make_folder(path: &Path) -> Result<Folder, Error> {
    let failed = |error: &std::io::Error| {
        Error::io(path, "make the folder", error).with_help("check its parent's permissions, or choose another folder")
    };
    if fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink()) {
        return Err(Error::at(path, "is a symbolic link").with_help("remove it, or choose another folder"));
    }
    let Some(name) = path.file_name() else { return Folder::open(path) };
    let above = super::folder(path);
    fs::create_dir_all(above).map_err(|error| failed(&error))?;
    let above = Folder::open(above)?;
    match mkdirat(above.fd(), name, Mode::from_raw_mode(0o777)) {
        Ok(()) | Err(Errno::EXIST) => {}
        Err(error) => return Err(failed(&error.into())),
    }
    above.inner(name, path).map_err(|error| failed(&error))
}
