//! The table of rules; one file each, whose module doc is its manual page.

use super::Rule;
use crate::diagnostic::Severity::{Error, Warning};

macro_rules! table {
    ($($module:ident $name:literal $severity:ident),* $(,)?) => {
        $(mod $module;)*
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
    exit_empty "exit-empty" Warning,
}
