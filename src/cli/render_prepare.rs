//! One record of a render, up to its documents and the plan for them. Runs on any thread.

use super::Exit;
use super::load::{Case, Invalid, Job};
use super::render::Args;
use super::render_engines::LazyEngine;
use super::render_write::Folder;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Document;
use crate::error::Error;
use crate::facts::Facts;
use crate::lint::{self, Context};
use crate::parallel;
use crate::plan::Plan;
use crate::render::{self, Package, TemplateError};
use crate::report;

/// What every worker needs to render a record.
pub struct Renderer<'a> {
    pub args: &'a Args,
    pub color: bool,
    pub drift_color: bool,
    /// For the work on one record.
    pub threads: usize,
}

/// A package before anything of it is written, with what is to be said of it.
pub enum Prepared {
    /// Documents, and where they go.
    Package { documents: Vec<Document>, folder: Folder, notes: String, plan: Option<Plan> },
    /// Findings, drawn.
    Refused { drawn: String, exit: Exit },
    /// The templates cannot be used.
    NoEngine(&'static LazyEngine),
}

impl Renderer<'_> {
    pub fn prepare(&self, job: &Job, engine: &'static LazyEngine) -> Result<Prepared, Error> {
        let (case, loaded) = parallel::join(self.threads, || job.input.load(), || engine.get());
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
        let fatal = findings.iter().any(|finding| matches!(finding.rule, "unknown-reference" | "duplicate-id"));
        let has_errors = findings.iter().any(|finding| finding.severity == Severity::Error);
        if has_errors && (!self.args.no_lint || fatal) {
            let mut drawn = report::draw_all(&case.loaded.source, &findings, self.color);
            let help = match fatal {
                true => "unknown references and duplicate ids cannot be rendered, also not with `--no-lint`",
                false => "mend these, or render anyway with `--no-lint`",
            };
            drawn += &format!("{}: not rendered: {help}", report::visible(&job.input.name()));
            return Ok(Prepared::Refused { drawn, exit: Exit::Findings });
        }
        if has_errors {
            let count = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
            notes = format!("{}: rendered in spite of {count} lint error(s)", report::visible(&job.input.name()));
        }
        let mut documents = match rendered.unwrap_or_else(render) {
            Ok(documents) => documents,
            Err(errors) => return Ok(self.template_errors(&job.input.name(), &errors)),
        };
        if !self.args.only.is_empty() {
            self.select(&mut documents)?;
        }
        let folder = match &self.args.out {
            // Standard input has no name by which to tell records apart.
            Some(out) => Folder { path: out.join(package.record.id.as_str()), of_id: !job.input.is_stdin() },
            None => Folder { path: job.input.folder().to_owned(), of_id: false },
        };
        if self.args.stdout {
            return Ok(Prepared::Package { documents, folder, notes, plan: None });
        }
        if self.args.out.is_none() && job.input.is_stdin() {
            let error = Error::new("a record from standard input has no folder to render into");
            return Err(error.with_help("add `--out DIR` or `--stdout`"));
        }
        if self.args.check {
            let plan = Some(self.plan(&folder, documents)?);
            return Ok(Prepared::Package { documents: Vec::new(), folder, notes, plan });
        }
        if self.args.out.is_none() {
            let plan = Some(self.write(&folder, documents)?);
            return Ok(Prepared::Package { documents: Vec::new(), folder, notes, plan });
        }
        Ok(Prepared::Package { documents, folder, notes, plan: None })
    }

    fn invalid(&self, invalid: &Invalid) -> Prepared {
        Prepared::Refused { drawn: report::draw_all(&invalid.0, &invalid.1, self.color), exit: Exit::Failed }
    }

    fn template_errors(&self, record: &str, errors: &[TemplateError]) -> Prepared {
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
        if let Some(unknown) = self.args.only.iter().find(|wanted| !documents.iter().any(|d| is(d, wanted))) {
            let names: Vec<&str> = documents.iter().map(|document| document.name.as_str()).collect();
            let error = Error::new(format!("this package has no document `{unknown}`"));
            return Err(error.with_help(format!("it has {}", names.join(", "))));
        }
        documents.retain(|document| self.args.only.iter().any(|wanted| is(document, wanted)));
        Ok(())
    }
}
