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
use planned::MadeBy;

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
    let templates = planned.iter().filter_map(|document| match &document.made_by {
        MadeBy::Template(name) => Some(name.clone()),
        MadeBy::Script(_) => None,
    });
    let templates = templates.collect();
    let (context, loaded) = parallel::join(threads, || context::context(package, &planned), || engine.with(&templates));
    let loaded = loaded.map_err(|error| vec![error])?;
    let marker = marker_name(package.record.id.as_str(), package.file);
    let rendered = parallel::map(threads, &planned, |document| {
        let template = match &document.made_by {
            MadeBy::Script(text) => return Ok((Document::seal(&document.name, text, &marker), None)),
            MadeBy::Template(template) => template,
        };
        let mut context = context.clone();
        context.insert(context::DOCUMENT, &document.name);
        context.insert(context::CONTENTS, contents::PLACE);
        let text = tidy::tidy(&loaded.render(template, &context)?);
        let (sealed, examined) = sealed(&document.name, text, package.record, &marker);
        Ok((sealed, Some(examined)))
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

/// A document of this text, with its contents and with what stands above it. It is read once, as it
/// comes from its template: where what is added stands is known.
fn sealed(name: &str, text: String, record: &Record, marker: &str) -> (Document, Examined) {
    let mut examined = markdown::examine(&text);
    let text = contents::fill_in(text, &mut examined);
    let length = text.len();
    let text = if text.contains("<a id=") { format!("{}\n{text}", markdown::ANCHORS_ALLOWED) } else { text };
    let sealed = match cut(name, &text, record, marker) {
        Cow::Borrowed(text) => Document::seal(name, text, marker),
        Cow::Owned(shorter) => {
            let sealed = Document::seal(name, &shorter, marker);
            let examined = markdown::examine(&sealed.text);
            return (sealed, examined);
        }
    };
    examined.replace(0..0, sealed.text.len() - length, Vec::new());
    debug_assert_eq!(examined, markdown::examine(&sealed.text), "{name}");
    (sealed, examined)
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
