//! `evidence.yaml` on disk: added to under a lock and replaced whole, so that a kill at any moment
//! leaves the file as it was or as it is to be, and two runs at once lose nothing.

use super::atomic::Swap;
use super::folder::Folder;
use super::lock::Patience;
use super::sync::Sync;
use crate::error::Error;
use crate::evidence::{Entry, Evidence, FILE_NAME};
use crate::record::{MAX_BYTES, Record};

/// Adds findings to what is in the folder's evidence now, which may be more than was read before.
pub fn add_evidence(
    folder: &Folder,
    record: &Record,
    findings: impl IntoIterator<Item = (String, Entry)>,
    patience: &Patience,
) -> Result<(), Error> {
    let path = folder.at(FILE_NAME);
    let locked = folder.lock(patience)?;
    let (bytes, seen) = folder.read_stamped(FILE_NAME, MAX_BYTES)?.unzip();
    let bytes = bytes.unwrap_or_default();
    let mut evidence = Evidence::decode(&path.display().to_string(), &bytes).map_err(|_| {
        Error::at(&path, "is no evidence that can be added to").with_help("`handoff lint` shows what is wrong with it")
    })?;
    for (check, entry) in findings {
        evidence.add(record, check, entry);
    }
    let text = evidence.encode(record);
    if text.len() > MAX_BYTES {
        let error =
            Error::at(&path, format!("would be larger than {} MiB, and could not be read again", MAX_BYTES >> 20));
        return Err(error.with_help("it stays as it was; remove checks, or split the record"));
    }
    // What was found cannot be found again: it is on the disk before it takes the old one's place.
    locked.commit(&[Swap { name: FILE_NAME, bytes: Some(text.as_bytes()), executable: false, seen }], Sync::Now)
}

/// Writes evidence that git could not merge as the newest finding of each check. What is no such
/// file any more stays as it is.
pub fn merge_evidence(folder: &Folder, record: &Record, patience: &Patience) -> Result<(), Error> {
    let path = folder.at(FILE_NAME);
    let locked = folder.lock(patience)?;
    let Some((bytes, seen)) = folder.read_stamped(FILE_NAME, MAX_BYTES)? else { return Ok(()) };
    let Some(merged) = Evidence::decode_merged(&path.display().to_string(), &bytes) else { return Ok(()) };
    let text = merged.encode(record);
    let change = Swap { name: FILE_NAME, bytes: Some(text.as_bytes()), executable: false, seen: Some(seen) };
    locked.commit(&[change], Sync::Now)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::evidence::tests_support::{entry, record};

    #[test]
    fn findings_of_many_writers_add_up_and_nothing_else_stays() {
        let folder = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for id in ["a", "b", "c", "d"] {
                let folder = folder.path();
                let found = [(id.to_owned(), entry())];
                scope.spawn(move || {
                    let folder = Folder::open(folder).unwrap();
                    add_evidence(&folder, &record(""), found, &Patience::silent()).unwrap();
                });
            }
        });
        let bytes = fs::read(folder.path().join(FILE_NAME)).unwrap();
        assert_eq!(Evidence::decode("e", &bytes).unwrap().iter().count(), 4);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_could_not_be_read_again_is_not_written() {
        let folder = tempfile::tempdir().unwrap();
        let opened = Folder::open(folder.path()).unwrap();
        let add = |id: &str, saw: String| {
            let entry = Entry { saw: Some(saw), ..entry() };
            add_evidence(&opened, &record(""), [(id.to_owned(), entry)], &Patience::silent())
        };
        add("a", "x".repeat(MAX_BYTES / 2)).unwrap();
        let before = fs::read(folder.path().join(FILE_NAME)).unwrap();
        add("b", "x".repeat(MAX_BYTES / 2)).unwrap_err();
        assert_eq!(fs::read(folder.path().join(FILE_NAME)).unwrap(), before);
    }

    #[test]
    fn nothing_is_written_through_a_link_or_over_what_cannot_be_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE_NAME);
        let opened = Folder::open(folder.path()).unwrap();
        let add = || add_evidence(&opened, &record(""), [("a".into(), entry())], &Patience::silent());
        fs::write(folder.path().join("other"), "precious").unwrap();
        std::os::unix::fs::symlink("other", &path).unwrap();
        add().unwrap_err();
        assert_eq!(fs::read_to_string(folder.path().join("other")).unwrap(), "precious");

        fs::remove_file(&path).unwrap();
        fs::write(&path, "<<<<<<< ours\n").unwrap();
        add().unwrap_err();
        assert_eq!(fs::read_to_string(&path).unwrap(), "<<<<<<< ours\n");
    }
}
