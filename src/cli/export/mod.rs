//! `handoff export`: packages and the register as pages.

mod prepare;

use std::collections::HashMap;
use std::path::PathBuf;

pub use self::prepare::{Exporter, Prepared, Ready};
use super::io::{Exit, Io};
use super::render::{Engines, LazyEngine, Over, carry_out};
use super::status::{Present, present};
use super::{batch, load, world};
use crate::disk;
use crate::document::{Document, marker_name};
use crate::error::Error;
use crate::pages::{self, REGISTER};
use crate::plan::{Action, Plan};
use crate::record::units::Instant;
use crate::report::{visible, visible_lines};
use crate::status::open_first;

/// Write packages as pages that need nothing else, with the register of all
///
/// `DIR/<id>.html` holds all documents of a package, `DIR/index.html` a row an incident. No page loads
/// anything, from anywhere. All are written or none: a register without one of the records would not
/// be true. The same records give the same bytes.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  handoff export incidents --out site")]
pub struct Args {
    /// Records: files, folders with `incident.yaml` below them, or `-` for standard input
    #[arg(required = true, value_name = "RECORD")]
    records: Vec<PathBuf>,
    /// The folder of the pages; made when it is not there
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Templates of your own, in place of or beside the built-in ones
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
    /// The present, with its offset, or `now`, to say what is overdue. Default: none, so that pages do
    /// not change by themselves
    #[arg(long, value_name = "INSTANT|now", value_parser = present)]
    as_of: Option<Present>,
    /// Export in spite of lint errors
    #[arg(long)]
    no_lint: bool,
    /// Overwrite files that were edited by hand or not made by handoff
    #[arg(long)]
    force: bool,
}

pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    let present = args.as_of.map(|present| match present {
        Present::At(at) => at,
        Present::Now => world::now(),
    });
    let found = load::jobs(&args.records, io);
    let mut exit = found.exit();
    let mut engines = Engines::default();
    let with_engine = |job: load::Job| {
        let engine = engines.of(args.templates.clone().or_else(|| job.config.templates.clone()));
        (job, engine)
    };
    let jobs: Vec<(load::Job, &'static LazyEngine)> = found.jobs.into_iter().map(with_engine).collect();
    let exporter = Exporter { in_spite_of_lint: args.no_lint, color: io.color_stderr(), present };
    let mut ready: Vec<Ready> = Vec::new();
    batch::in_order(
        &jobs,
        io,
        |(job, engine)| exporter.prepare(job, engine),
        |prepared, io| {
            match prepared {
                Ok(Prepared::Ready { notes, ready: one }) => {
                    notes.iter().for_each(|note| io.message(note));
                    ready.push(*one);
                }
                Ok(Prepared::Refused { drawn, exit: refused }) => {
                    io.message(drawn.trim_end());
                    exit = exit.max(refused);
                }
                Ok(Prepared::NoEngine(engine)) => {
                    engine.complain(io);
                    exit = Exit::Failed;
                }
                Err(error) => exit = exit.max(io.fail(&error)),
            }
            Ok(())
        },
    )?;
    let Some((_, engine)) = jobs.first().filter(|_| exit == Exit::Clean) else {
        io.message("note: nothing was written: a register without these records would not be true");
        return Ok(exit.max(Exit::Findings));
    };
    one_page_each(&ready)?;
    let (mut pages, mut rows) = (Vec::new(), Vec::new());
    for Ready { page, row } in ready {
        pages.push(page);
        rows.push(row);
    }
    open_first(&mut rows);
    let as_of = present.map(|present: Instant| present.to_string());
    // Who has several folders of templates is asked which by `--templates`; else the first record's.
    let Ok(frame) = engine.frame() else {
        engine.complain(io);
        return Ok(Exit::Failed);
    };
    match pages::register(frame, &rows, as_of.as_deref()) {
        Ok(text) => pages.push(Document::seal(REGISTER, &text, &marker_name("register", ""))),
        Err(error) => {
            io.message(&visible_lines(&error.to_string()));
            return Ok(Exit::Failed);
        }
    }
    write(&args, pages, io)
}

/// Else one page would go over the other, also where the file system does not tell cases apart.
fn one_page_each(ready: &[Ready]) -> Result<(), Error> {
    let mut seen = HashMap::from([(REGISTER.to_owned(), "the register".to_owned())]);
    for Ready { page, row } in ready {
        if let Some(other) = seen.insert(page.name.to_lowercase(), row.0.path.clone()) {
            let error = Error::new(format!("{} and {other} would have one page, {}", row.0.path, page.name));
            return Err(error.with_help("export them into folders of their own"));
        }
    }
    Ok(())
}

fn write(args: &Args, pages: Vec<Document>, io: &mut Io) -> Result<Exit, Error> {
    let opened = disk::make_folder(&args.out)?;
    let locked = io.patiently(|patience| opened.lock(patience))?;
    if let Some(note) = locked.note() {
        io.message(&visible(&note));
    }
    let names: Vec<String> = pages.iter().map(|page| page.name.clone()).collect();
    let mut contents = opened.contents(&names)?;
    let mut plan = Plan { changes: Vec::new() };
    for page in pages {
        // Each has a record of its own.
        let there = contents.files.remove_entry(&page.name).into_iter().collect();
        plan.changes.extend(Plan::new(vec![page], there, false).changes);
    }
    let over = Over { orphans: false, edits: args.force, sync: disk::Sync::Now };
    carry_out(&args.out, &plan, &contents, &locked, over)?;
    for change in plan.changes.iter().filter(|change| change.action != Action::Unchanged) {
        let verb = if change.action == Action::Create { "created" } else { "updated" };
        writeln!(io.stdout, "{verb} {}", visible(&args.out.join(&change.name).display().to_string()))?;
    }
    Ok(Exit::Clean)
}
