//! Record + facts + evidence -> documents, through Tera templates.
//!
//! [`documents`] is the table of what a package can hold, [`planned`] what this one holds;
//! [`engine`] is the only place that knows Tera's loader; [`context`] is what templates see, made
//! of the building blocks of [`values`] and named in [`names`]; [`diagrams`] are data first, drawn
//! after; [`filters`] make every value safe for its place in Markdown.

mod contents;
mod context;
mod diagrams;
pub mod documents;
mod drawings;
mod engine;
mod filters;
mod limit;
mod names;
mod package;
mod planned;
mod scan;
mod tidy;
mod values;

use std::borrow::Cow;

use crate::document::{Document, marker_name};
use crate::markdown::{self, Examined};
use crate::parallel;
use crate::record::Record;
use planned::{MadeBy, Planned};

pub use drawings::{Drawing, drawings};
pub use engine::{Engine, Template, TemplateError};
pub use package::Package;

/// Every name that a template may use, one line each, with what it stands for.
pub fn template_names() -> Vec<String> {
    context::all_names(&[]).lines()
}

/// Renders all documents of a package and checks them, on up to `threads` threads; an error names
/// every flaw that was found.
pub fn render(engine: &Engine, package: &Package, threads: usize) -> Result<Vec<Document>, Vec<TemplateError>> {
    let planned = planned::planned(engine.extra_documents(), package);
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
    let template = match &document.made_by {
        MadeBy::Script(text) => return Ok(Cow::Borrowed(text)),
        MadeBy::Template(template) => template,
    };
    let mut context = context.clone();
    context.insert(context::DOCUMENT, &document.name);
    context.insert(context::CONTENTS, contents::PLACE);
    let text = contents::fill_in(tidy::tidy(&engine.render(template, &context)?));
    let text = if text.contains("<a id=") { format!("{}\n{text}", markdown::ANCHORS_ALLOWED) } else { text };
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
