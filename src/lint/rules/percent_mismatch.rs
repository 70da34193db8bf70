//! # percent-mismatch
//!
//! How far a process is disrupted and at which level it continues do not add up to 100%.
//!
//! **Why it hurts.** Two figures for one thing: whoever reads only one of them plans with the wrong one.
//!
//! Before:
//!
//! ```yaml
//! processes: [{what: Sales, disrupted: 100%}]
//! continuity: [{what: Sales, level: 30%}]
//! ```
//!
//! After:
//!
//! ```yaml
//! processes: [{what: Sales, disrupted: 70%}]
//! continuity: [{what: Sales, level: 30%}]
//! ```
//!
//! Subjects are the same when `what` is, without regard to case. With a `~`, 5 points are tolerated.

use std::collections::HashMap;

use crate::lint::{Context, Finding};
use crate::record::FieldPath;
use crate::record::units::{Decimal, Percent};

const TOLERANCE_POINTS: i64 = 5;

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let Some(impact) = &context.record.impact else { return };
    let subject = |what: &str| context.names().expand(what).trim().to_lowercase();
    let mut disrupted = HashMap::new();
    for (row, process) in impact.processes.iter().enumerate() {
        if let Some(share) = process.disrupted {
            disrupted.entry(subject(process.what.as_str())).or_insert((row, share));
        }
    }
    for (row, entry) in impact.continuity.iter().enumerate() {
        let Some(level) = entry.level else { continue };
        let Some(&(process, share)) = disrupted.get(&subject(entry.what.as_str())) else { continue };
        let approximate = level.approximate || share.approximate;
        let tolerance = Decimal::from(if approximate { TOLERANCE_POINTS } else { 0 });
        let sum = level.value.points() + share.value.points();
        if (sum - Decimal::ONE_HUNDRED).abs() > tolerance {
            let sum = Percent::from_points(sum);
            let message = format!("{share} disrupted and {level} continuing add up to {sum}, not to 100%");
            let at = FieldPath::new("impact").key("continuity").index(row).key("level");
            let help = format!("the other figure stands at `impact.processes[{process}].disrupted`; correct one");
            found.push(Finding::new(at, message).help(help));
        }
    }
}
