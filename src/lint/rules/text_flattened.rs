//! # text-flattened
//!
//! A list or several paragraphs in a field that is one line: the documents run them together.
//!
//! **Why it hurts.** Steps that were written one below the other are read as one sentence, in a table cell or behind a dash.
//!
//! Before:
//!
//! ```yaml
//! components:
//!   - id: egress
//!     problem: |
//!       Two things are broken:
//!       - the pool
//!       - the retry
//! ```
//!
//! After:
//!
//! ```yaml
//! components:
//!   - id: egress
//!     problem: The pool and the retry are broken
//!     detail: |
//!       Two things are broken:
//!
//!       - the pool
//!       - the retry
//! ```
//!
//! Block Markdown has its place in the fields that are prose: `summary`, `decision`, `reason`, `detail`, `statement`, `announcement`.

use std::ops::Range;

use crate::lint::{Context, Finding};
use crate::record::text::TextKind;

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    for text in context.texts().iter().filter(|text| text.kind == TextKind::Inline) {
        let Some((part, what)) = block(&text.text) else { continue };
        let message =
            format!("this field is one line, and here begins {what}: it is run together with what stands before");
        let help = "say it in one sentence, or move it to a field of prose, such as `detail` or `summary`";
        found.push(Finding::new(text.at.clone(), message).part(part).help(help));
    }
}

/// Where block Markdown begins that is more than one line, and what it is.
fn block(text: &str) -> Option<(Range<usize>, &'static str)> {
    let text = text.trim_end();
    if !text.contains('\n') {
        return folded_list(text);
    }
    let mut at = 0;
    let mut lines = Vec::new();
    for line in text.split('\n') {
        lines.push((at, line));
        at += line.len() + 1;
    }
    let filled = |line: &(usize, &str)| !line.1.trim().is_empty();
    let place = |(at, line): (usize, &str)| {
        let start = at + (line.len() - line.trim_start().len());
        start..at + line.trim_end().len()
    };
    let first = lines.iter().position(filled);
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| filled(line)) {
        let before = first < Some(index);
        let alike = |other: &(usize, &str)| marker(other.1) == marker(line.1);
        // One marker alone may be a dash at the beginning of a line.
        if marker(line.1).is_some()
            && (lines[index + 1..].iter().any(alike) || index > 0 && ends_before_a_list(lines[index - 1].1))
        {
            return Some((place(*line), "a list"));
        }
        if before && line.1.trim_start().starts_with('|') && line.1.trim_end().ends_with('|') {
            return Some((place(*line), "a table"));
        }
        if before && line.1.trim_start().starts_with("> ") {
            return Some((place(*line), "a quotation"));
        }
        if before && !filled(&lines[index - 1]) {
            return Some((place(*line), "a second paragraph"));
        }
    }
    None
}

/// `Two things:` or an empty line.
fn ends_before_a_list(line: &str) -> bool {
    let line = line.trim_end();
    line.is_empty() || line.ends_with(':')
}

/// The marker of an item of a list.
fn marker(line: &str) -> Option<char> {
    let line = line.trim_start();
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = rest.len() < line.len() && line.len() - rest.len() <= 3;
    match rest.chars().next()? {
        mark @ ('-' | '*' | '+') if !number && rest[1..].starts_with(' ') => Some(mark),
        mark @ ('.' | ')') if number && rest[1..].starts_with(' ') => Some(mark),
        _ => None,
    }
}

/// What `>` makes of a list: `- a - b`.
fn folded_list(text: &str) -> Option<(Range<usize>, &'static str)> {
    let second = match marker(text)? {
        '.' => " 2. ",
        ')' => " 2) ",
        '-' => " - ",
        '*' => " * ",
        _ => " + ",
    };
    text.contains(second).then_some((0..text.len(), "a list"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_more_than_lines() {
        let found = |text: &'static str| block(text).map(|(part, what)| (&text[part], what));
        assert_eq!(found("Two things:\n- the pool\n- the retry\n"), Some(("- the pool", "a list")));
        assert_eq!(found("1. Look\n2. Act"), Some(("1. Look", "a list")));
        assert_eq!(found("One.\n\nTwo."), Some(("Two.", "a second paragraph")));
        assert_eq!(found("- a - b"), Some(("- a - b", "a list")));
        for fine in
            ["One\nline of text", "- 5 degrees", "a - b", "2026. A year\nof change", "One\n- or two - of them", "x\n"]
        {
            assert_eq!(found(fine), None, "{fine}");
        }
    }
}
