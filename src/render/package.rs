//! All that a package is made of.

use crate::evidence::Evidence;
use crate::facts::{Facts, Names};
use crate::record::Record;
use crate::record::shape::Shape;

/// What documents are rendered from.
pub struct Package<'a> {
    pub record: &'a Record,
    /// That of the record.
    pub shape: &'a Shape,
    pub facts: &'a Facts,
    pub evidence: &'a Evidence,
    /// The name of the record's file, without its folder.
    pub file: &'a str,
    /// Documents left out by `[render] skip`, without extension.
    pub skip: &'a [String],
}

impl Package<'_> {
    /// What the texts of the record quote.
    pub(super) fn names(&self) -> Names<'_> {
        Names { record: self.record, facts: self.facts }
    }
}
