//! # check-cannot-pass
//!
//! An expectation that its command can never meet, or that contradicts itself.
//!
//! **Why it hurts.** The system is healthy and the check says that it is not: after a while nobody believes red any more.
//!
//! Before:
//!
//! ```yaml
//! checks:
//!   - {id: quiet, what: No errors, run: "grep -c ERROR app.log", expect: "0"}
//!   - {id: fast, what: It is fast, run: ./measure, expect: "<= 300"}
//! ```
//!
//! After:
//!
//! ```yaml
//! checks:
//!   - {id: quiet, what: No errors, run: "grep -c ERROR app.log", expect: {exit: 1, equals: "0"}}
//!   - {id: fast, what: It is fast, run: ./measure, expect: {number: {max: 300}}}
//! ```
//!
//! `grep` and `pgrep` exit with 1 when they count or find nothing. A short `expect` is compared literally: `<= 300` and `^READY$` are no
//! limits and no patterns. Other cases: a word where `wc -l` or `grep -c` count, output of `test`, `grep -q`, `true` or of a `diff` without
//! differences, a status of 400 or more from `curl --fail`, an exit status that no command has or that means that it could not run
//! (126, 127), and `contains`, `excludes`, `equals` and `matches` that exclude each other.

mod command;
mod literal;
mod oneself;

use crate::lint::{Context, Finding};
use crate::record::FieldPath;
use crate::record::model::Check;

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    for (row, check) in context.record.checks.iter().enumerate() {
        let (Some(run), Some(expect)) = (&check.run, &check.expect) else { continue };
        let at = FieldPath::new("checks").index(row).key("expect");
        let run = context.names().expand(run.as_str());
        // One slip, one finding.
        let finding = literal::taken_literally(context, &at, &run, expect)
            .or_else(|| oneself::contradicts_itself(context, &at, &expect.expectation))
            .or_else(|| command::never_does(context, &at, &run, expect));
        found.extend(finding.map(|finding| name(check, finding)));
    }
}

fn name(check: &Check, finding: Finding) -> Finding {
    Finding { message: format!("the check `{}` cannot pass: {}", check.id, finding.message), ..finding }
}
