//! What readers see of a text of the record as running text, and what in it would break the
//! document around it. Everything is judged after CommonMark parsing, so that code is left alone.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::address::{addresses, mention};
use crate::record::template::{Piece, pieces};

/// What a text of the record must not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hazard {
    Html,
    Heading,
    UnclosedFence,
    /// `@name`: would notify somebody.
    Mention,
}

/// A text as the parser gets it. Inline texts are parsed as one line behind a word, so that nothing
/// in them opens a block; positions move by its length.
struct Parsed {
    text: String,
    shift: usize,
}

const WORD: &str = "x ";

impl Parsed {
    fn new(text: &str, block: bool) -> Self {
        if block {
            Parsed { text: text.to_owned(), shift: 0 }
        } else {
            Parsed { text: format!("{WORD}{}", text.replace('\n', " ")), shift: WORD.len() }
        }
    }

    fn events(&self) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
        let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
        let shift = self.shift;
        Parser::new_ext(&self.text, options)
            .into_offset_iter()
            .map(move |(event, at)| (event, at.start.saturating_sub(shift)..at.end.saturating_sub(shift)))
    }
}

/// The parts of a text that readers see as running text: outside of code, autolinks and bare
/// addresses, link targets, raw HTML, and `${{ }}`.
pub fn plain_ranges(text: &str, block: bool) -> Vec<Range<usize>> {
    let parsed = Parsed::new(text, block);
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut skipped = 0usize;
    for (event, at) in parsed.events() {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => skipped += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock) => skipped = skipped.saturating_sub(1),
            Event::Start(Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. }) => skipped += 1,
            Event::End(TagEnd::Link) => skipped = skipped.saturating_sub(1),
            Event::Start(Tag::Link { .. }) => {}
            Event::Text(_) if skipped == 0 && !at.is_empty() => match ranges.last_mut() {
                Some(last) if last.end == at.start => last.end = at.end,
                _ => ranges.push(at),
            },
            _ => {}
        }
    }
    without(without(ranges, &quotes(text)), &addresses(text))
}

/// The places of `${{ … }}`.
fn quotes(text: &str) -> Vec<Range<usize>> {
    if !text.contains("${{") {
        return Vec::new();
    }
    let quote = |piece| match piece {
        Piece::Quote { at, .. } | Piece::Broken { at, .. } => Some(at),
        _ => None,
    };
    pieces(text).into_iter().filter_map(quote).collect()
}

/// Sorted ranges, less other sorted ranges.
fn without(ranges: Vec<Range<usize>>, holes: &[Range<usize>]) -> Vec<Range<usize>> {
    if holes.is_empty() {
        return ranges;
    }
    let mut left = Vec::with_capacity(ranges.len());
    let mut next = 0;
    for range in ranges {
        let mut start = range.start;
        while next < holes.len() && holes[next].end <= start {
            next += 1;
        }
        let mut hole = next;
        while hole < holes.len() && holes[hole].start < range.end {
            if holes[hole].start > start {
                left.push(start..holes[hole].start);
            }
            start = start.max(holes[hole].end);
            hole += 1;
        }
        if start < range.end {
            left.push(start..range.end);
        }
    }
    left
}

/// The sentences of a text: they end with `.`, `!`, `?` or `;` before a blank, with a paragraph and
/// with an item of a list. Only what stands in `ranges` ends one.
pub fn sentences(text: &str, ranges: &[Range<usize>]) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut start = 0;
    let mut end_at = |end: usize, found: &mut Vec<Range<usize>>| {
        if !text[start..end].trim().is_empty() {
            found.push(start..end);
        }
        start = end;
    };
    let mut range = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        while range < ranges.len() && ranges[range].end <= at {
            range += 1;
        }
        let plain = ranges.get(range).is_some_and(|range| range.contains(&at));
        let before_blank = bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace);
        let closes = plain && before_blank && matches!(byte, b'.' | b'!' | b'?' | b';') && !is_short(&text[..at]);
        if closes || (byte == b'\n' && begins_block(&text[at + 1..])) {
            end_at(at + 1, &mut found);
        }
    }
    end_at(text.len(), &mut found);
    found
}

/// Whether what stands before a full stop is an abbreviation and not the end of a sentence.
fn is_short(before: &str) -> bool {
    ["e.g", "i.e", "approx", "ca", "vs", "incl"].iter().any(|short| {
        let head = before.len().checked_sub(short.len()).filter(|&head| before.is_char_boundary(head));
        head.is_some_and(|head| {
            before[head..].eq_ignore_ascii_case(short) && !before[..head].ends_with(char::is_alphanumeric)
        })
    })
}

fn begins_block(rest: &str) -> bool {
    let line = rest.trim_start_matches([' ', '\t', '>']);
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number = digits > 0 && (line[digits..].starts_with(". ") || line[digits..].starts_with(") "));
    line.starts_with('\n') || line.starts_with(['-', '*', '+', '|', '#']) || number
}

/// What would break the document around a text, in the order of the text.
pub fn hazards(text: &str, block: bool) -> Vec<(Range<usize>, Hazard)> {
    let parsed = Parsed::new(text, block);
    let mut found: Vec<(Range<usize>, Hazard)> = Vec::new();
    let mut in_html = false;
    let mut in_code = false;
    let mut in_link = 0usize;
    // Elements that are reported: their end tag is the same slip.
    let mut open: Vec<String> = Vec::new();
    for (event, at) in parsed.events() {
        match event {
            Event::Start(Tag::HtmlBlock) => {
                in_html = true;
                found.push((trimmed(text, at), Hazard::Html));
            }
            Event::End(TagEnd::HtmlBlock) => in_html = false,
            Event::Html(_) | Event::InlineHtml(_) if !in_html => {
                let name = element(&text[at.clone()]);
                let end_tag = text[at.clone()].starts_with("</");
                if end_tag && let Some(index) = open.iter().rposition(|element| *element == name) {
                    open.remove(index);
                } else {
                    if open.len() < 100 {
                        open.push(name);
                    }
                    found.push((at, Hazard::Html));
                }
            }
            Event::Start(Tag::Heading { .. }) if block => found.push((trimmed(text, at), Hazard::Heading)),
            Event::Start(Tag::CodeBlock(kind)) => {
                in_code = true;
                if block && matches!(kind, CodeBlockKind::Fenced(_)) && !is_closed(&text[at.clone()]) {
                    let first = text[at.clone()].lines().next().unwrap_or_default().trim_end().len();
                    found.push((at.start..at.start + first, Hazard::UnclosedFence));
                }
            }
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Start(Tag::Link { .. }) => in_link += 1,
            Event::End(TagEnd::Link) => in_link = in_link.saturating_sub(1),
            Event::Text(_) if !in_code && !in_html && in_link == 0 => mentions(text, at, &mut found),
            _ => {}
        }
    }
    found.sort_by_key(|(at, _)| at.start);
    found
}

fn trimmed(text: &str, at: Range<usize>) -> Range<usize> {
    let part = &text[at.clone()];
    let start = at.start + part.len() - part.trim_start().len();
    let first = text[start..at.end.max(start)].lines().next().unwrap_or_default().trim_end().len();
    start..start + first
}

fn element(tag: &str) -> String {
    let name = tag.trim_start_matches(['<', '/']);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(name.len());
    name[..end].to_ascii_lowercase()
}

/// Whether the last line of a fenced block is its closing fence.
fn is_closed(block: &str) -> bool {
    let fence = |line: &str| {
        let line = line.trim_start_matches([' ', '\t', '>']).trim_end();
        let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let length = line.chars().take_while(|&c| c == mark).count();
        Some((mark, length, length == line.len()))
    };
    let mut lines = block.trim_end().lines();
    let Some((mark, length, _)) = lines.next().and_then(fence) else { return true };
    let last = lines.next_back().and_then(fence);
    last.is_some_and(|(last, count, bare)| last == mark && count >= length && bare)
}

/// `@name` and `@scope/name` behind a blank or at the start.
fn mentions(text: &str, at: Range<usize>, found: &mut Vec<(Range<usize>, Hazard)>) {
    for (index, _) in text[at.clone()].match_indices('@') {
        let start = at.start + index;
        let free = text[..start].chars().next_back().is_none_or(char::is_whitespace);
        let named = text[start + 1..at.end].starts_with(|c: char| c.is_ascii_alphabetic());
        if let Some(length) = mention(&text[start..at.end]).filter(|_| free && named) {
            found.push((start..start + length, Hazard::Mention));
        }
    }
}

#[cfg(test)]
mod tests;
