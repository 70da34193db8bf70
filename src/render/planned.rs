//! What one package will hold, in order: built-in documents, scripts, the project's own.

use super::documents::{BUILT_IN, HEALTH_CHECK, ISSUE_SCRIPT, ISSUE_UPDATE, README, has_update, stem};
use super::package::Package;
use crate::script;

const HEALTH_CHECK_READER: &str = "the receiving team, on a host without this tool";
const ISSUE_SCRIPT_READER: &str = "whoever posts the update: comment and labels";

/// One document of a package to be rendered.
pub struct Planned {
    pub name: String,
    pub title: String,
    pub reader: String,
    pub made_by: MadeBy,
}

/// Where the text of a document comes from.
pub enum MadeBy {
    /// The template of this name.
    Template(String),
    /// It is there already: a script, whole.
    Script(String),
}

/// `own` are documents that the project adds.
pub fn planned(own: &[String], package: &Package) -> Vec<Planned> {
    let skipped = |name: &str| name != README && package.skip.iter().any(|skip| skip == stem(name) || skip == name);
    let built_in = BUILT_IN.iter().filter(|document| (document.when)(package.record)).map(|document| Planned {
        name: document.name.into(),
        title: document.title.into(),
        reader: document.reader.into(),
        made_by: MadeBy::Template(format!("{}.tera", document.name)),
    });
    // Without the comment there is nothing that its script could post.
    let pointless = |name: &str| name == ISSUE_SCRIPT && skipped(ISSUE_UPDATE);
    let scripts = scripts(package).into_iter().filter(|script| !pointless(&script.name));
    let own = own.iter().map(|name| Planned {
        name: name.clone(),
        title: name.trim_end_matches(".md").replace(['-', '_'], " "),
        reader: String::new(),
        made_by: MadeBy::Template(format!("{name}.tera")),
    });
    built_in.chain(scripts).chain(own).filter(|document| !skipped(&document.name)).collect()
}

fn scripts(package: &Package) -> Vec<Planned> {
    let (record, names) = (package.record, package.names());
    let expand = |text: &str| names.expand(text).into_owned();
    let script = |name: &str, title: &str, reader: &str, text| Planned {
        name: name.into(),
        title: title.into(),
        reader: reader.into(),
        made_by: MadeBy::Script(text),
    };
    let health = script::health_check(&names, package.evidence);
    let issue = has_update(record).then(|| script::issue_update(record, &expand, ISSUE_UPDATE)).flatten();
    let health = health.map(|text| script(HEALTH_CHECK, "Health check", HEALTH_CHECK_READER, text));
    let issue = issue.map(|text| script(ISSUE_SCRIPT, "Issue script", ISSUE_SCRIPT_READER, text));
    health.into_iter().chain(issue).collect()
}
