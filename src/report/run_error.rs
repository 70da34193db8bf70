//! Why a run could not judge all that it was asked to, for programs: a run that failed must not look
//! like a clean one.

use serde::Serialize;

use super::located::locate;
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::source::Source;

/// One cause. The line counts from 1.
#[derive(Debug, Clone, Serialize)]
pub struct RunError {
    pub file: Option<String>,
    pub line: Option<usize>,
    pub message: String,
    pub help: Option<String>,
}

impl RunError {
    pub fn new(file: Option<String>, message: impl Into<String>, help: Option<String>) -> Self {
        RunError { file, line: None, message: message.into(), help }
    }

    /// What went wrong with the world; `file` is how programs know its path.
    pub fn of_world(error: &Error, file: Option<String>) -> Self {
        let message = match &file {
            Some(file) => format!("{file}: {}", error.cause),
            None => error.cause.clone(),
        };
        RunError::new(file, message, error.help.clone())
    }

    /// What is wrong with a file without which nothing can be judged.
    pub fn of_text(source: &Source, file: &str, diagnostics: &[Diagnostic]) -> Vec<Self> {
        let located = locate(source, file, diagnostics).into_iter();
        let error = located.map(|found| {
            let message = format!("{file}:{}:{}: {}", found.line, found.column, found.message);
            RunError { line: Some(found.line), ..RunError::new(Some(found.file), message, found.help) }
        });
        error.collect()
    }
}
