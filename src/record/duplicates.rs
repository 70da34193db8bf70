//! Keys that a mapping has twice: decoding goes on without them.

use std::collections::HashSet;

use super::tree::{Kind, Tree};
use crate::diagnostic::Diagnostic;

/// Up to so many keys are compared with each other, which is faster than a table of them.
const FEW_KEYS: usize = 16;
/// More duplicate keys than anybody reads at once; the rest is counted.
const MOST_DUPLICATES: usize = 100;

impl Tree {
    /// Marks every second entry of a key as dead and says so.
    pub(super) fn duplicate_keys(&self) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let mut more = 0;
        let mut seen: HashSet<&str> = HashSet::new();
        for node in &self.nodes {
            let Kind::Mapping(entries) = &node.kind else { continue };
            let few = entries.len() <= FEW_KEYS;
            seen.clear();
            for (position, &(key, _)) in entries.iter().enumerate() {
                let Some(name) = self.scalar(key) else { continue };
                let mut before = entries[..position].iter();
                if if few { before.any(|&(key, _)| self.scalar(key) == Some(name)) } else { !seen.insert(name) } {
                    self.nodes[key].bury();
                    if found.len() >= MOST_DUPLICATES {
                        more += 1;
                        continue;
                    }
                    let message = format!("duplicate key `{}`", name.escape_debug());
                    let diagnostic = Diagnostic::invalid(self.nodes[key].span.clone(), "", message);
                    found.push(diagnostic.with_help("a mapping has each key once; merge the two or remove one"));
                }
            }
        }
        if let (Some(last), 1..) = (found.last_mut(), more) {
            last.message += &format!("; {more} more duplicate keys follow");
        }
        found
    }
}
