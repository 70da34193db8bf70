//! The templates: built-in ones, and those of a project in their place or beside them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::OnceLock;

use tera::{Context, Tera};

use super::documents::{BUILT_IN, PARTIALS, is_of_pages, templates};
use super::{context, filters, scan};
use crate::markdown::Flaw;

/// A template of the project: its file name, such as `roadmap.md.tera`, and its text.
#[derive(Debug, Clone)]
pub struct Template {
    pub name: String,
    pub text: String,
}

/// A template that cannot be loaded or rendered, or whose output is no sound document. The place
/// is known where Tera knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateError {
    /// Says it all, with the excerpt where there is one.
    pub message: String,
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for TemplateError {}

impl TemplateError {
    pub(super) fn from_flaw(flaw: Flaw) -> Self {
        let Flaw { document, line, message } = flaw;
        TemplateError { message: format!("error: {message}\n --> {document}:{line} (as rendered)") }
    }
}

/// Under this prefix the built-in templates stay reachable for `extends` and `include` when a
/// project has one of the same name.
const BUILTIN: &str = "builtin/";
/// What marks a document's template.
const SUFFIX: &str = ".md.tera";

/// The templates of a run, shared by all its packages. Those of a project are read when it is made,
/// for their errors. Built-in ones have none (a test holds it), and to read them all takes as long as
/// to render a small record: without others, they are read when a package needs them.
pub struct Engine {
    all: OnceLock<Tera>,
    /// Those of the first package, with what its documents are rendered from.
    first: OnceLock<(BTreeSet<String>, Tera)>,
    extra: Vec<String>,
}

/// Templates that are read, those of a package among them.
#[derive(Clone, Copy)]
pub(super) struct Loaded<'e>(&'e Tera);

impl Engine {
    /// The built-in templates, and those of a project over them. All errors at once.
    pub fn new(own: &[Template]) -> Result<Self, Vec<TemplateError>> {
        let own = own.iter().filter(|template| !is_of_pages(&template.name));
        let mut texts: BTreeMap<String, String> =
            own.map(|template| (template.name.clone(), template.text.clone())).collect();
        let builtin = |name: &str| BUILT_IN.iter().any(|document| document.name == name);
        let documents = texts.keys().filter_map(|name| name.strip_suffix(".tera"));
        let extra = documents.filter(|name| name.ends_with(".md") && !name.starts_with('_') && !builtin(name));
        let extra: Vec<String> = extra.map(str::to_owned).collect();
        if texts.is_empty() {
            return Ok(Engine { all: OnceLock::new(), first: OnceLock::new(), extra });
        }
        let loaded = load(&texts).map_err(|error| all_errors(&mut texts, error));
        let unknown = unknown_names(&texts, &extra);
        match loaded {
            Ok(tera) if unknown.is_empty() => Ok(Engine { all: tera.into(), first: OnceLock::new(), extra }),
            loaded => {
                let mut errors = loaded.err().unwrap_or_default();
                errors.extend(unknown);
                errors.sort_by(|a, b| a.message.cmp(&b.message));
                errors.dedup();
                Err(errors)
            }
        }
    }

    /// Documents that a project adds: its templates `NAME.md.tera` that replace no built-in one.
    pub fn extra_documents(&self) -> &[String] {
        &self.extra
    }

    /// Reads what may still be wanted: meanwhile a large record is decoded, which has most documents.
    pub fn load_all(&self) {
        if self.all.get().is_none()
            && let Ok(tera) = load(&BTreeMap::new())
        {
            let _ = self.all.set(tera);
        }
    }

    /// With the templates of these names, and what they include.
    pub(super) fn with(&self, names: &BTreeSet<String>) -> Result<Loaded<'_>, TemplateError> {
        if let Some(all) = self.all.get() {
            return Ok(Loaded(all));
        }
        if self.first.get().is_none() {
            let _ = self.first.set((names.clone(), load_some(names).map_err(|error| explain(&error))?));
        }
        match self.first.get() {
            Some((read, tera)) if names.is_subset(read) => Ok(Loaded(tera)),
            // Of several records, the others need no more than all.
            _ => {
                let tera = load(&BTreeMap::new()).map_err(|error| explain(&error))?;
                Ok(Loaded(self.all.get_or_init(|| tera)))
            }
        }
    }
}

impl Loaded<'_> {
    pub(super) fn render(self, template: &str, context: &Context) -> Result<String, TemplateError> {
        debug_assert!(template.ends_with(SUFFIX));
        self.0.render(template, context).map_err(|error| explain(&error))
    }
}

/// The built-in templates of these names, with what they include.
fn load_some(names: &BTreeSet<String>) -> tera::TeraResult<Tera> {
    let mut tera = bare()?;
    let mut wanted = names.clone();
    loop {
        let texts = templates().filter(|(name, _)| wanted.contains(name));
        let included: Vec<String> = texts.flat_map(|(_, text)| included(text).map(str::to_owned)).collect();
        let before = wanted.len();
        wanted.extend(included);
        if wanted.len() == before {
            break;
        }
    }
    tera.add_raw_templates(templates().filter(|(name, _)| wanted.contains(name)).map(built_in))?;
    Ok(tera)
}

/// What a built-in template includes; the names stand there as they are.
fn included(text: &str) -> impl Iterator<Item = &str> {
    text.split("{% include \"").skip(1).filter_map(|rest| rest.split_once('"').map(|(name, _)| name))
}

fn built_in((name, text): (String, &'static str)) -> (String, String) {
    (format!("{BUILTIN}{name}"), text.to_owned())
}

fn load(own: &BTreeMap<String, String>) -> tera::TeraResult<Tera> {
    let mut tera = bare()?;
    tera.add_raw_templates(templates().map(built_in).chain(own.clone()))?;
    Ok(tera)
}

/// Without templates.
fn bare() -> tera::TeraResult<Tera> {
    let mut tera = Tera::new();
    tera.autoescape_on(Vec::<&str>::new());
    // `NAME` is the project's template, or else the built-in one.
    tera.set_fallback_prefixes(vec![BUILTIN])?;
    filters::register(&mut tera);
    Ok(tera)
}

/// Tera stops at the first template that it cannot load. Each that is to blame is emptied, until
/// the rest loads.
fn all_errors(own: &mut BTreeMap<String, String>, first: tera::Error) -> Vec<TemplateError> {
    let mut errors = Vec::new();
    let mut next = Some(first);
    while let Some(error) = next {
        let error = explain(&error);
        let blamed = own.iter_mut().find(|(name, text)| {
            let places = [format!("--> {name}:"), format!("`{name}`"), format!("'{name}'")];
            !text.is_empty() && places.iter().any(|place| error.message.contains(place))
        });
        let emptied = blamed.map(|(_, text)| text.clear()).is_some();
        next = if emptied { load(own).err() } else { None };
        errors.push(error);
    }
    errors
}

/// The names in a project's templates that do not exist. The built-in ones are held by a test: a
/// run that has no others need not read them.
fn unknown_names(own: &BTreeMap<String, String>, own_documents: &[String]) -> Vec<TemplateError> {
    if own.is_empty() {
        return Vec::new();
    }
    let builtin = |name: &str| {
        let document = BUILT_IN.iter().find(|document| name.strip_suffix(".tera") == Some(document.name));
        let document = document.map(|document| scan::Text { name: document.name, text: document.template });
        let shared = || PARTIALS.iter().find(|(shared, _)| *shared == name);
        document.or_else(|| shared().map(|&(name, text)| scan::Text { name, text }))
    };
    let known = |name: &str| match name.strip_prefix(BUILTIN) {
        Some(name) => builtin(name),
        None => own.get_key_value(name).map(|(name, text)| scan::Text { name, text }).or_else(|| builtin(name)),
    };
    let texts: Vec<scan::Text> = own.iter().map(|(name, text)| scan::Text { name, text }).collect();
    let unknown = scan::unknown_names(&context::all_names(own_documents), &texts, &known);
    unknown.into_iter().map(|message| TemplateError { message }).collect()
}

impl TemplateError {
    /// Of templates that are loaded elsewhere.
    pub fn of(error: &tera::Error) -> Self {
        explain(error)
    }
}

/// Tera's report with template, line, column and excerpt, and what caused it.
fn explain(error: &tera::Error) -> TemplateError {
    let mut message = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !message.contains(&cause_text) {
            message.push_str(&format!("\n  = {cause_text}"));
        }
        source = cause.source();
    }
    if !message.starts_with("error") {
        message.insert_str(0, "error: ");
    }
    TemplateError { message }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_built_in_template_is_read_with_what_it_includes() {
        assert!(load(&BTreeMap::new()).is_ok());
        for document in BUILT_IN {
            let name = format!("{}.tera", document.name);
            // Tera refuses a template that includes one it does not have.
            assert!(load_some(&BTreeSet::from([name.clone()])).is_ok(), "{name}");
            let all = load_some(&BTreeSet::from([name])).unwrap();
            for (shared, _) in PARTIALS {
                let read = all.get_template_names().any(|name| name.ends_with(shared));
                assert_eq!(read, reaches(document.template, shared), "{shared} for {}", document.name);
            }
        }
    }

    /// Whether the text includes it, or what it includes does.
    fn reaches(text: &str, shared: &str) -> bool {
        included(text)
            .any(|name| name == shared || PARTIALS.iter().any(|(other, text)| *other == name && reaches(text, shared)))
    }

    #[test]
    fn what_the_first_package_did_not_need_is_read_for_the_next() {
        let engine = Engine::new(&[]).unwrap();
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
        let read = |loaded: Loaded| loaded.0.get_template_names().filter(|name| !name.contains("/_")).count();
        assert_eq!(read(engine.with(&names(&["README.md.tera", "handoff.md.tera"])).unwrap()), 2);
        assert_eq!(read(engine.with(&names(&["README.md.tera"])).unwrap()), 2);
        assert_eq!(read(engine.with(&names(&["roadmap.md.tera"])).unwrap()), BUILT_IN.len());
        assert_eq!(read(engine.with(&names(&["README.md.tera"])).unwrap()), BUILT_IN.len());
    }
}
