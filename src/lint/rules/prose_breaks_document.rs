//! # prose-breaks-document
//!
//! A text holds raw HTML, a heading, a fence that is not closed, or `@name` outside of code.
//!
//! **Why it hurts.** The document around it takes another shape: a section appears, the rest of the page turns into code, a stranger is
//! notified.
//!
//! Before:
//!
//! ```yaml
//! components:
//!   - {id: web, name: Web, severity: low, problem: The <header> element is missing}
//! ```
//!
//! After:
//!
//! ```yaml
//! components:
//!   - {id: web, name: Web, severity: low, problem: The `<header>` element is missing}
//! ```
//!
//! Judged after CommonMark parsing: code, autolinks and e-mail addresses are fine, and so are tables, quotes and thematic breaks.

use crate::lint::{Context, Finding};
use crate::markdown::prose::{Hazard, hazards};
use crate::record::text::TextKind;

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    for text in context.texts().iter().filter(|text| text.kind.is_markdown()) {
        let block = text.kind == TextKind::Prose;
        // What none of them is written with needs no parser.
        let written_with: &[char] = if block { &['<', '@', '#', '=', '`', '~', '-'] } else { &['<', '@'] };
        if !text.text.contains(written_with) {
            continue;
        }
        for (part, hazard) in hazards(&text.text, block) {
            if hazard == Hazard::Html && super::placeholder::is_tag(&text.text[part.clone()]) {
                continue;
            }
            let (message, help) = match hazard {
                Hazard::Html => ("this is raw HTML", "put names such as `<header>` into a code span; take markup out"),
                Hazard::Heading => (
                    "this is a heading",
                    "documents have their own headings; write a sentence, or leave a line free above `---`",
                ),
                Hazard::UnclosedFence => ("this fence is not closed", "close it with a line of the same characters"),
                Hazard::Mention => {
                    ("this would notify somebody", "put it into a code span, or write the name without `@`")
                }
            };
            found.push(Finding::new(text.at.clone(), message).part(part).help(help));
        }
    }
}
