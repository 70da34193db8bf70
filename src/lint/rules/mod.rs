//! The table of rules; one file each, whose module doc is its manual page.

use super::Rule;
use crate::diagnostic::Severity::{Error, Warning};

macro_rules! table {
    ($($module:ident $name:literal $severity:ident),* $(,)?) => {
        $(pub(in crate::lint) mod $module;)*
        pub(super) const ALL: &[Rule] = &[$(Rule {
            name: $name,
            severity: $severity,
            check: $module::check,
            source: include_str!(concat!(stringify!($module), ".rs")),
        }),*];
    };
}

table! {
    unknown_reference "unknown-reference" Error,
    duplicate_id "duplicate-id" Error,
    phase_cycle "phase-cycle" Error,
    time_disorder "time-disorder" Error,
    share_sum "share-sum" Error,
    figure_in_prose "figure-in-prose" Error,
    var_in_text "var-in-text" Warning,
    alert_inside_target "alert-inside-target" Error,
    target_conflict "target-conflict" Error,
    invariant_broken "invariant-broken" Error,
    remedy_breaks_requirement "remedy-breaks-requirement" Error,
    remedy_conflict "remedy-conflict" Warning,
    remedy_missing "remedy-missing" Warning,
    remedy_inspects_only "remedy-inspects-only" Warning,
    requirement_unchecked "requirement-unchecked" Warning,
    criterion_unproven "criterion-unproven" Error,
    check_asserts_nothing "check-asserts-nothing" Error,
    check_unused "check-unused" Warning,
    exit_empty "exit-empty" Warning,
    criterion_unscheduled "criterion-unscheduled" Warning,
    placeholder "placeholder" Warning,
    secret_in_record "secret-in-record" Error,
    owner_missing "owner-missing" Warning,
    escalation_disorder "escalation-disorder" Error,
    tests_regress "tests-regress" Error,
    recovery_before_repair "recovery-before-repair" Warning,
    percent_mismatch "percent-mismatch" Warning,
    label_conflict "label-conflict" Error,
    complete_with_open_items "complete-with-open-items" Error,
    due_before_possible "due-before-possible" Warning,
    target_unproven "target-unproven" Warning,
    state_contradiction "state-contradiction" Error,
    priority_unmet "priority-unmet" Error,
    goal_below_baseline "goal-below-baseline" Warning,
    timeout_too_short "timeout-too-short" Error,
    unused_var "unused-var" Warning,
    unused_allow "unused-allow" Warning,
    expired_allow "expired-allow" Warning,
    missing_path "missing-path" Warning,
    prose_breaks_document "prose-breaks-document" Error,
    unverified_exclusion "unverified-exclusion" Warning,
    stale_evidence "stale-evidence" Warning,
    failed_evidence "failed-evidence" Warning,
    duplicate_record "duplicate-record" Error,
}
