//! # stale-evidence
//!
//! A finding in `evidence.yaml` that proves nothing any more: its check was changed since, or there
//! is no check of that id.
//!
//! **Why it hurts.** Its criterion counts as open, and whoever looks at the evidence sees a green
//! result of a command that nobody would run today.
//!
//! Before, with evidence of `./smoke checkout` that prints `ok`:
//!
//! ```yaml
//! checks:
//!   - {id: checkout, what: Checkout, run: ./smoke checkout --as guest, expect: ok}
//! ```
//!
//! After `handoff verify --check checkout --record`, with evidence of the check as it stands:
//!
//! ```yaml
//! checks:
//!   - {id: checkout, what: Checkout, run: ./smoke checkout --as guest, expect: ok}
//! ```
//!
//! Command and expectation make the difference, and what a person is asked to see; not the words
//! of `what` of a command, nor how often and how long to try.

use crate::evidence::Outdated;
use crate::lint::{Context, Finding};
use crate::record::FieldPath;

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let Some(evidence) = context.evidence else { return };
    let checks = &context.record.checks;
    for outdated in evidence.outdated(context.record) {
        found.push(match outdated {
            Outdated::Changed(row) => {
                let check = &checks[row];
                let at = FieldPath::new("checks").index(row);
                let when = evidence.get(check.id.as_str()).map_or(String::new(), |entry| format!(" {}", entry.at));
                let message = format!("the evidence of `{}` is stale: the check changed since{when}", check.id);
                let (at, help) = if check.manual == Some(true) {
                    (at.key("id"), format!("look again: `handoff attest RECORD {} --by WHO --saw TEXT`", check.id))
                } else {
                    (at.key("run"), format!("prove it again: `handoff verify --check {} --record`", check.id))
                };
                Finding::new(at, message).help(help)
            }
            Outdated::NoCheck(id) => {
                let near = crate::nearest::nearest(id, checks.iter().map(|check| check.id.as_str()));
                let meant = near.map_or(String::new(), |near| format!("if `{near}` is meant, prove that; "));
                // Where its check would stand, if there are checks at all.
                let place = if checks.is_empty() {
                    Finding::new(FieldPath::new("id"), "")
                } else {
                    Finding::new(FieldPath::new("checks"), "").on_key()
                };
                let message = format!("evidence.yaml holds evidence of `{id}`, but no check has this id");
                Finding { message, ..place }.help(format!("{meant}remove `{id}` from evidence.yaml"))
            }
        });
    }
}
