//! Recall and false alarms of each rule, over the slips of [`crate::lint_seeds`] and the clean records of all domains, in
//! several ways to write them. The table stands in `tests/lint/README.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use handoff::lint;

use crate::life_edits::{Restyle, restyled};
use crate::lint_seeds::{SEEDS, findings, records, seeded};
use crate::support::repository;

#[derive(Default)]
struct Row {
    domains: BTreeSet<&'static str>,
    seeds: usize,
    placed: usize,
    cases: usize,
    found: usize,
    alone: usize,
    wrong: usize,
}

/// Ways to write a record that say the same. JSON is none: there every text is quoted, and a quoted value is compared
/// as text.
fn ways(rule: &str, text: &str) -> Vec<String> {
    let mut styles = vec![vec![], vec![Restyle::CarriageReturns]];
    // A comment that cuts a text is gone where the text is written anew.
    if rule != "text-cut-by-comment" {
        styles.push(vec![Restyle::Plain]);
    }
    styles.iter().map(|style| restyled(text, style)).collect()
}

fn counted() -> BTreeMap<&'static str, Row> {
    let records = records();
    let mut rows: BTreeMap<&str, Row> = lint::rules().iter().map(|rule| (rule.name, Row::default())).collect();
    for (number, rule, edits) in SEEDS {
        let (text, line, column) = seeded(&records[*number], edits).unwrap();
        let row = rows.get_mut(rule).unwrap();
        row.domains.insert(number);
        row.seeds += 1;
        row.placed += usize::from(findings(rule, &text).contains(&((*rule).to_owned(), line, column)));
        for text in ways(rule, &text) {
            let found = findings(rule, &text);
            let own = found.iter().filter(|(name, ..)| name == rule).count();
            row.cases += 1;
            row.found += usize::from(own > 0);
            row.alone += usize::from(own > 0 && own == found.len());
        }
    }
    for text in records.values().flat_map(|text| ways("", text)) {
        for (rule, ..) in findings("", &text) {
            rows.get_mut(rule.as_str()).unwrap().wrong += 1;
        }
    }
    rows
}

fn table(rows: &BTreeMap<&str, Row>) -> String {
    let mut out =
        "| rule | slips | domains | cases | found | alone | placed | false |\n|---|---|---|---|---|---|---|---|\n"
            .to_owned();
    for (rule, row) in rows.iter().filter(|(_, row)| row.seeds > 0) {
        let Row { seeds, cases, found, alone, placed, wrong, .. } = row;
        out += &format!(
            "| `{rule}` | {seeds} | {} | {cases} | {found} | {alone} | {placed} | {wrong} |\n",
            row.domains.len()
        );
    }
    let sum = |of: fn(&Row) -> usize| rows.values().map(of).sum::<usize>();
    out + &format!(
        "| all | {} | {} | {} | {} | {} | {} | {} |\n",
        sum(|row| row.seeds),
        rows.values().flat_map(|row| &row.domains).collect::<BTreeSet<_>>().len(),
        sum(|row| row.cases),
        sum(|row| row.found),
        sum(|row| row.alone),
        sum(|row| row.placed),
        sum(|row| row.wrong)
    )
}

#[test]
fn the_table_of_recall_is_true() {
    let rows = counted();
    let path = repository("tests/lint/README.md");
    let page = fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once("<!-- recall -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- /recall -->").unwrap();
    let whole = format!("{before}<!-- recall -->\n\n{}\n<!-- /recall -->{after}", table(&rows));
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &whole).unwrap();
    }
    for (rule, row) in &rows {
        assert!(row.found * 100 >= row.cases * 95, "{rule}: {} of {} are found", row.found, row.cases);
        assert_eq!(row.wrong, 0, "{rule}: false alarms in clean records");
    }
    assert!(fs::read_to_string(&path).unwrap() == whole, "{}\nUPDATE=1 cargo test lint_recall", table(&rows));
}
