//! Records that a run was not asked for: before one is called gone, it is looked for.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use crate::disk::{self, Repository};
use crate::record::{self, MAX_BYTES};

/// All records of the repositories that hold the arguments, those too that `handoff.toml` skips.
pub struct Elsewhere {
    repositories: Vec<Repository>,
    /// By id: the folder of its record.
    found: OnceCell<HashMap<String, PathBuf>>,
}

impl Elsewhere {
    /// Nothing is read before it is asked for.
    pub fn new(arguments: &[PathBuf]) -> Self {
        let mut roots = HashSet::new();
        let repositories = arguments.iter().map(|argument| Repository::of(argument));
        let repositories = repositories.filter(|repository| roots.insert(repository.root().to_owned())).collect();
        Elsewhere { repositories, found: OnceCell::new() }
    }

    /// Whether a record that is not found is nowhere; else only that it is not below the arguments.
    pub fn is_known(&self) -> bool {
        self.repositories.iter().all(Repository::is_known)
    }

    /// The folder of the record with this id.
    pub fn find(&self, id: &str) -> Option<PathBuf> {
        self.found.get_or_init(|| self.look()).get(id).cloned()
    }

    fn look(&self) -> HashMap<String, PathBuf> {
        let here = disk::same_file(Path::new("."));
        let mut found = HashMap::new();
        for repository in &self.repositories {
            let inside = Path::new(".");
            let root = if repository.root() == here { inside } else { repository.root() };
            for record in disk::find_records(root, repository, &|_| false).records.into_iter().flatten() {
                let folder = disk::folder(&record);
                let shown = folder.strip_prefix(&here).unwrap_or(folder).to_owned();
                if let Some(id) = id_of(&record) {
                    found.entry(id).or_insert(shown);
                }
            }
        }
        found
    }
}

/// Of a record that may be wrong otherwise.
fn id_of(record: &Path) -> Option<String> {
    let bytes = disk::read_file(record, MAX_BYTES).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let plain = |id: &&str| !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c));
    // All but few write it so; to decode a record takes a hundred times as long.
    let line = text.lines().find_map(|line| line.strip_prefix("id:"));
    let written = line.map(|rest| rest.split(" #").next().unwrap_or(rest).trim().trim_matches(['"', '\'']));
    match written.filter(plain) {
        Some(id) => Some(id.to_owned()),
        None => record::decode(&record.display().to_string(), &bytes).ok().map(|loaded| loaded.record.id.to_string()),
    }
}
