//! What `lint --format json` says is to be written: where it stands, it is right.

use std::fs;
use std::path::Path;

use handoff::diagnostic::{Diagnostic, Mend};
use handoff::edit::apply;
use handoff::facts::Facts;
use handoff::lint::fix::{fixes, offer};
use handoff::lint::{self, Context, Levels};
use handoff::record::decode;
use serde_json::Value;

use super::support::{folder, run};

/// A record with what it says of the reader's most likely slips.
const RECORD: &str = include_str!("../lint/unknown-reference/clean.yaml");

/// The findings of a text: of lint, or of decoding where it cannot be read.
fn findings(text: &str) -> Vec<Diagnostic> {
    match decode("x", text.as_bytes()) {
        Ok(loaded) => {
            let facts = Facts::without_evidence(&loaded.record);
            let context = Context::new(&loaded, &facts);
            let mut found = lint::run(&context, &Levels::new());
            offer(&fixes(&context, &Levels::new()), &mut found);
            found
        }
        Err(invalid) => invalid.1,
    }
}

/// Every record of the tests that fails: written as told, the finding is gone, and no other came.
#[test]
fn what_is_told_to_be_written_mends_the_finding() {
    let at = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let rules = fs::read_dir(at.join("lint")).unwrap().map(|rule| rule.unwrap().path()).filter(|rule| rule.is_dir());
    let mut cases: Vec<_> =
        rules.flat_map(|rule| fs::read_dir(rule).unwrap().map(|case| case.unwrap().path())).collect();
    cases.extend(fs::read_dir(at.join("broken")).unwrap().map(|case| case.unwrap().path()));
    cases.retain(|case| case.extension().is_some_and(|ending| ending == "yaml"));
    let (mut meant, mut same) = (0, 0);
    for case in cases {
        let Ok(text) = fs::read_to_string(&case) else { continue };
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let before = findings(&text);
        for finding in &before {
            let Some(Mend { edit, same_meaning }) = finding.mend.as_deref() else { continue };
            let after = apply(&text, std::slice::from_ref(edit));
            let left = findings(&after);
            let is_it = |other: &Diagnostic| (other.rule, &other.message) == (finding.rule, &finding.message);
            let count = |all: &[Diagnostic]| all.iter().filter(|other| is_it(other)).count();
            assert!(count(&left) < count(&before), "{}: {finding:?}\n{left:#?}", case.display());
            // What was told before decoding failed hides what lint would say.
            if *same_meaning {
                assert!(left.len() < before.len(), "{}: {finding:?}\n{left:#?}", case.display());
                same += 1;
            } else {
                meant += 1;
            }
        }
    }
    assert!(meant > 20 && same > 5, "{meant} meant, {same} of the same meaning");
}

/// As a program reads it: lines and columns, the text, and whether the record says the same.
#[test]
fn programs_are_told_the_place_and_the_text() {
    let var = "summary: It fails on shop-staging\nvars: {project: shop-staging, host: db.example.com}";
    let slips = [
        ("severity: P1", "severty: P1", Some("severity"), false),
        ("status: handed-off", "status: handedoff", Some("handed-off"), false),
        ("status: handed-off", "status: \"handedoff\"", Some("\"handed-off\""), false),
        ("status: handed-off", "status: 'handedoff'", Some("'handed-off'"), false),
        ("summary: S", var, Some("${{ vars.project }}"), true),
        ("summary: S", "summary: on ${{ vars.projct }}\nvars: {project: p}", Some("${{ vars.project }}"), false),
        ("summary: S", "summary: in ${{ facts.duration_totl }}", Some("${{ facts.duration_total }}"), false),
        ("summary: S", "summary: on ${{ vars.zzz }}\nvars: {project: p}", None, false),
        ("to: b", "to: zzz", None, false),
    ];
    let base = "format: 1\nid: x\ntitle: T\nseverity: P1\nstatus: handed-off\nsummary: S\n\
                teams: {a: {name: A}, b: {name: B}}\nhandoff: {at: 2026-03-02, from: a, to: b}\n\
                components: [{id: c, name: C, severity: low, problem: P}]\n\
                roadmap: [{id: p, title: P, takes: 4h-6h}]\ncriteria: []\n";
    for (from, to, text, same) in slips {
        let record = base.replacen(from, to, 1);
        assert_ne!(record, base);
        let at = folder(&[("incident.yaml", &record)]);
        let (_, out, err) = run(at.path(), &["lint", "--format", "json", "incident.yaml"]);
        let report: Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{err}"));
        let fixes: Vec<&Value> = report["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|finding| &finding["fix"])
            .filter(|fix| !fix.is_null())
            .collect();
        let Some(text) = text else {
            assert!(fixes.is_empty(), "{to}: {out}");
            continue;
        };
        let fix = fixes.iter().find(|fix| fix["text"] == text).unwrap_or_else(|| panic!("{to}: {out}"));
        assert_eq!(fix["same_meaning"], same, "{to}");
        // On its line, from column to column, stands what it replaces.
        let line = record.lines().nth(fix["line"].as_u64().unwrap() as usize - 1).unwrap();
        let column = |name: &str| fix[name].as_u64().unwrap() as usize - 1;
        assert_eq!(fix["line"], fix["end_line"]);
        let mended = format!("{}{text}{}", &line[..column("column")], &line[column("end_column")..]);
        fs::write(at.path().join("incident.yaml"), record.replacen(line, &mended, 1)).unwrap();
        let (_, out, _) = run(at.path(), &["lint", "--format", "json", "incident.yaml"]);
        let report: Value = serde_json::from_str(&out).unwrap();
        let left = report["findings"].as_array().unwrap().iter().find(|finding| finding["fix"]["text"] == text);
        assert!(left.is_none(), "{to}: {mended}\n{out}");
    }
}

/// A word with which the file could say something else is not told.
#[test]
fn what_could_be_read_otherwise_is_not_told() {
    assert!(findings(RECORD).is_empty());
    for (written, word, text) in [
        ("a", "b", Some("b")),
        ("\"a\"", "b", Some("\"b\"")),
        ("'a'", "b c", Some("'b c'")),
        ("a", "b c", Some("\"b c\"")),
        ("a", "No", Some("\"No\"")),
        ("a", "12", Some("\"12\"")),
        ("a", "y: z", Some("\"y: z\"")),
        ("a", "x[1].y", Some("\"x[1].y\"")),
        ("|\n  a\n", "b", None),
        ("&x a", "b", None),
        ("*x", "b", None),
        ("\"a\"", "b\\", None),
        ("a", "a", None),
    ] {
        let mend = Mend::meant(written, 0..written.len(), word);
        assert_eq!(mend.map(|mend| mend.edit.text).as_deref(), text, "{word} for {written}");
    }
}
