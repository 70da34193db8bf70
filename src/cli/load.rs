//! From arguments to records, for all commands that read them.

use std::collections::HashSet;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::config::{Config, Configs, Failure};
use super::input::{Case, Input};
use super::io::{Exit, Io};
use crate::diagnostic::did_you_mean;
use crate::disk::{self, Repository};
use crate::error::Error;
use crate::nearest::nearest;
use crate::record::MAX_BYTES;
use crate::report::visible;

/// How standard input is called in arguments.
const DASH: &str = "-";
/// Where `init` puts records.
const INCIDENTS: &str = "incidents";

/// A record to be worked on in a batch, with what its project says.
pub struct Job {
    pub input: Input,
    pub config: Arc<Config>,
}

/// The records of a run.
pub struct Batch {
    pub jobs: Vec<Job>,
    /// What could not be read, and was said; the others go on.
    pub failures: Vec<Failure>,
}

impl Batch {
    /// The exit status so far.
    pub fn exit(&self) -> Exit {
        if self.failures.is_empty() { Exit::Clean } else { Exit::Failed }
    }
}

/// The records that arguments name, with their configurations.
pub fn jobs(arguments: &[PathBuf], io: &mut Io) -> Batch {
    let mut configs = Configs::default();
    let mut batch = Batch { jobs: Vec::new(), failures: Vec::new() };
    for input in inputs(arguments, &mut configs, io) {
        match input {
            Ok(input) => {
                if let Some(config) = configs.find(input.folder(), io) {
                    batch.jobs.push(Job { input, config });
                }
            }
            Err(error) => {
                let _ = io.fail(&error);
                batch.failures.push(Failure::World(error));
            }
        }
    }
    batch.failures.extend(configs.into_failures());
    batch
}

/// The records that arguments name, each once, in the order of the arguments and sorted within
/// a folder. What cannot be read stands in its place as an error; what was passed over was said.
pub fn inputs(arguments: &[PathBuf], configs: &mut Configs, io: &mut Io) -> Vec<Result<Input, Error>> {
    let mut seen = HashSet::new();
    let mut inputs = Vec::new();
    for argument in arguments {
        if argument.as_os_str() == DASH {
            if seen.insert(PathBuf::from(DASH)) {
                inputs.push(stdin(io));
            }
            continue;
        }
        let repository = Repository::of(argument);
        // Only folders are looked into; a file that is named is read.
        let config = if disk::is_folder(argument) { configs.at(repository.root(), io) } else { None };
        let skip = |path: &Path| config.as_ref().is_some_and(|config| config.skips(path));
        let found = disk::find_records(argument, &repository, &skip);
        for passed in &found.passed {
            note(passed, io);
        }
        if !disk::exists(argument)
            && let Some(near) = meant(argument)
        {
            let error = Error::at(argument, "does not exist");
            inputs.push(Err(error.with_help(did_you_mean(&near.display().to_string()))));
            continue;
        }
        if found.records.is_empty() {
            note(&no_record(argument), io);
        }
        for found in found.records {
            match found {
                Ok(path) => {
                    if seen.insert(one_name(&path)) {
                        inputs.push(Ok(Input::File(path)));
                    }
                }
                Err(error) => inputs.push(Err(error)),
            }
        }
    }
    inputs
}

/// The folder that was meant by a path that is not there: an incident's id alone, or a slip.
fn meant(argument: &Path) -> Option<PathBuf> {
    let name = argument.file_name()?.to_str()?;
    let id = Path::new(INCIDENTS).join(argument);
    if argument.is_relative() && disk::exists(&id) {
        return Some(id);
    }
    let above = disk::folder(argument);
    let names = disk::folders(if above.as_os_str().is_empty() { Path::new(".") } else { above });
    let near = nearest(name, names.iter().map(String::as_str))?;
    Some(if above == Path::new(".") { PathBuf::from(near) } else { above.join(near) })
}

/// Folders below those that arguments name which hold a front page and no record.
pub fn without_record(arguments: &[PathBuf], io: &mut Io) -> Vec<PathBuf> {
    let mut configs = Configs::default();
    let mut found = Vec::new();
    for argument in arguments.iter().filter(|argument| disk::is_folder(argument)) {
        let repository = Repository::of(argument);
        let config = configs.at(repository.root(), io);
        let skip = |path: &Path| config.as_ref().is_some_and(|config| config.skips(path));
        found.extend(disk::find_records(argument, &repository, &skip).without_record);
    }
    found.sort();
    found.dedup();
    found
}

/// By what two paths of one file are recognised; a link to it is another, with a package of its own.
fn one_name(path: &Path) -> PathBuf {
    let folder = disk::same_file(disk::folder(path));
    path.file_name().map_or_else(|| path.to_owned(), |name| folder.join(name))
}

fn no_record(folder: &Path) -> Error {
    let error = Error::at(folder, format!("there is no `{}` in or below this folder", disk::RECORD));
    error.with_help("`handoff init ID` writes a record to begin with")
}

/// What is no failure, and should be known.
fn note(what: &Error, io: &mut Io) {
    let help = what.help.as_ref().map(|help| format!("\n  = help: {}", visible(help))).unwrap_or_default();
    io.message(&format!("note: {}{help}", visible(&what.to_string())));
}

fn stdin(io: &mut Io) -> Result<Input, Error> {
    let mut bytes = Vec::new();
    match io.stdin.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes) {
        Ok(_) => Ok(Input::Stdin(bytes)),
        Err(error) => Err(Error::new(format!("cannot read standard input: {error}"))),
    }
}

/// The one record of a command that takes one. `Err(exit)`: it is not valid, which was said.
pub fn one(argument: &Path, io: &mut Io) -> Result<Result<Case, Exit>, Error> {
    let input = one_input(argument, io)?;
    Ok(input.load()?.map_err(|invalid| {
        io.draw(&invalid.0, &invalid.1);
        Exit::Failed
    }))
}

/// Where the one record of a command stands.
pub fn one_input(argument: &Path, io: &mut Io) -> Result<Input, Error> {
    let mut inputs = inputs(std::slice::from_ref(&argument.to_owned()), &mut Configs::default(), io);
    if inputs.len() > 1 {
        let error = Error::at(argument, format!("holds {} records where one is asked for", inputs.len()));
        let first = inputs.into_iter().find_map(Result::ok).map(|input| input.folder().display().to_string());
        return Err(error.with_help(match first {
            Some(first) => format!("name one of them, such as `{first}`"),
            None => "name the record's file".to_owned(),
        }));
    }
    inputs.pop().unwrap_or_else(|| Err(Error::at(argument, "holds no record where one is asked for")))
}
