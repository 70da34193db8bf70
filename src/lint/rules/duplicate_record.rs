//! # duplicate-record
//!
//! Two records of one run have the same id.
//!
//! **Why it hurts.** Documents, evidence and reports name an incident by its id: nobody can tell which of the two is meant, and with
//! `render --out` both claim one folder. Often a folder was copied and one field forgotten.
//!
//! Before:
//!
//! ```yaml
//! # incidents/1279/incident.yaml
//! id: "1278"
//! ```
//!
//! After:
//!
//! ```yaml
//! # incidents/1279/incident.yaml
//! id: "1279"
//! ```
//!
//! The finding stands in the later record, in the order of the run, and names the file of the first. Allows of it are only judged where
//! there are two.

use crate::lint::{Context, Finding};
use crate::record::FieldPath;

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let Some(first) = context.same_id else { return };
    let id = context.record.id.as_str();
    let message = format!("`{}` has the id `{id}` too", first.escape_debug());
    let help = "give each incident an id of its own, or keep one of the two records";
    found.push(Finding::new(FieldPath::new("id"), message).help(help));
}
