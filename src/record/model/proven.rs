//! What checks prove, as it is kept in a record: by id, filled in by the first who asks (`proves`).

use std::collections::HashMap;
use std::sync::OnceLock;

/// What a check proves, in the order of the record.
#[derive(Debug, Clone, Default)]
pub struct Proven {
    pub(super) targets: Vec<usize>,
    /// Component and requirement.
    pub(super) requirements: Vec<(usize, usize)>,
}

/// By the id of the check.
#[derive(Debug, Clone, Default)]
pub struct Index(pub(super) OnceLock<HashMap<String, Proven>>);
