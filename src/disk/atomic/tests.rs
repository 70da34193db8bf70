//! Changes that fail in the middle, and those that cannot be taken back.

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
        let change = |name, bytes, seen| Swap { name, bytes, executable: false, seen };
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
    let change = Swap { name: "a", bytes: Some(b"new"), executable: false, seen };
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
    let change = Swap { name: "b", bytes: Some(b"new"), executable: false, seen };
    batch.stage(&[change], Sync::Later).unwrap();
    let undo = batch.replace_by_rename(&batch.temporary[0].clone(), "b", seen.unwrap()).unwrap();
    batch.done.push(("b".into(), undo));
    assert_eq!(batch.undo("c", io::Error::other("no luck")).help.as_deref(), Some(UNCHANGED));
    assert_eq!(files(at.path())["b"], "old");
}
