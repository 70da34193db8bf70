//! What killed runs leave behind: temporary files, known by their names.

use std::collections::hash_map::RandomState;
use std::fs::File;
use std::hash::{BuildHasher, Hasher};
use std::time::Duration;

use rustix::fs::{AtFlags, FileType, Mode, OFlags, openat, unlinkat};

use super::folder::Folder;

/// How temporary files are named, now and by former versions; between the two stand six letters
/// and digits.
const NAMES: [(&str, &str); 2] = [(".handoff-", ".tmp"), (".evidence.", ".tmp")];
const RANDOM: usize = 6;
/// Without a lock, what is younger may belong to a run that goes on.
const OLD: Duration = Duration::from_secs(3600);

/// A name for a temporary file.
pub(super) fn fresh() -> String {
    const LETTERS: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    let mut left = RandomState::new().build_hasher().finish();
    let mut name = NAMES[0].0.to_owned();
    for _ in 0..RANDOM {
        name.push(char::from(LETTERS[usize::try_from(left % 36).unwrap_or_default()]));
        left /= 36;
    }
    name + NAMES[0].1
}

fn is_litter(name: &str) -> bool {
    NAMES.iter().any(|(prefix, suffix)| {
        let random = name.strip_prefix(prefix).and_then(|name| name.strip_suffix(suffix));
        random.is_some_and(|random| random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric()))
    })
}

fn is_old(folder: &Folder, name: &str) -> bool {
    let how = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let file = openat(folder.fd(), name, how, Mode::empty()).map(File::from);
    let age = file.ok().and_then(|file| file.metadata().ok()?.modified().ok()?.elapsed().ok());
    age.is_some_and(|age| age > OLD)
}

/// Removes what killed runs left behind. It is no failure when that cannot be done.
pub(super) fn clean(folder: &Folder, locked: bool) {
    let names = folder.names().unwrap_or_default();
    for name in names.iter().filter(|name| is_litter(name)) {
        let Ok(Some(stamp)) = folder.stamp(name) else { continue };
        if stamp.kind == FileType::RegularFile && (locked || is_old(folder, name)) {
            let _ = unlinkat(folder.fd(), name, AtFlags::empty());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_names_are_known() {
        assert!(is_litter(&fresh()) && is_litter(".evidence.aB3dE6.tmp"));
        for name in [".handoff-notes-of-mine.tmp", ".handoff-abc12é.tmp", "handoff-abc123.tmp", ".evidence.abc123"] {
            assert!(!is_litter(name), "{name}");
        }
        assert_ne!(fresh(), fresh());
    }
}
