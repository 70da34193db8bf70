//! Where programs are looked up: in the folders that PATH names in full.
//!
//! A relative entry, or an empty one, means the folder in which we are: that of a record, which may
//! come from a stranger, and with it a `bash` of his own.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

/// Where the programs of a system are, for who has no PATH.
const USUAL: &str = "/usr/local/bin:/usr/bin:/bin";

/// PATH as the commands that we start get it.
pub fn search_path() -> OsString {
    absolute(&std::env::var_os("PATH").unwrap_or_default())
}

fn absolute(path: &OsStr) -> OsString {
    let folders: Vec<PathBuf> = std::env::split_paths(path).filter(|folder| folder.is_absolute()).collect();
    // What was split joins again; an empty text would mean the folder in which we are.
    match std::env::join_paths(folders) {
        Ok(path) if !path.is_empty() => path,
        _ => USUAL.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_folders_named_in_full_are_searched() {
        for (path, expected) in [
            ("/usr/bin:/bin", "/usr/bin:/bin"),
            ("./bin:/usr/bin", "/usr/bin"),
            (":/usr/bin:", "/usr/bin"),
            ("/usr/bin::bin:../x:~/bin:/bin", "/usr/bin:/bin"),
            ("", USUAL),
            (".", USUAL),
        ] {
            assert_eq!(absolute(OsStr::new(path)), expected, "{path:?}");
        }
    }
}
