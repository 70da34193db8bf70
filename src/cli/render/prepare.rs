//! One record of a render, up to its documents and the plan for them. Runs on any thread.

use super::engines::{Failure, LazyEngine};
use super::goes::{Folder, Goes, Over, Place};
use super::judged::{Judged, judge};
use crate::cli::input::{Case, Invalid};
use crate::cli::io::Exit;
use crate::cli::load::Job;
use crate::cli::world;
use crate::diagnostic::Diagnostic;
use crate::disk;
use crate::document::Document;
use crate::error::Error;
use crate::evidence;
use crate::facts::Facts;
use crate::lint::{self, Context};
use crate::parallel;
use crate::plan::Plan;
use crate::record::Record;
use crate::render::{self, Engine, Package, TemplateError};
use crate::report;

/// To decode a record of more bytes takes longer than to read all templates.
const LARGE: u64 = 1 << 15;

/// What every worker needs to render a record.
pub struct Renderer {
    pub goes: Goes,
    /// The documents that were asked for; none means all.
    pub only: Vec<String>,
    pub in_spite_of_lint: bool,
    pub color: bool,
    /// For the work on one record.
    pub threads: usize,
    /// What is to be brought to the disk at the end.
    pub written: disk::Written,
}

/// A record of the run, worked on as far as it goes without the others.
pub enum Prepared<'e> {
    /// A package, with what is to be said of it beforehand.
    Package { notes: String, package: Rendered, id: String },
    /// Findings, drawn.
    Refused { drawn: String, exit: Exit },
    /// The templates cannot be used.
    NoEngine(&'e LazyEngine),
}

/// A package on its way.
pub enum Rendered {
    /// To be printed.
    Documents(Vec<Document>),
    /// To be written in the order of the records: two of them may have one id, or somebody else has
    /// the folder, which is open then.
    Waiting {
        folder: Folder,
        opened: Option<disk::Folder>,
        documents: Vec<Document>,
        over: Over,
    },
    Checked {
        folder: Folder,
        plan: Plan,
        /// Or else it stands there with both sides of a merge.
        evidence_is_merged: bool,
    },
    Written {
        folder: Folder,
        plan: Plan,
    },
}

impl Rendered {
    /// Where the package goes, unless it is printed.
    pub fn folder(&self) -> Option<&std::path::Path> {
        match self {
            Rendered::Documents(_) => None,
            Rendered::Waiting { folder, .. } | Rendered::Checked { folder, .. } | Rendered::Written { folder, .. } => {
                Some(&folder.path)
            }
        }
    }
}

impl Renderer {
    pub fn prepare<'e>(&self, job: &Job, engine: &'e LazyEngine) -> Result<Prepared<'e>, Error> {
        let (case, loaded) = parallel::join(self.threads, || job.input.load_merging(), || self.templates(job, engine));
        let Ok(templates) = loaded else { return Ok(Prepared::NoEngine(engine)) };
        let case = match case? {
            Ok(case) => case,
            Err(invalid) => return Ok(self.invalid(&invalid)),
        };
        let facts = case.facts();
        let file = job.input.file_name();
        let skip = &job.config.skip;
        let (record, evidence) = (&case.loaded.record, &case.evidence);
        let package = Package { record, shape: case.loaded.shape(), facts: &facts, evidence, file: &file, skip };
        let mut notes = String::new();
        let render = || render::render(templates, &package, self.threads);
        let lint = || self.errors(&case, &facts, job);
        // With a processor to spare, what lint may refuse is rendered meanwhile.
        let (rendered, findings) = match self.threads {
            0 | 1 => (None, lint()),
            threads => parallel::join(threads, || Some(render()), lint),
        };
        match judge(&findings, &case.loaded.source, &job.input.name(), self.in_spite_of_lint, self.color) {
            Judged::Sound => {}
            Judged::InSpite(note) => notes = note,
            Judged::Refused(drawn) => return Ok(Prepared::Refused { drawn, exit: Exit::Findings }),
        }
        if let Some(note) = ahead(&job.input.name(), record, evidence) {
            notes = format!("{notes}\n{note}").trim_start().to_owned();
        }
        let mut documents = match rendered.unwrap_or_else(render) {
            Ok(documents) => documents,
            Err(errors) => return Ok(self.template_errors(&job.input.name(), &errors)),
        };
        if !self.only.is_empty() {
            self.select(&mut documents)?;
        }
        let id = package.record.id.as_str().to_owned();
        if let (Goes::Written(..), Some(_), Some(folder)) = (&self.goes, &case.unmerged_evidence, &case.folder) {
            disk::merge_evidence(folder, &case.loaded.record, &disk::Patience::silent())?;
            let path = folder.at(evidence::FILE_NAME).display().to_string();
            notes = format!("{notes}\nmerged {}", report::visible(&path)).trim_start().to_owned();
        }
        let package = match &self.goes {
            Goes::Stdout => Rendered::Documents(documents),
            Goes::Checked(place) => {
                if case.unmerged_evidence.is_some() {
                    notes = format!("{notes}\n{}", unmerged(&case)).trim_start().to_owned();
                }
                let evidence_is_merged = case.unmerged_evidence.is_none();
                let folder = place.of(&job.input, &id)?;
                let opened = match place {
                    Place::Below(_) => disk::Folder::open_if_there(&folder.path)?,
                    Place::BesideTheRecord => case.folder,
                };
                let (plan, _) = folder.plan(opened.as_ref(), documents, self.whole())?;
                Rendered::Checked { folder, plan, evidence_is_merged }
            }
            Goes::Written(place @ Place::Below(_), over) => {
                Rendered::Waiting { folder: place.of(&job.input, &id)?, opened: None, documents, over: *over }
            }
            Goes::Written(place @ Place::BesideTheRecord, over) => {
                let folder = place.of(&job.input, &id)?;
                let opened = case.folder.map_or_else(|| disk::Folder::open(&folder.path), Ok)?;
                let Some(locked) = opened.try_lock() else {
                    let package = Rendered::Waiting { folder, opened: Some(opened), documents, over: *over };
                    return Ok(Prepared::Package { notes, package, id });
                };
                if let Some(note) = self.note(&locked) {
                    notes = format!("{notes}\n{note}").trim_start().to_owned();
                }
                let plan = self.write(&folder, &opened, &locked, documents, *over)?;
                Rendered::Written { folder, plan }
            }
        };
        Ok(Prepared::Package { notes, package, id })
    }

    fn templates<'e>(&self, job: &Job, engine: &'e LazyEngine) -> Result<&'e Engine, &'e Failure> {
        let engine = engine.get()?;
        if self.threads > 1 && job.input.length() > LARGE {
            engine.load_all();
        }
        Ok(engine)
    }

    /// Plans and writes one package while its folder is locked.
    pub fn write(
        &self,
        folder: &Folder,
        opened: &disk::Folder,
        locked: &disk::Locked,
        documents: Vec<Document>,
        over: Over,
    ) -> Result<Plan, Error> {
        let plan = folder.write(opened, locked, documents, self.whole(), over)?;
        if over.sync == disk::Sync::Later && !plan.is_current() {
            self.written.add(opened)?;
        }
        Ok(plan)
    }

    /// What is to be said of a folder without a lock.
    pub fn note(&self, locked: &disk::Locked) -> Option<String> {
        locked.note().map(|note| report::visible(&note).into_owned())
    }

    /// Whether all documents of a package are rendered.
    pub fn whole(&self) -> bool {
        self.only.is_empty()
    }

    fn invalid(&self, invalid: &Invalid) -> Prepared<'static> {
        Prepared::Refused { drawn: report::draw_all(&invalid.0, &invalid.1, self.color), exit: Exit::Failed }
    }

    fn template_errors(&self, record: &str, errors: &[TemplateError]) -> Prepared<'static> {
        let mut drawn: Vec<String> = errors.iter().map(|error| report::visible_lines(&error.to_string())).collect();
        drawn.push(format!("{}: not rendered: nothing of this package was written", report::visible(record)));
        Prepared::Refused { drawn: drawn.join("\n"), exit: Exit::Failed }
    }

    /// All findings of lint when one of them is an error.
    fn errors(&self, case: &Case, facts: &Facts, job: &Job) -> Vec<Diagnostic> {
        let mut context = Context::new(&case.loaded, facts);
        context.evidence = Some(&case.evidence);
        lint::refusals(&context, &job.config.levels)
    }

    fn select(&self, documents: &mut Vec<Document>) -> Result<(), Error> {
        let is = |document: &Document, wanted: &str| {
            let stem = document.name.rsplit_once('.').map_or(document.name.as_str(), |(stem, _)| stem);
            document.name.eq_ignore_ascii_case(wanted) || stem.eq_ignore_ascii_case(wanted)
        };
        if let Some(unknown) = self.only.iter().find(|wanted| !documents.iter().any(|d| is(d, wanted))) {
            let names: Vec<&str> = documents.iter().map(|document| document.name.as_str()).collect();
            let error = Error::new(format!("this package has no document `{unknown}`"));
            return Err(error.with_help(format!("it has {}", names.join(", "))));
        }
        documents.retain(|document| self.only.iter().any(|wanted| is(document, wanted)));
        Ok(())
    }
}

/// What `--check` says of evidence that git could not merge.
fn unmerged(case: &Case) -> String {
    let path = case.folder.as_ref().map(|folder| folder.at(evidence::FILE_NAME).display().to_string());
    let path = path.unwrap_or_else(|| evidence::FILE_NAME.to_owned());
    format!("merge not finished: {} (`handoff render` keeps each check's newest finding)", report::visible(&path))
}

/// What is said of evidence from after the present. Documents ask no clock: they show it with its date, and are the
/// same tomorrow.
fn ahead(name: &str, record: &Record, evidence: &evidence::Evidence) -> Option<String> {
    let now = world::now();
    let of_checks = record.checks.iter().map(|check| check.id.as_str());
    let is_ahead = |id: &&str| {
        let flaw = |present| evidence.get(id).and_then(|entry| evidence::time_flaw(record, entry.at, present));
        flaw(Some(now)) == Some(evidence::Flaw::Future) && flaw(None).is_none()
    };
    let ids: Vec<String> = of_checks.filter(is_ahead).map(|id| format!("`{id}`")).collect();
    let name = report::visible(name);
    let of = ids.join(", ");
    (!ids.is_empty()).then(|| {
        format!(
            "{name}: the evidence of {of} is from the future: the documents show it with its date, `verify` and `status` take it for no proof"
        )
    })
}
