//! `lint --fix`: what is mechanical to mend, as edits of the file.
//!
//! Only the characters of a value change; comments and layout stay. An edit stands only if the file
//! can still be read and every text, with its names filled in, says what it said before.

use std::collections::HashMap;

use super::{Context, Finding, Level, Levels, TextAt};
use crate::diagnostic::{Diagnostic, Mend};
use crate::edit::{Edit, apply};
use crate::facts::Names;
use crate::record::tree::{Kind, NodeId, Tree};
use crate::record::{FieldPath, Loaded, Side, decode};

/// How often the result is read again to find the edits that do no good.
const MOST_TRIES: usize = 40;

/// The edits that mend what the record neither allows nor the project has switched off: in the
/// order of the file, not overlapping.
pub fn fixes(context: &Context, levels: &Levels) -> Vec<Edit> {
    let tree = context.loaded.tree();
    let mut found = Vec::new();
    for rule in super::rules().iter().filter(|rule| rule.fixable) {
        let mut findings = Vec::new();
        if levels.get(rule.name) != Some(&Level::Off) {
            (rule.check)(context, &mut findings);
        }
        let own = findings.into_iter().filter(|finding| finding.of.is_none());
        found.extend(own.map(|finding| (rule.name, rule.severity, finding)));
    }
    let found = super::allow::apply(context, found);
    let edits = edits(context, tree, found.into_iter().map(|(_, _, finding)| finding));
    let expected = expanded(context.loaded, context);
    let mut tries = MOST_TRIES;
    proven(context, &expected, edits, &mut tries)
}

/// Whether `--fix` may have something to write for a finding.
pub fn is_fixable(finding: &Diagnostic) -> bool {
    super::rule(finding.rule).is_some_and(|rule| rule.fixable)
}

/// Says with each finding what the fixes of its record write in its place.
pub fn offer(fixes: &[Edit], findings: &mut [Diagnostic]) {
    for finding in findings.iter_mut().filter(|finding| is_fixable(finding)) {
        let at = finding.span.clone();
        // The whole value where it has to be put into quotes.
        let own = fixes.iter().find(|edit| edit.span.start < at.end && at.start < edit.span.end);
        if let Some(edit) = own {
            finding.mend = Some(Box::new(Mend { edit: edit.clone(), same_meaning: true }));
        }
    }
}

/// One edit for each part of a value; where a plain scalar has to be put into quotes, one for all
/// of it.
fn edits(context: &Context, tree: &Tree, findings: impl Iterator<Item = Finding>) -> Vec<Edit> {
    let mut quoted: HashMap<NodeId, Vec<Edit>> = HashMap::new();
    let mut edits = Vec::new();
    for finding in findings {
        let Some((part, text)) = finding.fix else { continue };
        let node = tree.resolve(tree.find(&finding.at, Side::Value));
        if !matches!(tree.nodes[node].kind, Kind::Scalar { .. }) {
            continue;
        }
        if context.loaded.is_plain_in_flow(&finding.at) {
            quoted.entry(node).or_default().push(Edit { span: part, text });
        } else {
            edits.push(Edit { span: context.loaded.part_span(&finding.at, part), text });
        }
    }
    for (node, parts) in quoted {
        let Kind::Scalar { value, .. } = &tree.nodes[node].kind else { continue };
        if let Some(text) = in_quotes(&apply(value, &ordered(parts))) {
            edits.push(Edit { span: tree.nodes[node].span.clone(), text });
        }
    }
    ordered(edits)
}

/// In the order of the text, without what overlaps what stands before it.
fn ordered(mut edits: Vec<Edit>) -> Vec<Edit> {
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut end = 0;
    edits.retain(|edit| {
        let free = edit.span.start >= end && !edit.span.is_empty();
        if free {
            end = edit.span.end;
        }
        free
    });
    edits
}

/// A value on one line in the quotes that need no escapes.
fn in_quotes(value: &str) -> Option<String> {
    if value.contains(['\n', '\t']) {
        None
    } else if !value.contains(['"', '\\']) {
        Some(format!("\"{value}\""))
    } else {
        Some(format!("'{}'", value.replace('\'', "''")))
    }
}

/// All texts with their names filled in, by place.
fn expanded(loaded: &Loaded, context: &Context) -> Vec<(FieldPath, String)> {
    let names = Names { record: &loaded.record, facts: context.facts };
    let own = Context::new(loaded, context.facts);
    let text = |text: &TextAt| (text.at.clone(), names.expand(&text.text).into_owned());
    own.texts().iter().map(text).collect()
}

/// The edits after which the record says the same; found by halves.
fn proven(context: &Context, expected: &[(FieldPath, String)], edits: Vec<Edit>, tries: &mut usize) -> Vec<Edit> {
    if edits.is_empty() || *tries == 0 {
        return Vec::new();
    }
    *tries -= 1;
    if says_the_same(context, expected, &edits) {
        return edits;
    }
    if edits.len() == 1 {
        return Vec::new();
    }
    let mut first = edits;
    let second = first.split_off(first.len() / 2);
    let mut kept = proven(context, expected, first, tries);
    kept.extend(proven(context, expected, second, tries));
    kept
}

fn says_the_same(context: &Context, expected: &[(FieldPath, String)], edits: &[Edit]) -> bool {
    let source = &context.loaded.source;
    match decode(&source.name, apply(&source.text, edits).as_bytes()) {
        Ok(loaded) => expanded(&loaded, context) == expected,
        Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Facts;

    fn fixed(source: &str) -> String {
        let loaded = decode("x", source.as_bytes()).unwrap_or_else(|bad| panic!("{:?}", bad.1));
        let facts = Facts::without_evidence(&loaded.record);
        let context = Context::new(&loaded, &facts);
        apply(source, &fixes(&context, &Levels::new()))
    }

    fn record(summary: &str, more: &str) -> String {
        format!(
            "format: 1\nid: \"1\"\ntitle: T\nseverity: P1\nstatus: handed-off\n{summary}\n\
             vars: {{project: shop-staging, host: db.example.com}} # names\n\
             teams: {{a: {{name: A}}, b: {{name: B}}}}\nhandoff: {{at: 2026-03-02, from: a, to: b}}\n\
             components: [{{id: c, name: C, severity: low, problem: P}}]\n\
             roadmap: [{{id: p, title: P, takes: 4h-6h}}]\ncriteria: []\n\
             impact: {{revenue: [{{what: R, per_year: 575k}}]}}\n{more}"
        )
    }

    #[test]
    fn only_the_characters_of_the_slip_change() {
        for (before, after) in [
            (
                "summary: >\n  It takes\n  4–6 h on shop-staging. # no comment",
                "summary: >\n  It takes\n  ${{ facts.duration_total }} on ${{ vars.project }}. # no comment",
            ),
            ("summary: $575K at risk  # comment", "summary: ${{ facts.revenue_at_risk }} at risk  # comment"),
            ("summary: \"on\\tshop-staging: \\\"x\\\"\"", "summary: \"on\\t${{ vars.project }}: \\\"x\\\"\""),
            ("summary: 'it''s shop-staging'", "summary: 'it''s ${{ vars.project }}'"),
            (
                "summary: |2-\n   on `db.example.com`\n  shop-staging\n",
                "summary: |2-\n   on `${{ vars.host }}`\n  ${{ vars.project }}\n",
            ),
        ] {
            assert_eq!(fixed(&record(before, "")), record(after, ""));
        }
    }

    #[test]
    fn plain_scalars_in_braces_are_put_into_quotes() {
        let before = "services: [{id: s, name: shop-staging on db.example.com, purpose: say \"shop-staging\"}] # c";
        let after = "services: [{id: s, name: \"${{ vars.project }} on ${{ vars.host }}\", purpose: 'say \"${{ vars.project }}\"'}] # c";
        assert_eq!(fixed(&record("summary: S", before)), record("summary: S", after));
    }

    #[test]
    fn what_would_say_something_else_stays() {
        for summary in [
            // Equal, but shown in another way.
            "summary: It costs $575,000, in 4-6 hours",
            // Part of something longer, or code that is not running text.
            "summary: on shop-staging-2 and `4–6 h`",
        ] {
            assert_eq!(fixed(&record(summary, "")), record(summary, ""));
        }
        let allowed = "lint: {allow: [{rule: var-in-text, at: summary, because: It is the old one}]}";
        assert_eq!(fixed(&record("summary: on shop-staging", allowed)), record("summary: on shop-staging", allowed));
    }

    use proptest::prelude::*;

    fn pieces() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("shop-staging"),
            Just("db.example.com"),
            Just("$575K"),
            Just("4–6 h"),
            Just("~4–6 h"),
            Just(" "),
            Just("\n"),
            Just("\n\n"),
            Just("é"),
            Just("İ"),
            Just("`"),
            Just("```"),
            Just("${{ vars.project }}"),
            Just("${{"),
            Just("}}"),
            Just("$"),
            Just("<b>"),
            Just("@ana"),
            Just("# "),
            Just("- "),
            Just("| a |"),
            Just("---"),
            Just("."),
            Just("at risk "),
            Just("revenue"),
            Just("in total 3 h"),
            Just("12 of 28"),
            Just("tests"),
            Just("TODO"),
            Just("[DATE]"),
            Just("10.x.x.x"),
            Just("/path/to"),
            Just("'"),
            Just("\""),
            Just("\\"),
            Just(": "),
            Just(" #"),
            Just("{"),
            Just("]"),
            Just(","),
            Just("1,5"),
            Just("5-6"),
            Just("99%"),
            Just("日本"),
            Just("https://x.y"),
            Just("a@b.c"),
            Just("\u{a0}h"),
            Just("postgres://a:b3cd3f@h"),
            Just("src/a.py:1"),
            Just("*"),
            Just("_"),
            Just("<your x>"),
            Just("\u{2028}"),
            Just("\u{85}"),
            Just("\t"),
        ];
        prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        /// Whatever a text holds: no panic, places inside of the file, and a file that can be read again.
        #[test]
        fn every_text_is_judged_and_mended_safely(prose in pieces(), inline in pieces(), block in pieces()) {
            let quoted = |text: &str| serde_json::to_string(text).unwrap();
            let block: String = block.lines().map(|line| format!("    {line}\n")).collect();
            let source = record(
                &format!("summary: {}", quoted(&prose)),
                &format!("services: [{{id: s, name: {}}}]\nchecks:\n- id: c\n  what: W\n  expect: ok\n  run: |2\n{block}    x\n", quoted(&inline)),
            );
            if let Ok(loaded) = decode("x", source.as_bytes()) {
                let facts = Facts::without_evidence(&loaded.record);
                let exists = |_: &str| false;
                let mut context = Context::new(&loaded, &facts);
                context.path_exists = Some(&exists);
                for finding in super::super::run(&context, &Levels::new()) {
                    prop_assert!(source.get(finding.span.clone()).is_some(), "{finding:?}");
                    prop_assert!(!finding.message.contains("b3cd3f"), "{finding:?}");
                }
                let mended = apply(&source, &fixes(&context, &Levels::new()));
                prop_assert!(decode("x", mended.as_bytes()).is_ok(), "{mended}");
            }
        }
    }
}
