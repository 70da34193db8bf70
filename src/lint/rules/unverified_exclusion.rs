//! # unverified-exclusion
//!
//! A hypothesis is ruled out, and neither evidence nor a check shows it.
//!
//! **Why it hurts.** What is ruled out is not looked at again. When the exclusion was only an opinion, the receiving team looks everywhere
//! but there.
//!
//! Before:
//!
//! ```yaml
//! hypotheses:
//!   - {what: The release is to blame, verdict: ruled-out, because: It looked fine}
//! ```
//!
//! After:
//!
//! ```yaml
//! hypotheses:
//!   - {what: The release is to blame, verdict: ruled-out, because: It looked fine, evidence: Rolled back at 14:20 without effect}
//! ```

use crate::lint::{Context, Finding};
use crate::record::FieldPath;
use crate::record::model::Verdict;

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let Some(cause) = &context.record.root_cause else { return };
    for (index, hypothesis) in cause.hypotheses.iter().enumerate() {
        let shown = hypothesis.evidence.iter().flat_map(|evidence| evidence.iter());
        let proven = shown.map(|evidence| evidence.as_str()).any(|evidence| !evidence.trim().is_empty())
            || hypothesis.check.as_ref().is_some_and(|checks| !checks.is_empty());
        if hypothesis.verdict == Verdict::RuledOut && !proven {
            let at = FieldPath::new("root_cause").key("hypotheses").index(index);
            let message = "the hypothesis is ruled out without evidence or check";
            let help = "give `evidence` or a `check`, or say `verdict: open`; `because` alone is no evidence";
            found.push(Finding::new(at, message).help(help));
        }
    }
}
