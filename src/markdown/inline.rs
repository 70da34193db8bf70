//! Inline texts of the record, written anew for one place in a document.
//!
//! The text is parsed and every event is written again, so that nothing but emphasis, code, links
//! and line breaks can come out of it: no HTML, no block, no half-open delimiter, no hidden target.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::escape::{code_span, link_target, push_text};
use super::visible;

/// Where an inline text will stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In a paragraph or list item.
    Line,
    /// In a table cell: pipes are escaped.
    Cell,
    /// In a heading: no links, no closing punctuation.
    Heading,
    /// As the text of a link.
    Label,
}

/// The options with which texts of the record are read.
pub(super) fn options() -> Options {
    Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES
}

/// One line of Markdown that is safe at its place.
pub fn inline(text: &str, place: Place) -> String {
    let text = one_line(text);
    let mut out = if is_plain(&text) { text } else { rewrite(&text, place) };
    if place == Place::Heading {
        out.truncate(out.trim_end_matches(['.', ',', ';', ':', '!', '。', '，', '；', '：', '！', ' ']).len());
    }
    out
}

/// Whether a text of one line is its own Markdown: most are, and need no parser.
fn is_plain(text: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || " -.,:;?!()/'\"=+%$–".contains(c);
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(plain) && !text.contains("//")
}

/// The text without its markup, on one line.
pub fn plain(text: &str) -> String {
    let text = one_line(text);
    let mut out = String::new();
    for event in events(&text) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) | Event::Html(text) => out.push_str(&text),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            _ => {}
        }
    }
    out
}

fn one_line(text: &str) -> String {
    let text = visible(text);
    let mut out = String::with_capacity(text.len());
    for word in text.split([' ', '\n', '\t']).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// A word in front keeps the text from being read as a block.
const GUARD: &str = "x ";

/// The inline events of a text of one line.
fn events(line: &str) -> Vec<Event<'static>> {
    let guarded = format!("{GUARD}{line}");
    let mut first = true;
    let mut events = Vec::new();
    for event in Parser::new_ext(&guarded, options()) {
        match event {
            Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
            Event::Text(text) if first => {
                first = false;
                let rest = text.strip_prefix(GUARD).or_else(|| text.strip_prefix("x")).unwrap_or(&text);
                events.push(Event::Text(rest.to_owned().into()));
            }
            event => events.push(event.into_static()),
        }
    }
    events
}

fn rewrite(line: &str, place: Place) -> String {
    let mut writer = Writer { out: String::new(), place, links: Vec::new(), line_start: true };
    for event in events(line) {
        writer.event(event);
    }
    writer.finish()
}

/// Writes inline events as Markdown.
pub(super) struct Writer {
    pub(super) out: String,
    place: Place,
    /// Targets of the links that are open.
    links: Vec<String>,
    pub(super) line_start: bool,
}

impl Writer {
    pub(super) fn new(place: Place) -> Self {
        Writer { out: String::new(), place, links: Vec::new(), line_start: true }
    }

    pub(super) fn finish(self) -> String {
        let trimmed = self.out.trim();
        trimmed.to_owned()
    }

    fn table(&self) -> bool {
        self.place == Place::Cell
    }

    pub(super) fn event(&mut self, event: Event) {
        match event {
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::Code(code) => {
                let span = code_span(&code, self.table());
                self.out.push_str(&span);
            }
            Event::Start(Tag::Emphasis) | Event::End(TagEnd::Emphasis) => self.out.push('*'),
            Event::Start(Tag::Strong) | Event::End(TagEnd::Strong) => self.out.push_str("**"),
            Event::Start(Tag::Strikethrough) | Event::End(TagEnd::Strikethrough) => self.out.push_str("~~"),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                self.links.push(dest_url.to_string());
                return;
            }
            Event::End(TagEnd::Link | TagEnd::Image) => self.end_link(),
            Event::SoftBreak | Event::HardBreak => self.out.push(' '),
            _ => return,
        }
        self.line_start = false;
    }

    fn text(&mut self, text: &str) {
        // The text of an address's own link is written when its target is.
        if self.links.last().is_some_and(|target| same_address(text, target)) {
            return;
        }
        let links = self.links.is_empty() && matches!(self.place, Place::Line | Place::Cell);
        let table = self.table();
        push_text(&mut self.out, text, self.line_start, table, links);
    }

    /// A link shows where it leads: `text (<target>)`.
    fn end_link(&mut self) {
        let Some(target) = self.links.pop() else { return };
        if matches!(self.place, Place::Heading | Place::Label) || target.is_empty() {
            return;
        }
        let shown = link_target(&target, self.table());
        if self.out.is_empty() || self.out.ends_with([' ', '(']) {
            self.out.push_str(&shown);
        } else {
            self.out.push_str(&format!(" ({shown})"));
        }
    }
}

fn same_address(text: &str, target: &str) -> bool {
    text == target || target.strip_prefix("mailto:") == Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> String {
        inline(text, Place::Line)
    }

    #[test]
    fn markup_stays_and_structure_goes() {
        assert_eq!(line("The `a|b` **pool** is *full*"), "The `a|b` **pool** is *full*");
        assert_eq!(line("# x"), r"\# x");
        assert_eq!(line("- x\n- y"), r"\- x - y");
        assert_eq!(line("<b>x</b> **open"), r"\<b>x\</b> \*\*open");
        assert_eq!(line("| a | b |\n|---|---|"), r"\| a | b | |---|---|");
        assert_eq!(inline("a `x|y` | b", Place::Cell), r"a x\|y \| b");
        assert_eq!(inline("It times out.", Place::Heading), "It times out");
    }

    #[test]
    fn a_link_shows_its_target() {
        assert_eq!(line("[safe](https://evil.example)"), "safe (<https://evil.example>)");
        assert_eq!(line("<https://x.org>"), "<https://x.org>");
        assert_eq!(line("[x](javascript:alert(1))"), "x (`javascript:alert(1)`)");
        assert_eq!(line("![logo](https://x.org/a.png)"), "logo (<https://x.org/a.png>)");
        assert_eq!(inline("[a](https://x.org)", Place::Label), "a");
        assert_eq!(line("[https://x.org](https://x.org)"), "<https://x.org>");
    }

    #[test]
    fn what_needs_no_parser_is_what_the_parser_writes() {
        for text in
            ["Größe: 1.5–2 (say) - \"x\"; a/b = $5 + 3%! 'Is it?'", "x - - 1. y", "a = = = b ---", "Ends with a blank"]
        {
            assert!(is_plain(text), "{text}");
            for place in [Place::Line, Place::Cell, Place::Heading, Place::Label] {
                assert_eq!(rewrite(text, place), text);
            }
        }
    }

    #[test]
    fn plain_text_has_no_markup() {
        assert_eq!(plain("The `a` **b** [c](https://x.org)"), "The a b c");
        assert_eq!(plain("# x"), "# x");
    }
}
