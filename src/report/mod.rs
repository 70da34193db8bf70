//! From findings to text: for people, for programs, for code scanning, for annotations.
//!
//! What stands in a record may be hostile: none of the formats lets it end a line, start a command
//! of the terminal or of the CI, or break the syntax of the output.

mod changes;
mod diff;
pub mod failed;
mod github;
mod gitlab;
mod human;
mod json;
mod lines;
mod located;
mod run_error;
mod sarif;
pub mod status;
pub mod verify;

pub use crate::visible::{is_hidden, visible_line as visible, visible_lines};
pub use changes::{Compared, change_annotations, changes_json, changes_markdown, changes_text};
pub use diff::diff;
pub use github::{annotations, error_annotation};
pub use gitlab::code_quality;
pub use human::draw_all;
pub use json::{findings, to_json};
pub use lines::Lines;
pub use located::{Located, locate};
pub use run_error::RunError;
pub use sarif::sarif;
