//! Findings for people: the line of the record with the place underlined.

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

use super::lines::Lines;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lint;
use crate::secrets::{MASK, Masker, find_secrets};
use crate::source::{Source, Span};
use crate::visible::{code_point, is_hidden, visible_line as visible};

/// How many bytes of a line are shown in front of the place, and behind its start.
const BEFORE: usize = 60;
const BEHIND: usize = 100;

/// The diagnostics of one file, each with a blank line behind it.
pub fn draw_all(source: &Source, diagnostics: &[Diagnostic], color: bool) -> String {
    if diagnostics.is_empty() {
        return String::new();
    }
    let page = Page { source, lines: Lines::new(source), secrets: secrets(source, diagnostics), color };
    diagnostics.iter().map(|diagnostic| page.draw(diagnostic) + "\n\n").collect()
}

/// What no excerpt may show: what looks like a secret, and what was found to be one.
fn secrets(source: &Source, diagnostics: &[Diagnostic]) -> Vec<Span> {
    let hides = |diagnostic: &&Diagnostic| lint::rule(diagnostic.rule).is_some_and(|rule| rule.hides);
    let found = || diagnostics.iter().filter(hides).map(|diagnostic| diagnostic.span.clone());
    let mut secrets = find_secrets(&source.text);
    // Its value may stand in other places too, where it does not look like one.
    let values = found().filter_map(|secret| source.text.get(secret)).map(str::to_owned);
    secrets.extend(Masker::new(values.collect()).values_in(&source.text));
    secrets.extend(found());
    secrets.sort_by_key(|secret| (secret.start, secret.end));
    secrets.dedup_by(|next, last| {
        let inside = next.start < last.end;
        last.end = if inside { last.end.max(next.end) } else { last.end };
        inside
    });
    secrets
}

/// A source as it is drawn.
struct Page<'s> {
    source: &'s Source,
    lines: Lines<'s>,
    /// In order, apart.
    secrets: Vec<Span>,
    color: bool,
}

impl Page<'_> {
    /// One diagnostic, without a line end.
    fn draw(&self, diagnostic: &Diagnostic) -> String {
        let renderer = if self.color { Renderer::styled() } else { Renderer::plain() };
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let masker = Masker::default();
        let clean = |text: &str| visible(&masker.mask_authored(text)).into_owned();
        let at = self.lines.position(diagnostic.span.start);
        let origin = Origin::path(visible(&self.source.name)).line(at.line).char_column(at.column);
        let mut group = level.primary_title(clean(&diagnostic.message)).id(diagnostic.rule).element(origin);
        let excerpt = self.excerpt(&diagnostic.span);
        if !excerpt.line.trim().is_empty() {
            let mark = AnnotationKind::Primary.span(excerpt.mark);
            group = group.element(Snippet::source(excerpt.line).line_start(at.line).annotation(mark));
        }
        if let Some(help) = &diagnostic.help {
            group = group.element(Level::HELP.message(clean(help)));
        }
        without_divider(&renderer.render(&[group]))
    }

    /// Nothing but the bytes around the place is looked at, so that a long text with many findings
    /// is not read once for each.
    fn excerpt(&self, span: &Span) -> Excerpt {
        let text = &self.source.text;
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
        let mut mark = if start == from { line.len()..line.len() } else { 0..0 };
        let mut masked = 0;
        for (at, c) in text[from..to].char_indices().map(|(at, c)| (from + at, c)) {
            if at == start {
                mark.start = line.len();
            }
            match self.secret_at(at) {
                None if matches!(c, '\n' | '\t') => line.push(' '),
                None if is_hidden(c) => line.push_str(&code_point(c)),
                None => line.push(c),
                Some(secret) if masked == secret.end => {}
                Some(secret) => {
                    masked = secret.end;
                    line.push_str(MASK);
                }
            }
            if at < end {
                mark.end = line.len();
            }
        }
        if start == to {
            mark.start = line.len();
        }
        // Inside of what is masked, the mask is the place.
        if mark.start >= mark.end && end > start && self.secret_at(start).is_some() {
            mark = line.rfind(MASK).map_or(mark, |at| at..at + MASK.len());
        }
        mark.end = mark.end.max(mark.start);
        if cut {
            line.push_str("...");
        }
        Excerpt { line, mark }
    }

    fn secret_at(&self, at: usize) -> Option<&Span> {
        let next = self.secrets.partition_point(|secret| secret.end <= at);
        self.secrets.get(next).filter(|secret| secret.contains(&at))
    }
}

/// The part of a line around a place, with hidden characters shown and secrets masked.
struct Excerpt {
    line: String,
    mark: Span,
}

/// The renderer divides a place from an excerpt that it did not number itself: the fourth line.
fn without_divider(drawn: &str) -> String {
    let lines = drawn.lines().enumerate().filter(|(at, line)| *at != 3 || !line.contains(" ::: "));
    lines.map(|(_, line)| line.trim_end()).collect::<Vec<_>>().join("\n")
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
    fn secrets_are_masked_where_they_stand() {
        let text = "run: curl -u bob:x https://bob:hunter2secret@db.internal/x # here\n";
        let at = text.find("hunter2secret").unwrap();
        for span in [at..at + 13, at + 3..at + 9, 0..3] {
            let shown = drawn(text, span);
            assert!(!shown.contains("hunter2") && shown.contains(MASK), "{shown}");
            assert!(shown.contains("^^^"), "{shown}");
        }
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
