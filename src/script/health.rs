//! `health-check.sh`: the automatic read-only checks as one bash script, for hosts without the
//! tool. What it does stands in `health_check.sh`; here the record's checks become its data.

use std::collections::HashSet;

use super::ere::translate;
use super::{DATA, comment, word};
use crate::facts::criteria::{is_must, proving_checks};
use crate::probe::{Probe, Within};
use crate::record::Record;
use crate::secrets::Masker;
use crate::verify::{components_by_check, show};

const PROGRAM: &str = include_str!("health_check.sh");

/// The script, or `None` when there is no automatic read-only check. It begins with `#!`; the line
/// behind that is free for the marker.
pub fn health_check(record: &Record, expand: &dyn Fn(&str) -> String) -> Option<String> {
    let probes: Vec<_> = record
        .checks
        .iter()
        .filter_map(|check| Probe::of(record, check, expand).map(|probe| (check, probe)))
        .filter(|(_, probe)| probe.read_only)
        .collect();
    if probes.is_empty() {
        return None;
    }
    let ids: HashSet<&str> = probes.iter().map(|(check, _)| check.id.as_str()).collect();
    let has = |id: &str| ids.contains(id);
    let components = components_by_check(record);
    let mut out = String::from("#!/usr/bin/env bash\n");
    out.push_str(&format!("# Checks the health of {}: {}\n", record.id, comment(&expand(record.title.as_str()))));
    let others: Vec<&str> = record.checks.iter().map(|check| check.id.as_str()).filter(|id| !has(id)).collect();
    if !others.is_empty() {
        out.push_str(&format!("# Not part of it, being manual or changing something: {}\n", others.join(", ")));
    }
    out.push_str(&format!("\nset -u\n\nthe_checks() {{\n  {DATA}\n  {{\n    :\n"));
    for (check, probe) in &probes {
        let about = components.get(check.id.as_str()).map_or_else(String::new, |about| about.join(" "));
        out.push_str(&data(probe, &show::printable(&expand(check.what.as_str())), &about));
    }
    for (criterion, proving) in record.criteria.iter().zip(proving_checks(record)) {
        let checks = proving.checks.iter().map(|&check| record.checks[check].id.as_str());
        let inside: Vec<&str> = checks.filter(|id| has(id)).collect();
        if inside.is_empty() {
            continue;
        }
        let whole = if proving.complete && inside.len() == proving.checks.len() { "whole" } else { "part" };
        let must = if is_must(criterion) { "must" } else { "wanted" };
        out.push_str(&format!("    criterion {} {must} {} {whole}\n", criterion.id, word(&inside.join(" "))));
    }
    out.push_str("  }\n}\n");
    out.push_str(PROGRAM);
    Some(out)
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
    for (pointer, value) in &expect.json {
        want("json", &[pointer, &value.to_string()]);
    }
    match &expect.within {
        Some(Within::Limit(limit)) => want("within", &[&limit.millis().to_string()]),
        Some(Within::Unknown(name)) => want("unknown", &[&format!("{name} is neither a duration nor a target")]),
        None => {}
    }
    out
}
