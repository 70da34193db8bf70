//! The page of a package: all its documents, one below the other, with their contents beside them.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::frame::Frame;
use crate::document::Document;
use crate::markdown::{self, escaped};
use crate::render::documents::{BUILT_IN, HEALTH_CHECK, ISSUE_SCRIPT};
use crate::render::{Drawing, TemplateError};
use crate::report::status::{Row, incidents};

/// What a page shows.
pub struct Package<'a> {
    /// As rendered and checked, in their order.
    pub documents: &'a [Document],
    pub drawings: &'a [Drawing],
    /// Where the incident stands.
    pub row: &'a Row,
    /// Whether what is overdue was looked for.
    pub has_present: bool,
    /// The record, as the page's last line calls it.
    pub made_from: &'a str,
}

#[derive(Serialize)]
struct View<'a> {
    title: String,
    made_from: &'a str,
    facts: Vec<FactCell>,
    documents: Vec<Shown>,
}

/// A cell of the register.
#[derive(Serialize)]
struct FactCell {
    name: &'static str,
    text: String,
    kind: String,
}

/// A document as the page holds it.
#[derive(Serialize)]
struct Shown {
    place: String,
    title: String,
    sections: Vec<Section>,
    html: String,
    /// The file name of a script.
    script: Option<String>,
}

#[derive(Serialize)]
struct Section {
    place: String,
    title: String,
}

/// The whole page.
pub fn page(frame: &Frame, package: &Package) -> Result<String, TemplateError> {
    let places = places(package.documents);
    let drawings: HashMap<&str, &str> =
        package.drawings.iter().map(|drawing| (drawing.mermaid.as_str(), drawing.svg.as_str())).collect();
    let place = |name: &str| places.get(name).cloned();
    let drawing = |text: &str| drawings.get(text).map(|&svg| svg.to_owned());
    let shown = package.documents.iter().enumerate().map(|(index, document)| {
        let name = document.name.as_str();
        let mut shown = Shown {
            place: place(name).unwrap_or_default(),
            title: title(document),
            sections: Vec::new(),
            html: String::new(),
            script: None,
        };
        if name.ends_with(".md") {
            // The front page has the title of the whole.
            let page = markdown::Page { name, lower: usize::from(index > 0), place: &place, drawing: &drawing };
            let html = markdown::html(&document.text, &page);
            shown.html = html.text;
            shown.sections = html.sections.into_iter().map(|(place, title)| Section { place, title }).collect();
        } else {
            shown.html = escaped(&document.text);
            shown.script = Some(document.name.clone());
        }
        shown
    });
    let status = &package.row.1;
    let view = View {
        title: format!("{}: {}", status.id, markdown::plain(&status.title)),
        made_from: package.made_from,
        facts: facts(package),
        documents: shown.collect(),
    };
    frame.fill("page.html.tera", &view)
}

/// A name for each document that can be an address in the page; no two are one.
fn places(documents: &[Document]) -> HashMap<&str, String> {
    let mut taken = HashSet::new();
    let mut places = HashMap::new();
    for document in documents {
        let name = document.name.strip_suffix(".md").unwrap_or(&document.name).to_lowercase();
        let name: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
        // Behind two hyphens stand the names of what is in a document.
        let mut place = name.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
        while !taken.insert(place.clone()) {
            place.push_str("-x");
        }
        places.insert(document.name.as_str(), place);
    }
    places
}

/// As the contents call it.
fn title(document: &Document) -> String {
    let name = document.name.as_str();
    let built_in = BUILT_IN.iter().find(|built_in| built_in.name == name).map(|built_in| built_in.title.to_owned());
    built_in.unwrap_or_else(|| match name {
        HEALTH_CHECK => "Health check".to_owned(),
        ISSUE_SCRIPT => "Issue script".to_owned(),
        _ => {
            let heading = markdown::outline(&document.text).headings.into_iter().next();
            heading.map_or_else(|| name.to_owned(), |heading| heading.text.trim().to_owned())
        }
    })
}

/// What the register says of this one, without what stands below anyway.
fn facts(package: &Package) -> Vec<FactCell> {
    let table = incidents(std::slice::from_ref(package.row), package.has_present);
    let cells = table.rows.into_iter().next().unwrap_or_default();
    let named = table.columns.into_iter().zip(cells);
    let kept = named.filter(|(name, _)| !matches!(*name, "Title" | "Path"));
    let fact = |(name, cell): (&'static str, crate::report::status::Cell)| {
        let text = super::register::text(&cell);
        FactCell { name, kind: super::register::kind(name, &text), text }
    };
    kept.map(fact).filter(|fact| fact.text != "–").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_document_has_a_place_of_its_own() {
        let names = ["README.md", "issue-update.md", "issue-update.sh", "a b.md", "a--b.md", "größe.md"];
        let documents = names.map(|name| Document { name: name.into(), text: String::new() });
        let places = places(&documents);
        let places: Vec<&str> = names.iter().map(|name| places[name].as_str()).collect();
        assert_eq!(places, ["readme", "issue-update", "issue-update-sh", "a-b", "a-b-x", "größe"]);
    }
}
