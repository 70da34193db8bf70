//! The shell scripts of a package. A script is text made from the record, like a document: every
//! value in it stands quoted by a maintained crate, so that no record can make it run anything
//! but its own checks.

mod ere;
mod health;
mod issue;

pub use health::health_check;
pub use issue::issue_update;

/// A value as one word of the shell.
fn word(text: &str) -> String {
    // The crate refuses NUL only, which no record holds.
    shlex::try_quote(text).map_or_else(|_| "''".into(), |quoted| quoted.into_owned())
}

/// A value in a comment: on one line, without anything a terminal obeys.
fn comment(text: &str) -> String {
    crate::verify::show::printable(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
