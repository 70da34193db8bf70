//! `evidence.yaml` on disk: read whole, replaced whole, one writer at a time.
//!
//! Part of the room of std::fs: a finding is written as soon as it is there, by temp file and
//! rename, so that a kill at any moment leaves the file as it was or as it is to be.

use std::fmt;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::evidence::{Entry, Evidence, FILE_NAME};
use crate::source::Source;

/// The evidence beside one record.
#[derive(Debug, Clone)]
pub struct EvidenceFile {
    folder: PathBuf,
}

/// Why it could not be read or written.
#[derive(Debug)]
pub enum Error {
    Io(PathBuf, io::Error),
    /// A link, a folder, a pipe: nothing that we wrote, and nothing that we write through.
    NoFile(PathBuf),
    Undecodable(Box<(Source, Vec<Diagnostic>)>),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Error::Io(path, error) => write!(f, "{}: {error}", path.display()),
            Error::NoFile(path) => write!(f, "{}: not a regular file", path.display()),
            Error::Undecodable(wrong) => write!(f, "{}: cannot be read", wrong.0.name),
        }
    }
}

impl EvidenceFile {
    /// The file beside the record at this path.
    pub fn beside(record: &Path) -> Self {
        let folder = record.parent().filter(|folder| !folder.as_os_str().is_empty());
        EvidenceFile { folder: folder.unwrap_or(Path::new(".")).to_owned() }
    }

    pub fn path(&self) -> PathBuf {
        if self.folder == Path::new(".") { PathBuf::from(FILE_NAME) } else { self.folder.join(FILE_NAME) }
    }

    /// No file is no evidence.
    pub fn read(&self) -> Result<Evidence, Error> {
        let path = self.path();
        let failed = |error| Error::Io(path.clone(), error);
        match std::fs::symlink_metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Evidence::default()),
            Err(error) => return Err(failed(error)),
            Ok(metadata) if !metadata.is_file() => return Err(Error::NoFile(path)),
            Ok(_) => {}
        }
        let mut bytes = Vec::new();
        let most = crate::record::MAX_BYTES as u64 + 1;
        File::open(&path).and_then(|file| file.take(most).read_to_end(&mut bytes)).map_err(failed)?;
        let name = path.display().to_string();
        Evidence::decode(&name, &bytes).map_err(|wrong| Error::Undecodable(Box::new(wrong)))
    }

    /// Adds findings to what is in the file now, which may be more than what was read before.
    pub fn add(&self, findings: impl IntoIterator<Item = (String, Entry)>) -> Result<(), Error> {
        let failed = |error| Error::Io(self.path(), error);
        // The folder is what stays while the file is replaced; the lock ends with the handle.
        let folder = File::open(&self.folder).map_err(failed)?;
        folder.lock().map_err(failed)?;
        let mut evidence = self.read()?;
        for (check, entry) in findings {
            evidence.set(check, entry);
        }
        self.replace(evidence.encode().as_bytes()).map_err(failed)
    }

    fn replace(&self, bytes: &[u8]) -> io::Result<()> {
        use std::os::unix::fs::PermissionsExt;
        let path = self.path();
        let mode = match std::fs::metadata(&path) {
            Ok(metadata) => metadata.permissions(),
            Err(_) => std::fs::Permissions::from_mode(0o666),
        };
        let mut builder = tempfile::Builder::new();
        let mut file = builder.prefix(".evidence.").suffix(".tmp").permissions(mode).tempfile_in(&self.folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(&path).map(|_| ()).map_err(|error| error.error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::tests_support::entry;

    #[test]
    fn findings_add_up_and_nothing_else_stays() {
        let folder = tempfile::tempdir().unwrap();
        let file = EvidenceFile::beside(&folder.path().join("incident.yaml"));
        assert!(file.read().unwrap().is_empty());
        std::thread::scope(|scope| {
            for id in ["a", "b", "c", "d"] {
                let file = file.clone();
                scope.spawn(move || file.add([(id.to_owned(), entry())]).unwrap());
            }
        });
        assert_eq!(file.read().unwrap().iter().count(), 4);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn nothing_is_written_through_a_link_or_over_what_cannot_be_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = EvidenceFile::beside(&folder.path().join("incident.yaml"));
        std::fs::write(folder.path().join("other"), "precious").unwrap();
        std::os::unix::fs::symlink("other", file.path()).unwrap();
        assert!(matches!(file.add([("a".into(), entry())]), Err(Error::NoFile(_))));
        assert_eq!(std::fs::read_to_string(folder.path().join("other")).unwrap(), "precious");

        std::fs::remove_file(file.path()).unwrap();
        std::fs::write(file.path(), "<<<<<<< ours\n").unwrap();
        assert!(matches!(file.add([("a".into(), entry())]), Err(Error::Undecodable(_))));
        assert_eq!(std::fs::read_to_string(file.path()).unwrap(), "<<<<<<< ours\n");
    }
}
