//! The shell scripts of a package. A script is text made from the record, like a document: every
//! value in it stands quoted by a maintained crate, so that no record can make it run anything
//! but its own checks.

mod ere;
mod health;
mod issue;

pub use health::health_check;
pub use issue::{issue_update, marker as comment_marker};

use crate::visible;

/// What shellcheck may think of values; they are data, and stand quoted.
const DATA: &str = "# shellcheck disable=SC1003,SC1112,SC2016,SC2088 # values are data: nothing here is to expand";

/// A value as one quoted word of the shell.
fn word(text: &str) -> String {
    if text.contains(is_hidden) {
        return spelt(text);
    }
    match shlex::try_quote(text) {
        // What needs no quotes gets them all the same: `done` is a word of the shell's own.
        Ok(bare) if bare == text => format!("'{text}'"),
        Ok(quoted) => quoted.into_owned(),
        // The crate refuses NUL only, which no record holds.
        Err(_) => "''".into(),
    }
}

/// Line ends and tabs are seen well enough.
fn is_hidden(c: char) -> bool {
    visible::is_hidden(c) && !matches!(c, '\n' | '\t')
}

/// A value with characters that cannot be seen, which are spelt out, byte by byte, so that whoever
/// reads the script sees what it does. Every bash knows octal numbers in this kind of quotes.
fn spelt(text: &str) -> String {
    let mut out = String::from("$'");
    for c in text.chars() {
        match c {
            '\'' | '\\' => out.extend(['\\', c]),
            c if is_hidden(c) => {
                let mut bytes = [0; 4];
                out.extend(c.encode_utf8(&mut bytes).bytes().map(|byte| format!("\\{byte:03o}")));
            }
            c => out.push(c),
        }
    }
    out.push('\'');
    out
}

/// A value in a comment: on one line, without anything a terminal obeys.
fn comment(text: &str) -> String {
    crate::verify::show::printable(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
