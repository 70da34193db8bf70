//! What lint says to documents: whether they are made, and what is said of it.

use crate::diagnostic::{Diagnostic, Severity};
use crate::lint;
use crate::report;
use crate::source::Source;

/// Whether a record may become documents.
pub enum Judged {
    Sound,
    /// With a note that it is not.
    InSpite(String),
    /// The findings, drawn.
    Refused(String),
}

/// Judges by the findings of lint. `in_spite` was asked for by `--no-lint`.
pub fn judge(findings: &[Diagnostic], source: &Source, name: &str, in_spite: bool, color: bool) -> Judged {
    let fatal = findings.iter().any(|finding| lint::rule(finding.rule).is_some_and(|rule| rule.fatal));
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let name = report::visible(name);
    match errors {
        0 => Judged::Sound,
        _ if in_spite && !fatal => Judged::InSpite(format!("{name}: rendered in spite of {errors} lint error(s)")),
        _ => {
            let help = match fatal {
                true => "unknown references and duplicate ids cannot be rendered, also not with `--no-lint`",
                false => "mend these, or render anyway with `--no-lint`",
            };
            Judged::Refused(format!("{}{name}: not rendered: {help}", report::draw_all(source, findings, color)))
        }
    }
}
