//! Findings for people: the line of the record with the place underlined.

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

use super::Lines;
use super::visible::{show, visible};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Source, Span};

/// How many bytes of a line are shown in front of the place, and behind its start.
const BEFORE: usize = 60;
const BEHIND: usize = 100;

/// The diagnostics of one file, each with a blank line behind it.
pub fn draw_all(source: &Source, diagnostics: &[Diagnostic], color: bool) -> String {
    if diagnostics.is_empty() {
        return String::new();
    }
    let lines = Lines::new(source);
    diagnostics.iter().map(|diagnostic| draw(source, &lines, diagnostic, color) + "\n\n").collect()
}

/// One diagnostic, without a line end.
pub fn draw(source: &Source, lines: &Lines, diagnostic: &Diagnostic, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let at = lines.position(diagnostic.span.start);
    let origin = Origin::path(visible(&source.name)).line(at.line).char_column(at.column);
    let mut group = level.primary_title(visible(&diagnostic.message)).id(diagnostic.rule).element(origin);
    let excerpt = Excerpt::new(&source.text, &diagnostic.span);
    if !excerpt.line.trim().is_empty() {
        let mark = AnnotationKind::Primary.span(excerpt.mark);
        group = group.element(Snippet::source(excerpt.line).line_start(at.line).annotation(mark));
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(visible(help)));
    }
    without_divider(&renderer.render(&[group]))
}

/// The renderer divides a place from an excerpt that it did not number itself: the fourth line.
fn without_divider(drawn: &str) -> String {
    let lines = drawn.lines().enumerate().filter(|(at, line)| *at != 3 || !line.contains(" ::: "));
    lines.map(|(_, line)| line.trim_end()).collect::<Vec<_>>().join("\n")
}

/// The part of a line around a place, with hidden characters shown. Nothing else of the text is
/// looked at, so that a long text with many findings is not read once for each.
struct Excerpt {
    line: String,
    mark: Span,
}

impl Excerpt {
    fn new(text: &str, span: &Span) -> Self {
        let start = text.floor_char_boundary(span.start.min(text.len()));
        let from = text.floor_char_boundary(start.saturating_sub(BEFORE));
        let (mut line, from) = match text[from..start].rfind('\n') {
            Some(at) => (String::new(), from + at + 1),
            None if from == 0 => (String::new(), 0),
            None => ("...".to_owned(), from),
        };
        let to = text.floor_char_boundary((start + BEHIND).min(text.len()));
        let (to, cut) = match text[start..to].find('\n') {
            Some(at) => (start + at, false),
            None => (to, to < text.len()),
        };
        let end = span.end.clamp(start, to);
        let mut mark = 0..0;
        for (at, c) in text[from..to].char_indices() {
            if from + at == start {
                mark.start = line.len();
            }
            show(c, &mut line);
            if from + at < end {
                mark.end = line.len();
            }
        }
        if start == to {
            mark.start = line.len();
        }
        mark.end = mark.end.max(mark.start);
        if cut {
            line.push_str("...");
        }
        Excerpt { line, mark }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(text: &str, span: Span) -> String {
        let source = Source::new("a.yaml", text);
        draw_all(&source, &[Diagnostic::invalid(span, "", "wrong").with_help("mend it")], false)
    }

    #[test]
    fn the_place_is_underlined() {
        let expected =
            "error[invalid-record]: wrong\n --> a.yaml:2:4\n  |\n2 | é: wert\n  |    ^^^^\n  |\n  = help: mend it\n\n";
        assert_eq!(drawn("a: 1\né: wert\nb: 2\n", 9..13), expected);
    }

    #[test]
    fn long_lines_are_cut_and_hidden_characters_shown() {
        let text = format!("{}\u{202e}BAD\u{202e}{}", "x".repeat(500), "y".repeat(500));
        let shown = drawn(&text, 503..506);
        assert!(shown.contains("a.yaml:1:502"), "{shown}");
        assert!(shown.contains("xU+202EBADU+202Ey"), "{shown}");
        assert!(shown.lines().all(|line| line.len() < 250), "{shown}");
        let lines: Vec<&str> = shown.lines().collect();
        let under = lines.iter().find(|line| line.contains('^')).unwrap();
        let above = lines.iter().find(|line| line.contains("BAD")).unwrap();
        assert_eq!(above.find("BAD"), under.find("^^^"), "{shown}");
    }

    #[test]
    fn any_span_of_any_text_can_be_drawn() {
        for text in ["", "\n", "é", "a\n\n", "\t\u{1b}x\n  é"] {
            for start in 0..=text.len() + 2 {
                for end in start..=text.len() + 3 {
                    drawn(text, start..end);
                }
            }
        }
    }
}
