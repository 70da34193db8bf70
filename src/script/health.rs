//! `health-check.sh`: the automatic read-only checks as one bash script, for hosts without the
//! tool. What it does stands in `health_check.sh`; here the record's checks become its data.

use serde_json::{Value, json};

use super::ere::translate;
use super::{DATA, comment, word};
use crate::evidence::{Evidence, Outcome, Standing};
use crate::facts::Names;
use crate::facts::criteria::{is_must, is_waived};
use crate::facts::proving::proving_checks;
use crate::probe::{Number, Probe, Within};
use crate::record::Record;
use crate::record::model::{JsonValue, JsonWanted, NumberLimits};
use crate::record::units::{Decimal, Duration, Unit};
use crate::secrets::Masker;
use crate::verify::{CheckResult, Selection, Turn, components_by_check, excused, schedule, show};

const PROGRAM: &str = include_str!("health_check.sh");

/// The script, or `None` when there is no automatic read-only check. It begins with `#!`; the line
/// behind that is free for the marker. It is planned as `verify` would plan it now: what is not run
/// counts in both by the same evidence.
pub fn health_check(names: &Names, evidence: &Evidence) -> Option<String> {
    let record = names.record;
    let selected = Selection::default().of(record).ok()?;
    let schedule = schedule(record, &selected, evidence, false, &Masker::default(), &|name| names.value(name));
    schedule.probes().next()?;
    let (components, excused) = (components_by_check(record), excused(record));
    let mut out = String::from("#!/usr/bin/env bash\n");
    let title = comment(&names.expand(record.title.as_str()));
    out.push_str(&format!("# Checks the health of {}: {title}\n", record.id));
    let others: Vec<&str> = schedule.known().map(|result| result.id.as_str()).collect();
    if !others.is_empty() {
        out.push_str(&format!("# Not run by it, but known from the evidence: {}\n", others.join(", ")));
    }
    let run_in =
        record.run_in.as_ref().map_or_else(|| ".".into(), |run_in| names.expand(run_in.0.as_str()).into_owned());
    out.push_str(&format!("\nset -u\n\nthe_checks() {{\n  {DATA}\n  {{\n    run_in={}\n", word(&run_in)));
    for (what, action) in schedule.actions() {
        let about = |id: &str| components.get(id).map_or_else(String::new, |about| about.join(" "));
        let id = match action {
            Turn::Run(probe) => {
                out.push_str(&data(probe, what, &about(&probe.id)));
                &probe.id
            }
            Turn::Known(result) => {
                let counts = counts(record, evidence, result);
                out.push_str(&known(result, &about(&result.id), counts));
                // Whether that is from the future is seen when the script runs.
                let at = evidence.get(&result.id).filter(|_| counts != "undecided").map(|entry| entry.at.0.timestamp());
                out.extend(at.map(|at| format!("    dated {at}\n")));
                &result.id
            }
        };
        out.extend(excused.get(id.as_str()).map(|because| format!("    excused {}\n", word(because))));
    }
    for (criterion, proving) in record.criteria.iter().zip(proving_checks(record)) {
        let checks: Vec<&str> = proving.checks.iter().map(|&check| record.checks[check].id.as_str()).collect();
        let must = if is_must(criterion) { "must" } else { "wanted" };
        let whole = if proving.complete { "whole" } else { "part" };
        let waived = if is_waived(criterion) { " waived" } else { "" };
        out.push_str(&format!("    criterion {} {must} {} {whole}{waived}\n", criterion.id, word(&checks.join(" "))));
    }
    out.push_str("  }\n}\n");
    out.push_str(PROGRAM);
    Some(out)
}

/// As what a check that is not run counts for its criteria.
fn counts(record: &Record, evidence: &Evidence, result: &CheckResult) -> &'static str {
    let check = record.checks.by_id(&result.id);
    match (result.outcome, check.map(|check| evidence.standing(record, check))) {
        (Outcome::Passed, _) | (Outcome::Skipped, Some(Standing::Passed(_))) => "yes",
        (Outcome::Failed, _) | (Outcome::Skipped, Some(Standing::Failed(_))) => "no",
        _ => "undecided",
    }
}

/// The call that tells of a check that is not run.
fn known(result: &CheckResult, about: &str, counts: &str) -> String {
    let CheckResult { id, what, outcome, expected, actual, .. } = result;
    let one_line = |text: &str| word(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    let texts = [one_line(expected), one_line(actual)].join(" ");
    format!("    known {id} {} {} {outcome} {counts} {texts}\n", one_line(what), word(about))
}

/// The calls that make one check.
fn data(probe: &Probe, what: &str, about: &str) -> String {
    let shown = show::expectation(&probe.expect, &Masker::default());
    let words = [
        probe.id.clone(),
        word(what.split_whitespace().collect::<Vec<_>>().join(" ").as_str()),
        word(about),
        probe.timeout.millis().to_string(),
        probe.attempts.to_string(),
        probe.every.millis().to_string(),
        probe.expect.exit.to_string(),
        word(&shown),
        word(&probe.run),
    ];
    let mut out = format!("    check {}\n", words.join(" "));
    let listed = show::exact(&probe.run);
    if listed != probe.run {
        out.push_str(&format!("    as_listed {}\n", word(&listed)));
    }
    out.extend(probe.holds.map(|holds| format!("    holds {}\n", holds.millis())));
    let mut want = |kind: &str, values: &[&str]| {
        let values: Vec<String> = values.iter().map(|value| word(value)).collect();
        out.push_str(&format!("    want {kind} {}\n", values.join(" ")));
    };
    let expect = &probe.expect;
    if let Some(text) = &expect.equals {
        want("equals", &[text.trim_ascii()]);
    }
    expect.contains.iter().for_each(|text| want("contains", &[text]));
    expect.excludes.iter().for_each(|text| want("excludes", &[text]));
    if let Some(pattern) = &expect.matches {
        match translate(pattern) {
            Some(ere) => {
                let ascii = if ere.ascii_only { "ascii" } else { "" };
                let boundary = if ere.boundary { "boundary" } else { "" };
                want("matches", &[&ere.pattern, &format!("{ascii} {boundary}")]);
            }
            None => want("unknown", &["this pattern needs handoff verify: bash has no equal for it"]),
        }
    }
    match &expect.number {
        Some(Number::Limits(limits)) => bounds(limits).for_each(|bound| want("number", &["", &bound])),
        Some(Number::Unknown(name)) => want("unknown", &[&format!("{name} is no target with a limit")]),
        None => {}
    }
    for (pointer, wanted) in &expect.json {
        match wanted {
            JsonWanted::Value(value) => want("json", &[pointer, &alternatives(value).to_string()]),
            JsonWanted::Limits(limits) => bounds(limits).for_each(|bound| want("json-number", &[pointer, &bound])),
        }
    }
    match &expect.within {
        Some(Within::Limit(limit)) => want("within", &[&limit.millis().to_string()]),
        Some(Within::Unknown(name)) => want("unknown", &[&format!("{name} is neither a duration nor a target")]),
        None => {}
    }
    out
}

/// Each limit as the script reads it: `max 35000 time s`, with times in milliseconds and the unit in
/// which a number without one counts, or `-` where that is not known.
fn bounds(limits: &NumberLimits) -> impl Iterator<Item = String> {
    limits.bounds().map(|(bound, limit)| {
        let (number, kind, unit) = match &limit.unit {
            Unit::Count => (limit.number, "count", "-".to_owned()),
            Unit::Percent => (limit.number, "percent", "%".to_owned()),
            Unit::Time => {
                let millis = limit.one.map(|one| Duration::from_seconds(one).millis());
                (limit.number * Decimal::from(1_000), "time", millis.map_or("-", unit_name).to_owned())
            }
            Unit::Named(name) => (limit.number, "named", name.to_ascii_lowercase().trim_end_matches('s').to_owned()),
        };
        format!("{} {} {kind} {unit}", bound.as_str(), number.normalize())
    })
}

fn unit_name(millis: i64) -> &'static str {
    match millis {
        1 => "ms",
        1_000 => "s",
        60_000 => "min",
        3_600_000 => "h",
        86_400_000 => "d",
        604_800_000 => "w",
        _ => "-",
    }
}

/// A value with all that it may be in JSON: without quotes, a number is also the text as it was
/// written.
fn alternatives(value: &JsonValue) -> Value {
    match value {
        JsonValue::Null => json!({"or": [null]}),
        JsonValue::Scalar(written) => match value.to_json() {
            Value::String(text) => json!({"or": [text]}),
            other => json!({"or": [other, written.as_str()]}),
        },
        JsonValue::List(items) => json!({"list": items.iter().map(alternatives).collect::<Vec<_>>()}),
        JsonValue::Object(entries) => {
            let entries = entries.iter().map(|(key, item)| (key.clone(), alternatives(item)));
            json!({"map": entries.collect::<serde_json::Map<_, _>>()})
        }
    }
}
