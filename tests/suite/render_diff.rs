//! One changed value in the record of incident 1278: the diff of the package shows that value, what
//! follows from it, and the checksums of the documents it stands in. Nothing else.

use std::collections::BTreeMap;
use std::fs;

use crate::support::{documents, folder, render, repository};
use similar::{ChangeTag, TextDiff};

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
                _ if line.is_empty() => {}
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
fn an_amount_changes_the_sums_it_is_part_of() {
    let diffs = diff("Partnership validation, per_year: 100k", "Partnership validation, per_year: 110k");
    // The amount, the total and what is computed from the total.
    only(&diffs, &["$575K", "$100K", "287.5 times", "$535K"], &["$585K", "$110K", "292.5 times", "$544K"]);
    for (name, diff) in &diffs {
        assert_eq!(diff.removed.len(), diff.added.len(), "{name}");
        assert!(diff.removed.len() <= 8, "{name}: {:?}", diff.removed);
    }
    let unaffected = ["roadmap.md", "success-criteria.md", "five-whys.md", "health-check.sh"];
    assert!(unaffected.iter().all(|name| !diffs.contains_key(*name)), "{:?}", count(&diffs));
}

#[test]
fn a_duration_changes_the_schedule() {
    let diffs = diff("takes: 2h-4h", "takes: 2h-5h");
    only(
        &diffs,
        &["4–6 h", "3–5 h", "2–4 h", "14400s", "14:37", "15:37"],
        &["4–7 h", "3–6 h", "2–5 h", "18000s", "15:37", "16:37"],
    );
    assert!(count(&diffs).iter().all(|(_, removed, added)| removed == added), "{:?}", count(&diffs));
    assert!(!diffs.contains_key("success-criteria.md") && !diffs.contains_key("five-whys.md"), "{:?}", count(&diffs));
}

#[test]
fn a_target_changes_its_own_line() {
    let from = "{id: routing-latency, what: Routing through the connector, max: 2s";
    let diffs = diff(from, &from.replace("2s", "3s"));
    // The phase that ends with it, its criterion and itself.
    assert_eq!(count(&diffs), [("roadmap.md", 1, 1), ("success-criteria.md", 2, 2)]);
    only(&diffs, &["at most 2 s"], &["at most 3 s"]);
}

#[test]
fn a_criterion_adds_lines_and_changes_counts() {
    let mark = "  - {id: diagnosis-complete,";
    let diffs = diff(mark, &format!("  - {{id: added, what: An added criterion, kind: documentation}}\n{mark}"));
    only(&diffs, &["of 52", "0 of ", "the 23 required"], &["of 53", "0 of ", "the 24 required", "added"]);
    // Lines that go are counts; where the criterion stands, lines are only added.
    let criteria = &diffs["success-criteria.md"];
    assert!(
        criteria.removed.len() <= 2
            && criteria.added.iter().any(|line| line.starts_with("- [ ] **An added criterion**"))
    );
    assert_eq!(diffs["health-check.sh"].added, ["    criterion added must '' part"]);
    for (name, diff) in
        diffs.iter().filter(|(name, _)| !["success-criteria.md", "health-check.sh"].contains(&name.as_str()))
    {
        assert!(diff.removed.len() == diff.added.len() && diff.removed.len() <= 2, "{name}: {:?}", diff.added);
    }
}
