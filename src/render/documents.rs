//! The table of documents: what a package holds, for whom, and when.

use super::{Engine, Package};
use crate::record::Record;

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
    "issue-update.md" "Issue update" "the issue: the comment to post and the labels" has_update;
}

/// The name of the script that runs the automatic checks.
pub const HEALTH_CHECK: &str = "health-check.sh";
const HEALTH_CHECK_READER: &str = "the receiving team, on a host without this tool";

pub(super) fn has_whys(record: &Record) -> bool {
    record.root_cause.as_ref().is_some_and(|cause| !cause.whys.is_empty() || !cause.chains.is_empty())
}

fn has_update(record: &Record) -> bool {
    record.issue.is_some() || record.labels.is_some()
}

/// One document of a package to be rendered.
pub struct Planned {
    pub name: String,
    pub title: String,
    pub reader: String,
    /// The name of its template; a script has none.
    pub template: Option<String>,
}

/// What this package will hold, in order: built-in documents, the script, the project's own.
pub fn planned(engine: &Engine, package: &Package, has_script: bool) -> Vec<Planned> {
    let skipped = |name: &str| {
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        name != "README.md" && package.skip.iter().any(|skip| skip == stem || skip == name)
    };
    let mut planned: Vec<Planned> = KINDS
        .iter()
        .filter(|kind| (kind.when)(package.record) && !skipped(kind.name))
        .map(|kind| Planned {
            name: kind.name.into(),
            title: kind.title.into(),
            reader: kind.reader.into(),
            template: Some(format!("{}.tera", kind.name)),
        })
        .collect();
    if has_script && !skipped(HEALTH_CHECK) {
        planned.push(Planned {
            name: HEALTH_CHECK.into(),
            title: "Health check".into(),
            reader: HEALTH_CHECK_READER.into(),
            template: None,
        });
    }
    for name in engine.extra_documents() {
        if !skipped(name) {
            let stem = name.trim_end_matches(".md");
            planned.push(Planned {
                name: name.clone(),
                title: stem.replace(['-', '_'], " "),
                reader: String::new(),
                template: Some(format!("{name}.tera")),
            });
        }
    }
    planned
}

/// The names that this version of the program may have written into a package.
pub fn known_names() -> Vec<&'static str> {
    KINDS.iter().map(|kind| kind.name).chain([HEALTH_CHECK]).collect()
}
