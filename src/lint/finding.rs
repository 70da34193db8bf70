//! What a rule reports.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Mend, Severity, did_you_mean};
use crate::edit::Edit;
use crate::record::{FieldPath, Loaded, Side};

/// One contradiction, at a path of the record.
#[derive(Debug, Clone)]
pub struct Finding {
    pub at: FieldPath,
    pub side: Side,
    /// The bytes of the value (as decoded, before names are filled in) that are to blame.
    pub part: Option<Range<usize>>,
    pub message: String,
    pub help: Option<String>,
    /// What could stand in place of a part of the value (`--fix`); often that of `part`.
    pub fix: Option<(Range<usize>, String)>,
    /// What was most likely meant by `part`, or by the value where there is none.
    pub meant: Option<String>,
    /// In place of the rule's own severity.
    pub severity: Option<Severity>,
    /// Found by another rule than the one whose it is.
    pub of: Option<&'static str>,
}

/// A finding with its rule's name and its severity.
pub(super) type Found = (&'static str, Severity, Finding);

impl Finding {
    /// At a value; for an item (mapping) at its `id` or first key, for a list at its first item.
    pub fn new(at: FieldPath, message: impl Into<String>) -> Self {
        Finding {
            at,
            side: Side::Value,
            part: None,
            message: message.into(),
            help: None,
            fix: None,
            meant: None,
            severity: None,
            of: None,
        }
    }

    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Asks whether a known word was meant.
    pub fn meant(self, near: &str) -> Self {
        self.help(did_you_mean(near)).instead(near)
    }

    /// Tells what to write in place of what is wrong.
    pub fn instead(mut self, text: impl Into<String>) -> Self {
        self.meant = Some(text.into());
        self
    }

    /// At the key of the map entry instead of its value.
    pub fn on_key(mut self) -> Self {
        self.side = Side::Key;
        self
    }

    pub fn part(mut self, part: Range<usize>) -> Self {
        self.part = Some(part);
        self
    }

    /// Offers a text in place of a part of the value.
    pub fn fix(mut self, part: Range<usize>, text: impl Into<String>) -> Self {
        self.fix = Some((part, text.into()));
        self
    }

    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// Of another rule than the one that found it.
    pub fn of(mut self, rule: &'static str) -> Self {
        self.of = Some(rule);
        self
    }

    /// `path` is that of `at` as `lint.allow` takes it.
    pub(super) fn locate(self, loaded: &Loaded, rule: &'static str, severity: Severity, path: String) -> Diagnostic {
        let span = match &self.part {
            Some(part) => loaded.part_span(&self.at, part.clone()),
            None => loaded.span(&self.at, self.side),
        };
        // What `--fix` may not write, because it would be shown in another way, may still be what is meant.
        let fix = self.fix.filter(|(part, _)| self.part.as_ref() == Some(part)).map(|(_, text)| text);
        let mend = self.meant.or(fix).and_then(|text| match &self.part {
            None => Mend::meant(&loaded.source.text, span.clone(), &text),
            // Inside of a text it stands as it is, where the text can hold it.
            Some(_) => {
                let held = loaded.source.text.get(span.clone()).is_some_and(|old| old.contains('{'));
                let good = held || !text.contains('{') || !loaded.is_plain_in_flow(&self.at);
                good.then(|| Mend { edit: Edit { span: span.clone(), text }, same_meaning: false })
            }
        });
        Diagnostic { rule, severity, path, span, message: self.message, help: self.help, mend: mend.map(Box::new) }
    }
}
