//! JSON for programs.

use serde_json::{Value, json};

use super::located::Located;
use super::run_error::RunError;
use crate::diagnostic::Severity;
use crate::visible::is_hidden;

/// All findings of a run with their numbers. A run that `failed` says so, and why.
pub fn findings(findings: &[Located], failed: bool, errors: &[RunError]) -> String {
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let mut report = json!({
        "findings": findings,
        "errors": count(Severity::Error),
        "warnings": count(Severity::Warning),
    });
    if failed {
        mark_failed(&mut report, errors);
    }
    to_json(&report)
}

/// Says in a report that not all could be done, and why.
pub fn mark_failed(report: &mut Value, errors: &[RunError]) {
    report["failed"] = json!(true);
    report["errors_of_run"] = json!(errors);
}

/// Pretty JSON with a line end. Characters that a terminal would obey are escaped: they stand in
/// strings only, where the escape means the same.
pub fn to_json(value: &Value) -> String {
    let text = format!("{value:#}\n");
    let hidden = |c: char| c != '\n' && is_hidden(c);
    if !text.contains(hidden) {
        return text;
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if hidden(c) {
            let mut units = [0; 2];
            c.encode_utf16(&mut units).iter().for_each(|unit| safe.push_str(&format!("\\u{unit:04x}")));
        } else {
            safe.push(c);
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_escaped_and_mean_the_same() {
        let value = json!({"a\u{202e}": "x\u{1b}[2J\u{9b}\u{7f}\n\u{e0041}\"é"});
        let text = to_json(&value);
        assert!(text.chars().all(|c| c == '\n' || !is_hidden(c)), "{text:?}");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value);
    }
}
