//! `handoff diff` held to its promise: every changed leaf once, at its path, and no other.

use std::fs;

use handoff::diff::{Case, Change, Changes, Names, diff};
use handoff::evidence::Evidence;
use handoff::lint::{self, Context};
use handoff::record::tree::{Kind, NodeId, Tree};
use handoff::record::{FieldPath, Loaded, decode};
use serde_json::Value;

use crate::support::{MINIMAL, folder, repository, run};

const EVERY_FIELD: &str = include_str!("../documents/every-field.yaml");

fn loaded(text: &str) -> Option<Loaded> {
    decode("incident.yaml", text.as_bytes()).ok()
}

/// With findings, or without, which is faster.
fn compare(old: &Loaded, new: &Loaded, findings: bool) -> Changes {
    let evidence = Evidence::default();
    let (a, b) = (evidence.facts(&old.record), evidence.facts(&new.record));
    let lint = |loaded, facts| {
        if findings { lint::run(&Context::new(loaded, facts), &Default::default()) } else { Vec::new() }
    };
    let (c, d) = (lint(old, &a), lint(new, &b));
    let old = Case { loaded: old, evidence: &evidence, facts: &a, findings: &c };
    let new = Case { loaded: new, evidence: &evidence, facts: &b, findings: &d };
    diff(&old, &new)
}

fn causes(changes: &Changes) -> Vec<&Change> {
    changes.changes.iter().filter(|change| change.because.is_empty()).collect()
}

fn compare_texts(old: &str, new: &str) -> Changes {
    compare(&loaded(old).unwrap(), &loaded(new).unwrap_or_else(|| panic!("{new}")), true)
}

/// All scalars with their paths, keys of maps left out.
fn leaves(tree: &Tree, node: NodeId, at: &FieldPath, out: &mut Vec<(FieldPath, NodeId)>) {
    match &tree.nodes[node].kind {
        Kind::Scalar { .. } => out.push((at.clone(), node)),
        Kind::Sequence(items) => {
            items.iter().enumerate().for_each(|(index, &item)| leaves(tree, item, &at.index(index), out));
        }
        Kind::Mapping(entries) => {
            for &(key, value) in entries {
                leaves(tree, value, &at.key(tree.scalar(key).unwrap().to_owned()), out);
            }
        }
        Kind::Alias(_) => {}
    }
}

/// What may stand in place of a value that is no text; the first that makes a record is taken.
const INSTEAD: &str = "true false P0 P4 SEV1 investigating handed-off closed remediating up down unknown failing repaired critical \
    medium low repair inspect stop-gap worked partly ruled-out confirmed open started mitigated note unit e2e business technical \
    security monitoring performance reliability availability complete pending blocked done planned dropped prevent detect \
    mitigate warning abort none all partly went-well lucky went-wrong < >= = 2 77 77% 7/9 7h 7s 7d 7h-9h 77k 7-9 2031-07-07 \
    2031-07-07T07:07:00Z EUR JPY internal external equal x-7 https://example.org/7 7.things 7 per minute";

/// Each leaf of the record in turn with another value; `step` of them are passed over each time.
fn mutations(text: &str, step: usize, mut each: impl FnMut(&FieldPath, &str, &Loaded)) {
    let old = loaded(text).unwrap();
    let names = Names::new(&old);
    let mut all = Vec::new();
    let tree = old.tree();
    leaves(tree, tree.root, &FieldPath::default(), &mut all);
    assert!(all.len() > 150, "{}", all.len());
    let mut not_mutated = Vec::new();
    for (at, node) in all.iter().step_by(step) {
        let span = tree.nodes[*node].span.clone();
        let was = tree.scalar(*node).unwrap();
        let first = match names.kind(at) {
            Some(kind) if kind.starts_with("ref:") || kind.contains("Id") => "x-7",
            Some(kind) if kind.contains("Duration") => "7h",
            Some("Instant" | "When" | "Deadline") => "2031-07-07T07:07:00Z",
            Some(kind) if kind.contains("Percent") => "77%",
            _ if names.text_kind(at).is_some() => "Another text altogether",
            _ => "true",
        };
        let first = match at.to_string().rsplit('.').next().unwrap_or_default() {
            "severity" => ["P0", "low"],
            "priority" => ["P0", "P4"],
            "status" => ["closed", "complete"],
            "state" => ["down", "failing"],
            "kind" => ["security", "inspect"],
            "category" => ["e2e", "unit"],
            "impact" | "risk" => ["low", "medium"],
            "outcome" | "verdict" => ["worked", "open"],
            "now" | "after" | "done" => [first, "7/9"],
            "max" | "min" | "above" | "below" | "is" => ["7 things", "7s"],
            "per_year" | "cost" | "amount" => ["77k", "7h"],
            _ => [first, "7h"],
        };
        let words = first.into_iter().chain(INSTEAD.split_whitespace()).chain(["Another text altogether", "7 things"]);
        let mutated = words.filter(|word| *word != was).find_map(|word| {
            // The span of a block reaches to what follows it.
            let end = &text[span.start + text[span.clone()].trim_end().len()..span.end];
            let put = |value: &str| loaded(&format!("{}{value}{end}{}", &text[..span.start], &text[span.end..]));
            put(&format!("\"{word}\"")).or_else(|| put(word))
        });
        match mutated {
            Some(mutated) => each(at, was, &mutated),
            None => not_mutated.push(at.to_string()),
        }
    }
    // `format` has one value only.
    not_mutated.retain(|at| at != "format");
    assert_eq!(not_mutated, [] as [&str; 0]);
}

fn exactly_one_change(text: &str, step: usize) {
    let old = loaded(text).unwrap();
    mutations(text, step, |at, was, new| {
        let changes = compare(&old, new, false);
        let expected = Names::new(new).shown(at);
        let found: Vec<&str> = causes(&changes).iter().map(|change| change.path.as_str()).collect();
        assert_eq!(found, [expected.as_str()], "{at} was {was:?}");
        for fact in &changes.facts {
            assert_eq!(fact.because, [expected.as_str()], "{}", fact.name);
        }
        for change in changes.changes.iter().filter(|change| !change.because.is_empty()) {
            assert_eq!(change.because, [expected.as_str()], "{}", change.path);
        }
    });
}

/// All leaves take minutes in a build for tests: `HANDOFF_ALL_LEAVES=1` takes them all, else some.
fn step(some: usize) -> usize {
    if std::env::var_os("HANDOFF_ALL_LEAVES").is_some() { 1 } else { some }
}

#[test]
fn each_leaf_of_every_field_is_one_change() {
    exactly_one_change(EVERY_FIELD, step(5));
}

#[test]
fn each_leaf_of_the_real_incident_is_one_change() {
    let step = step(41);
    exactly_one_change(&fs::read_to_string(repository("incidents/1278/incident.yaml")).unwrap(), step);
}

#[test]
fn nothing_changed_in_what_is_the_same() {
    for text in [EVERY_FIELD, MINIMAL] {
        assert!(compare_texts(text, text).is_empty());
    }
}

/// From a base to a variant: the paths of the causes, each with its part.
fn told(old: &str, new: &str) -> Vec<String> {
    let changes = compare_texts(old, new);
    let told = causes(&changes).iter().map(|change| format!("{} {}", change.part.as_str(), change.path)).collect();
    let back = compare_texts(new, old);
    assert_eq!(causes(&back).len(), causes(&changes).len(), "as many changes the other way round");
    told
}

#[test]
fn forms_and_order_say_nothing() {
    let base = format!(
        "{MINIMAL}services:\n  - {{id: a, name: A, state: up}}\n  - {{id: b, name: B, state: down}}\n\
         next_actions:\n  shop:\n    - Look\n    - Call\n"
    );
    for (from, to) in [
        ("check: checkout}", "check: [checkout]}"),
        ("expect: ok}", "expect: {equals: ok}}"),
        (
            "  - {id: a, name: A, state: up}\n  - {id: b, name: B, state: down}",
            "  - {state: down, name: B, id: b}\n  - {id: a, name: 'A', state: up}",
        ),
        ("    - Look\n", "    - do: Look\n"),
        ("handoff:\n  at", "handoff:\n- at"),
        ("title: Checkout times out at the payment gateway", "title: |\n  Checkout times out at the payment gateway"),
    ] {
        let other = base.replace(from, to);
        assert_ne!(other, base, "{from}");
        assert_eq!(told(&base, &other), [] as [&str; 0], "{to}");
    }
    let moved = base.replace("    - Look\n    - Call\n", "    - Call\n    - Look\n");
    assert_eq!(told(&base, &moved).len(), 1);
    assert!(told(&base, &moved)[0].starts_with("work next_actions.shop["));
}

#[test]
fn danger_comes_first() {
    let base = format!("{MINIMAL}vars: {{host: a.example}}\n").replace("./smoke checkout", "./smoke ${{ vars.host }}");
    let with = |from: &str, to: &str| {
        let new = base.replace(from, to);
        assert_ne!(new, base, "{from}");
        told(&base, &new)
    };
    assert_eq!(with("expect: ok", "expect: no"), ["danger checks[checkout].expect"]);
    assert_eq!(with("check: checkout}", "check: checkout, must: false}"), ["danger criteria[checkout-works].must"]);
    assert_eq!(with("a.example", "b.example"), ["danger vars.host"]);
    let changes = compare_texts(&base, &base.replace("a.example", "b.example"));
    let run = &changes.changes[1];
    assert_eq!(
        (run.path.as_str(), run.because.as_slice()),
        ("checks[checkout].run", ["vars.host".to_owned()].as_slice())
    );
    assert_eq!(run.after, Some(Value::from("./smoke b.example")));
    assert_eq!(with("severity: P1", "severity: P0"), ["state severity"]);
    assert_eq!(with("takes: 1h-2h", "takes: 1h-3h"), ["figures roadmap[fix].takes"]);
    assert_eq!(with("every third", "every second"), ["text summary"]);
}

#[test]
fn figures_say_because_of_what() {
    let base = format!(
        "{MINIMAL}impact:\n  revenue:\n    - {{what: Trials, per_year: 50k}}\n    - {{what: Shops, per_year: 525k}}\n"
    );
    let new = base.replace("50k}", "100k}").replace("takes: 1h-2h", "takes: 2h");
    let changes = compare_texts(&base, &new);
    let fact = changes.facts.iter().find(|fact| fact.name == "revenue_at_risk").unwrap();
    assert_eq!((fact.before.as_deref(), fact.after.as_deref()), (Some("$575K"), Some("$625K")));
    assert_eq!(fact.because, ["impact.revenue[Trials].per_year"]);
    let total = changes.facts.iter().find(|fact| fact.name == "duration_total").unwrap();
    assert_eq!(total.because, ["roadmap[fix].takes"]);
}

#[test]
fn an_item_that_comes_before_others_moves_no_figure_of_theirs() {
    let levels = |more: &str| {
        format!(
            "{MINIMAL}escalation:\n  levels:\n{more}    - {{after: 4h, notify: [platform]}}\n    - {{after: 8h, notify: [shop]}}\n"
        )
    };
    let changes = compare_texts(&levels(""), &levels("    - {after: 1h, notify: [platform, shop]}\n"));
    assert_eq!(causes(&changes).len(), 1, "{:?}", causes(&changes));
    let names: Vec<&str> = changes.facts.iter().map(|fact| fact.name.as_str()).collect();
    assert_eq!(names, ["escalations.1.at"]);
    assert_eq!(changes.facts[0].before, None);
}

#[test]
fn the_command_line_compares_files_folders_and_standard_input() {
    let new = MINIMAL.replace("severity: P1", "severity: P0");
    let files = folder(&[
        ("a/2041/incident.yaml", MINIMAL),
        ("b/2041/incident.yaml", &new),
        ("b/x/incident.yaml", &MINIMAL.replace("2041", "2042")),
    ]);
    let at = files.path();
    let (code, out, err) = run(at, &["diff", "a/2041/incident.yaml", "b/2041"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert_eq!(out, "b/2041/incident.yaml: 1 change of state\n\nState\n  severity: P1 -> P0\n\n");
    let (code, out, _) = run(at, &["diff", "a", "b", "--exit-code", "--format", "json"]);
    assert_eq!(code, 1);
    let json: Value = serde_json::from_str(&out).unwrap();
    let paths: Vec<&str> = json["changes"].as_array().unwrap().iter().map(|c| c["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["severity", ""], "{out}");
    let (code, out, err) = run(at, &["diff", "a", "a", "--exit-code"]);
    assert_eq!((code, out.as_str(), err.as_str()), (0, "", "no change in meaning\n"));
    let (code, _, err) = run(at, &["diff", "a/2041"]);
    assert!(code == 2 && err.contains("OLD and NEW"), "{err}");
}

/// Texts of a record that try to be something else in the output.
const FORGED: [&str; 6] = [
    "x\\n::error::forged",
    "</details> <script>x</script> @everyone ![a](https://evil.example/a.png)",
    "```\\n# Forged\\n| a | b |\\n|---|---|\\n~~~",
    "\\e[2J\\u202Ereversed",
    "` `` ``` [-a-] {+b+} %0A::warning::x",
    "- [ ] forged\\n> [!CAUTION]\\n[x]: https://evil.example",
];

#[test]
fn no_text_forges_the_output() {
    for forged in FORGED {
        let base = format!("{MINIMAL}timeline:\n  - {{at: 2026-03-02T14:05:00Z, what: Deploy}}\nvars: {{host: a}}\n");
        let new = base
            .replace("what: Deploy", &format!("what: \"{forged}\"").replace("\\e", "").replace("\\u202E", "\u{202E}"))
            .replace(
                "./smoke checkout",
                &format!("./smoke {}", forged.replace("\\e", "").replace("\\u202E", "").replace('\n', "")),
            )
            .replace("host: a", "host: b");
        let files = folder(&[("old.yaml", &base), ("new.yaml", &new)]);
        let told = |format: &str| {
            let (code, out, err) = run(files.path(), &["diff", "old.yaml", "new.yaml", "--format", format]);
            assert_eq!((code, err.as_str()), (0, ""), "{new}");
            assert!(!out.contains(['\u{1b}', '\u{202E}', '\r']), "{out}");
            out
        };
        for line in told("github").lines() {
            let ours = ["::notice file=new.yaml", "::warning file=new.yaml", "::error file=new.yaml,line="];
            assert!(ours.iter().any(|ours| line.starts_with(ours)), "{line}");
        }
        for line in told("text").lines().skip(1) {
            let head = ["Danger", "State", "Figures", "Work", "Text"].contains(&line);
            assert!(line.is_empty() || head || line.starts_with("  "), "{line}");
        }
        serde_json::from_str::<Value>(&told("json")).unwrap();
        let markdown = told("markdown");
        let outside = outside_of_code(&markdown);
        for sign in ["<script", "@everyone", "![", "</details> ", "# Forged", "[!CAUTION]", "](", "forged"] {
            assert!(!outside.contains(sign), "{sign} in {outside}\n---\n{markdown}");
        }
    }
}

/// What a reader of Markdown does not take for code.
fn outside_of_code(markdown: &str) -> String {
    let mut out = String::new();
    let mut fence: Option<String> = None;
    for line in markdown.lines() {
        let trimmed = line.trim_start();
        let ticks: String = trimmed.chars().take_while(|&c| c == '`').collect();
        match &fence {
            Some(open) if trimmed == *open => fence = None,
            Some(_) => {}
            None if ticks.len() >= 3 => fence = Some(ticks),
            None => {
                // Code spans: a run of backticks up to the next run as long.
                let mut rest = line;
                while let Some(at) = rest.find('`') {
                    out.push_str(&rest[..at]);
                    let run = rest[at..].chars().take_while(|&c| c == '`').count();
                    let behind = &rest[at + run..];
                    let close = behind.match_indices('`').map(|(at, _)| at).find(|&at| {
                        !behind[..at].ends_with('`') && behind[at..].chars().take_while(|&c| c == '`').count() == run
                    });
                    rest = close.map_or("", |close| &behind[close + run..]);
                }
                out.push_str(rest);
                out.push('\n');
            }
        }
    }
    assert!(fence.is_none(), "a fence is not closed:\n{markdown}");
    out
}

#[test]
fn long_changes_are_cut_and_said_to_be() {
    let many: String =
        (0..3000).map(|n| format!("  - {{at: 2026-03-02T14:05:00Z, what: Entry number {n}}}\n")).collect();
    let base = format!("{MINIMAL}timeline:\n  - {{at: 2026-03-02T14:05:00Z, what: Deploy}}\n");
    let files = folder(&[("old.yaml", &base), ("new.yaml", &format!("{base}{many}"))]);
    let (code, out, _) = run(files.path(), &["diff", "old.yaml", "new.yaml", "--format", "markdown"]);
    assert_eq!(code, 0);
    assert!(out.chars().count() <= 60_000, "{}", out.len());
    assert!(out.contains("</details>") && out.contains("more rows are not shown"), "{}", &out[out.len() - 300..]);
}

#[test]
fn secrets_are_not_shown() {
    let with = |key: &str| format!("{MINIMAL}vars: {{token: \"{key}\"}}\n");
    let old = with("ghp_0123456789abcdefghijABCDEFGHIJ012345");
    let files = folder(&[("old.yaml", &old), ("new.yaml", &old.replace("0123", "4567"))]);
    for format in ["text", "markdown", "json", "github"] {
        let (_, out, _) = run(files.path(), &["diff", "old.yaml", "new.yaml", "--format", format]);
        assert!(out.contains("vars.token") && !out.contains("ABCDEFGH"), "{out}");
    }
}
