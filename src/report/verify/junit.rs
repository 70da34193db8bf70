//! `verify --format junit`: one suite for the record, one case a check.

use quick_junit::{NonSuccessKind, Report as Junit, TestCase, TestCaseStatus, TestSuite};

use crate::evidence::Outcome;
use crate::verify::{Finding, Report};

/// `incident` is the record's id. What could not be written would be an empty text, which no
/// writer into memory makes.
pub fn junit(report: &Report, incident: &str) -> String {
    let mut suite = TestSuite::new(incident);
    suite.add_test_cases(report.findings.iter().map(|finding| case(finding, incident)));
    let mut junit = Junit::new("handoff verify");
    junit.add_test_suite(suite);
    junit.to_string().map(|text| format!("{}\n", text.trim_end())).unwrap_or_default()
}

fn case(finding: &Finding, incident: &str) -> TestCase {
    let differs = |kind, type_: &str| {
        let mut status = TestCaseStatus::non_success(kind);
        let message = format!("expected: {}\nactual: {}", finding.expected, finding.actual);
        status.set_type(type_).set_message(format!("{}: {}", finding.what, finding.actual)).set_description(message);
        status
    };
    let status = match finding.outcome {
        Outcome::Passed => TestCaseStatus::success(),
        Outcome::Failed => differs(NonSuccessKind::Failure, "failed"),
        Outcome::Error => differs(NonSuccessKind::Error, "error"),
        Outcome::Timeout => differs(NonSuccessKind::Error, "timeout"),
        Outcome::Skipped => {
            let mut status = TestCaseStatus::skipped();
            status.set_message(finding.actual.as_str());
            status
        }
    };
    let mut case = TestCase::new(finding.id.as_str(), status);
    case.set_classname(format!("handoff.{incident}"));
    if let Some(seconds) = finding
        .seconds
        .and_then(|seconds| u64::try_from((seconds * crate::record::units::Decimal::from(1_000)).trunc()).ok())
    {
        case.set_time(std::time::Duration::from_millis(seconds));
    }
    case
}
