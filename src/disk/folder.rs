//! A folder that is opened once. Whatever is put in its place later, work in it stays in it.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::os::fd::{AsFd, BorrowedFd};
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags, Stat, openat, statat};
use rustix::io::Errno;

use super::way;
use crate::error::Error;

/// An open folder, with the path under which messages speak of it.
#[derive(Debug)]
pub struct Folder {
    handle: File,
    path: PathBuf,
}

/// By what a file is known again, and a change of it seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    /// Device and number: the file itself.
    pub file: (i128, i128),
    /// Length in bytes.
    pub length: i128,
    pub changed: (i128, i128),
    pub kind: FileType,
    /// The permissions, without those that lend somebody's rights.
    pub mode: Mode,
}

impl From<Stat> for Stamp {
    fn from(stat: Stat) -> Self {
        Stamp {
            file: (stat.st_dev.into(), stat.st_ino.into()),
            length: stat.st_size.into(),
            changed: (stat.st_mtime.into(), stat.st_mtime_nsec.into()),
            kind: FileType::from_raw_mode(stat.st_mode),
            mode: Mode::from_raw_mode(stat.st_mode) & Mode::from_raw_mode(0o777),
        }
    }
}

impl Folder {
    /// Opens a folder; a link that leads out of the repository is no way to it.
    pub fn open(path: &Path) -> Result<Folder, Error> {
        let handle =
            way::open(path, way::FOLDER).map_err(|no_way| no_way.told(path, |error| cannot_open(path, error)))?;
        Ok(Folder::with(handle, path))
    }

    pub(super) fn with(handle: File, path: &Path) -> Folder {
        Folder { handle, path: path.to_owned() }
    }

    /// As [`Folder::open`]; `None` when nothing is there.
    pub fn open_if_there(path: &Path) -> Result<Option<Folder>, Error> {
        match way::open(path, way::FOLDER) {
            Ok(handle) => Ok(Some(Folder::with(handle, path))),
            Err(way::NoWay::Io(error)) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(no_way) => Err(no_way.told(path, |error| cannot_open(path, error))),
        }
    }

    /// A folder in it, which messages call `path`.
    pub(super) fn inner(&self, name: &OsStr, path: &Path) -> io::Result<Folder> {
        let how = OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let handle = openat(self.fd(), name, how, Mode::empty())?;
        Ok(Folder::with(handle.into(), path))
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn fd(&self) -> BorrowedFd<'_> {
        self.handle.as_fd()
    }

    /// As messages call a file of it.
    pub fn at(&self, name: &str) -> PathBuf {
        if self.path == Path::new(".") { name.into() } else { self.path.join(name) }
    }

    /// The names in it that are text, in no order.
    pub(super) fn names(&self) -> Result<Vec<String>, Error> {
        let failed = |error: Errno| Error::io(&self.path, "read the folder", &error.into());
        let mut names = Vec::new();
        for entry in Dir::read_from(self.fd()).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            names
                .extend(entry.file_name().to_str().ok().filter(|name| !matches!(*name, "." | "..")).map(str::to_owned));
        }
        Ok(names)
    }

    /// What is there under the name, as the file system compares names; a link is a link.
    pub(super) fn stamp(&self, name: &str) -> io::Result<Option<Stamp>> {
        match statat(self.fd(), name, AtFlags::SYMLINK_NOFOLLOW) {
            Ok(stat) => Ok(Some(stat.into())),
            Err(Errno::NOENT) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The bytes of a plain file in it, at most `limit` and one more; `None` when nothing is there.
    pub fn read(&self, name: &str, limit: usize) -> Result<Option<Vec<u8>>, Error> {
        Ok(self.read_stamped(name, limit)?.map(|(bytes, _)| bytes))
    }

    pub(super) fn read_stamped(&self, name: &str, limit: usize) -> Result<Option<(Vec<u8>, Stamp)>, Error> {
        let path = self.at(name);
        match self.open_file(OsStr::new(name)) {
            Ok(file) => read_plain(&path, &file, limit).map(Some),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) if is_link(&error) => {
                Err(Error::at(&path, "is a symbolic link").with_help("put the file itself there"))
            }
            Err(error) => Err(cannot_read(&path, &error)),
        }
    }

    pub(super) fn open_file(&self, name: &OsStr) -> io::Result<File> {
        let how = way::FILE | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        Ok(openat(self.fd(), name, how, Mode::empty())?.into())
    }
}

/// Whether a file was not opened because a link stands there.
pub(super) fn is_link(error: &io::Error) -> bool {
    matches!(Errno::from_io_error(error), Some(Errno::LOOP | Errno::MLINK))
}

/// Reads what was opened, when it is a plain file.
pub(super) fn read_plain(path: &Path, file: &File, limit: usize) -> Result<(Vec<u8>, Stamp), Error> {
    let failed = |error: &io::Error| cannot_read(path, error);
    let stamp = Stamp::from(rustix::fs::fstat(file).map_err(|error| failed(&error.into()))?);
    match stamp.kind {
        FileType::RegularFile => {}
        FileType::Directory => return Err(folder_for_file(path)),
        _ => return Err(not_plain(path)),
    }
    // With room for all of it, and for the read that finds the end.
    let mut bytes = Vec::with_capacity(usize::try_from(stamp.length).map_or(limit, |length| length.min(limit)) + 1);
    file.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
    Ok((bytes, stamp))
}

pub(super) fn folder_for_file(path: &Path) -> Error {
    Error::at(path, "is a folder where a file should be").with_help("rename or remove it")
}

fn not_plain(path: &Path) -> Error {
    Error::at(path, "is not a plain file (a pipe, a socket or a device)")
        .with_help("save it to a file; a record may also come on standard input, as `-`")
}

pub(super) fn cannot_read(path: &Path, error: &io::Error) -> Error {
    // What sockets answer, and devices without a driver.
    if error.raw_os_error() == Some(Errno::NXIO.raw_os_error()) {
        return not_plain(path);
    }
    let found = Error::io(path, "read", error);
    match error.kind() {
        ErrorKind::PermissionDenied => found.with_help("check the permissions of the file and its folders"),
        ErrorKind::NotADirectory => found.with_help("check the path: a part of it is a file"),
        _ => found,
    }
}

fn cannot_open(path: &Path, error: io::Error) -> Error {
    Error::io(path, "open the folder", &error).with_help("check the path and the folder's permissions")
}
