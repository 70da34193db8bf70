//! Record + facts + evidence -> documents, through Tera templates.
//!
//! [`documents`] is the table of what a package holds; [`engine`] is the only place that knows
//! Tera's loader; [`context`] is what templates see; [`view`] and [`filters`] make every value safe
//! for its place in Markdown.

mod context;
mod diagrams;
pub mod documents;
mod engine;
mod expectations;
mod figures;
mod filters;
mod limit;
mod proofs;
mod table;
mod tidy;
mod view;

use std::borrow::Cow;

use crate::document::{Document, marker_name};
use crate::evidence::Evidence;
use crate::facts::{Facts, Names};
use crate::markdown;
use crate::record::Record;
use documents::Source;

pub use engine::{Engine, Template, TemplateError};

/// All that a package is made of.
pub struct Package<'a> {
    pub record: &'a Record,
    pub facts: &'a Facts,
    pub evidence: &'a Evidence,
    /// The name of the record's file, without its folder.
    pub file: &'a str,
    /// Documents left out by `[render] skip`, without extension.
    pub skip: &'a [String],
}

/// Facts of a record as its evidence shows them.
pub fn facts_of(record: &Record, evidence: &Evidence) -> Facts {
    Facts::new(record, &|check| matches!(evidence.standing(record, check), crate::evidence::Standing::Passed(_)))
}

/// Renders all documents of a package and checks them; an error names every flaw that was found.
pub fn render(engine: &Engine, package: &Package) -> Result<Vec<Document>, Vec<TemplateError>> {
    let names = Names { record: package.record, facts: package.facts };
    let planned = documents::planned(engine, package, &names);
    let mut context = context::context(package, &planned);
    let marker = marker_name(package.record.id.as_str(), package.file);
    let mut rendered = Vec::new();
    let mut errors = Vec::new();
    for document in &planned {
        let sealed = |body: &str| Document::seal(&document.name, body, &marker);
        match &document.source {
            Source::Script(text) => rendered.push(sealed(text)),
            Source::Template(template) => {
                context.insert("document", &document.name);
                match engine.render(template, &context) {
                    Ok(text) => {
                        let text = tidy::tidy(&text);
                        rendered.push(sealed(&cut(&document.name, &text, package.record, &marker)));
                    }
                    Err(error) => errors.push(error),
                }
            }
        }
    }
    if errors.is_empty() {
        errors = flaws(&rendered);
    }
    if errors.is_empty() { Ok(rendered) } else { Err(errors) }
}

/// The comment for the issue stays within the tracker's limit, with the lines above it: our own
/// marker, and the one by which the script finds the comment again.
fn cut<'t>(name: &str, text: &'t str, record: &Record, marker: &str) -> Cow<'t, str> {
    if name != documents::ISSUE_UPDATE {
        return Cow::Borrowed(text);
    }
    let above = format!("{}\n{}", crate::script::comment_marker(record), Document::seal(name, "", marker).text);
    limit::fit(text, limit::MOST_CHARACTERS - above.chars().count())
}

/// What is wrong with the Markdown of a rendered package.
fn flaws(rendered: &[Document]) -> Vec<TemplateError> {
    let is_markdown = |document: &&Document| document.name.ends_with(".md");
    let texts: Vec<(&str, &str)> =
        rendered.iter().filter(is_markdown).map(|document| (document.name.as_str(), document.text.as_str())).collect();
    let others: Vec<&str> =
        rendered.iter().filter(|document| !is_markdown(document)).map(|document| document.name.as_str()).collect();
    markdown::check(&texts, &others).into_iter().map(TemplateError::from_flaw).collect()
}
