//! What is left of packages whose record was deleted, or stands elsewhere now.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::elsewhere::Elsewhere;
use super::goes::{Goes, Place};
use crate::cli::io::{Exit, Io};
use crate::cli::load;
use crate::disk;
use crate::error::Error;
use crate::evidence;
use crate::plan::{Plan, parts};
use crate::report::visible;

/// What a run knows of the records that are there.
#[derive(Default)]
pub struct Present {
    /// By id: where its record, or its package, is.
    pub ids: HashMap<String, PathBuf>,
    /// The folders of its packages.
    pub folders: HashSet<PathBuf>,
}

/// A folder with documents of ours and no record.
struct Remains {
    folder: PathBuf,
    plan: Plan,
    /// As the documents say, `incident.yaml (2041)`.
    made_from: String,
    /// Where a record of this id stands now.
    stands: Option<PathBuf>,
    /// Whether this run renders it there.
    with_package: bool,
}

/// What a run does about them.
#[derive(Default)]
pub struct Outcome {
    pub exit: Option<Exit>,
    pub drift: bool,
}

/// Names the remains (`--check`), takes those away whose record moved, and all with `--prune`; a file
/// that somebody edited stays unless `--force` is given too.
pub fn settle(goes: &Goes, records: &[PathBuf], present: &Present, io: &mut Io) -> Result<Outcome, Error> {
    let mut outcome = Outcome::default();
    let place = match goes {
        Goes::Stdout => return Ok(outcome),
        Goes::Checked(place) | Goes::Written(place, _) => place,
    };
    for one in find(place, records, present, io) {
        match goes {
            Goes::Written(_, over) if over.orphans || one.with_package => {
                let exit = remove(&one, over.edits, over.sync, io)?;
                outcome.exit = outcome.exit.max(Some(exit));
            }
            Goes::Written(..) => io.message(&one.told("`--prune` removes them")),
            _ => {
                let how = if one.with_package {
                    "`handoff render` removes them"
                } else {
                    "`handoff render --prune` removes them"
                };
                writeln!(io.stdout, "{}", one.told(how))?;
                outcome.exit = outcome.exit.max(Some(Exit::Findings));
                outcome.drift = true;
            }
        }
    }
    Ok(outcome)
}

impl Remains {
    fn told(&self, how: &str) -> String {
        let (count, from) = (self.plan.changes.len(), visible(&self.made_from).into_owned());
        let documents = if count == 1 { "document" } else { "documents" };
        let folder = visible(&self.folder.display().to_string()).into_owned();
        let gone = match &self.stands {
            Some(to) => format!("which is in {} now", visible(&to.display().to_string())),
            None => "which is gone".to_owned(),
        };
        format!("no record: {folder} holds {count} {documents} made from {from}, {gone} ({how})")
    }
}

fn find(place: &Place, records: &[PathBuf], present: &Present, io: &mut Io) -> Vec<Remains> {
    // Of single files, nobody said that they are all.
    if !records.iter().all(|record| disk::is_folder(record)) {
        return Vec::new();
    }
    let (folders, out) = match place {
        Place::BesideTheRecord => (load::without_record(records, io), false),
        // Nor of the folder of one record.
        Place::Below(_) if records.iter().any(|record| disk::exists(&record.join(disk::RECORD))) => return Vec::new(),
        Place::Below(folder) => (load::without_record(std::slice::from_ref(folder), io), true),
    };
    let elsewhere = Elsewhere::new(records);
    let mut found = Vec::new();
    for folder in folders {
        if present.folders.contains(&disk::same_file(&folder)) {
            continue;
        }
        // What cannot be read is no package that could be judged.
        let Ok(Some(opened)) = disk::Folder::open_if_there(&folder) else { continue };
        let Some(made_from) = opened.made_from() else { continue };
        let (file, id) = parts(&made_from);
        // A record of another name is found only when it is named.
        if disk::exists(&folder.join(file)) || out && (file != disk::RECORD || !elsewhere.is_known()) {
            continue;
        }
        let rendered = present.ids.get(id);
        let stands = rendered.cloned().or_else(|| elsewhere.find(id));
        // A copy that `--out` made of a record that is there is no remains.
        if stands.is_some() && (out || !held_a_record(&folder, present)) {
            continue;
        }
        let with_package = rendered.is_some();
        let plan = Plan::of_remains(opened.contents(&[]).unwrap_or_default().files);
        found.push(Remains { folder, plan, made_from, stands, with_package });
    }
    found
}

/// Whether records stand beside the folder, or evidence was left in it.
fn held_a_record(folder: &Path, present: &Present) -> bool {
    let beside = |other: &PathBuf| disk::same_file(other).parent() == disk::same_file(folder).parent();
    disk::exists(&folder.join(evidence::FILE_NAME)) || present.folders.iter().any(beside)
}

fn remove(one: &Remains, edits: bool, sync: disk::Sync, io: &mut Io) -> Result<Exit, Error> {
    let Some(opened) = disk::Folder::open_if_there(&one.folder)? else { return Ok(Exit::Clean) };
    let locked = io.patiently(|patience| opened.lock(patience))?;
    let contents = opened.contents(&[])?;
    let plan = &one.plan;
    let (mut names, mut exit) = (Vec::new(), Exit::Clean);
    for change in &plan.changes {
        if change.refusal.is_some() && !edits {
            let path = one.folder.join(&change.name);
            let error = Error::at(&path, "was edited by hand, and its record is gone");
            exit = io.fail(&error.with_help("move it away, or remove it with `--prune --force`"));
        } else {
            names.push(change.name.as_str());
        }
    }
    locked.apply(&contents, &[], &names, sync)?;
    for name in names {
        writeln!(io.stdout, "removed {}", visible(&one.folder.join(name).display().to_string()))?;
    }
    let evidence = one.folder.join(evidence::FILE_NAME);
    if disk::exists(&evidence) {
        let to = one.stands.as_ref().map(|to| format!(": move it to {}", to.display())).unwrap_or_default();
        io.message(&format!("note: {} stays{}", visible(&evidence.display().to_string()), visible(&to)));
    }
    Ok(exit)
}
