//! Where incidents stand and what is to be done, for people, for programs, for a spreadsheet and for a
//! section of a document.
//!
//! The columns and their words are the same in text and Markdown; only how they are kept apart,
//! and what would break out of a cell, differs. Secrets are masked in all of them.

mod csv;
mod json;
mod markdown;
mod section;
mod table;
mod text;

pub use self::csv::{actions_csv, incidents_csv};
pub use json::json;
pub use markdown::markdown;
pub use section::{Broken, Part, with_section};
pub use table::{Cell, Table, actions, incidents};
pub use text::text;

use crate::record::units::When;
use crate::secrets::Masker;
use crate::status::{Status, Team};

/// Where an incident was read, and where it stands.
pub type Row = (RecordFile, Status);

/// A record's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordFile {
    /// As it was named.
    pub path: String,
    /// Where the folder of the record is from the document that tells of it.
    pub link: Option<String>,
}

/// For programs: RFC 3339, or a date.
fn exact(at: When) -> String {
    match at {
        When::Instant(at) => at.0.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true),
        When::Date(date) => date.to_string(),
    }
}

fn masked(text: &str) -> String {
    Masker::default().mask_authored(text).into_owned()
}

/// Ids or names of several teams.
fn joined(teams: &[Team], name: fn(&Team) -> &str) -> String {
    teams.iter().map(name).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests;
