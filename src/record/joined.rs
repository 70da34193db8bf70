//! Criteria that join checks with targets: each check shows the limits of all targets of the criterion, so
//! a criterion with thousands of both would stand for millions.

use super::loaded::Loaded;
use super::path::FieldPath;
use crate::diagnostic::Diagnostic;

/// How many pairs of a check and a target all criteria together may join.
const MOST: usize = 100_000;

/// The criterion with which there are too many.
pub fn too_many(loaded: &Loaded) -> Option<Diagnostic> {
    let mut sum = 0_usize;
    let row = loaded.record.criteria.iter().position(|criterion| {
        let checks = criterion.check.as_ref().map_or(0, |ids| ids.len());
        let targets = criterion.target.as_ref().map_or(0, |ids| ids.len());
        sum = sum.saturating_add(checks.saturating_mul(targets));
        sum > MOST
    })?;
    let message = format!("with this criterion, criteria join more than {MOST} pairs of a check and a target");
    let help = "let the targets name their checks, or write a criterion for each target";
    Some(loaded.invalid(&FieldPath::new("criteria").index(row).key("target"), message).with_help(help))
}

#[cfg(test)]
mod tests {
    use crate::record::decode;

    fn refused(checks: usize, targets: usize, criteria: usize) -> Option<String> {
        let list = |count: usize, id: &str| vec![id; count].join(", ");
        let one = format!("what: K, check: [{}], target: [{}]", list(checks, "s"), list(targets, "t"));
        let criteria: String = (0..criteria).map(|at| format!("- {{id: k{at}, {one}}}\n")).collect();
        let record = format!(
            "format: 1\nid: '1'\ntitle: T\nseverity: P1\nstatus: investigating\nsummary: S\nteams: {{a: {{name: A}}}}\n\
             criteria:\n{criteria}"
        );
        let found = decode("t", record.as_bytes()).err()?.1;
        assert_eq!(found.len(), 1, "{found:?}");
        Some(found[0].path.clone())
    }

    #[test]
    fn what_stands_for_millions_is_refused_where_it_becomes_too_much() {
        assert_eq!(refused(3, 2, 1_000), None);
        assert_eq!(refused(300, 300, 1), None);
        assert_eq!(refused(400, 300, 1).as_deref(), Some("criteria[0].target"));
        assert_eq!(refused(30, 30, 200).as_deref(), Some("criteria[111].target"));
    }
}
