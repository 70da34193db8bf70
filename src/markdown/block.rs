//! Block texts of the record (*prose*), written anew: paragraphs, lists, quotes, code and tables.
//! What would break the document around them, headings and raw HTML, becomes plain text.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Parser, Tag, TagEnd};

use super::escape::longest_run;
use super::inline::{Place, Writer, options};
use super::visible;

/// Prose as Markdown blocks, without a newline at the end.
pub fn block(text: &str) -> String {
    let text = visible(text);
    let events: Vec<Event> = Parser::new_ext(&text, options()).collect();
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < events.len() {
        at = one_block(&events, at, &mut blocks);
    }
    join(blocks, "\n\n")
}

/// Code in a fence that is longer than any run of backticks in it.
pub fn fence(code: &str, language: &str) -> String {
    let code = visible(code);
    let fence = "`".repeat((longest_run(&code) + 1).max(3));
    format!("{fence}{language}\n{}\n{fence}", code.trim_end_matches('\n'))
}

fn join(blocks: Vec<String>, between: &str) -> String {
    blocks.into_iter().filter(|block| !block.trim().is_empty()).collect::<Vec<_>>().join(between)
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

fn blocks_of(events: &[Event]) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < events.len() {
        at = one_block(events, at, &mut blocks);
    }
    blocks
}

/// Writes the block that begins at `at`; returns where the next one begins.
fn one_block(events: &[Event], at: usize, blocks: &mut Vec<String>) -> usize {
    let end = end_of(events, at);
    let inside = &events[(at + 1).min(end)..end.saturating_sub(1).max((at + 1).min(end))];
    match &events[at] {
        Event::Start(Tag::Paragraph | Tag::Heading { .. }) => blocks.push(paragraph(inside)),
        Event::Start(Tag::HtmlBlock) => blocks.push(paragraph(inside)),
        Event::Start(Tag::List(start)) => blocks.push(list(inside, *start)),
        Event::Start(Tag::BlockQuote(_)) => {
            let quoted = join(blocks_of(inside), "\n\n");
            blocks.push(prefix_lines(&quoted, "> ", "> "));
        }
        Event::Start(Tag::CodeBlock(kind)) => {
            let code: String = inside.iter().filter_map(text_of).collect();
            let info = match kind {
                CodeBlockKind::Fenced(info) => info.clone(),
                CodeBlockKind::Indented => CowStr::Borrowed(""),
            };
            blocks.push(fence(&code, &language(&info)));
        }
        Event::Start(Tag::Table(alignments)) => blocks.push(table(inside, alignments.len())),
        Event::Rule => blocks.push("---".into()),
        Event::Start(_) => blocks.extend(blocks_of(inside)),
        // Inline content of a tight list item: up to the next block.
        _ => {
            let end = (at..events.len()).find(|&index| is_block(&events[index])).unwrap_or(events.len()).max(at + 1);
            blocks.push(paragraph(&events[at..end]));
            return end;
        }
    }
    end
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
    // A diagram is drawn, not shown: a record's own one could not be checked.
    if good && !word.eq_ignore_ascii_case("mermaid") { word.into() } else { "text".into() }
}

/// Lines stay as the author broke them.
fn paragraph(events: &[Event]) -> String {
    let emphasised_only =
        matches!(events.first(), Some(Event::Start(Tag::Strong | Tag::Emphasis))) && end_of(events, 0) == events.len();
    let events = if emphasised_only { &events[1..events.len() - 1] } else { events };
    let mut writer = Writer::new(Place::Line);
    let mut lines = Vec::new();
    for event in events {
        match event {
            Event::SoftBreak => lines.push(std::mem::replace(&mut writer, Writer::new(Place::Line)).finish()),
            Event::HardBreak => {
                let line = std::mem::replace(&mut writer, Writer::new(Place::Line)).finish();
                lines.push(format!("{line}\\"));
            }
            event => writer.event(event.clone()),
        }
    }
    lines.push(writer.finish());
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

fn list(events: &[Event], start: Option<u64>) -> String {
    let mut items = Vec::new();
    let mut at = 0;
    let mut loose = false;
    while at < events.len() {
        let end = end_of(events, at);
        if matches!(events[at], Event::Start(Tag::Item)) {
            let inside = &events[at + 1..end - 1];
            loose |= inside
                .iter()
                .any(|event| matches!(event, Event::Start(Tag::CodeBlock(_) | Tag::Table(_) | Tag::BlockQuote(_))));
            let blocks = blocks_of(inside);
            let marker = match start {
                Some(_) => format!("{}. ", items.len() + 1),
                None => "- ".to_owned(),
            };
            let between = if loose { "\n\n" } else { "\n" };
            let text = join(blocks, between);
            items.push(prefix_lines(&text, &marker, &" ".repeat(marker.len())));
        }
        at = end.max(at + 1);
    }
    join(items, if loose { "\n\n" } else { "\n" })
}

fn prefix_lines(text: &str, first: &str, others: &str) -> String {
    let lines = text.lines().enumerate().map(|(index, line)| {
        let prefix = if index == 0 { first } else { others };
        format!("{prefix}{line}").trim_end().to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn table(events: &[Event], columns: usize) -> String {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut writer = Writer::new(Place::Cell);
    for event in events {
        match event {
            Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
            Event::Start(Tag::TableCell) => writer = Writer::new(Place::Cell),
            Event::End(TagEnd::TableCell) => {
                let cell = std::mem::replace(&mut writer, Writer::new(Place::Cell)).finish();
                if let Some(row) = rows.last_mut() {
                    row.push(cell);
                }
            }
            event => writer.event(event.clone()),
        }
    }
    for row in &mut rows {
        row.resize(columns, String::new());
    }
    let line = |cells: &[String]| format!("| {} |", cells.join(" | "));
    let mut lines: Vec<String> = rows.iter().map(|row| line(row)).collect();
    lines.insert(1.min(lines.len()), line(&vec!["---".to_owned(); columns]));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_survive_and_keep_their_line_breaks() {
        assert_eq!(block("One\ntwo.\n\n* a\n* b\n"), "One\ntwo.\n\n- a\n- b");
        assert_eq!(block("3) a\n4) b"), "1. a\n2. b");
        assert_eq!(block("> q\n\n---"), "> q\n\n---");
        assert_eq!(block("- a\n  - b\n\n  c"), "- a\n  - b\n  c");
        assert_eq!(block("    code"), "```text\ncode\n```");
        assert_eq!(block("| a | b |\n|--|--|\n| 1 |"), "| a | b |\n| --- | --- |\n| 1 |  |");
    }

    #[test]
    fn what_would_break_the_document_becomes_text() {
        assert_eq!(block("# Not a heading\n\ntext"), "Not a heading\n\ntext");
        assert_eq!(block("Title\n---"), "Title");
        assert_eq!(block("<div onclick=x>\n\nhi"), "\\<div onclick=x>\n\nhi");
        assert_eq!(block("```sh\nrm"), "```sh\nrm\n```");
        assert_eq!(block("**Important**"), "Important");
        assert_eq!(block("```mermaid\ngraph\n```"), "```text\ngraph\n```");
    }

    #[test]
    fn a_fence_is_longer_than_what_it_holds() {
        assert_eq!(fence("a\n````\nb\n", "sh"), "`````sh\na\n````\nb\n`````");
    }
}
