//! `--base REV`: the records of the working tree against those of a git revision.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::pairs::{Placed, Wanted, decode, matched, read};
use crate::cli::config::Configs;
use crate::cli::io::{Exit, Io};
use crate::cli::load;
use crate::disk::{self, Repository};
use crate::error::Error;
use crate::evidence;
use crate::process::{Blob, Git};
use crate::record::MAX_BYTES;

pub fn pairs(revision: &str, records: &[PathBuf], configs: &mut Configs, io: &mut Io) -> Result<Wanted, Error> {
    let here = PathBuf::from(".");
    let arguments = if records.is_empty() { std::slice::from_ref(&here) } else { records };
    let repository = Repository::of(&here);
    let root = repository.root();
    if !disk::exists(&root.join(".git")) {
        let error = Error::new("`--base` needs a git repository, and the working folder is in none");
        return Err(error.with_help("`handoff diff OLD NEW` compares two files"));
    }
    let git = Git::at(root);
    let commit = git.commit(revision)?;
    let mut exit = Exit::Clean;
    let (before, befores_bad) = at_commit(&git, &commit, root, arguments, configs, &mut exit, io)?;
    let after = now(root, arguments, configs, &mut exit, io)?;
    let several =
        arguments.len() > 1 || arguments.iter().any(|a| disk::is_folder(a)) && before.len().max(after.len()) > 1;
    // What cannot be read on one side neither came nor went.
    let bad = |place: &String| befores_bad.contains(place) || after_bad(root, place, &after);
    let (bad_before, before): (Vec<Placed>, Vec<Placed>) = before.into_iter().partition(|one| bad(&one.place));
    let after: Vec<Placed> = after.into_iter().filter(|one| !befores_bad.contains(&one.place)).collect();
    drop(bad_before);
    let name = |place: &str| (place.to_owned(), root.join(place).parent().unwrap_or(root).to_owned());
    Ok(Wanted { pairs: matched(before, after, name), several, exit })
}

/// Whether the record stands there and was not read.
fn after_bad(root: &Path, place: &str, after: &[Placed]) -> bool {
    disk::exists(&root.join(place)) && !after.iter().any(|one| one.place == place)
}

/// The path of an argument from the root; empty for the root itself.
fn from_root(root: &Path, argument: &Path) -> Result<String, Error> {
    let outside = || {
        let error = Error::at(argument, format!("is not in the repository {}", root.display()));
        error.with_help("run the command in the repository that holds it")
    };
    // Of what was deleted, the folder that is still there tells where it was; a link that is named is itself.
    let above = if disk::is_folder(argument) { argument } else { disk::folder(argument) };
    let there = above.ancestors().find(|above| disk::is_folder(above)).unwrap_or(Path::new("."));
    let rest = argument.strip_prefix(there).unwrap_or(argument);
    let real = disk::same_file(there).join(rest);
    if rest.components().any(|part| part == std::path::Component::ParentDir) {
        return Err(outside());
    }
    let inside = real.strip_prefix(root).map_err(|_| outside())?;
    inside.to_str().map(str::to_owned).ok_or_else(|| Error::at(argument, "its name is no UTF-8"))
}

/// The records of the working tree, by their path from the root.
fn now(
    root: &Path,
    arguments: &[PathBuf],
    configs: &mut Configs,
    exit: &mut Exit,
    io: &mut Io,
) -> Result<Vec<Placed>, Error> {
    // One that was deleted is no failure: it is what changed.
    let there: Vec<PathBuf> = arguments.iter().filter(|argument| disk::exists(argument)).cloned().collect();
    let mut found = Vec::new();
    for input in load::inputs(&there, configs, io) {
        match input {
            Ok(input) => {
                let place = from_root(root, input.path().unwrap_or(Path::new(".")))?;
                found.extend(read(&input, exit, io).map(|case| Placed { place, case }));
            }
            Err(error) => *exit = (*exit).max(io.fail(&error)),
        }
    }
    Ok(found)
}

/// The records of the commit, and the places of those that are not valid.
fn at_commit(
    git: &Git,
    commit: &str,
    root: &Path,
    arguments: &[PathBuf],
    configs: &mut Configs,
    exit: &mut Exit,
    io: &mut Io,
) -> Result<(Vec<Placed>, HashSet<String>), Error> {
    let config = configs.at(root, io);
    let skipped = |path: &str| config.as_ref().is_some_and(|config| config.skips(Path::new(path)));
    let mut seen = HashSet::new();
    let (mut found, mut bad) = (Vec::new(), HashSet::new());
    for argument in arguments {
        let below = from_root(root, argument)?;
        let files = git.files(commit, Some(below.as_str()).filter(|below| !below.is_empty()))?;
        let is_record = |blob: &&Blob| {
            let name = blob.path.rsplit('/').next();
            blob.path == below || name == Some(disk::RECORD) && !skipped(&blob.path)
        };
        if files.is_empty() && !disk::exists(argument) {
            let error = Error::at(argument, "is neither in the working tree nor in the revision");
            *exit = (*exit).max(io.fail(&error));
        }
        for record in files.iter().filter(is_record).filter(|blob| seen.insert(blob.path.clone())) {
            let beside =
                record.path.strip_suffix(record.path.rsplit('/').next().unwrap_or_default()).unwrap_or_default();
            let proof = evidence_beside(git, commit, &format!("{beside}{}", evidence::FILE_NAME))?;
            let bytes = git.read(record, MAX_BYTES)?;
            let name = |path: &str| format!("{}:{path}", &commit[..commit.len().min(10)]);
            let proof_name = proof.as_ref().map(|(path, _)| name(path));
            let proof = proof_name.as_deref().zip(proof.as_ref().map(|(_, bytes)| bytes.as_slice()));
            match decode(&name(&record.path), &bytes, proof) {
                Ok(case) => found.push(Placed { place: record.path.clone(), case }),
                Err(invalid) => {
                    io.draw(&invalid.0, &invalid.1);
                    *exit = Exit::Failed;
                    bad.insert(record.path.clone());
                }
            }
        }
    }
    Ok((found, bad))
}

fn evidence_beside(git: &Git, commit: &str, path: &str) -> Result<Option<(String, Vec<u8>)>, Error> {
    let found = git.files(commit, Some(path))?;
    let Some(blob) = found.iter().find(|blob| blob.path == path) else { return Ok(None) };
    Ok(Some((blob.path.clone(), git.read(blob, MAX_BYTES)?)))
}
