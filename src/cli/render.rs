//! `handoff render`

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use super::render_drift::drift;
use super::render_engines::Engines;
use super::render_prepare::{Prepared, Renderer};
use super::render_tally::Tally;
use super::{Exit, Io, batch, load};
use crate::disk;
use crate::error::Error;
use crate::parallel;
use crate::plan::Action;
use crate::report;

/// Render the documents of records
#[derive(clap::Args)]
pub struct Args {
    /// Records: files, folders with `incident.yaml` below them, or `-` for standard input
    #[arg(required = true, value_name = "RECORD")]
    pub records: Vec<PathBuf>,
    /// Write nothing; show what would change and exit with 1 if anything would
    #[arg(long, conflicts_with_all = ["stdout", "prune", "force"])]
    pub check: bool,
    /// Print the documents instead of writing them
    #[arg(long, conflicts_with = "out")]
    pub stdout: bool,
    /// Only these documents, such as `roadmap`
    #[arg(long, value_name = "DOCUMENT", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Write each package to `DIR/<id>/` instead of beside its record
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Templates of your own, in place of or beside the built-in ones
    #[arg(long, value_name = "DIR")]
    pub templates: Option<PathBuf>,
    /// Render in spite of lint errors
    #[arg(long)]
    pub no_lint: bool,
    /// Remove documents that no longer belong to the package
    #[arg(long)]
    pub prune: bool,
    /// Overwrite files that were edited by hand or not made by handoff
    #[arg(long)]
    pub force: bool,
}

pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    let (jobs, mut exit) = load::jobs(&args.records, io);
    let mut engines = Engines::default();
    let mut ready = Vec::new();
    let mut folders = HashMap::new();
    for job in jobs {
        // Else it would be chance which of two records wins.
        let shares = !args.stdout && args.out.is_none() && !job.input.is_stdin();
        if let Some(first) =
            shares.then(|| folders.insert(disk::same_file(job.input.folder()), job.input.name())).flatten()
        {
            let error = Error::new(format!("{}: stands in one folder with {first}", job.input.name()));
            exit = io.fail(&error.with_help("give each record a folder of its own, or use `--out DIR`"));
            continue;
        }
        let engine = engines.of(args.templates.clone().or_else(|| job.config.templates.clone()));
        ready.push((job, engine));
    }
    let color = io.color_stderr();
    // Where there are many records, each has a processor of its own.
    let threads = if ready.len() == 1 { parallel::start(batch::processors()) } else { 1 };
    let renderer = Renderer { args: &args, color, drift_color: io.color_stdout(), threads };
    let mut taken = HashSet::new();
    let mut tally = Tally::default();
    let many = ready.len() > 1;
    batch::in_order(
        &ready,
        io,
        |(job, engine)| renderer.prepare(job, engine),
        |prepared, io| {
            let done = prepared.and_then(|prepared| renderer.finish(prepared, &mut taken, &mut tally, io));
            match done {
                Ok(done) => exit = exit.max(done),
                Err(error) => exit = exit.max(io.fail(&error)),
            }
            Ok(())
        },
    )?;
    if !args.stdout && (many || tally.documents > 0) {
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

impl Renderer<'_> {
    /// What has to happen in the order of the records: printing, and writing to `--out`.
    fn finish(
        &self,
        prepared: Prepared,
        taken: &mut HashSet<PathBuf>,
        tally: &mut Tally,
        io: &mut Io,
    ) -> Result<Exit, Error> {
        let (documents, folder, notes, plan) = match prepared {
            Prepared::NoEngine(engine) => {
                engine.complain(io);
                return Ok(Exit::Failed);
            }
            Prepared::Refused { drawn, exit } => {
                tally.refused += 1;
                io.message(drawn.trim_end());
                return Ok(exit);
            }
            Prepared::Package { documents, folder, notes, plan } => (documents, folder, notes, plan),
        };
        if !notes.is_empty() {
            io.message(&notes);
        }
        tally.packages += 1;
        if self.args.stdout {
            for document in &documents {
                io.stdout.write_all(document.text.as_bytes())?;
            }
            return Ok(Exit::Clean);
        }
        if self.args.out.is_some() && !taken.insert(folder.path.clone()) {
            return Err(
                Error::at(&folder.path, "two records of this run have the same id").with_help("render them one by one")
            );
        }
        let plan = match plan {
            Some(plan) => plan,
            None => {
                disk::make_folder(&folder.path)?;
                self.write(&folder, documents)?
            }
        };
        tally.add(&plan);
        if self.args.check {
            let text = drift(&folder.path, &plan, self.drift_color);
            io.stdout.write_all(text.as_bytes())?;
            tally.drift |= !plan.is_current();
            return Ok(if plan.is_current() { Exit::Clean } else { Exit::Findings });
        }
        for change in &plan.changes {
            let verb = match change.action {
                Action::Create => "created",
                Action::Update => "updated",
                Action::Orphan => "removed",
                Action::Unchanged => continue,
            };
            writeln!(io.stdout, "{verb} {}", report::visible(&folder.path.join(&change.name).display().to_string()))?;
        }
        Ok(Exit::Clean)
    }
}
