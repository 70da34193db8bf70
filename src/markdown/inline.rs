//! Inline texts of the record, written anew for one place in a document.
//!
//! The text is parsed and every event is written again, so that nothing but emphasis, code, links
//! and line breaks can come out of it: no HTML, no block, no half-open delimiter, no hidden target.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, TextMergeStream};

use super::Place;
use super::as_is::is_as_is;
use super::escape::code_span;
use super::writer::write;
use crate::visible::visible;

/// The options with which texts of the record are read.
fn options() -> Options {
    Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES
}

/// The events of a text. HTML is text like any other, and text that the parser gives in parts
/// (around escapes and entities) is one: only as a whole does `1` and `. x` show that it is a list.
pub(super) fn parse(text: &str) -> impl Iterator<Item = Event<'_>> {
    let plain = |event| match event {
        Event::InlineHtml(html) | Event::Html(html) => Event::Text(html),
        event => event,
    };
    TextMergeStream::new(Parser::new_ext(text, options()).map(plain))
}

/// One line of Markdown that is safe at its place. Only a blank text comes out empty.
pub fn inline(text: &str, place: Place) -> String {
    let out = if is_as_is(text, place) { text.to_owned() } else { folded(one_line(text), place) };
    if place == Place::Heading { heading(out) } else { out }
}

fn folded(text: String, place: Place) -> String {
    if is_as_is(&text, place) { text } else { rewrite(text, place) }
}

fn rewrite(text: String, place: Place) -> String {
    let out = write(&events(&text), place, events);
    if out.is_empty() && !text.is_empty() {
        // A link without text and target, a lone no-break space: shown as it was written.
        return write(&[Event::Text(text.into())], place, events);
    }
    out
}

/// A heading ends with a word: not with punctuation, and not with signs that would close it. One of
/// nothing but signs stands as code.
fn heading(mut text: String) -> String {
    let sign = |c: char| c.is_whitespace() || c.is_ascii() && !c.is_ascii_alphanumeric();
    if !text.is_empty() && !text.ends_with('`') && text.chars().all(sign) {
        return code_span(&plain(&text));
    }
    let stop = |c: char| c.is_whitespace() || ".,;:!。，；：！".contains(c);
    text.truncate(text.trim_end_matches(stop).len());
    // The backslash of a stop that went goes with it.
    if (text.len() - text.trim_end_matches('\\').len()) % 2 == 1 {
        text.pop();
    }
    if text.ends_with('#') && text.trim_end_matches('#').ends_with(' ') {
        text.insert(text.len() - 1, '\\');
    }
    text
}

/// The text without its markup, on one line.
pub fn plain(text: &str) -> String {
    let text = one_line(text);
    let mut out = String::new();
    for event in events(&text) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&visible(&text)),
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
pub(super) fn events(line: &str) -> Vec<Event<'static>> {
    let guarded = format!("{GUARD}{line}");
    let mut first = true;
    let mut events = Vec::new();
    for event in parse(&guarded) {
        match event {
            Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
            Event::Text(text) if first => {
                first = false;
                let rest = text.strip_prefix(GUARD).or_else(|| text.strip_prefix("x")).unwrap_or(&text);
                if !rest.is_empty() {
                    events.push(Event::Text(rest.to_owned().into()));
                }
            }
            event => events.push(event.into_static()),
        }
    }
    events
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
    fn text_that_the_parser_splits_is_judged_as_a_whole() {
        assert_eq!(line(r"1\. not a list"), r"1\. not a list");
        assert_eq!(line("&#64;bob and &#8203;"), "`@bob` and U+200B");
        assert_eq!(line("`a`@bob"), "`a` `@bob`");
    }

    #[test]
    fn addresses_link_and_mentions_do_not() {
        assert_eq!(line("see https://x.org/a_b(c)."), "see <https://x.org/a_b(c)>.");
        assert_eq!(line("mail ops@example.org now"), "mail <ops@example.org> now");
        assert_eq!(line("ask @team/ops, please"), "ask `@team/ops`, please");
        assert_eq!(line("a@b, www.x.org/a, x@a_b.org"), "a@b, `www.x.org/a`, `x@a_b.org`");
        assert_eq!(line("-@bob"), "-`@bob`");
        assert_eq!(line("é.www.x.org@x.org"), "é.`www.x.org@x.org`");
        assert_eq!(line("éwww.x.org@x.org"), "é`www.x.org@x.org`");
    }

    #[test]
    fn nothing_vanishes() {
        assert_eq!(line("[]()"), r"\[\]()");
        assert_eq!(inline("...", Place::Heading), "`...`");
        assert_eq!(inline("<https://x.org>", Place::Heading), "`https://x.org`");
        assert_eq!(inline("1. ", Place::Heading), "1");
        assert_eq!(inline("C #", Place::Heading), r"C \#");
    }

    #[test]
    fn a_link_shows_its_target() {
        assert_eq!(line("[safe](https://evil.example)"), "safe (<https://evil.example>)");
        assert_eq!(line("<https://x.org>"), "<https://x.org>");
        assert_eq!(line("<ops@x.org>"), "<ops@x.org>");
        assert_eq!(line("[x](javascript:alert(1))"), "x (`javascript:alert(1)`)");
        assert_eq!(line("![logo](https://x.org/a.png)"), "logo (<https://x.org/a.png>)");
        assert_eq!(inline("[a](https://x.org)", Place::Label), "a");
        assert_eq!(inline("`]:`", Place::Label), r"\]:");
        assert_eq!(inline("https://x.org/a]:#", Place::Label), r"`https://x.org/a`\]:#");
        assert_eq!(line("[https://x.org](https://x.org)"), "<https://x.org>");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4000))]
        #[test]
        fn what_needs_no_parser_is_what_the_parser_writes(
            text in "[a-z`](a|Z|1|é|日|_|`| |-|=|#|>|\\.|:|/|\\(|\\)|!|'|\"|%|\\{|…|–|w{3}|`[a|<*_&\\\\ ]{1,3}`|--|1\\. ){0,9}",
        ) {
            for place in [Place::Line, Place::Cell, Place::Heading, Place::Label] {
                if is_as_is(&text, place) {
                    prop_assert_eq!(rewrite(text.clone(), place), text.as_str());
                }
            }
        }
    }

    #[test]
    fn plain_text_has_no_markup() {
        assert_eq!(plain("The `a` **b** [c](https://x.org)"), "The a b c");
        assert_eq!(plain("# x"), "# x");
    }
}
