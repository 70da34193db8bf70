//! What stands at the leaves of a record: texts, references, secrets.

use crate::record::FieldPath;
use crate::record::text::TextKind;

/// A text of the record as written, names not filled in.
#[derive(Debug, Clone)]
pub struct TextAt {
    pub at: FieldPath,
    pub kind: TextKind,
    pub text: String,
}

/// A reference by id.
#[derive(Debug, Clone)]
pub struct Reference {
    pub at: FieldPath,
    /// "team", "check", "requirement or target" ...: see `record::ids`.
    pub what: &'static str,
    pub id: String,
}

/// A secret in a string of the record.
#[derive(Clone)]
pub struct SecretAt {
    pub at: FieldPath,
    /// Its place in the string; `None` when it stands in the key itself.
    pub part: Option<std::ops::Range<usize>>,
    /// Never shown: only for taking it out of what is.
    pub(super) value: String,
}

impl SecretAt {
    /// For taking it out of what is shown, nothing else.
    pub fn value(&self) -> &str {
        &self.value
    }
}
