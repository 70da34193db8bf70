//! What a check proves, as one short text that changes when the check does.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::probe::{Number, Probe, Within, expand_vars};
use crate::record::Record;
use crate::record::model::{Check, JsonWanted};
use crate::record::units::{Quantity, Setting};

/// SHA-256 over all that decides the check: its command, where that runs, how long it must hold and
/// what is expected, or what a person is asked to see; and the limits of what it proves. Names of `vars`
/// are filled in, and targets count by their limits: moving one makes evidence stale, renaming it does
/// not. How often and how long to try changes nothing.
pub fn fingerprint(record: &Record, check: &Check) -> String {
    let expand = |text: &str| expand_vars(record, text);
    let mut content = match Probe::of(record, check, &expand) {
        Some(probe) => {
            let mut content = of_probe(probe);
            if let Some(run_in) = &record.run_in {
                content["run_in"] = json!(expand(run_in.0.as_str()));
            }
            content
        }
        None => json!({
            "what": expand(check.what.as_str()),
            "steps": check.steps.iter().map(|step| expand(step.as_str())).collect::<Vec<_>>(),
        }),
    };
    let limits = limits(record, check);
    if !limits.is_empty() {
        content["limits"] = json!(limits);
    }
    let digest = Sha256::digest(content.to_string().as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The limits of all targets and requirements that the check proves, by themselves or through a
/// criterion; those by which its expectation decides stand there.
fn limits(record: &Record, check: &Check) -> Vec<String> {
    let id = check.id.as_str();
    let bounds = |min: Option<&Quantity>, max: Option<&Quantity>| {
        let min = min.map(|min| format!("min {min}"));
        min.into_iter().chain(max.map(|max| format!("max {max}")))
    };
    let is = |is: Option<&Setting>| is.map(|is| format!("is {}", expand_vars(record, is.as_str())));
    let mut limits = Vec::new();
    for target in record.targets_proven_by(id) {
        limits.extend(is(target.is.as_ref()));
        limits.extend(bounds(target.min.as_ref(), target.max.as_ref()));
    }
    for requirement in record.requirements_proven_by(id) {
        limits.extend(is(requirement.is.as_ref()));
        limits.extend(bounds(requirement.min.as_ref(), requirement.max.as_ref()));
        let not = requirement.not.iter().flat_map(|not| not.iter());
        limits.extend(not.map(|not| format!("not {}", expand_vars(record, not.as_str()))));
    }
    limits.sort_unstable();
    limits
}

fn of_probe(Probe { run, expect, holds, .. }: Probe) -> Value {
    let mut content = json!({
        "run": run,
        "exit": expect.exit,
        "equals": expect.equals,
        "contains": expect.contains,
        "excludes": expect.excludes,
        "matches": expect.matches,
        "json": expect.json.iter().map(|(pointer, wanted)| (pointer, in_json(wanted))).collect::<Vec<_>>(),
        "within": expect.within.map(|within| match within {
            Within::Limit(limit) => limit.seconds().normalize().to_string(),
            Within::Unknown(name) => name,
        }),
    });
    // What is not there leaves no trace, so that evidence from before a key existed still proves.
    if let Some(holds) = holds {
        content["holds"] = json!(holds.seconds().normalize().to_string());
    }
    if let Some(number) = expect.number {
        content["number"] = json!(match number {
            Number::Limits(limits) => limits.to_string(),
            Number::Unknown(name) => name,
        });
    }
    content
}

fn in_json(wanted: &JsonWanted) -> Value {
    match wanted {
        JsonWanted::Limits(limits) => json!({"limits": limits.to_string()}),
        JsonWanted::Value(value) => {
            // `3.10` and `3.1` are one number and two texts.
            let (written, read) = (value.to_string(), value.to_json());
            let as_read = read.to_string();
            if written == as_read { read } else { json!({"as_written": written}) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(checks: &str) -> String {
        let minimal = crate::evidence::tests_support::record(checks);
        fingerprint(&minimal, &minimal.checks[0])
    }

    #[test]
    fn it_follows_the_command_and_the_expectation_only() {
        let base = of("{id: a, what: A, run: probe x, expect: ok}");
        assert_eq!(
            base,
            of("{id: b, what: other words, run: probe x, expect: {equals: ok}, timeout: 5s, attempts: 3}")
        );
        assert_eq!(base, of("{id: a, what: A, run: 'probe ${{ vars.x }}', expect: ok}"));
        assert_ne!(base, of("{id: a, what: A, run: probe y, expect: ok}"));
        assert_ne!(base, of("{id: a, what: A, run: probe x, expect: {contains: ok}}"));
        assert_ne!(base, of("{id: a, what: A, run: probe x, expect: {equals: ok, exit: 1}}"));
    }

    #[test]
    fn a_target_counts_by_its_limit() {
        let by_target = of("{id: a, what: A, run: probe, expect: {within: fast}}");
        assert_eq!(by_target, of("{id: a, what: A, run: probe, expect: {within: 35s}}"));
        assert_ne!(by_target, of("{id: a, what: A, run: probe, expect: {within: 36s}}"));
    }

    #[test]
    fn a_manual_check_is_what_the_person_is_asked_to_see() {
        let base = of("{id: a, what: Login works, manual: true, steps: [open, log in]}");
        assert_ne!(base, of("{id: a, what: Login works, manual: true, steps: [open]}"));
        assert_ne!(base, of("{id: a, what: Logout works, manual: true, steps: [open, log in]}"));
    }

    /// Of the check `a`, in a record whose other parts change.
    fn within(target: &str, requirement: &str, criterion: &str, more: &str) -> String {
        let text = format!(
            "{{format: 1, id: '1', title: T, severity: P1, status: handed-off, summary: S, vars: {{x: x}},\n\
             teams: {{a: {{name: A}}, b: {{name: B}}}}, handoff: {{at: 2026-03-02T15:40:00Z, from: a, to: b}},\n\
             components: [{{id: c, name: C, severity: high, problem: P, requires: [{requirement}]}}],\n\
             roadmap: [{{id: fix, title: Fix, takes: 1h}}], targets: [{target}],\n\
             criteria: [{criterion}], checks: [{{id: a, what: A, manual: true, steps: [look]}}]{more}}}"
        );
        let record = crate::record::decode("t", text.as_bytes()).unwrap_or_else(|e| panic!("{text} {:?}", e.1)).record;
        fingerprint(&record, &record.checks[0])
    }

    #[test]
    fn the_limits_of_what_it_proves_count_also_of_a_manual_check() {
        let target = |max: &str, check: &str| format!("{{id: t, what: T, max: {max}{check}}}");
        let requirement = |is: &str| format!("{{id: r, what: R, is: {is}, check: a}}");
        let (free, by) = ("{id: r, what: R, is: '1'}", "{id: k, what: K, check: a}");
        let both = "{id: k, what: K, check: a, target: t}";
        let base = within(&target("120ms", ""), free, by, "");
        assert_eq!(base, within(&target("20ms", ""), free, by, ""), "it does not prove that target");
        let proves = |max| within(&target(max, ", check: a"), free, by, "");
        assert_ne!(proves("120ms"), proves("20ms"));
        let enforces = |max| within(&target(max, ""), free, both, "");
        assert_ne!(enforces("120ms"), enforces("20ms"));
        assert_eq!(proves("120ms"), enforces("120ms"));
        let requires = |is| within(&target("120ms", ""), &requirement(is), by, "");
        assert_ne!(requires("'1'"), requires("'2'"));
        assert_ne!(requires("'${{ vars.x }}'"), requires("y"));
        assert_eq!(requires("'${{ vars.x }}'"), requires("x"));
    }
}
