//! The whole reference of the record as one page of Markdown, from the docs of the model and of the facts.

use std::fmt::Write;

use super::fields;
use crate::facts::ROWS;
use crate::record::fields::{Field, all, plain};
use crate::render::documents::BUILT_IN;

const HEAD: &str = "\
# Every field of a record, every fact, every document

A record is one YAML file, `incident.yaml`. `[]` behind a field means a list of such mappings, `<id>` a name that you
choose. `handoff explain FIELD` prints one field with the documents that show it and the rules that look at it.

An item that holds \"a text; or a mapping\" may be written in either way: `- Restart the proxy`, or
`- {do: Restart the proxy, done: 2026-03-02T10:00:00Z}`.
";

pub fn page() -> String {
    let fields = all();
    let top = |field: &&Field| !plain(&field.path).contains('.');
    let mut page = HEAD.to_owned();
    _ = writeln!(page, "\n## Fields of the record\n\n| field | holds | what it is |\n|---|---|---|");
    for field in fields.iter().filter(top) {
        let name = format!("`{}`", field.path);
        row(&mut page, &if is_section(field) { format!("[{name}](#{})", plain(&field.path)) } else { name }, field);
    }
    values(&mut page, &fields);
    for field in fields.iter().filter(top).filter(|field| is_section(field)) {
        section(&mut page, field, &fields);
    }
    facts(&mut page);
    documents(&mut page);
    page
}

/// Whether there are fields below it.
fn is_section(field: &Field) -> bool {
    field.kind.contains("mapping")
}

fn section(page: &mut String, of: &Field, fields: &[Field]) {
    _ = writeln!(page, "\n## {}\n\n{}", plain(&of.path), of.description);
    if let Some(shown) = fields::shown_in(&of.path) {
        _ = writeln!(page, "\nShown in: {shown}");
    }
    let below: Vec<&Field> = fields.iter().filter(|field| field.is_in(&of.path) && !field.is_named(&of.path)).collect();
    if below.is_empty() {
        return;
    }
    _ = writeln!(page, "\n| field | holds | what it is |\n|---|---|---|");
    for field in below {
        row(page, &format!("`{}`", field.path), field);
    }
}

/// How a kind of value is called here, by what its long name begins with.
const VALUES: &[(&str, &str)] = &[
    ("an id:", "id"),
    ("an incident's id:", "incident's id"),
    ("a duration such", "duration"),
    ("a duration or a range", "range"),
    ("an instant with its offset such as `2025-09-16T09:37:00-07:00`, or", "time"),
    ("an instant with its offset such as", "instant"),
    ("a duration after", "offset"),
    ("a number with a unit", "quantity"),
    ("a percentage", "percentage"),
    ("a count of a total", "ratio"),
    ("an amount", "amount"),
    ("an ISO 4217", "currency"),
    ("a value such", "value"),
];

/// What a field holds, in a word or two.
fn holds(kind: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for one in kind.split("; or ") {
        let (list, one) = one.strip_prefix("a list, each ").map_or(("", one), |one| ("list of ", one));
        let one = match VALUES.iter().find(|(begins, _)| one.starts_with(begins)) {
            Some((_, name)) => format!("[{name}](#how-values-are-written)"),
            None => match one.strip_prefix("one of ") {
                Some(words) => words.split(", ").map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" "),
                None => one.trim_start_matches("a ").to_owned(),
            },
        };
        let one = if list.is_empty() { one } else { one.replacen("mapping", "mappings", 1) };
        let told = format!("{list}{one}");
        if !words.contains(&told) {
            words.push(told);
        }
    }
    words.join(" or ")
}

fn row(page: &mut String, name: &str, field: &Field) {
    let required = if field.required { ", required" } else { "" };
    _ = writeln!(page, "| {name} | {}{required} | {} |", cell(&holds(&field.kind)), cell(field.description));
}

/// What the short names of values stand for.
fn values(page: &mut String, fields: &[Field]) {
    _ = writeln!(page, "\n## How values are written\n\n| value | is |\n|---|---|");
    for (_, name) in VALUES {
        let mut kinds = fields.iter().flat_map(|field| field.kind.split("; or "));
        // A longer name may begin with a shorter one.
        let is_this =
            |kind: &&str| VALUES.iter().find(|(begins, _)| kind.starts_with(begins)).is_some_and(|of| of.1 == *name);
        let long = kinds.find(is_this).unwrap_or_default();
        _ = writeln!(page, "| {name} | {} |", cell(long));
    }
    _ = writeln!(
        page,
        "\nA leading `~` says that a figure is estimated, and so is what is computed from it. Texts quote facts as \
         `${{{{ facts.NAME }}}}` and vars as `${{{{ vars.NAME }}}}`."
    );
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "&lt;").replace('\n', " ")
}

fn facts(page: &mut String) {
    _ = writeln!(
        page,
        "\n## Facts\n\nComputed, never written. Texts quote them as `${{{{ facts.NAME }}}}`; `handoff facts RECORD` prints those \
         that a record has, with their values.\n\n| fact | what it is | how it is computed |\n|---|---|---|"
    );
    for row in ROWS {
        _ = writeln!(page, "| `{}` | {} | {} |", row.name, cell(row.doc), cell(row.formula));
    }
}

fn documents(page: &mut String) {
    _ = writeln!(page, "\n## Documents\n\n| document | what it is | for |\n|---|---|---|");
    for document in BUILT_IN {
        _ = writeln!(page, "| `{}` | {} | {} |", document.name, cell(document.title), cell(document.reader));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_value_has_a_short_name_that_the_page_explains() {
        for field in all() {
            let holds = holds(&field.kind).replace("(#how-values-are-written)", "");
            assert!(field.kind.starts_with("one of") || holds.len() < 45, "{}: {holds}", field.path);
        }
        let mut page = String::new();
        values(&mut page, &all());
        assert!(!page.contains("|  |"), "{page}");
    }
}
