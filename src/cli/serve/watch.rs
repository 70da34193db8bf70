//! Follows the files: what changed is read anew, everything else stays as it was.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use super::site::Site;
use crate::cli::export::{Exporter, Prepared, Ready};
use crate::cli::io::quietly;
use crate::cli::load::{self, Job};
use crate::cli::render::{LazyEngine, changes};
use crate::cli::{config, world};
use crate::disk::{self, Look};
use crate::evidence;
use crate::lint::{self, Context};
use crate::pages::{self, Panel, REGISTER};
use crate::render::documents;
use crate::report::draw_all;
use crate::status::open_first;

pub struct Watch {
    records: Vec<PathBuf>,
    templates: Option<PathBuf>,
    /// By folder of templates, with how that looked.
    engines: HashMap<Option<PathBuf>, (Vec<Look>, LazyEngine)>,
    /// By the record's name.
    known: BTreeMap<String, Known>,
    /// What was said of all of them.
    said: Option<String>,
}

/// A record as it was last read.
struct Known {
    looked: Vec<Look>,
    /// The last that could be made.
    good: Option<Ready>,
    panel: Panel,
}

impl Watch {
    pub fn new(records: Vec<PathBuf>, templates: Option<PathBuf>) -> Watch {
        Watch { records, templates, engines: HashMap::new(), known: BTreeMap::new(), said: None }
    }

    /// Looks at all files, and makes the site anew when one of them changed.
    pub fn look(&mut self, site: &RwLock<Site>) {
        let mut said = Vec::new();
        let batch = quietly(&mut said, |io| load::jobs(&self.records, io));
        let said = String::from_utf8_lossy(&said).into_owned();
        let mut changed = self.said.as_ref() != Some(&said);
        let mut known = BTreeMap::new();
        for job in &batch.jobs {
            let name = job.input.name();
            let before = self.known.remove(&name);
            let looked = self.files(job);
            let now = match before {
                Some(before) if before.looked == looked => before,
                before => {
                    changed = true;
                    self.read(job, looked, before.and_then(|before| before.good))
                }
            };
            known.insert(name, now);
        }
        // What is left is gone.
        changed |= !self.known.is_empty();
        (self.known, self.said) = (known, Some(said));
        if changed {
            let made = self.site(batch.jobs.first());
            *site.write().unwrap_or_else(PoisonError::into_inner) = made;
        }
    }

    /// How everything looks that a page is made from.
    fn files(&mut self, job: &Job) -> Vec<Look> {
        let folder = job.input.folder();
        let config = disk::find_upwards(folder, config::NAME);
        let record = job.input.path().unwrap_or(Path::new(""));
        let mut looks = vec![disk::look(record), disk::look(&folder.join(evidence::FILE_NAME))];
        looks.extend(config.map(|config| disk::look(&config)));
        // The committed documents: what would change of them is shown.
        looks.extend(documents::names().map(|name| disk::look(&folder.join(name))));
        let of = self.folder_of(job);
        let templates = templates(of.as_deref());
        if self.engines.get(&of).is_none_or(|(before, _)| *before != templates) {
            self.engines.insert(of.clone(), (templates.clone(), LazyEngine::live(of)));
        }
        looks.extend(templates);
        looks
    }

    fn folder_of(&self, job: &Job) -> Option<PathBuf> {
        self.templates.clone().or_else(|| job.config.templates.clone())
    }

    fn read(&self, job: &Job, looked: Vec<Look>, last: Option<Ready>) -> Known {
        let Some((_, engine)) = self.engines.get(&self.folder_of(job)) else {
            return Known { looked, good: last, panel: Panel::default() };
        };
        let exporter = Exporter { in_spite_of_lint: true, color: false, present: Some(world::now()) };
        let (good, errors) = match exporter.prepare(job, engine) {
            Ok(Prepared::Ready { ready, .. }) => (Some(*ready), String::new()),
            Ok(Prepared::Refused { drawn, .. }) => (last, drawn),
            Ok(Prepared::NoEngine(engine)) => (last, engine.complaint()),
            Err(error) => (last, format!("error: {error}")),
        };
        if !errors.is_empty() {
            return Known { looked, good, panel: Panel { errors, ..Panel::default() } };
        }
        let changes = changes(job, engine).unwrap_or_default();
        Known { looked, good, panel: Panel { errors, findings: findings(job), changes } }
    }

    /// A page each, and the register.
    fn site(&self, first: Option<&Job>) -> Site {
        let mut pages = Vec::new();
        let mut rows = Vec::new();
        let mut errors = self.said.clone().unwrap_or_default();
        for (name, known) in &self.known {
            match &known.good {
                Some(Ready { page, row }) => {
                    if pages.iter().any(|(other, _, _)| *other == page.name) {
                        errors += &format!("{name}: another record has the same id\n");
                        continue;
                    }
                    pages.push((page.name.clone(), page.text.clone(), known.panel.clone()));
                    rows.push(row.clone());
                }
                None => errors += &format!("{}\n", known.panel.errors),
            }
        }
        open_first(&mut rows);
        let engine = first.and_then(|job| self.engines.get(&self.folder_of(job)));
        let built_in = LazyEngine::live(None);
        let frame = engine.and_then(|(_, engine)| engine.frame().ok()).or_else(|| built_in.frame().ok());
        let as_of = world::now().to_string();
        match frame.map(|frame| pages::register(frame, &rows, Some(&as_of))) {
            Some(Ok(text)) => pages.push((REGISTER.to_owned(), text, Panel { errors, ..Panel::default() })),
            Some(Err(error)) => pages.push((
                REGISTER.to_owned(),
                String::new(),
                Panel { errors: error.to_string(), ..Panel::default() },
            )),
            None => {}
        }
        Site::new(pages)
    }
}

/// All that lint has to say, drawn.
fn findings(job: &Job) -> String {
    let Ok(Ok(case)) = job.input.load() else { return String::new() };
    let facts = case.facts();
    let mut context = Context::new(&case.loaded, &facts);
    context.evidence = Some(&case.evidence);
    let findings = lint::run(&context, &job.config.levels);
    if findings.is_empty() { String::new() } else { draw_all(&case.loaded.source, &findings, false) }
}

fn templates(folder: Option<&Path>) -> Vec<Look> {
    let Some(folder) = folder else { return Vec::new() };
    let names = disk::template_names(folder).unwrap_or_default();
    names.into_iter().map(|name| disk::look(&folder.join(name))).collect()
}
