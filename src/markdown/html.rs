//! A finished document as HTML, for a page that holds several: what it says is what the Markdown
//! says, and nothing of it can be an element or attribute of its own.
//!
//! Names of places get the document's in front, links to other documents become links in the page.
//! No `style` stands in what is made: pages forbid it.

use std::collections::HashSet;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};
use pulldown_cmark::{HeadingLevel, html::push_html};

use super::outline::{Slugs, anchor_name, github, outline};

/// What a document needs to know of the page.
pub struct Page<'p> {
    /// The document's file name.
    pub name: &'p str,
    /// By how much its headings are lower than in the document.
    pub lower: usize,
    /// Where in the page a document or script stands, by its file name.
    pub place: &'p dyn Fn(&str) -> Option<String>,
    /// An element to be shown for this diagram's text.
    pub drawing: &'p dyn Fn(&str) -> Option<String>,
}

/// A document as HTML, and its sections.
pub struct Html {
    pub text: String,
    /// The headings below the title, of level 2: their places in the page, and their words.
    pub sections: Vec<(String, String)>,
}

/// Writes a document; its marker and other comments are left out.
pub fn html(document: &str, page: &Page) -> Html {
    let prefix = (page.place)(page.name).unwrap_or_default();
    let mut slugs = Slugs::default();
    let mut sections = Vec::new();
    // In the order of the headings: by their own names, or else by their words.
    let mut places = Vec::new();
    for heading in &outline(document).headings {
        let slug = slugs.unique(heading.text.trim_end());
        let place = format!("{prefix}--{}", heading.anchor.as_deref().unwrap_or(&slug));
        if heading.level == 2 {
            sections.push((place.clone(), heading.text.trim().to_owned()));
        }
        places.push(heading.anchor.is_none().then_some(place));
    }
    let writer = Writer {
        page,
        prefix,
        places: places.into_iter(),
        taken: HashSet::new(),
        columns: Vec::new(),
        column: 0,
        in_head: false,
        code: None,
        links: Vec::new(),
    };
    let mut text = String::with_capacity(document.len() * 2);
    let options = github() | Options::ENABLE_GFM;
    push_html(
        &mut text,
        Parser::new_ext(document, options).scan(writer, |writer, event| Some(writer.see(event))).flatten(),
    );
    Html { text, sections }
}

/// A text in HTML, in an element or in the double quotes of an attribute.
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            c => safe.push(c),
        }
    }
    safe
}

struct Writer<'p> {
    page: &'p Page<'p>,
    prefix: String,
    places: std::vec::IntoIter<Option<String>>,
    /// The places that exist already: each stands once in a page.
    taken: HashSet<String>,
    columns: Vec<Alignment>,
    column: usize,
    in_head: bool,
    /// Language and text of the block that is being read.
    code: Option<(String, String)>,
    /// Of those that are open, whether each is one in the page.
    links: Vec<bool>,
}

impl Writer<'_> {
    /// What is written for an event of the parser; nothing for what pages leave out.
    fn see<'e>(&mut self, event: Event<'e>) -> Option<Event<'e>> {
        if let Some((_, text)) = &mut self.code {
            match event {
                Event::Text(more) => text.push_str(&more),
                Event::End(TagEnd::CodeBlock) => return Some(made(self.block())),
                _ => {}
            }
            return None;
        }
        Some(match event {
            Event::Html(_) | Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock) => return None,
            Event::InlineHtml(tag) => {
                let place = format!("{}--{}", self.prefix, anchor_name(&tag)?);
                self.taken.insert(place.clone()).then(|| made(format!("<a id=\"{}\"></a>", escaped(&place))))?
            }
            Event::Start(Tag::Heading { level, .. }) => {
                let place = self.places.next().flatten().filter(|place| self.taken.insert(place.clone()));
                Event::Start(Tag::Heading {
                    level: self.level(level),
                    id: place.map(CowStr::from),
                    classes: Vec::new(),
                    attrs: Vec::new(),
                })
            }
            Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(self.level(level))),
            Event::Start(Tag::CodeBlock(kind)) => {
                let language = match &kind {
                    CodeBlockKind::Fenced(words) => words.split_whitespace().next().unwrap_or_default(),
                    CodeBlockKind::Indented => "",
                };
                self.code = Some((language.to_owned(), String::new()));
                return None;
            }
            Event::Start(Tag::BlockQuote(Some(kind))) => made(callout(kind).to_owned()),
            Event::End(TagEnd::BlockQuote(Some(_))) => made("</div>\n".to_owned()),
            Event::TaskListMarker(done) => made(task(done).to_owned()),
            // Pages load nothing: what an image would say stands there.
            Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => return None,
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                let link = self.link(link_type, &dest_url);
                self.links.push(link.is_some());
                made(link?)
            }
            Event::End(TagEnd::Link) => self.links.pop()?.then(|| made("</a>".to_owned()))?,
            event => return self.table(event),
        })
    }

    fn table<'e>(&mut self, event: Event<'e>) -> Option<Event<'e>> {
        Some(made(match event {
            Event::Start(Tag::Table(columns)) => {
                self.columns = columns;
                "<div class=\"wide\" role=\"group\" aria-label=\"Table\" tabindex=\"0\"><table>\n".to_owned()
            }
            Event::End(TagEnd::Table) => "</tbody></table></div>\n".to_owned(),
            Event::Start(Tag::TableHead) => {
                (self.column, self.in_head) = (0, true);
                "<thead><tr>".to_owned()
            }
            Event::End(TagEnd::TableHead) => {
                self.in_head = false;
                "</tr></thead>\n<tbody>".to_owned()
            }
            Event::Start(Tag::TableRow) => {
                self.column = 0;
                "<tr>".to_owned()
            }
            Event::End(TagEnd::TableRow) => "</tr>\n".to_owned(),
            Event::Start(Tag::TableCell) => {
                let class = match self.columns.get(self.column) {
                    Some(Alignment::Right) => " class=\"right\"",
                    Some(Alignment::Center) => " class=\"center\"",
                    _ => "",
                };
                self.column += 1;
                if self.in_head { format!("<th scope=\"col\"{class}>") } else { format!("<td{class}>") }
            }
            Event::End(TagEnd::TableCell) => if self.in_head { "</th>" } else { "</td>" }.to_owned(),
            other => return Some(other),
        }))
    }

    fn level(&self, level: HeadingLevel) -> HeadingLevel {
        HeadingLevel::try_from((level as usize + self.page.lower).min(6)).unwrap_or(level)
    }

    /// The block that ends here: a diagram that we can draw, or code.
    fn block(&mut self) -> String {
        let (language, text) = self.code.take().unwrap_or_default();
        let drawn = (language == "mermaid").then(|| (self.page.drawing)(text.trim_end())).flatten();
        match drawn {
            Some(drawn) => {
                format!(
                    "<figure class=\"diagram\" tabindex=\"0\" role=\"group\" aria-label=\"Diagram\">{drawn}</figure>\n"
                )
            }
            None => format!("<div class=\"code\"><pre tabindex=\"0\"><code>{}</code></pre></div>\n", escaped(&text)),
        }
    }

    /// The opening tag of a link, when a page may have it.
    fn link(&self, kind: LinkType, target: &str) -> Option<String> {
        if kind == LinkType::Email {
            return Some(format!("<a href=\"mailto:{}\">", escaped(target)));
        }
        let (file, anchor) = target.split_once('#').map_or((target, None), |(file, anchor)| (file, Some(anchor)));
        let place = if file.is_empty() { Some(self.prefix.clone()) } else { (self.page.place)(file) };
        if let Some(place) = place {
            let anchor = anchor.map(|anchor| format!("--{anchor}")).unwrap_or_default();
            return Some(format!("<a href=\"#{}\">", escaped(&format!("{place}{anchor}"))));
        }
        let scheme = target.split_once(':')?.0.to_ascii_lowercase();
        let outside = matches!(scheme.as_str(), "http" | "https" | "mailto" | "ftp");
        outside.then(|| format!("<a href=\"{}\" rel=\"noopener noreferrer\">", escaped(target)))
    }
}

fn made<'e>(html: String) -> Event<'e> {
    Event::InlineHtml(html.into())
}

fn callout(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "<div class=\"callout\" role=\"note\"><p class=\"kind\">Note</p>\n",
        BlockQuoteKind::Tip => "<div class=\"callout\" role=\"note\"><p class=\"kind\">Tip</p>\n",
        BlockQuoteKind::Important => "<div class=\"callout\" role=\"note\"><p class=\"kind\">Important</p>\n",
        BlockQuoteKind::Warning => "<div class=\"callout danger\" role=\"note\"><p class=\"kind\">Warning</p>\n",
        BlockQuoteKind::Caution => "<div class=\"callout danger\" role=\"note\"><p class=\"kind\">Caution</p>\n",
    }
}

fn task(done: bool) -> &'static str {
    if done {
        "<span class=\"task\" role=\"img\" aria-label=\"done\">☑</span> "
    } else {
        "<span class=\"task\" role=\"img\" aria-label=\"open\">☐</span> "
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str) -> String {
        let place = |name: &str| matches!(name, "a.md" | "b.md").then(|| name.trim_end_matches(".md").to_owned());
        let drawing = |text: &str| (text == "gantt").then(|| "<svg></svg>".to_owned());
        html(text, &Page { name: "a.md", lower: 1, place: &place, drawing: &drawing }).text
    }

    #[test]
    fn places_and_links_are_those_of_the_page() {
        let text = "<!-- x -->\n# A\n\n## B <a id=\"k-b\" name=\"k-b\"></a>\n\n## C\n\n## C\n\n[x](#c-1) [y](b.md#k) [z](b.md) [w](https://x.y)\n";
        let html = page(text);
        assert!(html.contains("<h2 id=\"a--a\">A</h2>"), "{html}");
        assert!(html.contains("<h3>B <a id=\"a--k-b\"></a></h3>"), "{html}");
        assert!(html.contains("<h3 id=\"a--c-1\">"), "{html}");
        for link in ["#a--c-1", "#b--k", "#b", "https://x.y"] {
            assert!(html.contains(&format!("href=\"{link}\"")), "{link}: {html}");
        }
        assert!(!html.contains("<!--"));
    }

    #[test]
    fn nothing_of_a_document_is_an_element_of_its_own() {
        let text = "# A\n\n<script>x</script>\n\na <b onclick=\"x\">b</b> ![c](https://x.y/z.png) [d](javascript:e) \
                    [f](data:g)\n\n```\"><script>\n</code><script>\n```\n\n- [x] <i>y</i>\n\n| a |\n| ---: |\n| <u>z</u> |\n";
        let html = page(text);
        for bad in ["<script", "<b ", "<img", "<i>", "<u>", "javascript:", "data:", "style="] {
            assert!(!html.contains(bad), "{bad}: {html}");
        }
        for good in ["&lt;/code&gt;&lt;script&gt;", "<td class=\"right\">z</td>", "aria-label=\"done\""] {
            assert!(html.contains(good), "{good}: {html}");
        }
    }

    #[test]
    fn a_diagram_is_drawn_and_a_callout_has_its_word() {
        assert!(page("# A\n\n```mermaid\ngantt\n```\n").contains("<figure class=\"diagram\""));
        assert!(page("# A\n\n```mermaid\npie\n```\n").contains("<code>pie\n</code>"));
        let callout = page("# A\n\n> [!CAUTION]\n> b\n");
        assert!(callout.contains("<p class=\"kind\">Caution</p>") && callout.contains("<p>b</p>"), "{callout}");
    }
}
