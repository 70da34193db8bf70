//! From arguments to records, for all commands that read them.

use std::collections::HashSet;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::{Exit, Io};
use crate::disk;
use crate::error::Error;
use crate::record::decode::Decoded;
use crate::record::{self, Loaded, MAX_BYTES};

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

    /// Decodes it; what is wrong with the text is in the result, what is wrong with the file an error.
    pub fn decode(&self) -> Result<Decoded, Error> {
        Ok(match self {
            Input::File(path) => record::decode(&self.name(), &disk::read_file(path, MAX_BYTES)?),
            Input::Stdin(bytes) => record::decode(STDIN, bytes),
        })
    }
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
pub fn one(argument: &Path, io: &mut Io) -> Result<Result<Loaded, Exit>, Error> {
    let mut inputs = inputs(std::slice::from_ref(&argument.to_owned()), io);
    if inputs.len() > 1 {
        let error = Error::at(argument, format!("holds {} records where one is asked for", inputs.len()));
        return Err(error.with_help("name the record's file"));
    }
    let Some(input) = inputs.pop() else { return Err(Error::at(argument, "does not exist")) };
    Ok(input?.decode()?.map_err(|invalid| {
        io.draw(&invalid.0, &invalid.1);
        Exit::Failed
    }))
}
