//! Where in a document an inline text will stand.

/// What may stand around an inline text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In a paragraph or list item.
    Line,
    /// In a table cell: pipes are escaped.
    Cell,
    /// In a heading: no links, no closing punctuation.
    Heading,
    /// As the text of a link.
    Label,
}

impl Place {
    /// Whether an address may be a link here.
    pub(super) fn has_links(self) -> bool {
        matches!(self, Place::Line | Place::Cell)
    }
}
