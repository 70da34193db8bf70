//! What is compared.

use crate::diagnostic::Diagnostic;
use crate::evidence::Evidence;
use crate::facts::Facts;
use crate::record::Loaded;

/// One side: a record with what is proven and computed of it, and what lint says about it.
pub struct Case<'a> {
    pub loaded: &'a Loaded,
    pub evidence: &'a Evidence,
    pub facts: &'a Facts,
    pub findings: &'a [Diagnostic],
}
