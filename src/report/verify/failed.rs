//! The answer of a run of `verify` that could not judge anything: a format's reader must not take nothing for nothing
//! wrong.

use serde_json::json;

use super::junit::escaped;
use crate::report::json::mark_failed;
use crate::report::{RunError, to_json, visible};

pub fn failed_json(errors: &[RunError]) -> String {
    let mut report = json!({"status": "UNKNOWN", "checks": [], "criteria": []});
    mark_failed(&mut report, errors);
    to_json(&report)
}

/// One case, in error.
pub fn failed_junit(errors: &[RunError]) -> String {
    let counts = "tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\"";
    let message = escaped(&messages(errors));
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"handoff verify\" {counts}>\n    \
         <testsuite name=\"handoff\" {counts}>\n        <testcase name=\"run\" classname=\"handoff\">\n            \
         <error type=\"error\" message=\"{message}\"/>\n        </testcase>\n    </testsuite>\n</testsuites>\n"
    )
}

pub fn failed_tap(errors: &[RunError]) -> String {
    format!("TAP version 14\nBail out! {}\n", visible(&messages(errors)))
}

fn messages(errors: &[RunError]) -> String {
    errors.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join("; ")
}
