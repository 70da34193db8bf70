//! `verify --format tap`: TAP 14, one test point a check.

use super::waiver;
use crate::evidence::Outcome;
use crate::verify::{CheckResult, Report};

pub fn tap(report: &Report) -> String {
    let mut out = format!("TAP version 14\n1..{}", report.results.len());
    if report.results.is_empty() {
        out.push_str(" # SKIP no check is selected");
    }
    out.push('\n');
    for (number, result) in (1..).zip(&report.results) {
        out.push_str(&point(number, result));
    }
    out
}

fn point(number: usize, result: &CheckResult) -> String {
    let ok = if matches!(result.outcome, Outcome::Passed | Outcome::Skipped) { "ok" } else { "not ok" };
    let mut out = format!("{ok} {number} - {}: {}", result.id, escaped(&result.what));
    if result.outcome == Outcome::Skipped {
        out.push_str(&format!(" # SKIP {}", escaped(&result.actual)));
    } else if let Some(why) = waiver(result) {
        // To TAP, what is still to be done is no failure.
        out.push_str(&format!(" # TODO {}", escaped(&why)));
    }
    out.push('\n');
    if !matches!(result.outcome, Outcome::Passed | Outcome::Skipped) {
        let field = |name: &str, value: &str| format!("  {name}: {}\n", quoted(value));
        out.push_str("  ---\n");
        out.push_str(&field("outcome", result.outcome.as_str()));
        out.push_str(&field("expected", &result.expected));
        out.push_str(&field("actual", &result.actual));
        out.push_str(&format!("  attempts: {}\n  ...\n", result.attempts));
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
