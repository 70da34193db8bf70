//! What is wrong with something the author wrote: located, collected, many at once.

use crate::edit::Edit;
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
    /// What to write, where one text mends it.
    pub mend: Option<Box<Mend>>,
}

/// The smallest correct text to write in place of what is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mend {
    pub edit: Edit,
    /// Whether the record says the same with it (`lint --fix` writes it); else it is what was most likely meant.
    pub same_meaning: bool,
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
            mend: None,
        }
    }

    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Asks whether a known word was meant by the one that stands at the span of this text.
    pub fn meant(mut self, source: &str, near: &str) -> Self {
        self.help = Some(did_you_mean(near));
        self.mend = Mend::meant(source, self.span.clone(), near).map(Box::new);
        self
    }
}

/// The question after the word that was most likely meant.
pub fn did_you_mean(near: &str) -> String {
    format!("did you mean `{near}`?")
}

/// What YAML (1.1 or 1.2) reads as something else than a text.
const NO_TEXTS: [&str; 9] = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];

impl Mend {
    /// A text in place of what stands at a span of the source: in the same quotes, or in quotes where it
    /// could be read as something else without. None where what stands there is no simple text.
    pub fn meant(source: &str, span: Span, word: &str) -> Option<Self> {
        let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let written = source.get(span.clone())?;
        let text = match written.chars().next()? {
            _ if word.is_empty() || word.contains(['"', '\'', '\\']) || word.contains(char::is_control) => return None,
            quote @ ('"' | '\'') => format!("{quote}{word}{quote}"),
            // A block scalar, or what an anchor, an alias or a tag leads to.
            '|' | '>' | '&' | '*' | '!' => return None,
            _ if word.starts_with(|c: char| c.is_ascii_alphabetic())
                && word.chars().all(safe)
                && !NO_TEXTS.contains(&word.to_lowercase().as_str()) =>
            {
                word.to_owned()
            }
            _ => format!("\"{word}\""),
        };
        (text != written).then_some(Mend { edit: Edit { span, text }, same_meaning: false })
    }
}
