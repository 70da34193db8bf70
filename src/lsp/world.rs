//! What an answer needs of the world besides the text: asked for, never fetched here.

use crate::diagnostic::Diagnostic;
use crate::evidence::Evidence;
use crate::lint::Levels;
use crate::source::Source;

/// The world as a document sees it. Documents are called by their address, `file:///…`.
pub trait World {
    /// Whether the file is one that commands take for a record; `text` decides where its name does not.
    fn is_record(&self, address: &str, text: &str) -> bool;

    /// What is read with a record.
    fn beside(&self, address: &str) -> Beside;

    /// The file of evidence beside a record, with its address.
    fn evidence_file(&self, address: &str) -> Option<(String, String)>;

    /// The page of a field, Markdown, as `handoff explain` prints it.
    fn field_page(&self, field: &str) -> Option<String>;
}

#[derive(Default)]
pub struct Beside {
    /// `None`: it cannot be read, and rules about it are silent.
    pub evidence: Option<Evidence>,
    pub levels: Levels,
    /// What is wrong with the files that were read, by their addresses.
    pub wrong: Vec<(String, Source, Vec<Diagnostic>)>,
}
