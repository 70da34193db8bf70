//! `evidence.yaml` on disk: added to under a lock and replaced whole, so that a kill at any moment
//! leaves the file as it was or as it is to be, and two runs at once lose nothing.

use std::fs::{self, File, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::read_optional;
use crate::error::Error;
use crate::evidence::{Entry, Evidence, FILE_NAME};
use crate::record::{MAX_BYTES, Record};

/// Adds findings to what is in the folder's evidence now, which may be more than was read before.
pub fn add_evidence(
    folder: &Path,
    record: &Record,
    findings: impl IntoIterator<Item = (String, Entry)>,
) -> Result<(), Error> {
    let path = if folder == Path::new(".") { FILE_NAME.into() } else { folder.join(FILE_NAME) };
    // The folder is what stays while the file is replaced; the lock ends with the handle.
    let lock = File::open(folder).map_err(|error| Error::io(folder, "open the folder", &error))?;
    lock.lock().map_err(|error| Error::io(folder, "lock the folder", &error))?;
    if fs::symlink_metadata(&path).is_ok_and(|found| !found.is_file()) {
        return Err(Error::at(&path, "is not a plain file").with_help("nothing is written through links; remove it"));
    }
    let bytes = read_optional(&path, MAX_BYTES)?.unwrap_or_default();
    let mut evidence = Evidence::decode(&path.display().to_string(), &bytes).map_err(|_| {
        Error::at(&path, "is no evidence that can be added to").with_help("`handoff lint` shows what is wrong with it")
    })?;
    for (check, entry) in findings {
        evidence.set(check, entry);
    }
    replace(folder, &path, evidence.encode(record).as_bytes()).map_err(|error| Error::io(&path, "write", &error))
}

fn replace(folder: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mode = fs::metadata(path).map_or_else(|_| Permissions::from_mode(0o666), |found| found.permissions());
    let mut builder = tempfile::Builder::new();
    let mut file = builder.prefix(".evidence.").suffix(".tmp").permissions(mode).tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map(|_| ()).map_err(|error| error.error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::tests_support::{entry, record};

    #[test]
    fn findings_of_many_writers_add_up_and_nothing_else_stays() {
        let folder = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for id in ["a", "b", "c", "d"] {
                let folder = folder.path();
                scope.spawn(move || add_evidence(folder, &record(""), [(id.to_owned(), entry())]).unwrap());
            }
        });
        let bytes = fs::read(folder.path().join(FILE_NAME)).unwrap();
        assert_eq!(Evidence::decode("e", &bytes).unwrap().iter().count(), 4);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn nothing_is_written_through_a_link_or_over_what_cannot_be_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE_NAME);
        fs::write(folder.path().join("other"), "precious").unwrap();
        std::os::unix::fs::symlink("other", &path).unwrap();
        add_evidence(folder.path(), &record(""), [("a".into(), entry())]).unwrap_err();
        assert_eq!(fs::read_to_string(folder.path().join("other")).unwrap(), "precious");

        fs::remove_file(&path).unwrap();
        fs::write(&path, "<<<<<<< ours\n").unwrap();
        add_evidence(folder.path(), &record(""), [("a".into(), entry())]).unwrap_err();
        assert_eq!(fs::read_to_string(&path).unwrap(), "<<<<<<< ours\n");
    }
}
