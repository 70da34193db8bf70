//! The table of documents: what a package holds, for whom, and when.

use super::{Engine, Package};
use crate::facts::Names;
use crate::record::Record;
use crate::record::shape::Shape;
use crate::script;

/// A built-in document.
pub struct Kind {
    pub name: &'static str,
    pub title: &'static str,
    /// For whom it is, as the front page says.
    pub reader: &'static str,
    /// Whether this record has it.
    pub when: fn(&Record) -> bool,
    pub template: &'static str,
}

macro_rules! kinds {
    ($($name:literal $title:literal $reader:literal $when:expr;)*) => {
        /// All built-in documents, in the order of the front page.
        pub const KINDS: &[Kind] = &[$(Kind {
            name: $name,
            title: $title,
            reader: $reader,
            when: $when,
            template: include_str!(concat!("../../templates/", $name, ".tera")),
        }),*];
    };
}

kinds! {
    "README.md" "Overview" "whoever opens the folder" |_| true;
    "handoff.md" "Handoff" "the receiving team: what is broken, what is known, what to do first" |_| true;
    "roadmap.md" "Roadmap" "the engineers who repair: order, commands, undo" |_| true;
    "business-impact.md" "Business impact" "those who decide on priority and money" |_| true;
    "validation.md" "Validation" "the sending team after the handback" |_| true;
    "success-criteria.md" "Success criteria" "both teams at sign-off: what counts as done, and its proof" |_| true;
    "five-whys.md" "Five whys" "reviewers and the post-mortem" has_whys;
    "issue-update.md" "Issue update" "the issue tracker: the comment to post and the labels" has_update;
}

/// The front page: part of every package.
pub const README: &str = "README.md";
/// The name of the script that runs the automatic checks.
pub const HEALTH_CHECK: &str = "health-check.sh";
const HEALTH_CHECK_READER: &str = "the receiving team, on a host without this tool";
/// The comment for the issue, and the script that posts it and changes the labels.
pub const ISSUE_UPDATE: &str = "issue-update.md";
const ISSUE_SCRIPT: &str = "issue-update.sh";
const ISSUE_SCRIPT_READER: &str = "whoever posts the update: comment and labels by `gh`";

/// The scripts of a record: name, title, reader and text.
fn scripts(names: &Names) -> Vec<(&'static str, &'static str, &'static str, String)> {
    let expand = |text: &str| names.expand(text).into_owned();
    let health = script::health_check(names.record, &expand);
    let issue = has_update(names.record).then(|| script::issue_update(names.record, &expand, ISSUE_UPDATE)).flatten();
    let health = health.map(|text| (HEALTH_CHECK, "Health check", HEALTH_CHECK_READER, text));
    let issue = issue.map(|text| (ISSUE_SCRIPT, "Issue script", ISSUE_SCRIPT_READER, text));
    health.into_iter().chain(issue).collect()
}

/// The names of all documents and scripts that a package can hold, but for a project's own.
pub fn names() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|kind| kind.name).chain([HEALTH_CHECK, ISSUE_SCRIPT])
}

fn has_whys(record: &Record) -> bool {
    record
        .root_cause
        .as_ref()
        .is_some_and(|cause| !cause.whys.is_empty() || cause.chains.iter().any(|chain| !chain.whys.is_empty()))
}

fn has_update(record: &Record) -> bool {
    record.issue.is_some() || record.labels.as_ref().is_some_and(|labels| !Shape::of(labels).is_empty())
}

/// One document of a package to be rendered.
pub struct Planned {
    pub name: String,
    pub title: String,
    pub reader: String,
    pub source: Source,
}

/// Where the text of a document comes from.
pub enum Source {
    /// The name of a template.
    Template(String),
    /// A script, whole.
    Script(String),
}

/// What this package will hold, in order: built-in documents, the script, the project's own.
pub fn planned(engine: &Engine, package: &Package, names: &Names) -> Vec<Planned> {
    let skipped = |name: &str| {
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        name != README && package.skip.iter().any(|skip| skip == stem || skip == name)
    };
    let mut planned: Vec<Planned> = KINDS
        .iter()
        .filter(|kind| (kind.when)(package.record) && !skipped(kind.name))
        .map(|kind| Planned {
            name: kind.name.into(),
            title: kind.title.into(),
            reader: kind.reader.into(),
            source: Source::Template(format!("{}.tera", kind.name)),
        })
        .collect();
    for (name, title, reader, text) in scripts(names) {
        // Without the comment there is nothing that its script could post.
        let pointless = name == ISSUE_SCRIPT && skipped(ISSUE_UPDATE);
        if !skipped(name) && !pointless {
            let source = Source::Script(text);
            planned.push(Planned { name: name.into(), title: title.into(), reader: reader.into(), source });
        }
    }
    for name in engine.extra_documents() {
        if !skipped(name) {
            let stem = name.trim_end_matches(".md");
            planned.push(Planned {
                name: name.clone(),
                title: stem.replace(['-', '_'], " "),
                reader: String::new(),
                source: Source::Template(format!("{name}.tera")),
            });
        }
    }
    planned
}
