//! The steps of an incident's life, as edits of the record's own text.
//!
//! [`Draft`] changes one place of a record and leaves every other byte as it is: comments, quotes,
//! order, line ends, the byte order mark, flow style, block scalars. It proposes edits in the style
//! of their surroundings and keeps the first after which the text, read again, holds exactly the
//! change asked for; where none does, it refuses. So what is written behind an anchor is never
//! changed for the place that an alias shows.
//!
//! Libraries that patch YAML text (yamlpatch, yaml-edit) bring a second parser, whose reading would
//! not be the one that decodes the record, and choose the place of a new key themselves.

mod draft;
mod insert;
mod place;
mod proof;
mod reshape;
mod step;
mod value;
mod write;

#[cfg(test)]
mod tests;

pub use draft::{Draft, Stuck};
pub use step::{Before, Moment, Reason, Refused, Step, Taken, missing, offset, take};
pub use value::Value;
