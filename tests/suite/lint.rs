//! Each rule has a folder `tests/lint/<rule>/` with records that fail and records that are clean.
//! What is expected is marked by hand in the record itself: a comment line `#   ^ error: rule`
//! below the line of the finding, its caret under the finding's first column; or, where no comment
//! can stand (inside of block scalars), anywhere a line `# at LINE:COLUMN error: rule`.
//! A first line `# as of WHEN` gives the present. Beside a case `x.yaml`, its evidence stands in `x.evidence.yaml`; there, `@id` is the fingerprint
//! of the check as it stands in the case.
//!
//! `tests/lint/1278-as-published.yaml` is a real package with its contradictions put back, `tests/lint/clean/`
//! has records of many domains that are full of near misses and have no finding at all.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use handoff::evidence::{Evidence, fingerprint};
use handoff::lint::{self, Context};
use handoff::record::units::{Scalar, When};
use handoff::record::{Record, decode};

/// Named by the documents of incident 1278, and in no commit of its repository.
const NEVER_EXISTED: &[&str] = &[
    "scripts/setup_health_monitoring.py",
    "scripts/configure_staging_alerts.py",
    "scripts/setup_performance_monitoring.py",
    "scripts/setup_infrastructure_drift_detection.py",
    "tests/performance/staging_performance_validation.py",
    "tests/load/staging_load_validation.py",
    "tests/integration/error_handling_validation.py",
    "tests/reliability/service_recovery_validation.py",
];

/// Line, column, severity, rule.
type Mark = (usize, usize, String, String);

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lint");
    let mut cases = Vec::new();
    for rule in fs::read_dir(folder).unwrap() {
        let rule = rule.unwrap().path();
        if rule.is_dir() {
            cases.extend(fs::read_dir(rule).unwrap().map(|case| case.unwrap().path()));
        } else {
            cases.push(rule);
        }
    }
    let is_case = |case: &Path| {
        let name = case.to_string_lossy();
        name.ends_with(".yaml") && !name.ends_with(".evidence.yaml")
    };
    cases.retain(|case| is_case(case));
    cases.sort();
    cases
}

fn marks(text: &str) -> BTreeSet<Mark> {
    let mut marks = BTreeSet::new();
    let mut last_line = 0;
    for (index, line) in text.lines().enumerate() {
        let Some(comment) = line.trim_start().strip_prefix('#') else {
            last_line = index + 1;
            continue;
        };
        let words: Vec<&str> = comment.split_whitespace().collect();
        match words.as_slice() {
            ["^", severity, rule] => {
                let column = line.chars().position(|c| c == '^').unwrap() + 1;
                marks.insert((last_line, column, severity.trim_end_matches(':').into(), (*rule).into()));
            }
            ["at", place, severity, rule] => {
                let (line, column) = place.split_once(':').unwrap();
                let (line, column) = (line.parse().unwrap(), column.parse().unwrap());
                marks.insert((line, column, severity.trim_end_matches(':').into(), (*rule).into()));
            }
            _ => {}
        }
    }
    marks
}

/// The evidence beside a case, with its fingerprints filled in.
fn evidence(case: &Path, record: &Record) -> Option<Evidence> {
    let mut text = fs::read_to_string(case.with_extension("evidence.yaml")).ok()?;
    for check in record.checks.iter() {
        text = text.replace(&format!("\"@{}\"", check.id), &fingerprint(record, check));
    }
    let decoded = Evidence::decode("evidence.yaml", text.as_bytes());
    Some(decoded.unwrap_or_else(|bad| panic!("evidence of {}: {:?}", case.display(), bad.1)))
}

fn found(case: &Path) -> BTreeSet<Mark> {
    let bytes = fs::read(case).unwrap();
    let name = case.display().to_string();
    let loaded = decode(&name, &bytes).unwrap_or_else(|bad| panic!("{name} is invalid: {:?}", bad.1));
    let evidence = evidence(case, &loaded.record);
    let facts = evidence.clone().unwrap_or_default().facts(&loaded.record);
    let mut context = Context::new(&loaded, &facts);
    context.evidence = evidence.as_ref();
    // Cases about the present say so in their first line, those about paths in their name.
    let first = loaded.source.text.lines().next().unwrap_or_default();
    context.as_of = first.strip_prefix("# as of ").map(|present| When::parse(present).unwrap());
    let exists = |path: &str| !path.contains("missing") && !NEVER_EXISTED.contains(&path);
    if name.contains("missing-path") || name.contains("as-published") {
        context.path_exists = Some(&exists);
    }
    if name.contains("duplicate-record/fail") {
        context.same_id = Some("another/incident.yaml");
    }
    lint::run(&context, &lint::Levels::new())
        .into_iter()
        .map(|finding| {
            let at = loaded.source.position(finding.span.start);
            (at.line, at.column, finding.severity.as_str().to_owned(), finding.rule.to_owned())
        })
        .collect()
}

#[test]
fn findings_stand_where_the_record_is_marked() {
    let mut wrong = String::new();
    for case in cases() {
        let (expected, found) = (marks(&fs::read_to_string(&case).unwrap()), found(&case));
        for mark in expected.difference(&found) {
            wrong += &format!("{}: not found: {mark:?}\n", case.display());
        }
        for mark in found.difference(&expected) {
            wrong += &format!("{}: not expected: {mark:?}\n", case.display());
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// What is published is right, or says why not.
#[test]
fn committed_incidents_have_no_finding() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("incidents");
    let mut wrong = String::new();
    for incident in fs::read_dir(folder).unwrap() {
        let case = incident.unwrap().path().join("incident.yaml");
        let Ok(text) = fs::read_to_string(&case) else { continue };
        let loaded = decode("incident.yaml", text.as_bytes()).unwrap_or_else(|bad| panic!("{:?}", bad.1));
        let evidence = fs::read(case.with_file_name("evidence.yaml")).unwrap_or_default();
        let evidence = Evidence::decode("evidence.yaml", &evidence).unwrap_or_default();
        let facts = evidence.facts(&loaded.record);
        let mut context = Context::new(&loaded, &facts);
        context.evidence = Some(&evidence);
        for finding in lint::run(&context, &lint::Levels::new()) {
            let line = loaded.source.position(finding.span.start).line;
            wrong += &format!("{}:{line}: {}: {}\n", case.display(), finding.rule, finding.message);
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn each_rule_is_documented_and_has_a_failing_and_a_clean_case() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lint");
    for rule in lint::rules() {
        let page = rule.page();
        assert!(page.starts_with(&format!("# {}\n", rule.name)), "{}: its page has no title", rule.name);
        assert!(page.contains("Why it hurts"), "{}: its page does not say why it hurts", rule.name);
        assert!(page.matches("```yaml").count() >= 2, "{}: its page has no before and after", rule.name);
        let folder = folder.join(rule.name);
        let clean = fs::read_to_string(folder.join("clean.yaml")).unwrap_or_default();
        assert!(!clean.is_empty() && marks(&clean).is_empty(), "{}: no clean case", rule.name);
        let fails = fs::read_to_string(folder.join("fail.yaml")).unwrap_or_default();
        assert!(marks(&fails).iter().any(|mark| mark.3 == rule.name), "{}: no failing case", rule.name);
    }
    let names: BTreeSet<_> = lint::rules().iter().map(|rule| rule.name).collect();
    assert_eq!(names.len(), lint::rules().len(), "two rules have one name");
}

/// The table of the contradictions of a real package, and how each is met.
#[test]
fn all_46_contradictions_are_accounted_for() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lint");
    let table = fs::read_to_string(folder.join("README.md")).unwrap();
    let published = marks(&fs::read_to_string(folder.join("1278-as-published.yaml")).unwrap());
    let shown: BTreeSet<&str> = published.iter().map(|mark| mark.3.as_str()).collect();
    let rows: Vec<Vec<&str>> = table
        .lines()
        .filter(|line| line.starts_with("| C"))
        .map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect())
        .collect();
    let numbers: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    let all: Vec<String> = (1..=46).map(|number| format!("C{number:02}")).collect();
    assert_eq!(numbers, all);
    for row in &rows {
        let [number, slip, how, by] = row.as_slice() else { panic!("{row:?}: four columns") };
        assert!(!slip.is_empty() && matches!(*how, "impossible" | "found" | "not seen"), "{number}: {how}");
        let code: Vec<&str> = by.split('`').skip(1).step_by(2).collect();
        let rules: Vec<&str> = code.iter().copied().filter(|name| lint::rule(name).is_some()).collect();
        let cases: Vec<&str> = code.iter().copied().filter(|name| name.ends_with(".yaml")).collect();
        for case in &cases {
            let text = fs::read_to_string(folder.join(case)).unwrap_or_else(|_| panic!("{number}: no case {case}"));
            assert!(!marks(&text).is_empty(), "{number}: {case} has no finding");
        }
        // A word with a hyphen is the name of a rule or of a check; a misspelt one would pass for the latter.
        let known =
            |name: &&str| lint::rule(name).is_some() || name.contains(['.', '_', '/', '[']) || !name.contains('-');
        let checks = ["log-sinks"];
        let unknown = code.iter().find(|name| !known(name) && !checks.contains(name));
        assert!(unknown.is_none(), "{number}: {unknown:?} is no rule");
        if *how == "found" {
            assert!(rules.iter().any(|rule| shown.contains(rule)), "{number}: not shown by 1278-as-published.yaml");
        }
    }
}
