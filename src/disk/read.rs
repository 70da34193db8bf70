//! Reading what authors wrote. A tree may come from a stranger: nothing outside of it
//! is followed, nothing that is no plain file is opened, and no more is read than may be used.

use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::folder::{self, Folder, folder_for_file};
use super::way;
use crate::error::Error;

/// The name by which records are found in folders.
pub const RECORD: &str = "incident.yaml";

/// The bytes of a plain file, at most `limit` and one more, by which the caller sees that it is larger.
/// No link is followed out of the repository, and nothing but a plain file is waited for.
pub fn read_file(path: &Path, limit: usize) -> Result<Vec<u8>, Error> {
    let file = way::open(path, way::FILE).map_err(|no_way| no_way.told(path, |error| unopened(path, &error)))?;
    Ok(folder::read_plain(path, &file, limit)?.0)
}

fn unopened(path: &Path, error: &std::io::Error) -> Error {
    match (error.kind(), fs::symlink_metadata(path)) {
        (ErrorKind::NotFound, Ok(_)) => {
            Error::at(path, "is a symbolic link to nothing").with_help("mend or remove the link")
        }
        (ErrorKind::NotFound, Err(_)) => Error::at(path, "does not exist").with_help("check the path"),
        _ => folder::cannot_read(path, error),
    }
}

/// A record's folder, and the bytes of the record in it, as [`read_file`] reads them. What is found
/// beside the record, and written there, is so beside this record, whatever becomes of the path.
pub fn open_record(path: &Path, limit: usize) -> Result<(Folder, Vec<u8>), Error> {
    let unopened = |no_way: way::NoWay| no_way.told(path, |error| unopened(path, &error));
    let Some(name) = path.file_name() else { return Err(folder_for_file(path)) };
    let above = folder(path);
    let folder = Folder::with(way::open(above, way::FOLDER).map_err(unopened)?, above);
    let file = match folder.open_file(name) {
        Err(error) if folder::is_link(&error) => way::open(path, way::FILE),
        opened => opened.map_err(way::NoWay::Io),
    };
    let (bytes, _) = folder::read_plain(path, &file.map_err(unopened)?, limit)?;
    Ok((folder, bytes))
}

/// As [`read_file`] for a file that nobody named; `None` when there is nothing of that name. Not even
/// a link inside is followed.
pub fn read_optional(path: &Path, limit: usize) -> Result<Option<Vec<u8>>, Error> {
    let Some(name) = path.file_name().and_then(OsStr::to_str) else { return Ok(None) };
    match Folder::open_if_there(folder(path))? {
        Some(folder) => folder.read(name, limit),
        None => Ok(None),
    }
}

/// The nearest file of this name in the folder or one above it.
pub fn find_upwards(folder: &Path, name: &str) -> Option<PathBuf> {
    let folder = folder.canonicalize().ok()?;
    folder.ancestors().map(|above| above.join(name)).find(|file| file.symlink_metadata().is_ok())
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

/// How many bytes a file has, to plan with; 0 for what is none.
pub fn length(path: &Path) -> u64 {
    path.metadata().map_or(0, |file| file.len())
}

pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// By what two names of one file are recognised as such.
pub fn same_file(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// The folder of a file as seen from `root`, with `/` between its parts; `None` when it lies elsewhere.
pub fn folder_below(root: &Path, file: &Path) -> Option<String> {
    let (root, folder) = (root.canonicalize().ok()?, super::folder(file).canonicalize().ok()?);
    let inside = folder.strip_prefix(root).ok()?;
    Some(inside.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
}

/// Whether a relative path is there, below `root`.
pub fn exists_below(root: &Path, path: &str) -> bool {
    Path::new(path).is_relative() && root.join(path).exists()
}
