//! Workflow commands by which GitHub Actions annotates lines of a pull request.

use super::{Finding, visible};

/// One line a finding.
pub fn annotations(findings: &[Finding]) -> String {
    findings.iter().map(annotation).collect()
}

fn annotation(finding: &Finding) -> String {
    let severity = finding.severity.as_str();
    let file = property(finding.file.strip_prefix("./").unwrap_or(&finding.file));
    let Finding { line, column, end_line, end_column, .. } = finding;
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

/// The text of a command: one line.
fn data(text: &str) -> String {
    visible(text).replace('%', "%25")
}

/// A value in front of the text, where `:` and `,` mean something too. A file's name is kept to the
/// letter, as GitHub must find it.
fn property(text: &str) -> String {
    let escaped = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    visible(&escaped).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Severity;

    #[test]
    fn a_record_cannot_forge_a_command() {
        let finding = Finding {
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
        };
        assert_eq!(
            annotations(&[finding]),
            "::error file=a%2Cline=1%3A%3Ab%0A%3A%3Aerror%3A%3A.yaml,line=2,endLine=2,col=3,endColumn=5,\
             title=handoff share-sum::100%25U+000D ::stop-commands::x%0Ahelp:  ::set-env::\n"
        );
    }
}
