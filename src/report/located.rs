//! A diagnostic with its place in lines and columns: all that programs are told.

use serde::Serialize;

use super::lines::Lines;
use crate::diagnostic::{Diagnostic, Mend, Severity};
use crate::secrets::Masker;
use crate::source::{Position, Source, Span};

/// Lines and columns count from 1, columns in characters; the end is the column behind the last.
#[derive(Debug, Clone, Serialize)]
pub struct Located {
    pub rule: &'static str,
    pub severity: Severity,
    pub file: String,
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
    pub path: String,
    pub message: String,
    pub help: Option<String>,
    /// Only where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Rewrite>,
}

/// The smallest correct text to write, and the part of the file in whose place it stands.
#[derive(Debug, Clone, Serialize)]
pub struct Rewrite {
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
    pub text: String,
    /// Whether the record says the same with it; else it is what was most likely meant.
    pub same_meaning: bool,
}

/// The diagnostics of one file, in their order, under the name by which programs know the file. A
/// secret that a message quotes is masked.
pub fn locate(source: &Source, file: &str, diagnostics: &[Diagnostic]) -> Vec<Located> {
    if diagnostics.is_empty() {
        return Vec::new();
    }
    let lines = Lines::new(source);
    let masker = Masker::default();
    let located = diagnostics.iter().map(|diagnostic| {
        let (start, end) = ends(&lines, &diagnostic.span);
        Located {
            rule: diagnostic.rule,
            severity: diagnostic.severity,
            file: file.to_owned(),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            path: diagnostic.path.clone(),
            message: masker.mask_authored(&diagnostic.message).into_owned(),
            help: diagnostic.help.as_ref().map(|help| masker.mask_authored(help).into_owned()),
            fix: diagnostic.mend.as_ref().map(|mend| rewrite(&lines, mend)),
        }
    });
    located.collect()
}

fn rewrite(lines: &Lines, mend: &Mend) -> Rewrite {
    let Mend { edit, same_meaning } = mend;
    let (start, end) = ends(lines, &edit.span);
    Rewrite {
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        text: edit.text.clone(),
        same_meaning: *same_meaning,
    }
}

/// The first place of a span, and the one behind its last.
fn ends(lines: &Lines, span: &Span) -> (Position, Position) {
    (lines.position(span.start), lines.position(span.end.max(span.start)))
}
