//! `verify --format junit`: one suite for the record, one case a check.

use super::waiver;
use crate::evidence::Outcome;
use crate::record::units::Decimal;
use crate::report::is_hidden;
use crate::verify::{CheckResult, Report};

/// `incident` is the record's id.
pub fn junit(report: &Report, incident: &str) -> String {
    let counts = |f: &&CheckResult| waiver(f).is_none();
    let count =
        |outcomes: &[Outcome]| report.results.iter().filter(counts).filter(|f| outcomes.contains(&f.outcome)).count();
    let waived = report.results.iter().filter(|f| waiver(f).is_some()).count();
    let counts = format!(
        "tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\"",
        report.results.len(),
        count(&[Outcome::Failed]),
        count(&[Outcome::Error, Outcome::Timeout]),
        count(&[Outcome::Skipped]) + waived,
    );
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"handoff verify\" {counts}>\n    \
         <testsuite name=\"{}\" {counts}>\n",
        escaped(incident)
    );
    report.results.iter().for_each(|result| case(result, incident, &mut xml));
    xml += "    </testsuite>\n</testsuites>\n";
    xml
}

fn case(result: &CheckResult, incident: &str, xml: &mut String) {
    let (id, class) = (escaped(&result.id), escaped(&format!("handoff.{incident}")));
    let thousandths = result.seconds.and_then(|s| u64::try_from((s * Decimal::from(1_000)).trunc()).ok());
    let time = thousandths.map(|t| format!(" time=\"{}.{:03}\"", t / 1_000, t % 1_000)).unwrap_or_default();
    *xml += &format!("        <testcase name=\"{id}\" classname=\"{class}\"{time}");
    if let Some(why) = waiver(result) {
        *xml += &format!(">\n            <skipped message=\"{}\"/>\n        </testcase>\n", escaped(&why));
        return;
    }
    let (element, kind) = match result.outcome {
        Outcome::Passed => {
            *xml += "/>\n";
            return;
        }
        Outcome::Skipped => {
            *xml +=
                &format!(">\n            <skipped message=\"{}\"/>\n        </testcase>\n", escaped(&result.actual));
            return;
        }
        Outcome::Failed => ("failure", "failed"),
        Outcome::Error => ("error", "error"),
        Outcome::Timeout => ("error", "timeout"),
    };
    let message = escaped(&format!("{}: {}", result.what, result.actual));
    let (expected, actual) = (escaped(&result.expected), escaped(&result.actual));
    *xml += &format!(
        ">\n            <{element} type=\"{kind}\" message=\"{message}\">expected: {expected}\nactual: {actual}\
         </{element}>\n        </testcase>\n"
    );
}

/// A text for an element or an attribute. What XML cannot hold, not even by its number, and what a
/// terminal would obey is shown by its number.
pub(super) fn escaped(text: &str) -> String {
    let mut xml = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => xml += "&amp;",
            '<' => xml += "&lt;",
            '>' => xml += "&gt;",
            '"' => xml += "&quot;",
            // As it is, a reader would make a blank of it in an attribute.
            '\n' => xml += "&#10;",
            '\t' => xml += "&#9;",
            '\u{fffe}' | '\u{ffff}' => xml += &format!("U+{:04X}", c as u32),
            c if is_hidden(c) => xml += &format!("U+{:04X}", c as u32),
            c => xml.push(c),
        }
    }
    xml
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn nothing_leaves_xml() {
        let text = "a<b>&\"]]>\n\t\0\u{1b}\u{ffff}\u{fffe}\u{202e}é\u{1f600}";
        let expected = "a&lt;b&gt;&amp;&quot;]]&gt;&#10;&#9;U+0000U+001BU+FFFFU+FFFEU+202Eé\u{1f600}";
        assert_eq!(escaped(text), expected);
    }
}
