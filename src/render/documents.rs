//! The table of documents: what a package holds, for whom, and when.

use crate::record::Record;
use crate::record::model::Status;
use crate::record::shape::Shape;

/// A built-in document.
pub struct BuiltIn {
    pub name: &'static str,
    pub title: &'static str,
    /// For whom it is, as the front page says.
    pub reader: &'static str,
    /// Whether this record has it.
    pub when: fn(&Record) -> bool,
    pub template: &'static str,
}

macro_rules! built_in {
    ($($name:literal $title:literal $reader:literal $when:expr;)*) => {
        /// All built-in documents, in the order of the front page.
        pub const BUILT_IN: &[BuiltIn] = &[$(BuiltIn {
            name: $name,
            title: $title,
            reader: $reader,
            when: $when,
            template: include_str!(concat!("../../templates/", $name, ".tera")),
        }),*];
    };
}

built_in! {
    "README.md" "Overview" "whoever opens the folder" |_| true;
    "handoff.md" "Handoff" "the receiving team: what is broken, what is known, what to do first" says_what_is_known;
    "roadmap.md" "Roadmap" "the engineers who repair: order, commands, undo" says_what_to_do;
    "business-impact.md" "Business impact" "those who decide on priority and money" says_what_it_costs;
    "validation.md" "Validation" "the sending team after the handback" says_how_to_validate;
    "success-criteria.md" "Success criteria" "both teams at sign-off: what counts as done, and its proof" says_when_it_is_done;
    "five-whys.md" "Five whys" "reviewers and the post-mortem" has_whys;
    "post-mortem.md" "Post-mortem" "everybody, afterwards: what happened, why, what changes" has_post_mortem;
    "issue-update.md" "Issue update" "the issue tracker: the comment to post" has_update;
}

macro_rules! partials {
    ($($name:literal)*) => {
        /// Parts that several documents share, by the name under which they are included, with their text.
        pub const PARTIALS: &[(&str, &str)] =
            &[$((concat!($name, ".md.tera"), include_str!(concat!("../../templates/", $name, ".md.tera")))),*];
    };
}

partials! {
    "_attempts" "_causes" "_check" "_deadlines" "_decisions" "_lead" "_looks" "_prevention" "_services"
    "_sent" "_timeline"
}

/// The templates of pages, by file name: the frames of a package and of the register, styles, script.
pub const PAGES: &[(&str, &str)] = &[
    ("page.html.tera", include_str!("../../templates/page/page.html.tera")),
    ("register.html.tera", include_str!("../../templates/page/register.html.tera")),
    ("page.css.tera", include_str!("../../templates/page/page.css.tera")),
    ("page.js.tera", include_str!("../../templates/page/page.js.tera")),
    ("live.js.tera", include_str!("../../templates/page/live.js.tera")),
];

/// Whether this file name is that of a page's template, which knows other names than a document's.
pub fn is_of_pages(name: &str) -> bool {
    PAGES.iter().any(|(known, _)| *known == name)
}

/// All built-in templates of documents, then what they share, by file name.
pub fn templates() -> impl Iterator<Item = (String, &'static str)> {
    let documents = BUILT_IN.iter().map(|document| (format!("{}.tera", document.name), document.template));
    documents.chain(PARTIALS.iter().map(|&(name, text)| (name.to_owned(), text)))
}

/// The same, and those of pages: all that a project can replace.
pub fn all_templates() -> impl Iterator<Item = (String, &'static str)> {
    templates().chain(PAGES.iter().map(|&(name, text)| (name.to_owned(), text)))
}

/// The front page: part of every package.
pub const README: &str = "README.md";
/// The name of the script that runs the automatic checks.
pub const HEALTH_CHECK: &str = "health-check.sh";
/// The comment for the issue, and the script that posts it and changes the labels.
pub const ISSUE_UPDATE: &str = "issue-update.md";
pub const ISSUE_SCRIPT: &str = "issue-update.sh";

/// The names of all documents and scripts that a package can hold, but for a project's own.
pub fn names() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|document| document.name).chain([HEALTH_CHECK, ISSUE_SCRIPT])
}

/// A document's name without its extension.
pub(super) fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Once there is a handoff, its five documents are there; before, those that have something to say.
fn is_handed_off(record: &Record) -> bool {
    !record.handoffs().is_empty()
}

fn says_what_is_known(record: &Record) -> bool {
    let known = !record.components.is_empty() || !record.services.is_empty() || !record.timeline.is_empty();
    let tried = !record.attempts.is_empty() || !record.decisions.is_empty() || record.root_cause.is_some();
    is_handed_off(record) || known || tried
}

fn says_what_to_do(record: &Record) -> bool {
    let repairs =
        record.components.iter().any(|component| !component.remedies.is_empty() || !component.diagnose.is_empty());
    is_handed_off(record) || !record.roadmap.is_empty() || repairs
}

fn says_what_it_costs(record: &Record) -> bool {
    is_handed_off(record) || record.impact.is_some() || !record.services.is_empty() || !record.components.is_empty()
}

fn says_how_to_validate(record: &Record) -> bool {
    is_handed_off(record) || !record.validation.is_empty() || !record.tests.is_empty() || record.monitoring.is_some()
}

fn says_when_it_is_done(record: &Record) -> bool {
    is_handed_off(record) || !record.criteria.is_empty() || !record.checks.is_empty() || !record.targets.is_empty()
}

fn has_post_mortem(record: &Record) -> bool {
    let is_over = matches!(record.status, Status::HandedBack | Status::Closed);
    !record.lessons.is_empty() || is_over && record.root_cause.is_some()
}

fn has_whys(record: &Record) -> bool {
    record
        .root_cause
        .as_ref()
        .is_some_and(|cause| !cause.whys.is_empty() || cause.chains.iter().any(|chain| !chain.whys.is_empty()))
}

pub(super) fn has_update(record: &Record) -> bool {
    record.issue.is_some() || record.labels.as_ref().is_some_and(|labels| !Shape::of(labels).is_empty())
}
