//! What a check proves, as one short text that changes when the check does.

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::probe::{Number, Probe, Within, expand_vars};
use crate::record::Record;
use crate::record::model::{Check, JsonWanted};

/// SHA-256 over the command and its expectation, or over what a person is asked to see. Names of
/// `vars` are filled in, and `within` is the limit itself: moving a target makes evidence stale,
/// renaming it does not. How often and how long to try changes nothing.
pub fn fingerprint(record: &Record, check: &Check) -> String {
    let expand = |text: &str| expand_vars(record, text);
    let content = match Probe::of(record, check, &expand) {
        Some(probe) => of_probe(probe),
        None => json!({
            "what": expand(check.what.as_str()),
            "steps": check.steps.iter().map(|step| expand(step.as_str())).collect::<Vec<_>>(),
        }),
    };
    let digest = Sha256::digest(content.to_string().as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn of_probe(Probe { run, expect, .. }: Probe) -> Value {
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
        // `3.10` and `3.1` are one number and two texts.
        JsonWanted::Value(value) if value.to_string() != value.to_json().to_string() => {
            json!({"as_written": value.to_string()})
        }
        JsonWanted::Value(value) => value.to_json(),
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
}
