//! Block texts of the record (*prose*), written anew: paragraphs, lists, quotes, code and tables.
//! What would break the document around them, headings and raw HTML, becomes plain text.

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::Place;
use super::inline::parse;
use super::layout::{Block, layout};
use super::writer::write;
use crate::visible::visible;

/// Prose as Markdown blocks, without a newline at the end.
pub fn block(text: &str) -> String {
    let text = visible(text);
    let events: Vec<Event> = parse(&text).collect();
    layout(&blocks(&events, 0))
}

/// Lists and quotes nested deeper than this become paragraphs: nobody reads them, and a stranger's
/// text must not exhaust the stack.
const MAX_DEPTH: usize = 12;

/// The blocks of a sequence of events, neighbours of one kind joined: two lists or quotes side by
/// side would be read as one anyway.
fn blocks(events: &[Event], depth: usize) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut at = 0;
    while at < events.len() {
        let end = end_of(events, at);
        let (block, end) = match &events[at] {
            Event::Start(tag) if is_block(&events[at]) => {
                (one(tag, &events[at + 1..end.saturating_sub(1).max(at + 1)], depth), end)
            }
            Event::Rule => (Some(Block::Rule), end),
            // Inline content of a tight list item: up to the next block.
            _ => {
                let end = (at..events.len()).find(|&index| is_block(&events[index])).unwrap_or(events.len());
                (paragraph(&events[at..end]), end)
            }
        };
        at = end.max(at + 1);
        match (blocks.last_mut(), block) {
            (Some(Block::List { ordered: a, items }), Some(Block::List { ordered: b, items: more })) if *a == b => {
                items.extend(more);
            }
            (Some(Block::Quote(inside)), Some(Block::Quote(more))) => inside.extend(more),
            (_, Some(block)) => blocks.push(block),
            (_, None) => {}
        }
    }
    blocks
}

/// One block from what is inside of it; nothing when it holds nothing.
fn one(tag: &Tag, inside: &[Event], depth: usize) -> Option<Block> {
    match tag {
        _ if depth > MAX_DEPTH => paragraph(inside),
        Tag::List(start) => {
            let items = list_items(inside, depth + 1);
            (!items.is_empty()).then(|| Block::List { ordered: start.is_some(), items })
        }
        Tag::BlockQuote(_) => {
            let quoted = blocks(inside, depth + 1);
            (!quoted.is_empty()).then_some(Block::Quote(quoted))
        }
        Tag::CodeBlock(kind) => {
            let code: String = inside.iter().filter_map(text_of).collect();
            let language = match kind {
                CodeBlockKind::Fenced(info) => language(info),
                CodeBlockKind::Indented => language(""),
            };
            (!code.trim().is_empty()).then(|| Block::Code(super::fence(&code, &language)))
        }
        Tag::Table(alignments) => Some(table(inside, alignments.len())),
        _ => paragraph(inside),
    }
}

fn list_items(events: &[Event], depth: usize) -> Vec<Vec<Block>> {
    let mut items = Vec::new();
    let mut at = 0;
    while at < events.len() {
        let end = end_of(events, at).max(at + 1);
        let inside = blocks(&events[(at + 1).min(end - 1)..end - 1], depth);
        if !inside.is_empty() {
            items.push(inside);
        }
        at = end;
    }
    items
}

/// The index behind the end that belongs to the start at `at`.
fn end_of(events: &[Event], at: usize) -> usize {
    let mut depth = 0usize;
    for (index, event) in events.iter().enumerate().skip(at) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return index + 1;
        }
    }
    events.len()
}

fn is_block(event: &Event) -> bool {
    match event {
        Event::Start(tag) => {
            !matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
        }
        Event::Rule => true,
        _ => false,
    }
}

fn text_of<'a>(event: &'a Event) -> Option<&'a str> {
    match event {
        Event::Text(text) => Some(text),
        _ => None,
    }
}

/// A language that a highlighter may know; `text` for everything else.
fn language(info: &str) -> String {
    let word = info.split([' ', ',', '{']).next().unwrap_or_default();
    let good =
        !word.is_empty() && word.len() <= 20 && word.chars().all(|c| c.is_ascii_alphanumeric() || "+-_#.".contains(c));
    // What is drawn and not shown could not be checked: diagrams, maps, formulas.
    let drawn = ["mermaid", "geojson", "topojson", "stl", "math"].iter().any(|drawn| word.eq_ignore_ascii_case(drawn));
    if good && !drawn { word.into() } else { "text".into() }
}

/// Lines stay as the author broke them. A paragraph that is emphasised as a whole would stand in for
/// a heading: it loses that.
fn paragraph(events: &[Event]) -> Option<Block> {
    let again = |written: &str| {
        let events: Vec<Event> = parse(written).map(Event::into_static).collect();
        let alone = matches!(events.first(), Some(Event::Start(Tag::Paragraph))) && end_of(&events, 0) == events.len();
        if alone { events } else { Vec::new() }
    };
    let text = write(events, Place::Line, again);
    // Judged as it will be read: what stood around the emphasis may have come to nothing.
    if text.starts_with('*')
        && let [Event::Start(_), inside @ .., Event::End(_)] = again(&text).as_slice()
        && matches!(inside.first(), Some(Event::Start(Tag::Strong | Tag::Emphasis)))
        && end_of(inside, 0) == inside.len()
    {
        return paragraph(&inside[1..inside.len() - 1]);
    }
    (!text.is_empty()).then_some(Block::Paragraph(text))
}

fn table(events: &[Event], columns: usize) -> Block {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut start = 0;
    for (at, event) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
            Event::Start(Tag::TableCell) => start = at + 1,
            Event::End(TagEnd::TableCell) => {
                let cell = write(&events[start..at], Place::Cell, super::inline::events);
                if let Some(row) = rows.last_mut() {
                    row.push(cell.replace('\n', " "));
                }
            }
            _ => {}
        }
    }
    for row in &mut rows {
        row.resize(columns, String::new());
    }
    Block::Table(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_survive_and_keep_their_line_breaks() {
        assert_eq!(block("One\ntwo.\n\n* a\n* b\n"), "One\ntwo.\n\n- a\n- b");
        assert_eq!(block("3) a\n4) b"), "1. a\n2. b");
        assert_eq!(block("> q\n\n---"), "> q\n\n***");
        assert_eq!(block("- a\n  - b\n\n  c"), "- a\n\n  - b\n\n  c");
        assert_eq!(block("    code"), "```text\ncode\n```");
        assert_eq!(block("| a | b |\n|--|--|\n| 1 |"), "| a | b |\n| --- | --- |\n| 1 |  |");
        assert_eq!(block("[a\nb](https://x.org)"), "a\nb (<https://x.org>)");
    }

    #[test]
    fn what_would_break_the_document_becomes_text() {
        assert_eq!(block("# Not a heading\n\ntext"), "Not a heading\n\ntext");
        assert_eq!(block("Title\n---"), "Title");
        assert_eq!(block("<div onclick=x>\n\nhi"), "\\<div onclick=x>\n\nhi");
        assert_eq!(block("```sh\nrm"), "```sh\nrm\n```");
        assert_eq!(block("**Important**"), "Important");
        assert_eq!(block("[]()\n***Important***&nbsp;"), "Important");
        assert_eq!(block("```mermaid\ngraph\n```"), "```text\ngraph\n```");
    }

    #[test]
    fn rewriting_makes_no_block_that_was_none() {
        // A rule in an item would underline the item's text; one alone would be a rule of dashes.
        assert_eq!(block("- a\n\n  ***\n- * * *"), "- a\n\n  ***\n\n- ***");
        // An escaped pipe needs no escape outside of a table, unless the next line makes one.
        assert_eq!(block("a \\| b\n--- | ---"), "a | b\n\\--- | ---");
        assert_eq!(block("> a\n\n> b"), "> a\n>\n> b");
        assert_eq!(block("1. a\n\n1) b"), "1. a\n2. b");
    }

    #[test]
    fn deep_nesting_ends() {
        assert!(block(&format!("{}x", "> ".repeat(50_000))).len() < 100);
        assert!(block(&format!("{}x", "- ".repeat(50_000))).len() < 100);
    }
}
