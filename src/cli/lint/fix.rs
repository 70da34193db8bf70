//! `handoff lint --fix`: what is mechanical to mend, in the record's own file.

use crate::cli::input::{Case, Input};
use crate::disk;
use crate::edit;
use crate::error::Error;
use crate::lint::fix::fixes;
use crate::lint::{Context, Levels};
use crate::record::MAX_BYTES;
use crate::secrets::Masker;

/// A record's file as it is and as it would be.
pub struct Mended {
    pub old: String,
    pub new: String,
    /// How many places differ.
    pub places: usize,
    /// Takes out what must not be shown.
    pub masker: Masker,
}

impl Mended {
    /// `None`: there is nothing to mend.
    pub fn new(input: &Input, case: &Case, levels: &Levels) -> Result<Option<Mended>, Error> {
        let Input::File(path) = input else { return Err(no_file()) };
        let facts = case.facts();
        let context = Context::new(&case.loaded, &facts);
        let edits = fixes(&context, levels);
        if edits.is_empty() {
            return Ok(None);
        }
        // The text of the record has no byte order mark and no CRLF; the file keeps its own.
        let bytes = disk::read_file(path, MAX_BYTES)?;
        let changed = || Error::at(path, "changed while it was read").with_help("run the command again");
        let old = String::from_utf8(bytes).map_err(|_| changed())?;
        if old.trim_start_matches('\u{feff}').replace("\r\n", "\n") != case.loaded.source.text {
            return Err(changed());
        }
        let new = edit::apply(&old, &edits);
        let masker = context.masker();
        Ok(Some(Mended { old, new, places: edits.len(), masker }))
    }

    pub fn write(&self, input: &Input, patience: &disk::Patience) -> Result<(), Error> {
        match input {
            Input::File(path) => disk::replace_file(path, &self.old, &self.new, patience),
            Input::Stdin(_) => Err(no_file()),
        }
    }
}

fn no_file() -> Error {
    Error::new("standard input cannot be mended in place").with_help("name the record's file")
}
