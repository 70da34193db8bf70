//! What is wrong with something the author wrote: located, collected, many at once.

use crate::source::Span;

/// How much a finding weighs. Errors stop `render`; warnings do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Error,
    Warning,
}

impl Severity {
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// One thing to mend, at its place. `rule` is a lint rule's name, or `invalid-record`
/// for what cannot be decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    pub rule: &'static str,
    pub severity: Severity,
    /// The record path, such as `monitoring.alerts[2].above`; empty for the whole file.
    pub path: String,
    pub span: Span,
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
}

/// The name under which errors of decoding are reported.
pub const INVALID_RECORD: &str = "invalid-record";
/// The same for `evidence.yaml`.
pub const INVALID_EVIDENCE: &str = "invalid-evidence";

impl Diagnostic {
    /// An error that keeps the record from being decoded.
    pub fn invalid(span: Span, path: impl Into<String>, message: impl Into<String>) -> Self {
        Diagnostic {
            rule: INVALID_RECORD,
            severity: Severity::Error,
            path: path.into(),
            span,
            message: message.into(),
            help: None,
        }
    }

    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
