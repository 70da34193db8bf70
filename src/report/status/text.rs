//! `status --format text`, the default: aligned on a terminal, also with wide characters.

use unicode_width::UnicodeWidthStr;

use super::columns::{COLUMNS, cells};
use crate::status::Status;
use crate::visible::visible_line as visible;

pub fn text(rows: &[(String, Status)]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let head = COLUMNS.map(str::to_uppercase);
    let rows =
        rows.iter().map(|(_, status)| cells(status).map(|cell| visible(&crate::markdown::plain(&cell)).into_owned()));
    let lines: Vec<[String; COLUMNS.len()]> = std::iter::once(head).chain(rows).collect();
    let mut widths = [0; COLUMNS.len()];
    for line in &lines {
        for (width, cell) in widths.iter_mut().zip(line) {
            *width = cell.width().max(*width);
        }
    }
    lines.iter().map(|line| aligned(line, &widths)).collect()
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
