//! `issue-update.sh`.

use crate::record::Record;

/// To come.
pub fn issue_update(_: &Record, _: &dyn Fn(&str) -> String, _: &str) -> Option<String> {
    None
}
