//! The table of rules; one file each, whose module doc is its manual page.

mod alert_inside_target;
mod attempt_open;
mod check_asserts_nothing;
mod check_cannot_pass;
mod check_changes_something;
mod check_passes_on_silence;
mod check_unused;
mod complete_with_open_items;
mod criterion_unproven;
mod criterion_unscheduled;
mod due_before_possible;
mod duplicate_id;
mod duplicate_record;
mod escalation_disorder;
mod exit_empty;
mod exit_owner_mismatch;
mod expired_allow;
mod failed_evidence;
mod figure_differs;
mod figure_typed_out;
mod goal_below_baseline;
mod invariant_broken;
mod label_conflict;
mod lesson_without_action;
mod missing_path;
mod no_way_back;
mod overdue;
mod owner_missing;
mod percent_mismatch;
mod phase_cycle;
mod placeholder;
mod priority_unmet;
mod prose_breaks_document;
mod recovery_before_repair;
mod remedy_breaks_requirement;
mod remedy_conflict;
mod remedy_inspects_only;
mod remedy_missing;
mod requirement_check_differs;
mod requirement_unchecked;
mod secret_in_record;
mod severity_below_impact;
mod share_sum;
mod stale_evidence;
mod state_contradiction;
mod target_conflict;
mod target_unproven;
mod task_without_means;
mod tests_regress;
mod text_cut_by_comment;
mod text_flattened;
mod time_disorder;
mod time_twice;
mod timeout_too_short;
mod unfounded_evidence;
mod unknown_reference;
mod unstable_allow;
mod unused_allow;
mod unused_var;
mod unverified_exclusion;
mod var_in_text;
mod waiver_weak;

use super::Rule;
use crate::diagnostic::Severity::{Error, Warning};

/// All rules, in the order of the contract.
pub fn rules() -> &'static [Rule] {
    ALL
}

/// The rule of this name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.name == name)
}

#[rustfmt::skip]
const ALL: &[Rule] = &[
    Rule::new("unknown-reference", Error, unknown_reference::check, include_str!("unknown_reference.rs")).fatal(),
    Rule::new("duplicate-id", Error, duplicate_id::check, include_str!("duplicate_id.rs")).fatal(),
    Rule::new("phase-cycle", Error, phase_cycle::check, include_str!("phase_cycle.rs")),
    Rule::new("time-disorder", Error, time_disorder::check, include_str!("time_disorder.rs")),
    Rule::new("time-twice", Error, time_twice::check, include_str!("time_twice.rs")),
    Rule::new("share-sum", Error, share_sum::check, include_str!("share_sum.rs")),
    Rule::new("figure-typed-out", Warning, figure_typed_out::check, include_str!("figure_typed_out.rs")).fixable(),
    Rule::new("figure-differs", Error, figure_differs::check, include_str!("figure_differs.rs")),
    Rule::new("var-in-text", Warning, var_in_text::check, include_str!("var_in_text.rs")).fixable(),
    Rule::new("alert-inside-target", Error, alert_inside_target::check, include_str!("alert_inside_target.rs")),
    Rule::new("target-conflict", Error, target_conflict::check, include_str!("target_conflict.rs")),
    Rule::new("invariant-broken", Error, invariant_broken::check, include_str!("invariant_broken.rs")),
    Rule::new("remedy-breaks-requirement", Error, remedy_breaks_requirement::check, include_str!("remedy_breaks_requirement.rs")),
    Rule::new("remedy-conflict", Warning, remedy_conflict::check, include_str!("remedy_conflict.rs")),
    Rule::new("remedy-missing", Warning, remedy_missing::check, include_str!("remedy_missing.rs")),
    Rule::new("remedy-inspects-only", Warning, remedy_inspects_only::check, include_str!("remedy_inspects_only.rs")),
    Rule::new("requirement-unchecked", Warning, requirement_unchecked::check, include_str!("requirement_unchecked.rs")),
    Rule::new("criterion-unproven", Error, criterion_unproven::check, include_str!("criterion_unproven.rs")),
    Rule::new("check-asserts-nothing", Error, check_asserts_nothing::check, include_str!("check_asserts_nothing.rs")),
    Rule::new("check-cannot-pass", Error, check_cannot_pass::check, include_str!("check_cannot_pass.rs")),
    Rule::new("check-passes-on-silence", Warning, check_passes_on_silence::check, include_str!("check_passes_on_silence.rs")),
    Rule::new("check-changes-something", Error, check_changes_something::check, include_str!("check_changes_something.rs")),
    Rule::new("requirement-check-differs", Error, requirement_check_differs::check, include_str!("requirement_check_differs.rs")),
    Rule::new("check-unused", Warning, check_unused::check, include_str!("check_unused.rs")),
    Rule::new("exit-empty", Warning, exit_empty::check, include_str!("exit_empty.rs")),
    Rule::new("criterion-unscheduled", Warning, criterion_unscheduled::check, include_str!("criterion_unscheduled.rs")),
    Rule::new("placeholder", Warning, placeholder::check, include_str!("placeholder.rs")),
    Rule::new("text-cut-by-comment", Error, text_cut_by_comment::check, include_str!("text_cut_by_comment.rs")),
    Rule::new("text-flattened", Warning, text_flattened::check, include_str!("text_flattened.rs")),
    Rule::new("secret-in-record", Error, secret_in_record::check, include_str!("secret_in_record.rs")).hides(),
    Rule::new("owner-missing", Warning, owner_missing::check, include_str!("owner_missing.rs")),
    Rule::new("escalation-disorder", Error, escalation_disorder::check, include_str!("escalation_disorder.rs")),
    Rule::new("tests-regress", Error, tests_regress::check, include_str!("tests_regress.rs")),
    Rule::new("recovery-before-repair", Warning, recovery_before_repair::check, include_str!("recovery_before_repair.rs")),
    Rule::new("percent-mismatch", Warning, percent_mismatch::check, include_str!("percent_mismatch.rs")),
    Rule::new("label-conflict", Error, label_conflict::check, include_str!("label_conflict.rs")),
    Rule::new("complete-with-open-items", Error, complete_with_open_items::check, include_str!("complete_with_open_items.rs")),
    Rule::new("due-before-possible", Warning, due_before_possible::check, include_str!("due_before_possible.rs")),
    Rule::new("target-unproven", Warning, target_unproven::check, include_str!("target_unproven.rs")),
    Rule::new("state-contradiction", Error, state_contradiction::check, include_str!("state_contradiction.rs")),
    Rule::new("priority-unmet", Error, priority_unmet::check, include_str!("priority_unmet.rs")),
    Rule::new("goal-below-baseline", Warning, goal_below_baseline::check, include_str!("goal_below_baseline.rs")),
    Rule::new("timeout-too-short", Error, timeout_too_short::check, include_str!("timeout_too_short.rs")),
    Rule::new("unused-var", Warning, unused_var::check, include_str!("unused_var.rs")),
    Rule::new("unused-allow", Warning, unused_allow::check, include_str!("unused_allow.rs")),
    Rule::new("expired-allow", Warning, expired_allow::check, include_str!("expired_allow.rs")),
    Rule::new("unstable-allow", Warning, unstable_allow::check, include_str!("unstable_allow.rs")),
    Rule::new("missing-path", Warning, missing_path::check, include_str!("missing_path.rs")).needs_root(),
    Rule::new("prose-breaks-document", Error, prose_breaks_document::check, include_str!("prose_breaks_document.rs")),
    Rule::new("unverified-exclusion", Warning, unverified_exclusion::check, include_str!("unverified_exclusion.rs")),
    Rule::new("overdue", Warning, overdue::check, include_str!("overdue.rs")).needs_present(),
    Rule::new("waiver-weak", Error, waiver_weak::check, include_str!("waiver_weak.rs")).needs_present(),
    Rule::new("lesson-without-action", Warning, lesson_without_action::check, include_str!("lesson_without_action.rs")),
    Rule::new("attempt-open", Warning, attempt_open::check, include_str!("attempt_open.rs")),
    Rule::new("severity-below-impact", Warning, severity_below_impact::check, include_str!("severity_below_impact.rs")),
    Rule::new("exit-owner-mismatch", Warning, exit_owner_mismatch::check, include_str!("exit_owner_mismatch.rs")),
    Rule::new("no-way-back", Warning, no_way_back::check, include_str!("no_way_back.rs")),
    Rule::new("task-without-means", Warning, task_without_means::check, include_str!("task_without_means.rs")),
    Rule::new("stale-evidence", Warning, stale_evidence::check, include_str!("stale_evidence.rs")),
    Rule::new("unfounded-evidence", Warning, unfounded_evidence::check, include_str!("unfounded_evidence.rs")),
    Rule::new("failed-evidence", Warning, failed_evidence::check, include_str!("failed_evidence.rs")),
    Rule::new("duplicate-record", Error, duplicate_record::check, include_str!("duplicate_record.rs")).needs_others(),
];
