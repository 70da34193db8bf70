//! Which records a folder holds: every `incident.yaml` below it. A tree may come from a stranger, so
//! nothing in it can hide a record: no ignore file is consulted, and what is not entered is said.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs::{self, DirEntry};
use std::path::{Path, PathBuf};

use super::folder::folder_for_file;
use super::read::RECORD;
use crate::error::Error;

/// Folders of tools, which hold copies and what others wrote.
const NEVER: [&str; 4] = [".git", "node_modules", "target", ".venv"];
/// What every package has.
const FRONT_PAGE: &str = "README.md";
/// What a repository has at its root.
const REPOSITORY: &str = ".git";

/// The tree in which links may be followed and from which paths count.
pub struct Repository {
    root: PathBuf,
    /// Or else the folder itself, for want of anything above it.
    is_known: bool,
}

impl Repository {
    /// The repository that holds a file or folder: the nearest folder above with `.git`, else the
    /// working folder when it lies below that, else the folder itself.
    pub fn of(path: &Path) -> Repository {
        let folder = if path.is_dir() { path } else { super::folder(path) };
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        let (root, is_known) = match folder.ancestors().find(|above| super::exists(&above.join(REPOSITORY))) {
            Some(root) => (root.to_owned(), true),
            None => match Path::new(".").canonicalize() {
                Ok(here) if folder.starts_with(&here) => (here, true),
                _ => (folder, false),
            },
        };
        Repository { root, is_known }
    }

    /// Whether it is one, or the working folder: else there may be more of it above.
    pub fn is_known(&self) -> bool {
        self.is_known
    }

    pub fn root(&self) -> &Path {
        &self.root
    }
}

/// A path as from the repository's root, or from another folder that holds it where there is no
/// repository; `None` outside of both.
pub fn from_root(path: &Path, else_from: Option<&Path>) -> Option<String> {
    let folder = super::folder(path).canonicalize().ok()?;
    let real = folder.join(path.file_name()?);
    let repository = folder.ancestors().find(|above| super::exists(&above.join(REPOSITORY)));
    let mut roots = vec![];
    roots.extend(repository.map(Path::to_owned));
    roots.extend(else_from.and_then(|root| root.canonicalize().ok()));
    roots.extend(Path::new(".").canonicalize().ok());
    let inside = roots.iter().find_map(|root| real.strip_prefix(root).ok())?;
    Some(inside.display().to_string())
}

/// What an argument stands for.
#[derive(Default)]
pub struct Found {
    /// Sorted; what cannot be read stands in its place.
    pub records: Vec<Result<PathBuf, Error>>,
    /// Links that were not followed, with the reason.
    pub passed: Vec<Error>,
    /// Folders with a front page and no record, sorted: what is left of packages, perhaps.
    pub without_record: Vec<PathBuf>,
}

/// The records that an argument stands for: itself, or those below the folder. `skip` is asked with
/// paths from the repository's root.
pub fn find_records(argument: &Path, repository: &Repository, skip: &dyn Fn(&Path) -> bool) -> Found {
    if !argument.is_dir() {
        return Found { records: vec![Ok(argument.to_owned())], ..Found::default() };
    }
    if argument.file_name() == Some(OsStr::new(RECORD)) {
        return Found { records: vec![Err(folder_for_file(argument))], ..Found::default() };
    }
    let real = match argument.canonicalize() {
        Ok(real) => real,
        Err(error) => return Found { records: vec![Err(unreadable(argument, &error))], ..Found::default() },
    };
    // What was asked for as `.` is named as from here.
    let shown = if argument == Path::new(".") { PathBuf::new() } else { argument.to_owned() };
    let mut walk =
        Walk { root: &repository.root, skip, entered: HashSet::new(), links: vec![], found: vec![], bare: vec![] };
    walk.below(Dir { shown, real });
    // The real name of a record goes before those that links give it.
    let mut passed = Vec::new();
    while !walk.links.is_empty() {
        let mut links = std::mem::take(&mut walk.links);
        links.sort_by(|a, b| a.shown.cmp(&b.shown));
        for link in links {
            match walk.target(&link) {
                Ok(Some(folder)) => walk.below(folder),
                Ok(None) => {}
                Err(why) => passed.push(why),
            }
        }
    }
    walk.found.sort_by(|(a, _), (b, _)| a.cmp(b));
    passed.sort_by(|a, b| a.path.cmp(&b.path));
    walk.bare.sort();
    let records = walk.found.into_iter().map(|(_, found)| found).collect();
    Found { records, passed, without_record: walk.bare }
}

/// Whether a search in the repository would come to a file: neither it nor a folder above it is passed over.
pub fn is_searched(path: &Path, repository: &Repository, skip: &dyn Fn(&Path) -> bool) -> bool {
    let real = super::same_file(super::folder(path)).join(path.file_name().unwrap_or_default());
    let inside = |above: &&Path| above.starts_with(&repository.root) && *above != repository.root;
    !real.ancestors().take_while(inside).any(|at| is_skipped(&repository.root, skip, at))
}

/// Folders of tools, and what the repository's owner does not want looked at.
fn is_skipped(root: &Path, skip: &dyn Fn(&Path) -> bool, real: &Path) -> bool {
    let Ok(inside) = real.strip_prefix(root) else { return false };
    real.file_name().is_some_and(|name| NEVER.iter().any(|never| name == *never)) || skip(inside)
}

/// A folder under the name that the user knows, and where it really is.
struct Dir {
    shown: PathBuf,
    real: PathBuf,
}

struct Walk<'a> {
    root: &'a Path,
    skip: &'a dyn Fn(&Path) -> bool,
    /// Real folders: each is entered once, so that links cannot make a circle.
    entered: HashSet<PathBuf>,
    links: Vec<Dir>,
    /// By the path that the user knows.
    found: Vec<(PathBuf, Result<PathBuf, Error>)>,
    /// Folders with a front page and no record.
    bare: Vec<PathBuf>,
}

impl Walk<'_> {
    fn below(&mut self, start: Dir) {
        let mut left = vec![start];
        while let Some(folder) = left.pop() {
            if !self.entered.insert(folder.real.clone()) {
                continue;
            }
            // The working folder has no name here.
            let at = if folder.shown.as_os_str().is_empty() { Path::new(".") } else { &folder.shown };
            let entries = fs::read_dir(at).and_then(Iterator::collect::<Result<Vec<_>, _>>);
            match entries {
                Ok(entries) => {
                    let has = |name: &str| entries.iter().any(|entry| entry.file_name() == name);
                    if has(FRONT_PAGE) && !has(RECORD) {
                        self.bare.push(at.to_owned());
                    }
                    left.extend(entries.iter().filter_map(|entry| self.entry(&folder, entry)));
                }
                Err(error) => self.found.push((at.to_owned(), Err(unreadable(at, &error)))),
            }
        }
    }

    /// A folder to be entered; records and links are noted.
    fn entry(&mut self, folder: &Dir, entry: &DirEntry) -> Option<Dir> {
        let name = entry.file_name();
        let inside = Dir { shown: folder.shown.join(&name), real: folder.real.join(&name) };
        let kind = match entry.file_type() {
            Ok(kind) => kind,
            Err(error) => {
                self.found.push((inside.shown.clone(), Err(unreadable(&inside.shown, &error))));
                return None;
            }
        };
        if self.is_skipped(&inside.real) {
            return None;
        }
        if kind.is_symlink() && name != RECORD {
            self.links.push(inside);
        } else if name == RECORD {
            let found = match kind {
                kind if kind.is_dir() => Err(folder_for_file(&inside.shown)),
                kind if kind.is_symlink() => Err(linked_record(&inside.shown)),
                _ => Ok(inside.shown.clone()),
            };
            self.found.push((inside.shown, found));
        } else if kind.is_dir() {
            return Some(inside);
        }
        None
    }

    fn is_skipped(&self, real: &Path) -> bool {
        is_skipped(self.root, self.skip, real)
    }

    /// The folder that a link leads to, if it leads to one that is still to be entered.
    fn target(&self, link: &Dir) -> Result<Option<Dir>, Error> {
        // A link to nothing, or to a file: that is no record by its name.
        let Ok(real) = link.real.canonicalize() else { return Ok(None) };
        if !real.is_dir() || self.entered.contains(&real) || link.real.starts_with(&real) {
            return Ok(None);
        }
        if !real.starts_with(self.root) {
            let why = "is a link to a folder outside of the repository, which is not entered";
            return Err(Error::at(&link.shown, why).with_help("name that folder itself to have its records read"));
        }
        let inside = |above: &&Path| above.starts_with(self.root) && *above != self.root;
        let skipped = real.ancestors().take_while(inside).any(|above| self.is_skipped(above));
        Ok((!skipped).then(|| Dir { shown: link.shown.clone(), real }))
    }
}

fn linked_record(path: &Path) -> Error {
    // Its documents would be those of another folder, or it could print a file of the machine that
    // checks a stranger's pull request.
    let error = Error::at(path, "is a symbolic link, and no record is read through one");
    error.with_help("put the record itself here, or link its folder")
}

fn unreadable(path: &Path, error: &std::io::Error) -> Error {
    Error::io(path, "read the folder", error).with_help("check its permissions")
}
