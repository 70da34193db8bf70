//! The contents of a long document, in one line where its template wants them.

use std::ops::Range;

use crate::markdown::{CONTENTS, Examined, Heading, Link, Place, inline};

/// What a template writes for the contents.
pub const PLACE: &str = CONTENTS;

/// From so many lines on, about three screens, a reader wants to know what is below.
const LONG: usize = 90;
/// Fewer sections than this are found without help.
const LEAST: usize = 4;

/// Puts links to the sections in their place; nothing into a short document.
pub fn fill_in(text: String, examined: &mut Examined) -> String {
    let Some(Range { start, end }) = examined.contents() else { return text };
    let (line, links) = if text.lines().count() < LONG { Default::default() } else { line(examined.headings(), start) };
    let after = if line.is_empty() { text[end..].trim_start() } else { &text[end..] };
    examined.replace(start..text.len() - after.len(), line.len(), links);
    format!("{}{line}{after}", &text[..start])
}

/// The links in one line, and where they stand when that begins at `start`.
fn line(headings: &[Heading], start: usize) -> (String, Vec<Link>) {
    let sections: Vec<&Heading> = headings.iter().filter(|heading| heading.level == 2).collect();
    if sections.len() < LEAST {
        return Default::default();
    }
    let (mut line, mut links) = ("Contents: ".to_owned(), Vec::new());
    for heading in sections {
        if !links.is_empty() {
            line.push_str(" · ");
        }
        let target = format!("#{}", heading.place());
        let label = inline(heading.text.trim_end(), Place::Label);
        links.push(Link { target: target.clone(), at: start + line.len() });
        line.push_str(&format!("[{label}]({target})"));
    }
    (line, links)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::examine;

    #[test]
    fn a_long_document_has_contents_and_a_short_one_has_none() {
        let text = |lines: usize| {
            format!(
                "# T\n\n{PLACE}\n\n## A\n\n## B `x` <a id=\"k-b\" name=\"k-b\"></a>\n\n## C\n\n## D\n{}",
                "\n".repeat(lines)
            )
        };
        // What is put in is known without reading it.
        let fill_in = |text: String| {
            let mut examined = examine(&text);
            let filled = fill_in(text, &mut examined);
            assert_eq!(examined, examine(&filled));
            filled
        };
        assert_eq!(fill_in(text(1)).lines().nth(2), Some("## A"));
        let line = "Contents: [A](#a) · [B x](#k-b) · [C](#c) · [D](#d)";
        assert_eq!(fill_in(text(100)).lines().nth(2), Some(line));
        assert_eq!(fill_in("# T\n".into()), "# T\n");
        // Code that looks like it is code.
        let code = format!("# T\n\n```text\n{PLACE}\n```\n\n{PLACE}\n\n## A\n");
        assert_eq!(fill_in(code), format!("# T\n\n```text\n{PLACE}\n```\n\n## A\n"));
    }
}
