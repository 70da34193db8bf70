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
use crate::markdown::{self, Examined};
use crate::parallel;
use crate::record::Record;
use crate::record::shape::Shape;
use documents::{Planned, Source};

pub use engine::{Engine, Template, TemplateError};

/// All that a package is made of.
pub struct Package<'a> {
    pub record: &'a Record,
    /// That of the record.
    pub shape: &'a Shape,
    pub facts: &'a Facts,
    pub evidence: &'a Evidence,
    /// The name of the record's file, without its folder.
    pub file: &'a str,
    /// Documents left out by `[render] skip`, without extension.
    pub skip: &'a [String],
}

/// Renders all documents of a package and checks them, on up to `threads` threads; an error names
/// every flaw that was found.
pub fn render(engine: &Engine, package: &Package, threads: usize) -> Result<Vec<Document>, Vec<TemplateError>> {
    let names = Names { record: package.record, facts: package.facts };
    let planned = documents::planned(engine, package, &names);
    let context = context::context(package, &planned);
    let marker = marker_name(package.record.id.as_str(), package.file);
    let rendered = parallel::map(threads, &planned, |document| {
        let sealed = Document::seal(&document.name, &body(engine, document, &context, package, &marker)?, &marker);
        let examined = sealed.name.ends_with(".md").then(|| markdown::examine(&sealed.text));
        Ok((sealed, examined))
    });
    let (mut sound, mut errors) = (Vec::new(), Vec::new());
    for result in rendered {
        match result {
            Ok(rendered) => sound.push(rendered),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() {
        errors = flaws(&sound);
    }
    if errors.is_empty() { Ok(sound.into_iter().map(|(document, _)| document).collect()) } else { Err(errors) }
}

/// What stands below the marker.
fn body<'d>(
    engine: &Engine,
    document: &'d Planned,
    context: &tera::Context,
    package: &Package,
    marker: &str,
) -> Result<Cow<'d, str>, TemplateError> {
    let template = match &document.source {
        Source::Script(text) => return Ok(Cow::Borrowed(text)),
        Source::Template(template) => template,
    };
    let mut context = context.clone();
    context.insert("document", &document.name);
    let text = tidy::tidy(&engine.render(template, &context)?);
    Ok(Cow::Owned(cut(&document.name, text, package.record, marker)))
}

/// The comment for the issue stays within the tracker's limit, with the lines above it: our own
/// marker, and the one by which the script finds the comment again.
fn cut(name: &str, text: String, record: &Record, marker: &str) -> String {
    if name != documents::ISSUE_UPDATE {
        return text;
    }
    let above = format!("{}\n{}", crate::script::comment_marker(record), Document::seal(name, "", marker).text);
    limit::fit(&text, limit::MOST_CHARACTERS - above.chars().count()).into_owned()
}

/// What is wrong with the Markdown of a rendered package.
fn flaws(rendered: &[(Document, Option<Examined>)]) -> Vec<TemplateError> {
    let (mut documents, mut others) = (Vec::new(), Vec::new());
    for (document, examined) in rendered {
        match examined {
            Some(examined) => documents.push((document.name.as_str(), document.text.as_str(), examined)),
            None => others.push(document.name.as_str()),
        }
    }
    markdown::check(&documents, &others).into_iter().map(TemplateError::from_flaw).collect()
}
