//! Which record is compared with which: two that were named, or those of two folders by their place,
//! else by their id.

use std::path::{Path, PathBuf};

use crate::cli::config::Configs;
use crate::cli::input::{Case, Input, Invalid};
use crate::cli::io::{Exit, Io};
use crate::cli::load;
use crate::disk;
use crate::error::Error;

/// Two states of one record; one of them may be missing.
pub struct Pair {
    /// As output calls it.
    pub file: String,
    /// Where its project's configuration is looked for.
    pub folder: PathBuf,
    pub old: Option<Case>,
    pub new: Option<Case>,
}

/// What is to be compared.
pub struct Wanted {
    pub pairs: Vec<Pair>,
    /// Whether more than one record was asked for.
    pub several: bool,
    pub exit: Exit,
}

/// A record on one side, by its place in what was named.
pub struct Placed {
    pub place: String,
    pub case: Case,
}

pub fn of_two(old: &Path, new: &Path, configs: &mut Configs, io: &mut Io) -> Result<Wanted, Error> {
    let folders = disk::is_folder(old) && disk::is_folder(new);
    if !folders {
        let (before, after) = (load::one_input(old, io)?, load::one_input(new, io)?);
        let (file, folder) = (after.name(), after.folder().to_owned());
        let mut exit = Exit::Clean;
        let mut take = |loaded: Result<Case, Invalid>, io: &mut Io| match loaded {
            Ok(case) => Some(case),
            Err(invalid) => {
                io.draw(&invalid.0, &invalid.1);
                exit = Exit::Failed;
                None
            }
        };
        let (old, new) = (take(before.load()?, io), take(after.load()?, io));
        let pairs = match exit {
            Exit::Clean => vec![Pair { file, folder, old, new }],
            _ => Vec::new(),
        };
        return Ok(Wanted { pairs, several: false, exit });
    }
    let mut exit = Exit::Clean;
    let before = below(old, configs, &mut exit, io);
    let after = below(new, configs, &mut exit, io);
    let several = before.len() > 1 || after.len() > 1;
    let name = |place: &str| (new.join(place).display().to_string(), new.to_owned());
    Ok(Wanted { pairs: matched(before, after, name), several, exit })
}

/// The records of a folder that can be read; what cannot is said.
fn below(folder: &Path, configs: &mut Configs, exit: &mut Exit, io: &mut Io) -> Vec<Placed> {
    let mut found = Vec::new();
    for input in load::inputs(&[folder.to_owned()], configs, io) {
        match input.and_then(|input| Ok((input.load()?, input))) {
            Ok((Ok(case), input)) => {
                let path = input.path().unwrap_or(folder);
                let place = path.strip_prefix(folder).unwrap_or(path).display().to_string();
                found.push(Placed { place, case });
            }
            Ok((Err(invalid), _)) => {
                io.draw(&invalid.0, &invalid.1);
                *exit = Exit::Failed;
            }
            Err(error) => *exit = (*exit).max(io.fail(&error)),
        }
    }
    found
}

/// Those of one place, then those of one id that changed places; what is left came or went.
pub fn matched(old: Vec<Placed>, new: Vec<Placed>, name: impl Fn(&str) -> (String, PathBuf)) -> Vec<Pair> {
    let mut left: Vec<Option<Placed>> = old.into_iter().map(Some).collect();
    let mut take = |wanted: &dyn Fn(&Placed) -> bool| -> Option<Case> {
        let found = left.iter_mut().find(|one| one.as_ref().is_some_and(wanted))?;
        found.take().map(|placed| placed.case)
    };
    let mut befores: Vec<Option<Case>> = new.iter().map(|after| take(&|before| before.place == after.place)).collect();
    for (after, before) in new.iter().zip(&mut befores).filter(|(_, before)| before.is_none()) {
        let id = after.case.loaded.record.id.as_str();
        *before = take(&|before| before.case.loaded.record.id.as_str() == id);
    }
    let mut pairs: Vec<Pair> = new
        .into_iter()
        .zip(befores)
        .map(|(after, old)| {
            let (file, folder) = name(&after.place);
            Pair { file, folder, old, new: Some(after.case) }
        })
        .collect();
    pairs.extend(left.into_iter().flatten().map(|before| {
        let (file, folder) = name(&before.place);
        Pair { file, folder, old: Some(before.case), new: None }
    }));
    pairs
}

/// The bytes of a record with those of its evidence, read from somewhere.
pub fn decode(name: &str, record: &[u8], evidence: Option<(&str, &[u8])>) -> Result<Case, Invalid> {
    let loaded = crate::record::decode(name, record)?;
    let evidence = match evidence {
        Some((name, bytes)) => crate::evidence::Evidence::decode(name, bytes).map_err(Box::new)?,
        None => crate::evidence::Evidence::default(),
    };
    Ok(Case { loaded, evidence, unmerged_evidence: None, folder: None })
}

/// A case of an input, when it can be read and is valid.
pub fn read(input: &Input, exit: &mut Exit, io: &mut Io) -> Option<Case> {
    match input.load() {
        Ok(Ok(case)) => return Some(case),
        Ok(Err(invalid)) => {
            io.draw(&invalid.0, &invalid.1);
            *exit = Exit::Failed;
        }
        Err(error) => *exit = (*exit).max(io.fail(&error)),
    }
    None
}
