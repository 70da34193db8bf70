//! What rules look at: the record, its facts, and its texts and references wherever they stand.

use std::cell::OnceCell;

use super::leaf::{Reference, SecretAt, TextAt};
use super::secrets::secrets;
use crate::evidence::Evidence;
use crate::facts::{Facts, Names};
use crate::record::shape::Shape;
use crate::record::text::TextKind;
use crate::record::units::When;
use crate::record::{Loaded, Record};

pub struct Context<'a> {
    pub loaded: &'a Loaded,
    pub record: &'a Record,
    pub facts: &'a Facts,
    /// The present (`--as-of`); without it nothing expires and nothing is overdue.
    pub as_of: Option<When>,
    /// What was found when checks ran; `None`: the rules about evidence are silent.
    pub evidence: Option<&'a Evidence>,
    /// Whether a relative path is in the checkout (`--root`); `None`: `missing-path` is silent.
    pub path_exists: Option<&'a dyn Fn(&str) -> bool>,
    /// The record's folder as seen from the checkout's root, where both are known: `incidents/1278`.
    pub folder: Option<&'a str>,
    /// Another file of this run whose record has the same id; `None`: `duplicate-record` is silent.
    pub same_id: Option<&'a str>,
    leaves: OnceCell<(Vec<TextAt>, Vec<Reference>)>,
    secrets: OnceCell<Vec<SecretAt>>,
}

impl<'a> Context<'a> {
    pub fn new(loaded: &'a Loaded, facts: &'a Facts) -> Self {
        let record = &loaded.record;
        Context {
            loaded,
            record,
            facts,
            as_of: None,
            evidence: None,
            path_exists: None,
            folder: None,
            same_id: None,
            leaves: OnceCell::new(),
            secrets: OnceCell::new(),
        }
    }

    pub fn names(&self) -> Names<'a> {
        Names { record: self.record, facts: self.facts }
    }

    /// Every text in the order of the record: Markdown, commands, literals and values of `vars`.
    pub fn texts(&self) -> &[TextAt] {
        &self.leaves().0
    }

    /// Every typed reference in the order of the record, keys of maps excepted.
    pub fn references(&self) -> &[Reference] {
        &self.leaves().1
    }

    /// Every secret in the strings and keys of the record.
    pub fn secrets(&self) -> &[SecretAt] {
        self.secrets.get_or_init(|| secrets(self.loaded))
    }

    /// Takes the secrets of this record out of texts.
    pub fn masker(&self) -> crate::secrets::Masker {
        crate::secrets::Masker::new(self.secrets().iter().map(|secret| secret.value.clone()).collect())
    }

    /// The record as a plain tree.
    pub(super) fn shape(&self) -> &Shape {
        self.loaded.shape()
    }

    fn leaves(&self) -> &(Vec<TextAt>, Vec<Reference>) {
        self.leaves.get_or_init(|| {
            let (mut texts, mut references) = (Vec::new(), Vec::new());
            self.shape().walk(&mut |at, kind, text| {
                if let Some(kind) = TextKind::of(kind) {
                    texts.push(TextAt { at: at.clone(), kind, text: text.to_owned() });
                } else if let Some(what) = kind.strip_prefix("ref:") {
                    references.push(Reference { at: at.clone(), what, id: text.to_owned() });
                }
            });
            (texts, references)
        })
    }
}
