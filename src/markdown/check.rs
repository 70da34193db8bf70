//! The last look at a package before it is written: each document is well formed, and every link
//! inside of the package leads somewhere.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::outline::{ANCHOR_END, Heading, Link, Outline, anchor_name, outline_with};

/// Says to markdownlint that a document has anchors, and no other HTML.
pub const ANCHORS_ALLOWED: &str = r#"<!-- markdownlint-configure-file { "MD033": { "allowed_elements": ["a"] } } -->"#;

/// Where the contents of a document will stand; no text of a record can be an HTML comment.
pub const CONTENTS: &str = "<!-- contents -->";

/// What is wrong with a rendered document: a fault of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    pub document: String,
    /// Counts from 1.
    pub line: usize,
    pub message: String,
}

/// What a document says of itself, before it is looked at among the others.
#[derive(Debug, PartialEq, Eq)]
pub struct Examined {
    outline: Outline,
    flaws: Vec<(usize, String)>,
    /// Where [`CONTENTS`] stands.
    contents: Option<usize>,
}

/// Reads one document, once.
pub fn examine(text: &str) -> Examined {
    let mut structure = Structure { text, columns: 0, in_anchor: false, flaws: Vec::new(), contents: None };
    let outline = outline_with(text, |event, range| structure.see(event, range));
    Examined { outline, flaws: structure.flaws, contents: structure.contents }
}

impl Examined {
    pub fn headings(&self) -> &[Heading] {
        &self.outline.headings
    }

    /// The place of [`CONTENTS`], in bytes.
    pub fn contents(&self) -> Option<Range<usize>> {
        self.contents.map(|at| at..at + CONTENTS.len())
    }

    /// A part of the text has become another one, of so many bytes and with these links: nothing around
    /// it reads otherwise, so the document need not be read again.
    pub fn replace(&mut self, part: Range<usize>, length: usize, links: Vec<Link>) {
        let moved = |at: usize| if at >= part.end { at - part.len() + length } else { at };
        self.contents = self.contents.filter(|at| !part.contains(at)).map(moved);
        self.flaws.iter_mut().for_each(|(at, _)| *at = moved(*at));
        self.outline.headings.iter_mut().for_each(|heading| heading.at = moved(heading.at));
        self.outline.links.iter_mut().for_each(|link| link.at = moved(link.at));
        self.outline.links.extend(links);
        self.outline.links.sort_by_key(|link| link.at);
    }
}

/// Checks the Markdown documents of a package: names, texts and what [`examine`] saw. `others` are
/// further files that links may name.
pub fn check(documents: &[(&str, &str, &Examined)], others: &[&str]) -> Vec<Flaw> {
    let outlines: HashMap<&str, &Outline> =
        documents.iter().map(|&(name, _, examined)| (name, &examined.outline)).collect();
    let mut flaws = Vec::new();
    for &(name, text, examined) in documents {
        let mut flaw = |at: usize, message: String| {
            let line = text[..at.min(text.len())].matches('\n').count() + 1;
            flaws.push(Flaw { document: name.to_owned(), line, message });
        };
        for (at, message) in &examined.flaws {
            flaw(*at, message.clone());
        }
        headings(text, &examined.outline, &mut flaw);
        for link in &examined.outline.links {
            if let Some(why) = broken(&link.target, name, &outlines, others) {
                flaw(link.at, format!("the link to `{}` {why}", link.target));
            }
        }
    }
    flaws
}

fn headings(text: &str, outline: &Outline, flaw: &mut impl FnMut(usize, String)) {
    let mut level = 0;
    for heading in &outline.headings {
        if heading.text.trim().is_empty() {
            flaw(heading.at, "the heading is empty".into());
        }
        if !text[heading.at..].trim_start_matches(' ').starts_with('#') {
            flaw(heading.at, format!("`{}` became a heading by the line below it", heading.text));
        }
        if heading.level > level + 1 {
            flaw(heading.at, format!("the heading `{}` skips a level", heading.text));
        }
        if heading.level == 1 && level > 0 {
            flaw(heading.at, format!("the document has a second title, `{}`", heading.text));
        }
        level = heading.level;
    }
    if outline.headings.is_empty() {
        flaw(0, "the document has no title".into());
    }
}

/// Tables, fences and HTML of one document.
struct Structure<'t> {
    text: &'t str,
    /// Of the current table, by its header.
    columns: usize,
    in_anchor: bool,
    flaws: Vec<(usize, String)>,
    contents: Option<usize>,
}

impl Structure<'_> {
    fn see(&mut self, event: &Event, range: &Range<usize>) {
        self.in_anchor &= matches!(event, Event::InlineHtml(_));
        match event {
            Event::Start(Tag::Table(alignments)) => self.columns = alignments.len(),
            Event::Start(Tag::TableRow) => {
                let (written, columns) = (cells(&self.text[range.clone()]), self.columns);
                if written != columns {
                    self.flaw(range, format!("the table row has {written} cells, its header {columns}"));
                }
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) if !is_closed(&self.text[range.clone()]) => {
                self.flaw(range, "the code fence is not closed".into());
            }
            Event::Html(html) if range.start == 0 && html.starts_with("<!--") => {}
            Event::Html(html) if html.trim_end() == ANCHORS_ALLOWED => {}
            Event::InlineHtml(html) if self.is_anchor(html) => {}
            Event::Html(html) | Event::InlineHtml(html)
                if self.contents.is_none()
                    && html.trim_end() == CONTENTS
                    && self.text[range.start..].starts_with('<') =>
            {
                self.contents = Some(range.start);
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                self.flaw(range, format!("raw HTML: `{}`", html.trim()));
            }
            Event::End(TagEnd::Table) => self.columns = 0,
            _ => {}
        }
    }

    /// Our own anchors, and the end of each right behind its beginning.
    fn is_anchor(&mut self, html: &str) -> bool {
        let ends = std::mem::replace(&mut self.in_anchor, anchor_name(html).is_some());
        self.in_anchor || ends && html == ANCHOR_END
    }

    fn flaw(&mut self, range: &Range<usize>, message: String) {
        self.flaws.push((range.start, message));
    }
}

/// The cells of a row as written; the parser pads short rows and drops extra cells silently.
fn cells(row: &str) -> usize {
    let row = row.trim().trim_start_matches('|');
    let mut count = 1;
    let mut escaped = false;
    let body = row.strip_suffix('|').filter(|body| !body.ends_with('\\')).unwrap_or(row);
    for c in body.chars() {
        match c {
            '\\' => escaped = !escaped,
            '|' if !escaped => count += 1,
            _ => escaped = false,
        }
    }
    count
}

fn is_closed(block: &str) -> bool {
    let block = block.trim_end();
    let first = block.lines().next().unwrap_or_default().trim_start();
    let mark = first.chars().next().unwrap_or('`');
    let length = first.chars().take_while(|&c| c == mark).count();
    let last = block.lines().next_back().unwrap_or_default().trim_start_matches(['>', ' ']);
    block.lines().count() > 1 && last.chars().all(|c| c == mark) && last.len() >= length
}

/// Why a link leads nowhere.
fn broken(target: &str, from: &str, outlines: &HashMap<&str, &Outline>, others: &[&str]) -> Option<&'static str> {
    let scheme = target.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    match scheme.as_deref() {
        Some("http" | "https" | "mailto" | "ftp") => return None,
        Some(_) => return Some("has a scheme that a document must not use"),
        None => {}
    }
    let (file, anchor) = target.split_once('#').map_or((target, None), |(file, anchor)| (file, Some(anchor)));
    let file = if file.is_empty() { from } else { file };
    match (outlines.get(file), anchor) {
        (Some(outline), Some(anchor)) if !outline.anchors.contains(anchor) => Some("names no heading there"),
        (Some(_), _) => None,
        (None, _) if others.contains(&file) || file.contains("@") => None,
        (None, _) => Some("leads to no document of the package"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(text: &str) -> Vec<String> {
        check(&[("a.md", text, &examine(text))], &["run.sh"])
            .into_iter()
            .map(|flaw| format!("{}: {}", flaw.line, flaw.message))
            .collect()
    }

    #[test]
    fn a_sound_document_has_no_flaws() {
        let text = "<!-- x -->\n# A\n\n| a | b |\n| --- | --- |\n| 1 \\| 2 | `x` |\n\n```sh\nx\n```\n\n[b](#a) [r](run.sh) <a@b.org>\n";
        assert_eq!(messages(text), Vec::<String>::new());
        let anchored =
            format!("<!-- x -->\n{ANCHORS_ALLOWED}\n\n# A\n\n## B <a id=\"c-b\" name=\"c-b\"></a>\n\n[b](#c-b)\n");
        assert_eq!(messages(&anchored), Vec::<String>::new());
    }

    #[test]
    fn flaws_that_parsers_hide_are_found() {
        let found =
            |text, part: &str| assert!(messages(text).iter().any(|m| m.contains(part)), "{part}: {:?}", messages(text));
        found("# A\n\n| a | b |\n| --- | --- |\n| 1 |\n", "5: the table row has 1 cells");
        found("# A\n\n| a | b |\n| --- | --- |\n| 1 | 2 | 3 |\n", "has 3 cells");
        found("# A\n\n```sh\nx\n", "not closed");
        found("# A\n\ntext\n---\n", "became a heading");
        found("# A\n\n### B\n", "skips a level");
        found("# A\n\n# B\n", "second title");
        found("# A\n\n<b>x</b>\n", "raw HTML");
        found("# A\n\n<a id=\"x\" name=\"x\">y</a>\n", "raw HTML: `</a>`");
        found("# A\n\n<a id=\"x\" name=\"x\" class=\"y\"></a>\n", "raw HTML");
        found("# A\n\n[x](#b)\n", "names no heading");
        found("# A\n\n[x](b.md)\n", "no document of the package");
        found("# A\n\n[x](javascript:y)\n", "scheme");
        found("text\n", "no title");
    }
}
