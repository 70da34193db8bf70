//! `handoff render`

mod again;
mod drift;
mod elsewhere;
mod engines;
mod goes;
mod judged;
mod prepare;
mod remains;
mod tally;
mod write;

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::io::{Exit, Io};
use super::{batch, load};
use crate::disk;
use crate::error::Error;
use crate::parallel;
use crate::plan::{Action, Plan};
use crate::report;
pub use again::{changes, is_current, render_again};
use drift::drift;
pub use engines::{Engines, LazyEngine};
pub use goes::Over;
use goes::{Goes, Place};
pub use judged::{Judged, judge};
use prepare::{Prepared, Rendered, Renderer};
use remains::Present;
use tally::Tally;
pub use write::carry_out;

/// Render the documents of records
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  handoff render incidents
  handoff render --check incidents
  handoff render --stdout --only handoff incidents/2041")]
pub struct Args {
    /// Records: files, folders with `incident.yaml` below them, or `-` for standard input
    #[arg(required = true, value_name = "RECORD")]
    records: Vec<PathBuf>,
    /// Write nothing; show what would change and exit with 1 if anything would
    #[arg(long, conflicts_with_all = ["stdout", "prune", "force"])]
    check: bool,
    /// Print the documents instead of writing them
    #[arg(long, conflicts_with = "out")]
    stdout: bool,
    /// Only these documents, such as `roadmap`
    #[arg(long, value_name = "DOCUMENT", value_delimiter = ',')]
    only: Vec<String>,
    /// Write each package to `DIR/<id>/` instead of beside its record
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Templates of your own, in place of or beside the built-in ones
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
    /// Render in spite of lint errors
    #[arg(long)]
    no_lint: bool,
    /// Remove documents that no longer belong to the package
    #[arg(long)]
    prune: bool,
    /// Overwrite files that were edited by hand or not made by handoff
    #[arg(long)]
    force: bool,
    /// When what was written is waited for to be safe from a power cut; default: `each` for one record, `end` for several
    #[arg(long, value_enum, value_name = "WHEN")]
    sync: Option<Syncs>,
}

#[derive(Clone, Copy, PartialEq, clap::ValueEnum)]
enum Syncs {
    /// Each package before it replaces the old one
    Each,
    /// All of them at the end of the run; a power cut before may leave empty documents
    End,
    /// Not waited for
    Never,
}

impl Args {
    /// `many`: there is more than one record.
    fn syncs(&self, many: bool) -> Syncs {
        self.sync.unwrap_or(if many { Syncs::End } else { Syncs::Each })
    }

    fn goes(&self, many: bool) -> Goes {
        let place = || self.out.clone().map_or(Place::BesideTheRecord, Place::Below);
        let sync = if self.syncs(many) == Syncs::Each { disk::Sync::Now } else { disk::Sync::Later };
        let over = Over { orphans: self.prune, edits: self.force, sync };
        match (self.stdout, self.check) {
            (true, _) => Goes::Stdout,
            (false, true) => Goes::Checked(place()),
            (false, false) => Goes::Written(place(), over),
        }
    }
}

pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    let found = load::jobs(&args.records, io);
    let many = found.jobs.len() > 1;
    let goes = args.goes(many);
    let mut exit = found.exit();
    let mut engines = Engines::default();
    let mut ready = Vec::new();
    let mut folders = HashMap::new();
    for job in found.jobs {
        // Else it would be chance which of two records wins.
        let claimed = goes.claims(&job.input);
        if let Some(first) = claimed.and_then(|folder| folders.insert(folder, job.input.name())) {
            let error = Error::new(format!("{}: stands in one folder with {first}", job.input.name()));
            exit = io.fail(&error.with_help("give each record a folder of its own, or use `--out DIR`"));
            continue;
        }
        let engine = engines.of(args.templates.clone().or_else(|| job.config.templates.clone()));
        ready.push((job, engine));
    }
    // Where there are many records, each has a processor of its own.
    let threads = if ready.len() == 1 { parallel::start(batch::processors()) } else { 1 };
    let only = args.only.clone();
    let written = disk::Written::default();
    let renderer = Renderer { goes, only, in_spite_of_lint: args.no_lint, color: io.color_stderr(), threads, written };
    let mut desk =
        Desk { renderer: &renderer, taken: HashSet::new(), tally: Tally::default(), present: Present::default() };
    batch::in_order(
        &ready,
        io,
        |(job, engine)| renderer.prepare(job, engine),
        |prepared, io| {
            match prepared.and_then(|prepared| desk.finish(prepared, io)) {
                Ok(done) => exit = exit.max(done),
                Err(error) => exit = exit.max(io.fail(&error)),
            }
            Ok(())
        },
    )?;
    let mut tally = desk.tally;
    let present = desk.present;
    if args.only.is_empty() && exit != Exit::Failed {
        let settled = remains::settle(&renderer.goes, &args.records, &present, io)?;
        exit = exit.max(settled.exit.unwrap_or(Exit::Clean));
        tally.drift |= settled.drift;
        tally.remains |= settled.drift;
    }
    if args.syncs(many) == Syncs::End
        && let Err(error) = renderer.written.sync()
    {
        exit = exit.max(io.fail(&error));
    }
    if !args.stdout && (ready.len() > 1 || tally.documents > 0 || tally.drift) {
        let summary = tally.summary(args.check);
        io.message(&summary);
        if args.check && tally.drift {
            let edits = if tally.guarded { "; first put what was edited by hand into the record" } else { "" };
            io.message(&format!("  = help: `handoff render{}` mends it{edits}", mending_arguments(&args, &tally)));
        }
    }
    Ok(exit)
}

/// The arguments of the run that mends what this one found.
fn mending_arguments(args: &Args, tally: &Tally) -> String {
    let mut words: Vec<String> = tally.mending_flags().map(str::to_owned).collect();
    words.extend(args.no_lint.then(|| "--no-lint".to_owned()));
    words.extend(args.only.iter().flat_map(|name| ["--only".to_owned(), name.clone()]));
    for (flag, value) in [("--out", &args.out), ("--templates", &args.templates)] {
        words.extend(value.iter().flat_map(|value| [flag.to_owned(), value.display().to_string()]));
    }
    words.extend(args.records.iter().map(|record| record.display().to_string()));
    let quoted =
        |word: &String| shlex::try_quote(&report::visible(word)).map_or_else(|_| word.clone(), |w| w.into_owned());
    words.iter().map(|word| format!(" {}", quoted(word))).collect()
}

/// Where records come back in their order, to be printed, written to `--out`, and counted.
struct Desk<'r> {
    renderer: &'r Renderer,
    /// The folders of this run.
    taken: HashSet<PathBuf>,
    tally: Tally,
    present: Present,
}

impl Desk<'_> {
    fn finish(&mut self, prepared: Prepared, io: &mut Io) -> Result<Exit, Error> {
        let (notes, package) = match prepared {
            Prepared::NoEngine(engine) => {
                engine.complain(io);
                return Ok(Exit::Failed);
            }
            Prepared::Refused { drawn, exit } => {
                self.tally.refused += 1;
                io.message(drawn.trim_end());
                return Ok(exit);
            }
            Prepared::Package { notes, package, id } => {
                if let Some(folder) = package.folder() {
                    self.present.folders.insert(disk::same_file(folder));
                    self.present.ids.insert(id, folder.to_owned());
                }
                (notes, package)
            }
        };
        if !notes.is_empty() {
            io.message(&notes);
        }
        self.tally.packages += 1;
        match package {
            Rendered::Documents(documents) => {
                for document in &documents {
                    io.stdout.write_all(document.text.as_bytes())?;
                }
                Ok(Exit::Clean)
            }
            Rendered::Checked { folder, plan, evidence_is_merged } => {
                self.take(&folder.path)?;
                self.tally.add(&plan);
                let text = drift(&folder.path, &plan, io.color_stdout());
                io.stdout.write_all(text.as_bytes())?;
                let current = plan.is_current() && evidence_is_merged;
                self.tally.drift |= !current;
                Ok(if current { Exit::Clean } else { Exit::Findings })
            }
            Rendered::Waiting { folder, opened, documents, over } => {
                self.take(&folder.path)?;
                let opened = opened.map_or_else(|| disk::make_folder(&folder.path), Ok)?;
                let locked = io.patiently(|patience| opened.lock(patience))?;
                self.renderer.note(&locked).iter().for_each(|note| io.message(note));
                let plan = self.renderer.write(&folder, &opened, &locked, documents, over)?;
                self.written(&folder.path, &plan, io)
            }
            Rendered::Written { folder, plan } => self.written(&folder.path, &plan, io),
        }
    }

    /// Else the later of two records would go over the documents of the first.
    fn take(&mut self, folder: &Path) -> Result<(), Error> {
        if self.taken.insert(folder.to_owned()) {
            return Ok(());
        }
        Err(Error::at(folder, "two records of this run have the same id").with_help("render them one by one"))
    }

    fn written(&mut self, folder: &Path, plan: &Plan, io: &mut Io) -> Result<Exit, Error> {
        self.tally.add(plan);
        for change in &plan.changes {
            let verb = match change.action {
                Action::Create => "created",
                Action::Update => "updated",
                Action::Orphan => "removed",
                Action::Unchanged => continue,
            };
            writeln!(io.stdout, "{verb} {}", report::visible(&folder.join(&change.name).display().to_string()))?;
        }
        Ok(Exit::Clean)
    }
}
