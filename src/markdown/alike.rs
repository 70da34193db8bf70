//! Whether two Markdown texts read the same: formatters pad tables, swap signs of emphasis and lists,
//! and add blank lines, and readers see nothing of it.

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::outline::github;

/// What is seen of a text, in order.
fn seen(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut words = String::new();
    let mut code = false;
    let flush = |words: &mut String, out: &mut Vec<String>| {
        if !words.is_empty() {
            out.push(format!("text {}", words.trim()));
            words.clear();
        }
    };
    for event in Parser::new_ext(text, github()) {
        match event {
            Event::Text(text) => words.push_str(&text),
            Event::SoftBreak => words.push(' '),
            event => {
                flush(&mut words, &mut out);
                match event {
                    // Around the items of a list they say only whether blank lines stand between them.
                    Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
                    Event::Start(Tag::CodeBlock(kind)) => {
                        code = true;
                        let language = match kind {
                            CodeBlockKind::Fenced(language) => language.to_string(),
                            CodeBlockKind::Indented => String::new(),
                        };
                        out.push(format!("code {language}"));
                    }
                    Event::End(TagEnd::CodeBlock) => code = false,
                    // How a table is aligned is no word of it.
                    Event::Start(Tag::Table(_)) => out.push("table".into()),
                    Event::Html(html) | Event::InlineHtml(html) => {
                        let html = html.trim();
                        if !html.is_empty() {
                            out.push(format!("html {html}"));
                        }
                    }
                    Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => {}
                    event => out.push(format!("{event:?}")),
                }
            }
        }
        // Inside of a fence every blank counts.
        if code && !words.is_empty() {
            out.push(format!("line {}", std::mem::take(&mut words)));
        }
    }
    flush(&mut words, &mut out);
    out
}

/// Whether nobody could tell them apart once they are drawn.
pub fn reads_alike(a: &str, b: &str) -> bool {
    seen(a) == seen(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_formatters_do_is_not_seen_and_edits_are() {
        let base = "<!-- made -->\n# Title\n\n- one *soft* and **loud**\n- two\n\n| A | B |\n|---|---|\n| x | yy |\n\n```sh\na  b\n```\n";
        for formatted in [
            "<!-- made -->\n\n# Title\n\n- one _soft_ and **loud**\n- two\n\n| A   | B   |\n| --- | --- |\n| x   | yy  |\n\n```sh\na  b\n```\n",
            "<!-- made -->\n\nTitle\n=====\n\n* one _soft_ and __loud__\n\n* two\n\n|A|B|\n|:-|-|\n|x|yy|\n\n\n~~~sh\na  b\n~~~",
        ] {
            assert!(reads_alike(base, formatted), "{:#?}\n{:#?}", seen(base), seen(formatted));
        }
        for (from, to) in [
            ("two", "three"),
            ("a  b", "a b"),
            ("*soft*", "soft"),
            ("yy |", "y |"),
            ("# Title", "## Title"),
            ("```sh", "```bash"),
            ("- two", "1. two"),
            ("made", "mode"),
            ("| x | yy |\n", ""),
        ] {
            assert!(!reads_alike(base, &base.replace(from, to)), "{from}");
        }
    }
}
