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
    share_sum "share-sum" Error,
    figure_in_prose "figure-in-prose" Error,
    var_in_text "var-in-text" Warning,
    exit_empty "exit-empty" Warning,
    placeholder "placeholder" Warning,
    secret_in_record "secret-in-record" Error,
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
}
