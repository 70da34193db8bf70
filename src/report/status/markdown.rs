//! `status --format markdown`: a table for an issue, a wiki or a document, which no text of a record
//! can break.

use super::table::{Cell, Table};
use crate::markdown::{Place, code_span, inline};

/// Nothing for a table without rows.
pub fn markdown(table: &Table) -> String {
    if table.rows.is_empty() {
        return String::new();
    }
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let columns = table.columns.iter();
    let head =
        line(columns.map(|&column| column.to_owned()).collect()) + &line(vec!["---".into(); table.columns.len()]);
    head + &table.rows.iter().map(|row| line(row.iter().map(shown).collect())).collect::<String>()
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => inline(text, Place::Cell),
        Cell::Literal(text) => inline(&code_span(text), Place::Cell),
        Cell::Link(text, to) => format!("[{}]({})", inline(&code_span(text), Place::Cell), address(to)),
    }
}

/// A relative path as the target of a link: `a b|c` -> `a%20b%7Cc`.
fn address(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-~".contains(&byte);
    let byte = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    path.bytes().map(byte).collect()
}
