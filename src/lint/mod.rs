//! Contradictions in a record, found where they stand.
//!
//! A rule sees the [`Context`] and returns [`Finding`]s by record path; the runner adds the rule's
//! name, the severity and the place in the file. Rules never count columns.

mod allow;
mod context;
pub mod figure;
mod finding;
pub mod fix;
mod index;
mod known;
mod leaf;
mod limits;
mod loops;
mod place;
mod point;
mod rule;
mod rules;
mod secrets;

use std::collections::BTreeMap;

pub use context::Context;
pub use finding::Finding;
pub use leaf::{Reference, SecretAt, TextAt};
pub use place::Places;
pub use rule::Rule;
pub use rules::{rule, rules};

use self::finding::Found;
use crate::diagnostic::{Diagnostic, Severity};

/// A project's say on a rule (`[lint]` in `handoff.toml`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    Error,
    Warning,
    Off,
}

/// Severities by rule name.
pub type Levels = BTreeMap<String, Level>;

/// Runs all rules over a record: findings in the order of the file, without those that the record
/// allows, with those about its allows.
pub fn run(context: &Context, levels: &Levels) -> Vec<Diagnostic> {
    located(context, found(context, levels))
}

/// As [`run`] for a record that is to be rendered: nothing unless one of the findings is an error.
/// Looking up places takes as long as decoding, and warnings are not shown then.
pub fn refusals(context: &Context, levels: &Levels) -> Vec<Diagnostic> {
    let found = found(context, levels);
    let refused = found.iter().any(|(_, severity, _)| *severity == Severity::Error);
    if refused { located(context, found) } else { Vec::new() }
}

/// The findings as the record and the project weigh them.
fn found(context: &Context, levels: &Levels) -> Vec<Found> {
    let mut found = Vec::new();
    for rule in rules() {
        let mut findings = Vec::new();
        (rule.check)(context, &mut findings);
        found.extend(findings.into_iter().map(|finding| {
            let name = finding.of.unwrap_or(rule.name);
            (name, finding.severity.unwrap_or(rule.severity), finding)
        }));
    }
    let mut found = allow::apply(context, found);
    found.retain_mut(|(name, severity, _)| {
        match levels.get(*name) {
            Some(Level::Off) => return false,
            Some(Level::Error) => *severity = Severity::Error,
            Some(Level::Warning) => *severity = Severity::Warning,
            None => {}
        }
        true
    });
    found
}

fn located(context: &Context, found: Vec<Found>) -> Vec<Diagnostic> {
    // Other rules quote values: secrets of the record are taken out of what is said about it.
    let masker = context.masker();
    let clean = |text: &str| masker.mask_values(text).into_owned();
    let mut places = Places::of(context);
    let locate = |(name, severity, finding): Found| {
        let path = places.shown(&finding.at);
        let found = finding.locate(context.loaded, name, severity, path);
        // A text that names a secret is not offered.
        let mend = found.mend.filter(|mend| masker.mask_values(&mend.edit.text) == mend.edit.text);
        Diagnostic {
            mend,
            message: clean(&found.message),
            path: clean(&found.path),
            help: found.help.as_deref().map(clean),
            ..found
        }
    };
    let mut diagnostics: Vec<Diagnostic> = found.into_iter().map(locate).collect();
    diagnostics.sort_by(|a, b| (a.span.start, a.rule, &a.message).cmp(&(b.span.start, b.rule, &b.message)));
    // What an alias repeats stands in one place.
    diagnostics.dedup_by(|b, a| (a.rule, &a.span, &a.message) == (b.rule, &b.span, &b.message));
    count_the_rest(&mut diagnostics);
    diagnostics
}

/// So many findings of a record are listed.
const MOST_LISTED: usize = 1_000;

/// Beyond that, one says how many there are; it weighs as much as the worst of them.
fn count_the_rest(diagnostics: &mut Vec<Diagnostic>) {
    if diagnostics.len() <= MOST_LISTED {
        return;
    }
    let rest = diagnostics.split_off(MOST_LISTED);
    let errors = rest.iter().filter(|finding| finding.severity == Severity::Error).count();
    let many = |n: usize, what: &str| format!("{n} {what}{}", if n == 1 { "" } else { "s" });
    let message = format!(
        "from here on {} more are not listed: {}, {}",
        many(rest.len(), "finding"),
        many(errors, "error"),
        many(rest.len() - errors, "warning")
    );
    let severity = if errors > 0 { Severity::Error } else { Severity::Warning };
    if let Some(first) = rest.into_iter().next() {
        let help = Some("mend what stands above, then run it again".to_owned());
        diagnostics.push(Diagnostic { severity, message, help, mend: None, ..first });
    }
}
