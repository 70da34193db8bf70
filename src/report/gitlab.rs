//! The code quality report by which GitLab shows findings in a merge request.

use std::collections::HashMap;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::json::to_json;
use super::located::Located;
use super::run_error::RunError;
use crate::diagnostic::Severity;

/// The rule under which a run that failed is reported.
const COULD_NOT_RUN: &str = "could-not-run";

/// The findings of a run, then what kept it from judging everything, which GitLab has no other place for.
pub fn code_quality(findings: &[Located], errors: &[RunError]) -> String {
    let mut seen = HashMap::new();
    let issues = findings.iter().map(|finding| {
        let severity = match finding.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
        };
        let text = with_help(&finding.message, finding.help.as_deref());
        let print = fingerprint(&mut seen, [finding.rule, &finding.file, &finding.path, &finding.message]);
        issue(finding.rule, severity, &finding.file, finding.line, text, print)
    });
    let mut issues: Vec<Value> = issues.collect();
    issues.extend(errors.iter().map(|error| {
        // A place is required; the repository is the one that an error without a file has.
        let file = error.file.as_deref().unwrap_or(".");
        let text = with_help(&error.message, error.help.as_deref());
        let print = fingerprint(&mut seen, [COULD_NOT_RUN, file, "", &error.message]);
        issue(COULD_NOT_RUN, "blocker", file, error.line.unwrap_or(1), text, print)
    }));
    to_json(&Value::Array(issues))
}

fn issue(rule: &str, severity: &str, file: &str, line: usize, description: String, fingerprint: String) -> Value {
    json!({
        "description": description,
        "check_name": rule,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": { "path": file, "lines": { "begin": line } },
    })
}

fn with_help(message: &str, help: Option<&str>) -> String {
    help.map_or_else(|| message.to_owned(), |help| format!("{message} (help: {help})"))
}

/// The same for one finding after lines were added above it, and another for each of a report.
fn fingerprint(seen: &mut HashMap<[u8; 32], usize>, parts: [&str; 4]) -> String {
    let digest: [u8; 32] = Sha256::digest(parts.join("\0")).into();
    let count = seen.entry(digest).and_modify(|count| *count += 1).or_insert(0);
    let hex: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    if *count == 0 { hex } else { format!("{hex}-{count}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_issue_has_a_fingerprint_of_its_own_that_does_not_move() {
        let at = |line| Located {
            rule: "share-sum",
            severity: Severity::Error,
            file: "a/incident.yaml".into(),
            line,
            column: 3,
            end_line: line,
            end_column: 5,
            path: "root_cause.causes".into(),
            message: "90%".into(),
            help: Some("mend".into()),
            fix: None,
        };
        let prints = |findings: &[Located]| {
            let issues: Value = serde_json::from_str(&code_quality(findings, &[])).unwrap();
            let print = |issue: &Value| issue["fingerprint"].as_str().unwrap().to_owned();
            issues.as_array().unwrap().iter().map(print).collect::<Vec<_>>()
        };
        let (first, moved, two) = (prints(&[at(2)]), prints(&[at(9)]), prints(&[at(2), at(2)]));
        assert_eq!(first, moved);
        assert!(two[0] == first[0] && two[1] != first[0], "{two:?}");
    }

    #[test]
    fn what_failed_is_an_issue() {
        let report = code_quality(&[], &[RunError::new(None, "no such record", None)]);
        let issues: Value = serde_json::from_str(&report).unwrap();
        let expected = json!({ "path": ".", "lines": { "begin": 1 } });
        assert_eq!((&issues[0]["location"], &issues[0]["severity"]), (&expected, &json!("blocker")));
    }
}
