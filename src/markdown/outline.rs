//! Headings, anchors and links of a document, as GitHub computes them.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// What a document offers and what it asks for.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Outline {
    pub headings: Vec<Heading>,
    /// Named anchors, and slugs of the headings, with GitHub's numbers behind repeated ones.
    pub anchors: HashSet<String>,
    pub links: Vec<Link>,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Heading {
    pub level: usize,
    pub text: String,
    /// The name of the anchor in it, which stands for its slug.
    pub anchor: Option<String>,
    /// Byte offset in the document.
    pub at: usize,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Link {
    pub target: String,
    pub at: usize,
}

/// The options with which GitHub reads a document.
pub(super) fn github() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS
}

/// Reads the outline of a finished document.
pub fn outline(document: &str) -> Outline {
    outline_with(document, |_, _| {})
}

/// The same, for who must see the events too: a document is parsed once.
pub(super) fn outline_with(document: &str, mut see: impl FnMut(&Event, &Range<usize>)) -> Outline {
    let mut outline = Outline::default();
    let mut slugs = Slugs::default();
    let mut heading: Option<Heading> = None;
    for (event, range) in Parser::new_ext(document, github()).into_offset_iter() {
        see(&event, &range);
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                heading = Some(Heading { level: number(level), text: String::new(), anchor: None, at: range.start });
            }
            Event::End(TagEnd::Heading(_)) => {
                if let Some(heading) = heading.take() {
                    let slug = slugs.unique(heading.text.trim_end());
                    outline.anchors.insert(heading.anchor.clone().unwrap_or(slug));
                    outline.headings.push(heading);
                }
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some(heading) = &mut heading {
                    heading.text.push_str(&text);
                }
            }
            Event::InlineHtml(html) => {
                if let Some(name) = anchor_name(&html) {
                    outline.anchors.insert(name.to_owned());
                    heading.iter_mut().for_each(|heading| heading.anchor = Some(name.to_owned()));
                }
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                outline.links.push(Link { target: dest_url.to_string(), at: range.start });
            }
            _ => {}
        }
    }
    outline
}

/// A place in a document that links may name: an id with its kind in front. Most readers look for `id`,
/// GitLab keeps `name` only.
pub fn anchor(name: &str) -> String {
    format!("<a id=\"{name}\" name=\"{name}\">{ANCHOR_END}")
}

pub(super) const ANCHOR_END: &str = "</a>";

/// The name in the opening tag of an [`anchor`]; nothing in any other tag.
pub(super) fn anchor_name(tag: &str) -> Option<&str> {
    let (id, name) = tag.strip_prefix("<a id=\"")?.strip_suffix("\">")?.split_once("\" name=\"")?;
    let plain = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    (plain && id == name).then_some(name)
}

impl Heading {
    /// Where links to it lead, of those with a name of their own or the first of its words.
    pub fn place(&self) -> String {
        self.anchor.clone().unwrap_or_else(|| slug(&self.text))
    }
}

fn number(level: HeadingLevel) -> usize {
    level as usize
}

/// GitHub's anchor for a heading: lower case, without punctuation, blanks as hyphens
/// (the algorithm of `github-slugger`).
pub fn slug(heading: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ') || is_mark(*c);
    heading.to_lowercase().chars().filter(kept).map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// Combining marks of the scripts that use them; letters carry the rest.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5BD}' | '\u{610}'..='\u{61A}'
        | '\u{64B}'..='\u{65F}' | '\u{93A}'..='\u{94F}' | '\u{E31}'..='\u{E3A}' | '\u{E47}'..='\u{E4E}'
        | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20DC}' | '\u{3099}' | '\u{309A}')
}

#[derive(Default)]
pub(super) struct Slugs {
    seen: HashMap<String, usize>,
}

impl Slugs {
    /// `-1`, `-2` … behind the second, third … heading of the same slug.
    pub(super) fn unique(&mut self, heading: &str) -> String {
        let base = slug(heading);
        let mut result = base.clone();
        while self.seen.contains_key(&result) {
            let count = self.seen.entry(base.clone()).or_default();
            *count += 1;
            result = format!("{base}-{count}");
        }
        self.seen.insert(result.clone(), 0);
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_githubs() {
        assert_eq!(slug("What is broken?"), "what-is-broken");
        assert_eq!(slug("Phase `a-b`: 2–4 h"), "phase-a-b-24-h");
        assert_eq!(slug("Größe_x"), "größe_x");
        let outline = outline("# A\n\n## B\n\n## B\n\n[x](#b-1)\n");
        assert!(outline.anchors.contains("b-1"));
        assert_eq!(outline.links[0].target, "#b-1");
    }

    #[test]
    fn a_named_anchor_stands_for_the_slug() {
        let outline = outline(&format!("# A\n\n## The `b` {}\n\n- {}c\n", anchor("check-b"), anchor("criterion-c")));
        assert_eq!(outline.headings[1].place(), "check-b");
        let mut anchors: Vec<&str> = outline.anchors.iter().map(String::as_str).collect();
        anchors.sort_unstable();
        assert_eq!(anchors, ["a", "check-b", "criterion-c"]);
        assert_eq!(anchor_name("<a id=\"x\" name=\"x\" onclick=\"y\">"), None);
        assert_eq!(anchor_name("<a id=\"x\" name=\"y\">"), None);
        assert_eq!(anchor_name("<a href=\"x\">"), None);
    }
}
