//! Reading what authors wrote. A tree may come from a stranger: nothing outside of it
//! is followed, nothing that is no plain file is opened, and no more is read than may be used.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use crate::error::Error;

/// The name by which records are found in folders.
pub const RECORD: &str = "incident.yaml";

pub(super) fn folder_for_file(path: &Path) -> Error {
    Error::at(path, "is a folder where a file should be").with_help("rename or remove it")
}

/// The bytes of a plain file, at most `limit` and one more, by which the caller sees that it is larger.
pub fn read_file(path: &Path, limit: usize) -> Result<Vec<u8>, Error> {
    // Asked before opening: opening a FIFO waits for its writer.
    match fs::metadata(path) {
        Ok(metadata) => read_plain(path, &metadata, limit),
        Err(error) if error.kind() == ErrorKind::NotFound => Err(match fs::symlink_metadata(path) {
            Ok(_) => Error::at(path, "is a symbolic link to nothing").with_help("mend or remove the link"),
            Err(_) => Error::at(path, "does not exist").with_help("check the path"),
        }),
        Err(error) => Err(cannot_read(path, &error)),
    }
}

/// As [`read_file`] for a file that nobody named; `None` when there is nothing of that name. No link
/// is followed: it could lead out of the tree.
pub fn read_optional(path: &Path, limit: usize) -> Result<Option<Vec<u8>>, Error> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_symlink() => {
            Err(Error::at(path, "is a symbolic link").with_help("put the file itself there"))
        }
        Ok(metadata) => read_plain(path, &metadata, limit).map(Some),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(cannot_read(path, &error)),
    }
}

fn read_plain(path: &Path, metadata: &fs::Metadata, limit: usize) -> Result<Vec<u8>, Error> {
    if metadata.is_dir() {
        return Err(folder_for_file(path));
    }
    if !metadata.is_file() {
        let error = Error::at(path, "is not a plain file (a pipe, a socket or a device)");
        return Err(error.with_help("save it to a file; a record may also come on standard input, as `-`"));
    }
    // With room for all of it, and for the read that finds the end.
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).map_or(limit, |length| length.min(limit)) + 1);
    let file = File::open(path).map_err(|error| cannot_read(path, &error))?;
    file.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(|error| cannot_read(path, &error))?;
    Ok(bytes)
}

fn cannot_read(path: &Path, error: &std::io::Error) -> Error {
    let found = Error::io(path, "read", error);
    match error.kind() {
        ErrorKind::PermissionDenied => found.with_help("check the permissions of the file and its folders"),
        ErrorKind::NotADirectory => found.with_help("check the path: a part of it is a file"),
        _ => found,
    }
}

/// The nearest file of this name in the folder or one above it.
pub fn find_upwards(folder: &Path, name: &str) -> Option<PathBuf> {
    let folder = folder.canonicalize().ok()?;
    folder.ancestors().map(|above| above.join(name)).find(|file| file.exists())
}

/// The folder of a file, as a path that can be opened.
pub fn folder(file: &Path) -> &Path {
    match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Whether anything stands there, also a link to nothing.
pub fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// By what two names of one file are recognised as such.
pub fn same_file(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// Whether a relative path is there, below `root`.
pub fn exists_below(root: &Path, path: &str) -> bool {
    Path::new(path).is_relative() && root.join(path).exists()
}
