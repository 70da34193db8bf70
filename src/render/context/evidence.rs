//! Sentences on what evidence says of a check. Evidence is no more trusted than the record: its
//! texts are inline Markdown, code, or stand in a fence.

use crate::evidence::{Entry, Outcome, Standing, fingerprint};
use crate::markdown::{Place, code_span, inline};
use crate::record::model::Check;
use crate::render::package::Package;

/// One line on a check for its criterion; nothing when nobody looked yet.
pub fn in_short(package: &Package, check: &Check, standing: Standing) -> Option<String> {
    Some(match standing {
        Standing::Passed(entry) => format!("Proven {}", source(entry)),
        Standing::Failed(entry) => format!("**Failed** {}", source(entry)),
        Standing::Stale(entry) => format!("**Stale**: the check changed since {}", source(entry)),
        Standing::Unproven => {
            let entry = current(package, check)?;
            format!("**Undecided** {}: {}", source(entry), undecided(entry.outcome)?)
        }
    })
}

fn undecided(outcome: Outcome) -> Option<&'static str> {
    match outcome {
        Outcome::Error => Some("the check could not be run"),
        Outcome::Timeout => Some("the check did not end in time"),
        Outcome::Passed | Outcome::Failed | Outcome::Skipped => None,
    }
}

/// What was found of a check as it stands now.
fn current<'p>(package: &Package<'p>, check: &Check) -> Option<&'p Entry> {
    let entry = package.evidence.get(check.id.as_str())?;
    (entry.fingerprint == fingerprint(package.record, check)).then_some(entry)
}

/// When and where from.
pub fn source(entry: &Entry) -> String {
    let mut text = entry.at.to_string();
    if let Some(by) = entry.by.as_deref().map(|by| inline(by, Place::Line)).filter(|by| !by.is_empty()) {
        text.push_str(&format!(" by {by}"));
    }
    if let Some(host) = entry.host.as_deref().map(code_span).filter(|host| !host.is_empty()) {
        text.push_str(&format!(" on {host}"));
    }
    text
}

/// All that is known of a check, for its own section.
pub fn found(package: &Package, check: &Check) -> Vec<String> {
    let Some(entry) = package.evidence.get(check.id.as_str()) else { return Vec::new() };
    let mut first = match package.evidence.standing(package.record, check) {
        Standing::Passed(_) => "Passed ".to_owned(),
        Standing::Failed(_) => "**Failed** ".to_owned(),
        Standing::Stale(_) => format!("**Stale**: the check changed since it {} ", ended(entry.outcome)),
        Standing::Unproven => "**Undecided** ".to_owned(),
    };
    first.push_str(&source(entry));
    first.extend(entry.seconds.map(|seconds| format!(", in {} s", seconds.normalize())));
    first.extend(entry.exit.filter(|exit| *exit != 0).map(|exit| format!(", exit {exit}")));
    first.extend(entry.attempts.filter(|attempts| *attempts > 1).map(|attempts| format!(", {attempts} attempts")));
    let saw = entry.saw.as_deref().map(|saw| inline(saw, Place::Line)).filter(|saw| !saw.is_empty());
    std::iter::once(first).chain(saw.map(|saw| format!("Seen: {saw}"))).collect()
}

fn ended(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "passed",
        Outcome::Failed => "failed",
        Outcome::Error => "could not be run",
        Outcome::Timeout => "did not end in time",
        Outcome::Skipped => "was skipped",
    }
}

/// What it printed when it did not pass: a reader wants to know why. What passed printed what
/// is expected.
pub fn printed(package: &Package, check: &Check) -> Option<String> {
    let entry = current(package, check).filter(|entry| entry.outcome != Outcome::Passed)?;
    entry.excerpt.clone().filter(|excerpt| !excerpt.trim().is_empty())
}
