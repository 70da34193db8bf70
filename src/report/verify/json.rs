//! `verify --format json`.

use serde_json::{Value, json};

use crate::evidence::Outcome;
use crate::report::json::to_json;
use crate::verify::{CheckResult, Decided, Listed, Met, Report};

/// One object; `met` is `null` for what could not be decided.
pub fn json(report: &Report) -> String {
    let checks: Vec<Value> = report.results.iter().map(check).collect();
    let criteria: Vec<Value> = report.criteria.iter().map(criterion).collect();
    let mut whole = json!({"status": report.status, "checks": checks, "criteria": criteria});
    if !report.not_judged.is_empty() {
        whole["not_judged"] = json!(report.not_judged);
    }
    to_json(&whole)
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
    let mut criterion = json!({"id": decided.id, "met": met});
    if decided.waived.is_some() {
        criterion["waived"] = Value::Bool(true);
    }
    criterion
}

/// `--list`: `run_in` is where the commands run, from the record's folder.
pub fn json_list<'l>(listed: impl Iterator<Item = &'l Listed>, run_in: &str) -> String {
    let check = |check: &Listed| {
        json!({
            "id": check.id,
            "what": check.what,
            "run": check.run,
            "run_in": run_in,
            "read_only": check.read_only,
            "manual": check.manual,
        })
    };
    to_json(&json!({"checks": listed.map(check).collect::<Vec<_>>()}))
}

/// `--can-fail`: each check with its command, and whether it failed where nothing answers.
pub fn json_can_fail(tried: &[(CheckResult, String)]) -> String {
    let check = |(result, run): &(CheckResult, String)| json!({"id": result.id, "can_fail": result.outcome != Outcome::Passed, "run": run});
    to_json(&json!({"checks": tried.iter().map(check).collect::<Vec<_>>()}))
}
