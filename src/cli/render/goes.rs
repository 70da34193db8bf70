//! Where the documents of a run go: decided once, from the arguments.

use std::path::PathBuf;

use crate::cli::input::Input;
use crate::disk;
use crate::error::Error;

/// What becomes of the documents.
pub enum Goes {
    /// Printed one after the other.
    Stdout,
    /// Compared with what stands there.
    Checked(Place),
    Written(Place, Over),
}

/// The folders of the packages.
pub enum Place {
    BesideTheRecord,
    /// A folder named by the id of each record, below this one.
    Below(PathBuf),
}

/// What a writing run may take away.
#[derive(Clone, Copy)]
pub struct Over {
    /// Documents that no longer belong to the package.
    pub orphans: bool,
    /// Files edited by hand or not made by us.
    pub edits: bool,
    /// Whether each package is brought to the disk before it replaces the old one.
    pub sync: disk::Sync,
}

/// The folder of one package.
pub struct Folder {
    pub path: PathBuf,
    /// Whether only its file's name tells the record from others that might go there.
    pub of_id: bool,
}

impl Goes {
    /// The folder that a record's place gives it before it is read.
    pub fn claims(&self, input: &Input) -> Option<PathBuf> {
        match self {
            Goes::Checked(Place::BesideTheRecord) | Goes::Written(Place::BesideTheRecord, _) => match input {
                Input::File(_) => Some(disk::same_file(input.folder())),
                Input::Stdin(_) => None,
            },
            _ => None,
        }
    }
}

impl Place {
    /// The folder of the record with this id.
    pub fn of(&self, input: &Input, id: &str) -> Result<Folder, Error> {
        match (self, input) {
            // Standard input has no name by which to tell records apart.
            (Place::Below(folder), _) => Ok(Folder { path: folder.join(id), of_id: !input.is_stdin() }),
            (Place::BesideTheRecord, Input::File(_)) => Ok(Folder { path: input.folder().to_owned(), of_id: false }),
            (Place::BesideTheRecord, Input::Stdin(_)) => {
                let error = Error::new("a record from standard input has no folder to render into");
                Err(error.with_help("add `--out DIR` or `--stdout`"))
            }
        }
    }
}
