//! One record of an export, up to its page and its row in the register. Runs on any thread.

use crate::cli::input::Invalid;
use crate::cli::io::Exit;
use crate::cli::load::Job;
use crate::cli::render::{Judged, LazyEngine, judge};
use crate::cli::status::status;
use crate::document::{Document, marker_name};
use crate::error::Error;
use crate::lint::{self, Context};
use crate::pages;
use crate::record::units::Instant;
use crate::render::{self, TemplateError};
use crate::report::status::{RecordFile, Row};
use crate::report::{draw_all, visible, visible_lines};

/// What every worker needs.
pub struct Exporter {
    pub in_spite_of_lint: bool,
    pub color: bool,
    pub present: Option<Instant>,
}

pub enum Prepared<'e> {
    Ready {
        notes: Option<String>,
        ready: Box<Ready>,
    },
    /// What is wrong, drawn.
    Refused {
        drawn: String,
        exit: Exit,
    },
    /// The templates cannot be used.
    NoEngine(&'e LazyEngine),
}

pub struct Ready {
    pub page: Document,
    pub row: Row,
}

impl Exporter {
    pub fn prepare<'e>(&self, job: &Job, engine: &'e LazyEngine) -> Result<Prepared<'e>, Error> {
        let (Ok(templates), Ok(frame)) = (engine.get(), engine.frame()) else {
            return Ok(Prepared::NoEngine(engine));
        };
        let case = match job.input.load()? {
            Ok(case) => case,
            Err(invalid) => return Ok(self.invalid(&invalid)),
        };
        let facts = case.facts();
        let name = job.input.name();
        let mut context = Context::new(&case.loaded, &facts);
        context.evidence = Some(&case.evidence);
        let findings = lint::refusals(&context, &job.config.levels);
        let notes = match judge(&findings, &case.loaded.source, &name, self.in_spite_of_lint, self.color) {
            Judged::Sound => None,
            Judged::InSpite(note) => Some(note),
            Judged::Refused(drawn) => return Ok(Prepared::Refused { drawn, exit: Exit::Findings }),
        };
        let (file, skip) = (job.input.file_name(), &job.config.skip);
        let (record, evidence) = (&case.loaded.record, &case.evidence);
        let package =
            render::Package { record, shape: case.loaded.shape(), facts: &facts, evidence, file: &file, skip };
        let documents = match render::render(templates, &package, 1) {
            Ok(documents) => documents,
            Err(errors) => return Ok(template_errors(&name, &errors)),
        };
        let drawings = render::drawings(&package);
        let id = record.id.as_str().to_owned();
        let marker = marker_name(&id, &file);
        let page_name = pages::file_name(&id);
        let row = (RecordFile { path: name.clone(), link: Some(page_name.clone()) }, status(case, self.present));
        let page = pages::Package {
            documents: &documents,
            drawings: &drawings,
            row: &row,
            has_present: self.present.is_some(),
            made_from: &marker,
        };
        let page = match pages::page(frame, &page) {
            Ok(text) => Document::seal(page_name, &text, &marker),
            Err(error) => return Ok(template_errors(&name, &[error])),
        };
        Ok(Prepared::Ready { notes, ready: Box::new(Ready { page, row }) })
    }

    fn invalid(&self, invalid: &Invalid) -> Prepared<'static> {
        Prepared::Refused { drawn: draw_all(&invalid.0, &invalid.1, self.color), exit: Exit::Failed }
    }
}

fn template_errors(record: &str, errors: &[TemplateError]) -> Prepared<'static> {
    let mut drawn: Vec<String> = errors.iter().map(|error| visible_lines(&error.to_string())).collect();
    drawn.push(format!("{}: not exported", visible(record)));
    Prepared::Refused { drawn: drawn.join("\n"), exit: Exit::Failed }
}
