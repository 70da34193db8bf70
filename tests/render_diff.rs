//! One changed value in the record of incident 1278: the diff of the package shows that value, what
//! follows from it, and the checksums of the documents it stands in. Nothing else.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::collections::BTreeMap;
use std::fs;

use similar::{ChangeTag, TextDiff};
use support::{documents, folder, render, repository};

struct Diff {
    removed: Vec<String>,
    added: Vec<String>,
}

/// The changed lines by document, without the first line, which must have changed with them.
fn diff(from: &str, to: &str) -> BTreeMap<String, Diff> {
    let record = fs::read_to_string(repository("incidents/1278/incident.yaml")).unwrap();
    assert_eq!(record.matches(from).count(), 1, "{from:?} is not in the record once");
    let [old, new] = [record.clone(), record.replace(from, to)].map(|record| {
        let at = folder(&[("incident.yaml", &record)]);
        render(at.path(), &["--no-lint", "."]);
        documents(at.path())
    });
    assert_eq!(old.keys().collect::<Vec<_>>(), new.keys().collect::<Vec<_>>());
    let mut diffs = BTreeMap::new();
    for (name, old) in old {
        let (old, new) = (String::from_utf8(old).unwrap(), String::from_utf8(new[&name].clone()).unwrap());
        if old == new {
            continue;
        }
        let mut found = Diff { removed: Vec::new(), added: Vec::new() };
        for change in TextDiff::from_lines(old.as_str(), new.as_str()).iter_all_changes() {
            let line = change.value().trim_end().to_owned();
            match change.tag() {
                ChangeTag::Equal => {}
                _ if line.contains("Made by `handoff render`") => {}
                ChangeTag::Delete => found.removed.push(line),
                ChangeTag::Insert => found.added.push(line),
            }
        }
        diffs.insert(name, found);
    }
    diffs
}

fn count(diffs: &BTreeMap<String, Diff>) -> Vec<(&str, usize, usize)> {
    diffs.iter().map(|(name, diff)| (name.as_str(), diff.removed.len(), diff.added.len())).collect()
}

/// Every changed line shows one of these.
fn only(diffs: &BTreeMap<String, Diff>, removed: &[&str], added: &[&str]) {
    for (name, diff) in diffs {
        for (lines, parts) in [(&diff.removed, removed), (&diff.added, added)] {
            for line in lines {
                assert!(parts.iter().any(|part| line.contains(part)), "{name}: {line:?} shows none of {parts:?}");
            }
        }
    }
}

#[test]
fn zz_show() {
    for (from, to) in [
        ("Partnership validation, per_year: 100k", "Partnership validation, per_year: 110k"),
        ("takes: 2h-4h", "takes: 2h-5h"),
        (
            "{id: routing-latency, what: Routing through the connector, max: 2s",
            "{id: routing-latency, what: Routing through the connector, max: 3s",
        ),
        (
            "  - {id: diagnosis-complete,",
            "  - {id: added, what: An added criterion, kind: documentation}\n  - {id: diagnosis-complete,",
        ),
    ] {
        let diffs = diff(from, to);
        for (name, d) in &diffs {
            for l in &d.removed {
                println!("{name} - {l}");
            }
            for l in &d.added {
                println!("{name} + {l}");
            }
        }
        let _ = (count(&diffs), only);
    }
}
