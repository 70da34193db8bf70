//! SARIF 2.1.0 for code scanning: the part of the format that a linter needs, under the names of its
//! official schema, which judges it in CI.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::json::to_json;
use super::located::Located;
use super::run_error::RunError;
use crate::lint::{self, Rule};

/// The log of one run, with the pages of all rules; what is no rule (`invalid-record`) has a name
/// only. A run that `failed` says so, and why.
pub fn sarif(findings: &[Located], failed: bool, errors: &[RunError]) -> String {
    let rules = lint::rules();
    let known: BTreeSet<&str> = rules.iter().map(|rule| rule.name).collect();
    let others: BTreeSet<&str> = findings.iter().map(|finding| finding.rule).filter(|r| !known.contains(r)).collect();
    let names = rules.iter().map(|rule| rule.name).chain(others.iter().copied());
    let index: BTreeMap<&str, usize> = names.zip(0..).collect();
    let nameless = others.iter().map(|name| json!({ "id": name }));
    let described: Vec<Value> = rules.iter().map(describe).chain(nameless).collect();
    to_json(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": { "name": "handoff", "version": env!("CARGO_PKG_VERSION"), "rules": described },
            },
            "invocations": [{
                "executionSuccessful": !failed,
                "toolExecutionNotifications": errors.iter().map(notification).collect::<Vec<_>>(),
            }],
            "columnKind": "unicodeCodePoints",
            "results": findings.iter().map(|finding| result(finding, &index)).collect::<Vec<_>>(),
        }],
    }))
}

fn describe(rule: &Rule) -> Value {
    let page = rule.page();
    json!({
        "id": rule.name,
        "shortDescription": { "text": rule.summary() },
        "help": { "text": page, "markdown": page },
        "defaultConfiguration": { "level": rule.severity.as_str() },
    })
}

fn result(finding: &Located, index: &BTreeMap<&str, usize>) -> Value {
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(&finding.file) },
            "region": {
                "startLine": finding.line,
                "startColumn": finding.column,
                "endLine": finding.end_line,
                "endColumn": finding.end_column,
            },
        },
    });
    if !finding.path.is_empty() {
        location["logicalLocations"] = json!([{ "fullyQualifiedName": finding.path }]);
    }
    json!({
        "ruleId": finding.rule,
        "ruleIndex": index.get(finding.rule),
        "level": finding.severity.as_str(),
        "message": { "text": with_help(&finding.message, finding.help.as_deref()) },
        "locations": [location],
    })
}

fn notification(error: &RunError) -> Value {
    let mut notification = json!({
        "level": "error",
        "message": { "text": with_help(&error.message, error.help.as_deref()) },
    });
    if let Some(file) = &error.file {
        let mut place = json!({ "artifactLocation": { "uri": uri(file) } });
        if let Some(line) = error.line {
            place["region"] = json!({ "startLine": line });
        }
        notification["locations"] = json!([{ "physicalLocation": place }]);
    }
    notification
}

fn with_help(message: &str, help: Option<&str>) -> String {
    help.map_or_else(|| message.to_owned(), |help| format!("{message}\nHelp: {help}"))
}

/// The URI reference of a path: relative to the checkout, or with its scheme.
fn uri(path: &str) -> String {
    let path = path.strip_prefix("./").unwrap_or(path);
    let mut uri = if path.starts_with('/') { "file://".to_owned() } else { String::new() };
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => uri.push(byte as char),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_references() {
        assert_eq!(uri("./incidents/a b:ü.yaml"), "incidents/a%20b%3A%C3%BC.yaml");
        assert_eq!(uri("/tmp/%.yaml"), "file:///tmp/%25.yaml");
    }
}
