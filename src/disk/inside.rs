//! A folder that a record names: it must lie in the record's repository.

use std::path::{Path, PathBuf};

use super::Repository;
use crate::error::Error;

/// The folder as it is without links. `from` is the folder of the record.
pub fn folder_inside(from: &Path, relative: &str) -> Result<PathBuf, Error> {
    let named = from.join(relative);
    let folder =
        named.canonicalize().map_err(|error| Error::at(&named, format!("`run_in` cannot be entered: {error}")))?;
    if !folder.is_dir() {
        return Err(Error::at(&named, "`run_in` is no folder"));
    }
    let from = if from.as_os_str().is_empty() { Path::new(".") } else { from };
    if !folder.starts_with(Repository::of(from).root()) {
        let error = Error::at(&named, "`run_in` leads out of the repository");
        return Err(error.with_help("name a folder of the repository that holds the record"));
    }
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn only_folders_of_the_repository_are_entered() {
        let all = tempfile::tempdir().unwrap();
        let (root, record) = (all.path().join("repository"), all.path().join("repository/incidents/1"));
        fs::create_dir_all(&record).unwrap();
        fs::create_dir_all(root.join(".git")).unwrap();
        fs::create_dir_all(all.path().join("outside")).unwrap();
        fs::write(root.join("file"), "").unwrap();
        std::os::unix::fs::symlink("../outside", root.join("out")).unwrap();
        let root = root.canonicalize().unwrap();
        assert_eq!(folder_inside(&record, "../..").unwrap(), root);
        assert_eq!(folder_inside(&record, ".").unwrap(), root.join("incidents/1"));
        for (relative, why) in [
            ("../../..", "leads out"),
            ("../../out", "leads out"),
            ("../../file", "no folder"),
            ("none", "cannot be entered"),
        ] {
            let error = folder_inside(&record, relative).unwrap_err();
            assert!(error.to_string().contains(why), "{relative}: {error}");
        }
    }
}
