//! The shell scripts of a package. A script is text made from the record, like a document: every
//! value in it stands quoted by a maintained crate, so that no record can make it run anything
//! but its own checks.

mod ere;
mod health;
mod issue;

pub use health::health_check;
pub use issue::{issue_update, marker as comment_marker};

/// What shellcheck may think of values; they are data, and stand quoted.
const DATA: &str = "# shellcheck disable=SC1003,SC1112,SC2016,SC2088 # values are data: nothing here is to expand";

/// A value as one quoted word of the shell.
fn word(text: &str) -> String {
    match shlex::try_quote(text) {
        // What needs no quotes gets them all the same: `done` is a word of the shell's own.
        Ok(bare) if bare == text => format!("'{text}'"),
        Ok(quoted) => quoted.into_owned(),
        // The crate refuses NUL only, which no record holds.
        Err(_) => "''".into(),
    }
}

/// A value in a comment: on one line, without anything a terminal obeys.
fn comment(text: &str) -> String {
    crate::verify::show::printable(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
