//! The contents of a long document, in one line where its template wants them.

use crate::markdown::{Place, inline, outline};

/// What a template writes for the contents; no text of a record can be an HTML comment.
pub const PLACE: &str = "<!-- contents -->";

/// From so many lines on, about three screens, a reader wants to know what is below.
const LONG: usize = 90;
/// Fewer sections than this are found without help.
const LEAST: usize = 4;

/// Puts links to the sections in their place; nothing into a short document.
pub fn fill_in(text: String) -> String {
    let Some(at) = text.find(PLACE) else { return text };
    let line = if text.lines().count() < LONG { String::new() } else { line(&text) };
    let (before, after) = (&text[..at], &text[at + PLACE.len()..]);
    if line.is_empty() { format!("{before}{}", after.trim_start()) } else { format!("{before}{line}{after}") }
}

fn line(text: &str) -> String {
    let outline = outline(text);
    let sections = outline.headings.iter().filter(|heading| heading.level == 2);
    let link = |heading: &crate::markdown::Heading| {
        format!("[{}](#{})", inline(heading.text.trim_end(), Place::Label), heading.place())
    };
    let links: Vec<String> = sections.map(link).collect();
    if links.len() < LEAST { String::new() } else { format!("Contents: {}", links.join(" · ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_document_has_contents_and_a_short_one_has_none() {
        let text = |lines: usize| {
            format!(
                "# T\n\n{PLACE}\n\n## A\n\n## B `x` <a id=\"k-b\" name=\"k-b\"></a>\n\n## C\n\n## D\n{}",
                "\n".repeat(lines)
            )
        };
        assert_eq!(fill_in(text(1)).lines().nth(2), Some("## A"));
        let line = "Contents: [A](#a) · [B x](#k-b) · [C](#c) · [D](#d)";
        assert_eq!(fill_in(text(100)).lines().nth(2), Some(line));
        assert_eq!(fill_in("# T\n".into()), "# T\n");
    }
}
