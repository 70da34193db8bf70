//! Each rule has a folder `tests/lint/<rule>/` with records that fail and records that are clean.
//! What is expected is marked by hand in the record itself: a comment line `#   ^ error: rule`
//! below the line of the finding, its caret under the finding's first column; or, where no comment
//! can stand (inside of block scalars), anywhere a line `# at LINE:COLUMN error: rule`.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use handoff::facts::Facts;
use handoff::lint::{self, Context};
use handoff::record::decode;

/// Line, column, severity, rule.
type Mark = (usize, usize, String, String);

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lint");
    let mut cases = Vec::new();
    for rule in fs::read_dir(folder).unwrap() {
        let rule = rule.unwrap().path();
        if rule.is_dir() {
            cases.extend(fs::read_dir(rule).unwrap().map(|case| case.unwrap().path()));
        }
    }
    cases.retain(|case| case.extension().is_some_and(|extension| extension == "yaml"));
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

fn found(case: &Path) -> BTreeSet<Mark> {
    let bytes = fs::read(case).unwrap();
    let name = case.display().to_string();
    let loaded = decode(&name, &bytes).unwrap_or_else(|bad| panic!("{name} is invalid: {:?}", bad.1));
    let facts = Facts::without_evidence(&loaded.record);
    let mut context = Context::new(&loaded, &facts);
    // Cases about expiry and paths say so in their name.
    if name.contains("as-of") || name.contains("expired-allow") {
        context.as_of = chrono::NaiveDate::from_ymd_opt(2026, 6, 1);
    }
    let exists = |path: &str| !path.contains("missing");
    if name.contains("missing-path") {
        context.path_exists = Some(&exists);
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
