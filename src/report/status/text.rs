//! `status --format text`, the default: aligned on a terminal, also with wide characters.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::table::{Cell, Table};
use crate::markdown::plain;
use crate::visible::visible_line as visible;

/// Wider columns push the others off the screen; the last one may be as wide as it likes.
const WIDEST: usize = 60;

/// Nothing for a table without rows.
pub fn text(table: &Table) -> String {
    if table.rows.is_empty() {
        return String::new();
    }
    let head = table.columns.iter().map(|column| column.to_uppercase()).collect();
    let last = table.columns.len() - 1;
    let cell = |(at, cell): (usize, &Cell)| match cell {
        Cell::Text(_) if at < last => short(shown(cell)),
        _ => shown(cell),
    };
    let rows = table.rows.iter().map(|row| row.iter().enumerate().map(cell).collect());
    let lines: Vec<Vec<String>> = std::iter::once(head).chain(rows).collect();
    let mut widths = vec![0; table.columns.len()];
    for line in &lines {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = cell.width().max(*width);
        }
    }
    lines.iter().map(|line| aligned(line, &widths)).collect()
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => visible(&plain(text)).into_owned(),
        Cell::Literal(text) | Cell::Link(text, _) => visible(text).into_owned(),
    }
}

/// Cut to the width of a column; machines and documents are told all of it.
fn short(text: String) -> String {
    if text.width() <= WIDEST {
        return text;
    }
    let mut width = 0;
    let fits = |c: &char| {
        width += c.width().unwrap_or(0);
        width < WIDEST
    };
    let kept: String = text.chars().take_while(fits).collect();
    format!("{}…", kept.trim_end())
}

/// No blanks at the end of a line.
fn aligned(line: &[String], widths: &[usize]) -> String {
    let mut out = String::new();
    for (cell, width) in line.iter().zip(widths) {
        out.push_str(cell);
        out.extend(std::iter::repeat_n(' ', width.saturating_sub(cell.width()) + 2));
    }
    format!("{}\n", out.trim_end())
}
