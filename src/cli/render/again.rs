//! A package beside its record, for commands that change the record: whether it is current, and
//! how it is brought up to date.

use super::drift::drift;
use super::engines::{Engines, LazyEngine};
use super::goes::{Goes, Place};
use super::prepare::{Prepared, Rendered, Renderer};
use super::{Args, run};
use crate::cli::io::{Exit, Io};
use crate::cli::load::Job;
use crate::disk;
use crate::error::Error;
use crate::render::documents::README;

/// Whether there is a package, and rendering would change nothing of it.
pub fn is_current(job: &Job) -> bool {
    let engine = Engines::default().of(job.config.templates.clone());
    changes(job, engine).is_some_and(|changes| changes.is_empty())
}

/// What rendering would change of the package that is there, as `render --check` shows it; nothing
/// where there is none, or where it cannot be rendered.
pub fn changes(job: &Job, engine: &LazyEngine) -> Option<String> {
    // Every package has one.
    if !disk::exists(&job.input.folder().join(README)) {
        return None;
    }
    let goes = Goes::Checked(Place::BesideTheRecord);
    let (only, written) = (Vec::new(), disk::Written::default());
    let renderer = Renderer { goes, only, in_spite_of_lint: true, color: false, threads: 1, written };
    match renderer.prepare(job, engine) {
        Ok(Prepared::Package { package: Rendered::Checked { folder, plan, evidence_is_merged: true }, .. }) => {
            Some(drift(&folder.path, &plan, false))
        }
        _ => None,
    }
}

/// Renders it anew, as `handoff render --prune` does, whatever lint says of it: who takes a step is told
/// what is still missing, and on the way to what is right a record may contradict itself for a step.
pub fn render_again(job: &Job, io: &mut Io) -> Result<Exit, Error> {
    let records = job.input.path().map(|path| path.to_owned()).into_iter().collect();
    let args = Args {
        records,
        check: false,
        stdout: false,
        only: Vec::new(),
        out: None,
        templates: None,
        no_lint: true,
        prune: true,
        force: false,
        sync: None,
    };
    run(args, io)
}
