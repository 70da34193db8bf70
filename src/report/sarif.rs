//! SARIF 2.1.0 for code scanning.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;
use serde_sarif::sarif as s;

use super::{Finding, to_json};
use crate::diagnostic::Severity;
use crate::lint::{self, Rule};

/// The log of one run, with the pages of all rules; what is no rule (`invalid-record`) has a name only.
pub fn sarif(findings: &[Finding]) -> String {
    let rules = lint::rules();
    let mut described: Vec<s::ReportingDescriptor> = rules.iter().map(describe).collect();
    let known: BTreeSet<&str> = rules.iter().map(|rule| rule.name).collect();
    let others: BTreeSet<&str> = findings.iter().map(|finding| finding.rule).filter(|r| !known.contains(r)).collect();
    described.extend(others.iter().map(|name| s::ReportingDescriptor::builder().id(*name).build()));
    let index: BTreeMap<String, i64> = described.iter().map(|rule| rule.id.clone()).zip(0..).collect();
    let driver =
        s::ToolComponent::builder().name("handoff").version(env!("CARGO_PKG_VERSION")).rules(described).build();
    let run = s::Run::builder()
        .tool(s::Tool::builder().driver(driver).build())
        .column_kind(json!("unicodeCodePoints"))
        .results(findings.iter().map(|finding| result(finding, &index)).collect::<Vec<_>>())
        .build();
    let log = s::Sarif::builder()
        .schema("https://json.schemastore.org/sarif-2.1.0.json")
        .version(json!("2.1.0"))
        .runs(vec![run])
        .build();
    serde_json::to_value(&log).map_or_else(|error| format!("{error}\n"), |log| to_json(&log))
}

fn describe(rule: &Rule) -> s::ReportingDescriptor {
    let page = rule.page();
    let level = s::ReportingConfiguration::builder().level(json!(rule.severity.as_str())).build();
    let short = s::MultiformatMessageString::builder().text(rule.summary()).build();
    let help = s::MultiformatMessageString::builder().text(page.as_str()).markdown(page.as_str()).build();
    s::ReportingDescriptor::builder()
        .id(rule.name)
        .short_description(short)
        .help(help)
        .default_configuration(level)
        .build()
}

fn result(finding: &Finding, index: &BTreeMap<String, i64>) -> s::Result {
    let mut text = finding.message.clone();
    if let Some(help) = &finding.help {
        text = format!("{text}\nHelp: {help}");
    }
    let region = s::Region::builder()
        .start_line(finding.line as i64)
        .start_column(finding.column as i64)
        .end_line(finding.end_line as i64)
        .end_column(finding.end_column as i64)
        .build();
    let artifact = s::ArtifactLocation::builder().uri(uri(&finding.file)).build();
    let place = s::PhysicalLocation::builder().artifact_location(artifact).region(region).build();
    let mut location = s::Location::builder().physical_location(place).build();
    if !finding.path.is_empty() {
        let path = s::LogicalLocation::builder().fully_qualified_name(finding.path.as_str()).build();
        location.logical_locations = Some(vec![path]);
    }
    let mut result = s::Result::builder()
        .rule_id(finding.rule)
        .level(match finding.severity {
            Severity::Error => s::ResultLevel::Error,
            Severity::Warning => s::ResultLevel::Warning,
        })
        .message(s::Message::builder().text(text).build())
        .locations(vec![location])
        .build();
    result.rule_index = index.get(finding.rule).copied();
    result
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
