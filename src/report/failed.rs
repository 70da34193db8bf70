//! What the outputs for programs say of a run that could not do all that it was asked to: none of them may look like
//! that of a clean one.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::json::{mark_failed, to_json};
use super::run_error::RunError;
use super::visible;
use crate::markdown::code_span;

/// A report in JSON that says `failed`, and why.
pub fn in_json(report: &str, errors: &[RunError]) -> String {
    let mut report: Value = serde_json::from_str(report).unwrap_or_else(|_| json!({}));
    mark_failed(&mut report, errors);
    to_json(&report)
}

/// A section that tells a reader that what stands there is not all.
pub fn in_markdown(errors: &[RunError]) -> String {
    let mut out = "\n> [!CAUTION]\n> This is not all: not everything could be read.\n".to_owned();
    for error in errors {
        out += &format!(">\n> - {}\n", code_span(&visible(&error.message)));
    }
    out
}

/// The files that could not be read, each once.
pub fn files(errors: &[RunError]) -> Vec<String> {
    errors.iter().filter_map(|error| error.file.clone()).collect::<BTreeSet<_>>().into_iter().collect()
}
