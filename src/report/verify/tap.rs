//! `verify --format tap`: TAP 14, one test point a check.

use crate::evidence::Outcome;
use crate::verify::{Finding, Report};

pub fn tap(report: &Report) -> String {
    let mut out = format!("TAP version 14\n1..{}", report.findings.len());
    if report.findings.is_empty() {
        out.push_str(" # SKIP no check is selected");
    }
    out.push('\n');
    for (number, finding) in (1..).zip(&report.findings) {
        out.push_str(&point(number, finding));
    }
    out
}

fn point(number: usize, finding: &Finding) -> String {
    let ok = if matches!(finding.outcome, Outcome::Passed | Outcome::Skipped) { "ok" } else { "not ok" };
    let mut out = format!("{ok} {number} - {}: {}", finding.id, escaped(&finding.what));
    if finding.outcome == Outcome::Skipped {
        out.push_str(&format!(" # SKIP {}", escaped(&finding.actual)));
    }
    out.push('\n');
    if !matches!(finding.outcome, Outcome::Passed | Outcome::Skipped) {
        let field = |name: &str, value: &str| format!("  {name}: {}\n", quoted(value));
        out.push_str("  ---\n");
        out.push_str(&field("outcome", finding.outcome.as_str()));
        out.push_str(&field("expected", &finding.expected));
        out.push_str(&field("actual", &finding.actual));
        out.push_str(&format!("  attempts: {}\n  ...\n", finding.attempts));
    }
    out
}

/// A description ends at the line's end and must hold no directive of its own.
fn escaped(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.replace('\\', "\\\\").replace('#', "\\#")
}

/// JSON's notation of a text is YAML's too.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
