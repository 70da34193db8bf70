//! Sections that a record needs once somebody else has to work with it: all but an incident that is
//! still investigated hands something off, and says what is broken, what is done and when it is over.

use super::loaded::Loaded;
use super::model::Status;
use super::path::FieldPath;
use crate::diagnostic::Diagnostic;
use crate::nearest::nearest;

/// The keys that only an investigated incident may leave out.
pub const HANDED_OFF: [&str; 4] = ["handoff", "components", "roadmap", "criteria"];

/// What is missing, each at the head of the record. `sound`: nothing else is wrong with it, so that a
/// section without items has none.
pub fn missing(loaded: &Loaded, sound: bool) -> Vec<Diagnostic> {
    let record = &loaded.record;
    if record.status == Status::Investigating {
        return Vec::new();
    }
    let root = FieldPath::default();
    let keys: Vec<&str> = loaded.keys(&root).collect();
    // A key that is there but misspelt was reported: it is not missing.
    let there = |name: &str| keys.iter().any(|key| nearest(key, HANDED_OFF.into_iter()) == Some(name));
    let is_missing = |name: &&str| !there(name) || *name == "handoff" && sound && record.handoffs().is_empty();
    let told = HANDED_OFF.into_iter().filter(is_missing).map(|name| {
        let message = format!("the record is {} but lacks the key `{name}`", record.status);
        let help = format!("add `{name}:`; only with `status: investigating` it may be absent");
        loaded.invalid(&root, message).with_help(help)
    });
    told.collect()
}
