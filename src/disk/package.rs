//! The folder of a package: what stands in it, and its change as a whole.

use std::collections::BTreeMap;

use rustix::fs::FileType;

use super::atomic::Swap;
use super::folder::{Folder, Stamp};
use super::lock::Locked;
use super::sync::Sync;
use crate::document::{is_marked, origin, record_of};
use crate::error::Error;
use crate::plan::Existing;
use crate::record::MAX_BYTES;
use crate::render::documents;

/// Files that could be ours: documents and scripts.
const EXTENSIONS: [&str; 2] = ["md", "sh"];
/// A document larger than this is none of ours.
const MAX_DOCUMENT: usize = 8 * MAX_BYTES;
/// Where a document of ours says so.
const HEAD: usize = 1 << 16;

/// The mark stands in the first two lines, of which that of a script may be long.
const MARK: usize = 1 << 11;

/// A file to be written.
pub struct FileWrite<'a> {
    pub name: &'a str,
    pub text: &'a str,
    /// Whether a new file may be run.
    pub executable: bool,
}

/// What stands in a folder.
#[derive(Default)]
pub struct Contents {
    /// By the name that was looked for, or its own.
    pub files: BTreeMap<String, Existing>,
    seen: BTreeMap<String, Seen>,
}

struct Seen {
    /// The name as it is spelt in the folder.
    name: String,
    stamp: Stamp,
}

impl Contents {
    /// How a file is spelt in the folder that the file system finds under another spelling.
    pub fn spelt(&self, name: &str) -> Option<&str> {
        self.seen.get(name).map(|seen| seen.name.as_str()).filter(|spelt| *spelt != name)
    }
}

impl Folder {
    /// What stands here under the names of documents and scripts, and under `names`, as the file
    /// system compares names.
    pub fn contents(&self, names: &[String]) -> Result<Contents, Error> {
        let mut contents = Contents::default();
        let mut others: BTreeMap<String, Stamp> = BTreeMap::new();
        for name in self.names()? {
            if (names.contains(&name) || is_like_ours(&name))
                && let Some(stamp) = self.look(&name)?
            {
                others.insert(name, stamp);
            }
        }
        for name in names {
            let found = match others.remove(name) {
                Some(stamp) => Some((name.clone(), stamp)),
                None => self.look(name)?.and_then(|stamp| spelt(name, stamp, &mut others)),
            };
            let Some((spelt, stamp)) = found else { continue };
            contents.files.insert(name.clone(), self.wanted(&spelt, stamp)?);
            contents.seen.insert(name.clone(), Seen { name: spelt, stamp });
        }
        for (name, stamp) in others {
            // What cannot be read, or is none of ours, is somebody else's matter.
            if let Some(marked) = self.marked(&name, stamp) {
                contents.files.insert(name.clone(), marked);
                contents.seen.insert(name.clone(), Seen { name, stamp });
            }
        }
        Ok(contents)
    }

    /// The record from which what stands here was made: as the first of the usual documents says that
    /// has our mark. Only the heads of files are read; what cannot be read says nothing.
    pub fn made_from(&self) -> Option<String> {
        documents::names().find_map(|name| {
            let head = self.read(name, MARK).ok()??;
            let head = String::from_utf8_lossy(&head);
            is_marked(&head).then(|| record_of(&head).map(str::to_owned)).flatten()
        })
    }

    fn look(&self, name: &str) -> Result<Option<Stamp>, Error> {
        self.stamp(name).map_err(|error| Error::io(&self.at(name), "look at", &error))
    }

    /// A file that a document would replace.
    fn wanted(&self, name: &str, stamp: Stamp) -> Result<Existing, Error> {
        match stamp.kind {
            FileType::Symlink => return Ok(Existing::NotAFile("a symbolic link")),
            FileType::Directory => return Ok(Existing::NotAFile("a folder")),
            FileType::RegularFile => {}
            _ => return Ok(Existing::NotAFile("no plain file")),
        }
        if stamp.length > MAX_DOCUMENT as i128 {
            return Ok(Existing::Binary);
        }
        let bytes = self.read(name, MAX_DOCUMENT)?.unwrap_or_default();
        Ok(String::from_utf8(bytes).map_or(Existing::Binary, Existing::Text))
    }

    /// A file of another name that has our mark. Only such a one is read whole, and none is kept.
    fn marked(&self, name: &str, stamp: Stamp) -> Option<Existing> {
        if stamp.kind != FileType::RegularFile || stamp.length > MAX_DOCUMENT as i128 {
            return None;
        }
        let head = self.read(name, HEAD).ok()??;
        if !is_marked(&String::from_utf8_lossy(&head)) {
            return None;
        }
        let whole = if head.len() > HEAD { self.read(name, MAX_DOCUMENT).ok()?? } else { head };
        let text = String::from_utf8(whole).ok()?;
        Some(Existing::Marked { origin: origin(&text), record: record_of(&text).map(str::to_owned) })
    }
}

/// The one of the files that stands under another spelling of the name; it is then no other file.
fn spelt(name: &str, stamp: Stamp, others: &mut BTreeMap<String, Stamp>) -> Option<(String, Stamp)> {
    let same = |spelt: &&String| others.get(*spelt).is_some_and(|other| other.file == stamp.file);
    // A file may have several names, of which one differs in nothing but the spelling.
    let likely = others.keys().filter(same).find(|spelt| spelt.to_lowercase() == name.to_lowercase());
    let spelt = likely.or_else(|| others.keys().find(same)).cloned()?;
    others.remove(&spelt);
    Some((spelt, stamp))
}

fn is_like_ours(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    extension.is_some_and(|extension| EXTENSIONS.contains(&extension.as_str()))
}

impl Locked<'_> {
    /// Writes and removes files of the folder whose contents these are: all, or none and an error.
    pub fn apply(&self, contents: &Contents, writes: &[FileWrite], removals: &[&str], sync: Sync) -> Result<(), Error> {
        let seen = |name: &str| contents.seen.get(name);
        let mut changes = Vec::new();
        for write in writes {
            let stamp = seen(write.name).map(|seen| seen.stamp);
            let bytes = Some(write.text.as_bytes());
            changes.push(Swap { name: write.name, bytes, executable: write.executable, seen: stamp });
        }
        for name in removals {
            let stamp = seen(name).map(|seen| seen.stamp);
            changes.push(Swap { name, bytes: None, executable: false, seen: stamp });
        }
        self.commit(&changes, sync)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_file_system() {
        let at = tempfile::tempdir().unwrap();
        for name in ["readme.md", "notes.md", "hard.md"] {
            std::fs::write(at.path().join(name), name).unwrap();
        }
        let folder = Folder::open(at.path()).unwrap();
        let mut others: BTreeMap<String, Stamp> = ["readme.md", "notes.md", "hard.md"]
            .map(|name| (name.to_owned(), folder.stamp(name).unwrap().unwrap()))
            .into();
        // What a file system that does not tell cases apart answers for `README.md`.
        let answer = others["readme.md"];
        others.insert("hard.md".into(), answer);
        assert_eq!(spelt("README.md", answer, &mut others).unwrap().0, "readme.md");
        assert_eq!(others.keys().map(String::as_str).collect::<Vec<_>>(), ["hard.md", "notes.md"]);
    }
}
