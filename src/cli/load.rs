//! From arguments to records, for all commands that read them.

use std::collections::HashSet;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::config::{Config, Configs};
use super::io::{Exit, Io};
use crate::diagnostic::Diagnostic;
use crate::disk;
use crate::error::Error;
use crate::evidence::{self, Evidence};
use crate::facts::Facts;
use crate::record::{self, Loaded, MAX_BYTES};
use crate::source::Source;

/// How standard input is called in arguments and in messages.
const DASH: &str = "-";
const STDIN: &str = "<stdin>";

/// A record to be read.
pub enum Input {
    File(PathBuf),
    /// Standard input, read already: it can be read once only.
    Stdin(Vec<u8>),
}

impl Input {
    /// As messages call it.
    pub fn name(&self) -> String {
        match self {
            Input::File(path) => path.display().to_string(),
            Input::Stdin(_) => STDIN.to_owned(),
        }
    }

    /// The folder in which the record stands, or in which we are.
    pub fn folder(&self) -> &Path {
        match self {
            Input::File(path) => disk::folder(path),
            Input::Stdin(_) => Path::new("."),
        }
    }

    /// The folder in which the evidence of a record stands.
    pub fn evidence_folder(&self) -> Result<&Path, Error> {
        match self {
            Input::File(_) => Ok(self.folder()),
            Input::Stdin(_) => Err(Error::new("a record from standard input has no folder for its evidence")
                .with_help("name the record's file")),
        }
    }

    pub fn is_stdin(&self) -> bool {
        matches!(self, Input::Stdin(_))
    }

    /// The name of the file without its folder; a record from standard input gets the usual one.
    pub fn file_name(&self) -> String {
        let name = match self {
            Input::File(path) => path.file_name().map(|name| name.to_string_lossy().into_owned()),
            Input::Stdin(_) => None,
        };
        name.unwrap_or_else(|| disk::RECORD.to_owned())
    }

    /// Reads it and the evidence beside it. What is wrong with the texts is in the result, what is
    /// wrong with the files an error.
    pub fn load(&self) -> Result<Result<Case, Invalid>, Error> {
        let decoded = match self {
            Input::File(path) => record::decode(&self.name(), &disk::read_file(path, MAX_BYTES)?),
            Input::Stdin(bytes) => record::decode(STDIN, bytes),
        };
        let loaded = match decoded {
            Ok(loaded) => loaded,
            Err(invalid) => return Ok(Err(invalid)),
        };
        let evidence = match self {
            Input::File(path) => read_evidence(disk::folder(path))?,
            Input::Stdin(_) => Ok(Evidence::default()),
        };
        Ok(evidence.map(|evidence| Case { loaded, evidence }))
    }
}

fn read_evidence(folder: &Path) -> Result<Result<Evidence, Invalid>, Error> {
    // A record named without a folder keeps its neighbour's name as short.
    let path = if folder == Path::new(".") { evidence::FILE_NAME.into() } else { folder.join(evidence::FILE_NAME) };
    Ok(match disk::read_optional(&path, MAX_BYTES)? {
        Some(bytes) => Evidence::decode(&path.display().to_string(), &bytes).map_err(Box::new),
        None => Ok(Evidence::default()),
    })
}

/// A text that does not hold what it should, with all that is wrong.
pub type Invalid = Box<(Source, Vec<Diagnostic>)>;

/// A record with what was proven of it.
pub struct Case {
    pub loaded: Loaded,
    pub evidence: Evidence,
}

impl Case {
    pub fn facts(&self) -> Facts {
        self.evidence.facts(&self.loaded.record)
    }
}

/// A record to be worked on in a batch, with what its project says.
pub struct Job {
    pub input: Input,
    pub config: Arc<Config>,
}

/// The records of a batch with their configurations. What cannot be read was said, and is in the
/// exit status; the others go on.
pub fn jobs(arguments: &[PathBuf], io: &mut Io) -> (Vec<Job>, Exit) {
    let (mut jobs, mut exit) = (Vec::new(), Exit::Clean);
    let mut configs = Configs::default();
    for input in inputs(arguments, io) {
        match input {
            Ok(input) => match configs.find(input.folder(), io) {
                Some(config) => jobs.push(Job { input, config }),
                None => exit = Exit::Failed,
            },
            Err(error) => exit = exit.max(io.fail(&error)),
        }
    }
    (jobs, exit)
}

/// The records that arguments name, each once, in the order of the arguments and sorted within
/// a folder. What cannot be read stands in its place as an error.
pub fn inputs(arguments: &[PathBuf], io: &mut Io) -> Vec<Result<Input, Error>> {
    let mut seen = HashSet::new();
    let mut inputs = Vec::new();
    for argument in arguments {
        if argument.as_os_str() == DASH {
            if seen.insert(PathBuf::from(DASH)) {
                inputs.push(stdin(io));
            }
            continue;
        }
        for found in disk::find_records(argument) {
            match found {
                Ok(path) => {
                    if seen.insert(disk::same_file(&path)) {
                        inputs.push(Ok(Input::File(path)));
                    }
                }
                Err(error) => inputs.push(Err(error)),
            }
        }
    }
    inputs
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
    let mut inputs = inputs(std::slice::from_ref(&argument.to_owned()), io);
    if inputs.len() > 1 {
        let error = Error::at(argument, format!("holds {} records where one is asked for", inputs.len()));
        return Err(error.with_help("name the record's file"));
    }
    inputs.pop().unwrap_or_else(|| Err(Error::at(argument, "does not exist")))
}
