//! `verify --format json`.

use serde_json::{Value, json};

use crate::verify::{CheckResult, Decided, Met, Report};

/// One object; `met` is `null` for what could not be decided.
pub fn json(report: &Report) -> String {
    let checks: Vec<Value> = report.results.iter().map(check).collect();
    let criteria: Vec<Value> = report.criteria.iter().map(criterion).collect();
    let whole = json!({"status": report.status, "checks": checks, "criteria": criteria});
    format!("{whole:#}\n")
}

fn check(result: &CheckResult) -> Value {
    let seconds = result.seconds.and_then(|seconds| seconds.to_string().parse::<f64>().ok());
    json!({
        "id": result.id,
        "outcome": result.outcome,
        "seconds": seconds,
        "exit": result.exit,
        "expected": result.expected,
        "actual": result.actual,
        "attempts": result.attempts,
    })
}

fn criterion(decided: &Decided) -> Value {
    let met = match decided.met {
        Met::Yes => Value::Bool(true),
        Met::No => Value::Bool(false),
        Met::Undecided => Value::Null,
    };
    json!({"id": decided.id, "met": met})
}
