//! Workflow commands by which GitHub Actions annotates lines of a pull request.

use super::located::Located;
use super::run_error::RunError;
use crate::visible::visible_line as visible;

/// One line a finding.
pub fn annotations(findings: &[Located]) -> String {
    findings.iter().map(annotation).collect()
}

fn annotation(finding: &Located) -> String {
    let severity = finding.severity.as_str();
    let file = property(finding.file.strip_prefix("./").unwrap_or(&finding.file));
    let Located { line, column, end_line, end_column, .. } = finding;
    let mut place = format!("file={file},line={line},endLine={end_line},col={column}");
    // GitHub takes an end column only where the whole annotation is in one line.
    if line == end_line {
        place += &format!(",endColumn={}", end_column.max(column));
    }
    let mut message = data(&finding.message);
    if let Some(help) = &finding.help {
        message += &format!("%0Ahelp: {}", data(help));
    }
    format!("::{severity} {place},title={}::{message}\n", property(&format!("handoff {}", finding.rule)))
}

/// The line for what kept the run from judging everything.
pub fn error_annotation(error: &RunError) -> String {
    let mut place = error.file.as_ref().map(|file| format!("file={},", property(file))).unwrap_or_default();
    if let Some(line) = error.line {
        place += &format!("line={line},");
    }
    let mut message = data(&error.message);
    if let Some(help) = &error.help {
        message += &format!("%0Ahelp: {}", data(help));
    }
    format!("::error {place}title=handoff could not run::{message}\n")
}

/// A workflow command of parts that are escaped already.
pub(super) fn command(severity: &str, place: &str, message: &str) -> String {
    format!("::{severity} {place}::{message}\n")
}

/// The text of a command: one line.
pub(super) fn data(text: &str) -> String {
    visible(text).replace('%', "%25")
}

/// A value in front of the text, where `:` and `,` mean something too. A file's name is kept to the
/// letter, as GitHub must find it.
pub(super) fn property(text: &str) -> String {
    let escaped = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    visible(&escaped).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;

    #[test]
    fn neither_can_what_failed() {
        let error = RunError { line: Some(3), ..RunError::new(Some("a\n::b,c".into()), "no\n::error::such", None) };
        let expected = "::error file=a%0A%3A%3Ab%2Cc,line=3,title=handoff could not run::no ::error::such\n";
        assert_eq!(error_annotation(&error), expected);
    }

    #[test]
    fn a_record_cannot_forge_a_command() {
        let finding = Located {
            rule: "share-sum",
            severity: Severity::Error,
            file: "a,line=1::b\n::error::.yaml".into(),
            line: 2,
            column: 3,
            end_line: 2,
            end_column: 5,
            path: String::new(),
            message: "100%\r\n::stop-commands::x".into(),
            help: Some("\n::set-env::".into()),
            fix: None,
        };
        assert_eq!(
            annotations(&[finding]),
            "::error file=a%2Cline=1%3A%3Ab%0A%3A%3Aerror%3A%3A.yaml,line=2,endLine=2,col=3,endColumn=5,\
             title=handoff share-sum::100%25U+000D ::stop-commands::x%0Ahelp:  ::set-env::\n"
        );
    }
}
