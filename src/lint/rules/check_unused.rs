//! # check-unused
//!
//! A check that nothing refers to: no criterion, requirement, target, remedy, task, hypothesis,
//! suite, validation step or next action.
//!
//! **Why it hurts.** It runs, and whatever it finds decides nothing; more often it was meant to prove
//! something and was forgotten there.
//!
//! Before:
//!
//! ```yaml
//! checks:
//!   - {id: login, what: OAuth login, run: ./login, expect: ok}
//! criteria:
//!   - {id: login-works, what: Users can log in, target: login-time}
//! ```
//!
//! After:
//!
//! ```yaml
//! checks:
//!   - {id: login, what: OAuth login, run: ./login, expect: ok}
//! criteria:
//!   - {id: login-works, what: Users can log in, target: login-time, check: login}
//! ```

use std::collections::HashSet;

use crate::lint::index::Index;
use crate::lint::{Context, Finding};
use crate::record::FieldPath;
use crate::record::ids::{ACheck, Target as _};

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let index = Index::of(context.record);
    let references = context.references().iter().filter(|reference| reference.what == ACheck::WHAT);
    let used: HashSet<&str> = references.map(|reference| index.meant(ACheck::WHAT, &reference.id)).collect();
    for (row, check) in context.record.checks.iter().enumerate() {
        if !used.contains(check.id.as_str()) {
            let message = format!("nothing refers to the check `{}`", check.id);
            let at = FieldPath::new("checks").index(row).key("id");
            found.push(Finding::new(at, message).help("name it where it proves something, or remove it"));
        }
    }
}
