//! One record: where it comes from, and what is read with it.

use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::disk;
use crate::error::Error;
use crate::evidence::{self, Evidence};
use crate::facts::Facts;
use crate::record::{self, Loaded, MAX_BYTES};
use crate::source::Source;

/// How messages call standard input.
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

    /// Its file, where it has one.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Input::File(path) => Some(path),
            Input::Stdin(_) => None,
        }
    }

    /// The folder in which the record stands, or in which we are.
    pub fn folder(&self) -> &Path {
        match self {
            Input::File(path) => disk::folder(path),
            Input::Stdin(_) => Path::new("."),
        }
    }

    /// In bytes; 0 when it cannot be told before it is read.
    pub fn length(&self) -> u64 {
        match self {
            Input::File(path) => disk::length(path),
            Input::Stdin(bytes) => bytes.len() as u64,
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
        let loaded = self.load_merging()?;
        Ok(loaded.and_then(|case| match case.unmerged_evidence {
            Some(wrong) => Err(wrong),
            None => Ok(case),
        }))
    }

    /// The same, for who goes on with evidence that git could not merge: it is then each check's
    /// newest finding.
    pub fn load_merging(&self) -> Result<Result<Case, Invalid>, Error> {
        let (decoded, folder) = match self {
            Input::File(path) => {
                let (folder, bytes) = disk::open_record(path, MAX_BYTES)?;
                (record::decode(&self.name(), &bytes), Some(folder))
            }
            Input::Stdin(bytes) => (record::decode(STDIN, bytes), None),
        };
        let loaded = match decoded {
            Ok(loaded) => loaded,
            Err(invalid) => return Ok(Err(invalid)),
        };
        let evidence = match &folder {
            Some(folder) => read_evidence(folder)?,
            None => Ok((Evidence::default(), None)),
        };
        Ok(evidence.map(|(evidence, unmerged_evidence)| Case { loaded, evidence, unmerged_evidence, folder }))
    }
}

/// Evidence, with what is wrong with it when it had to be merged.
pub type Read = (Evidence, Option<Invalid>);

/// The evidence in a record's folder, put together where git could not.
pub fn read_evidence(folder: &disk::Folder) -> Result<Result<Read, Invalid>, Error> {
    let name = folder.at(evidence::FILE_NAME).display().to_string();
    let Some(bytes) = folder.read(evidence::FILE_NAME, MAX_BYTES)? else {
        return Ok(Ok((Evidence::default(), None)));
    };
    let mut wrong = match Evidence::decode(&name, &bytes) {
        Ok(evidence) => return Ok(Ok((evidence, None))),
        Err(wrong) => Box::new(wrong),
    };
    let Some(merged) = Evidence::decode_merged(&name, &bytes) else { return Ok(Err(wrong)) };
    for diagnostic in &mut wrong.1 {
        diagnostic.help = Some("`handoff render` merges it: of each check the newest finding stays".to_owned());
    }
    Ok(Ok((merged, Some(wrong))))
}

/// A text that does not hold what it should, with all that is wrong.
pub type Invalid = Box<(Source, Vec<Diagnostic>)>;

/// A record with what was proven of it.
pub struct Case {
    pub loaded: Loaded,
    pub evidence: Evidence,
    /// What is wrong with the evidence where it was put together from two branches.
    pub unmerged_evidence: Option<Invalid>,
    /// Where it stands; none for standard input.
    pub folder: Option<disk::Folder>,
}

impl Case {
    /// Evidence from after the present proves nothing.
    pub fn seen_at(self, present: crate::record::units::Instant) -> Self {
        Case { evidence: self.evidence.seen_at(present), ..self }
    }

    /// The folder in which the evidence of a record stands.
    pub fn evidence_folder(&self) -> Result<&disk::Folder, Error> {
        self.folder.as_ref().ok_or_else(|| {
            let error = Error::new("a record from standard input has no folder for its evidence");
            error.with_help("name the record's file")
        })
    }

    pub fn facts(&self) -> Facts {
        self.evidence.facts(&self.loaded.record)
    }
}
