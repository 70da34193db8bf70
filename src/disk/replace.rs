//! One file, replaced whole: at any moment it is the old one or the new one.

use std::fs;
use std::io::Write;
use std::path::Path;

use crate::error::Error;

/// Replaces the bytes of a plain file by a temporary one beside it and a rename. Its permissions
/// stay; nothing is written through a symbolic link.
pub fn replace_file(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let failed = |doing: &str, error: &std::io::Error| Error::io(path, doing, error);
    let metadata = fs::symlink_metadata(path).map_err(|error| failed("read", &error))?;
    if !metadata.is_file() {
        let error = Error::at(path, "is no plain file, so it is not written");
        return Err(error.with_help("name the file itself, not a link to it"));
    }
    if metadata.permissions().readonly() {
        return Err(Error::at(path, "is read-only, so it is not written").with_help("make it writable"));
    }
    let temporary = tempfile::Builder::new().prefix(".handoff-").suffix(".tmp").tempfile_in(super::folder(path));
    let mut temporary = temporary.map_err(|error| failed("write in its folder", &error))?;
    temporary
        .write_all(bytes)
        .and_then(|()| temporary.as_file().set_permissions(metadata.permissions()))
        .map_err(|error| failed("write", &error))?;
    temporary.persist(path).map(|_| ()).map_err(|error| failed("replace", &error.error))
}
