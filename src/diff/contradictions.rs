//! Findings of lint that one side has and the other has not, wherever their items moved to.

use std::collections::HashMap;

use super::case::Case;
use crate::diagnostic::Diagnostic;

/// Those of the new side only, and those of the old side only.
pub fn contradictions(old: &Case, new: &Case) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
    // The path names items, so that it stays when others come or go.
    let by_place = |finding: &Diagnostic| (finding.rule, finding.path.clone());
    let (new_left, old_left) = apart(
        new.findings.iter().map(|finding| (by_place(finding), finding)),
        old.findings.iter().map(|finding| (by_place(finding), finding)),
    );
    // An item that got another name is known by what is said of it.
    let by_words = |finding: &Diagnostic| (finding.rule, finding.message.clone());
    let (new_left, old_left) = apart(
        new_left.into_iter().map(|finding| (by_words(finding), finding)),
        old_left.into_iter().map(|finding| (by_words(finding), finding)),
    );
    (new_left.into_iter().cloned().collect(), old_left.into_iter().cloned().collect())
}

/// What is left of both sides without those of one key.
fn apart<'d, K: std::hash::Hash + Eq>(
    new: impl Iterator<Item = (K, &'d Diagnostic)>,
    old: impl Iterator<Item = (K, &'d Diagnostic)>,
) -> (Vec<&'d Diagnostic>, Vec<&'d Diagnostic>) {
    let old: Vec<_> = old.collect();
    let mut waiting: HashMap<&K, Vec<usize>> = HashMap::new();
    for (at, (key, _)) in old.iter().enumerate().rev() {
        waiting.entry(key).or_default().push(at);
    }
    let mut gone = vec![true; old.len()];
    let mut came = Vec::new();
    for (key, finding) in new {
        match waiting.get_mut(&key).and_then(Vec::pop) {
            Some(at) => gone[at] = false,
            None => came.push(finding),
        }
    }
    (came, old.iter().zip(gone).filter(|(_, gone)| *gone).map(|((_, finding), _)| *finding).collect())
}
