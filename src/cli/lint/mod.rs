//! `handoff lint`

mod fix;
mod judged;
mod output;

use std::collections::HashMap;
use std::path::PathBuf;

use super::batch;
use super::config::Failure;
use super::input::{Case, Invalid};
use super::io::{Exit, Io};
use super::load::{self, Job};
use crate::diagnostic::{Diagnostic, Severity};
use crate::disk;
use crate::error::Error;
use crate::lint::{self, Context};
use crate::record::units::{Scalar, When};
use crate::report;
use crate::source::Source;
use fix::Mended;
use judged::{Judged, Shown, Tally};
use output::{Collected, Form, Format};

/// Find contradictions in records
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  handoff lint incidents\n  handoff lint --fix incidents/2041")]
pub struct Args {
    /// Records: files, folders with `incident.yaml` below them, or `-` for standard input
    #[arg(required = true, value_name = "RECORD")]
    records: Vec<PathBuf>,
    /// For people, for programs, for code scanning, for GitHub Actions, for GitLab's code quality
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Mend what is mechanical, such as a figure typed out that is a fact; then judge the rest
    #[arg(long)]
    fix: bool,
    /// With --fix: write nothing, show what would change, and exit with 1 if anything would
    #[arg(long, requires = "fix", conflicts_with = "format")]
    check: bool,
    /// Exit with 1 on warnings too
    #[arg(long, value_enum, value_name = "WHAT")]
    deny: Option<Deny>,
    /// The present, `now`, a date or an instant: what is overdue and which allows are over; without it none is
    #[arg(long, value_name = "WHEN", value_parser = present)]
    as_of: Option<When>,
    /// The checkout in which the paths that records name must exist
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
}

fn present(text: &str) -> Result<When, String> {
    match text {
        "now" => Ok(When::Instant(super::world::now())),
        other => When::parse(other).map_err(|why| format!("{why}, or `now`")),
    }
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Deny {
    Warnings,
}

pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    let color = io.color_stdout();
    let form = Form { format: args.format, root: args.root.clone(), color };
    let mut collected = Collected::default();
    if let Some(root) = args.root.as_deref().filter(|root| !disk::is_folder(root)) {
        let error = Error::at(root, "is no folder").with_help("`--root` is the folder of the checkout");
        let exit = io.fail(&error);
        collected.fail(&Failure::World(error), &form);
        collected.write(&form, true, io)?;
        return Ok(exit);
    }
    let found = load::jobs(&args.records, io);
    let mut exit = found.exit();
    found.failures.iter().for_each(|failure| collected.fail(failure, &form));
    let jobs = found.jobs;
    let fix = match (args.fix, args.check) {
        (true, true) => Fix::Show,
        (true, false) => Fix::Write,
        (false, _) => Fix::No,
    };
    let linter = Linter { form, as_of: args.as_of, root: args.root, fix };
    let mut tally = Tally { failed: found.failures.len(), only_fixes: args.check, ..Tally::default() };
    let mut ids = HashMap::new();
    let mut in_order = jobs.iter();
    batch::in_order(
        &jobs,
        io,
        |job| linter.judge(job),
        |looked, io| {
            let (job, form) = (in_order.next(), &linter.form);
            let judged = looked.and_then(|looked| match (looked, job) {
                (Looked::Judged(judged), _) => Ok(judged),
                (Looked::ToMend(mended), Some(job)) => linter.mend(&mended, job, io),
                (Looked::ToMend(_), None) => Ok(Judged::default()),
            });
            let judged = match judged.and_then(|judged| linter.against_others(judged, job, &mut ids)) {
                Ok(judged) => judged,
                Err(error) => {
                    tally.failed += 1;
                    exit = exit.max(io.fail(&error));
                    collected.fail(&Failure::World(error), form);
                    return Ok(());
                }
            };
            tally.add(&judged);
            exit = exit.max(judged.exit(args.deny.is_some()));
            match judged.shown {
                Shown::Message(text) => io.message(text.trim_end()),
                Shown::Text(text) => io.stdout.write_all(text.as_bytes())?,
                Shown::Findings(findings) => {
                    if let Some(first) = findings.first().filter(|_| judged.invalid) {
                        collected.not_judged(&first.file, form);
                    }
                    collected.take(findings, form, io)?;
                }
            }
            Ok(())
        },
    )?;
    collected.write(&linter.form, exit == Exit::Failed, io)?;
    io.message(&tally.to_string());
    Ok(exit)
}

/// What every worker needs to judge a record.
struct Linter {
    form: Form,
    as_of: Option<When>,
    root: Option<PathBuf>,
    fix: Fix,
}

/// What to do about findings that bring their remedy along.
#[derive(Clone, Copy, PartialEq)]
enum Fix {
    No,
    /// Show it as a diff.
    Show,
    Write,
}

/// A record of the run, worked on as far as it goes without a word to anybody.
enum Looked {
    Judged(Judged),
    /// Its file is written in the order of the records: it may have to be waited for.
    ToMend(Box<Mended>),
}

impl Linter {
    fn judge(&self, job: &Job) -> Result<Looked, Error> {
        let case = match job.input.load()? {
            Ok(case) => case,
            // Beside a diff, what else there is to say is a message.
            Err(invalid) if self.fix == Fix::Show => {
                let text = report::draw_all(&invalid.0, &invalid.1, false);
                return Ok(Looked::Judged(Judged { shown: Shown::Message(text), ..self.invalid(job, &invalid) }));
            }
            Err(invalid) => return Ok(Looked::Judged(self.invalid(job, &invalid))),
        };
        let levels = &job.config.levels;
        let mended = if self.fix == Fix::No { None } else { Mended::new(&job.input, &case, levels)? };
        Ok(Looked::Judged(match (mended, self.fix) {
            (None, Fix::Show) => Judged::default(),
            (Some(mended), Fix::Show) => {
                // Line ends and the byte order mark stay as they are, and would only be seen as `U+000D`.
                let plain = |text: &str| text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
                let (old, new) = (plain(&mended.old), plain(&mended.new));
                let diff = report::diff(&job.input.name(), Some(&old), Some(&new), &mended.masker, self.form.color);
                Judged { shown: Shown::Text(diff), mended: mended.places, drift: true, ..Judged::default() }
            }
            (Some(mended), _) => return Ok(Looked::ToMend(Box::new(mended))),
            (None, _) => self.valid(job, &case, None),
        }))
    }

    fn mend(&self, mended: &Mended, job: &Job, io: &mut Io) -> Result<Judged, Error> {
        io.patiently(|patience| mended.write(&job.input, patience))?;
        // The rest is judged as it stands now; that it can be read was proven before.
        let judged = match job.input.load()? {
            Ok(case) => self.valid(job, &case, None),
            Err(invalid) => self.invalid(job, &invalid),
        };
        Ok(Judged { mended: mended.places, ..judged })
    }

    /// What only shows beside the other records of the run: a record of the same id. It is rare, so
    /// the record is judged anew instead of all being kept.
    fn against_others(
        &self,
        judged: Judged,
        job: Option<&Job>,
        ids: &mut HashMap<String, String>,
    ) -> Result<Judged, Error> {
        let (Some(job), Some(id)) = (job, &judged.id) else { return Ok(judged) };
        let file = match job.input.path() {
            Some(path) => self.form.file(path),
            None => job.input.name(),
        };
        let Some(first) = ids.get(id) else {
            ids.insert(id.clone(), file);
            return Ok(judged);
        };
        let anew = match job.input.load()? {
            Ok(case) => self.valid(job, &case, Some(first)),
            Err(invalid) => self.invalid(job, &invalid),
        };
        Ok(Judged { mended: judged.mended, ..anew })
    }

    fn lint(&self, job: &Job, case: &Case, same_id: Option<&str>) -> Vec<Diagnostic> {
        let facts = case.facts();
        let mut context = Context::new(&case.loaded, &facts);
        context.as_of = self.as_of;
        context.evidence = Some(&case.evidence);
        context.same_id = same_id;
        let exists = |path: &str| self.root.as_ref().is_some_and(|root| disk::exists_below(root, path));
        if self.root.is_some() {
            context.path_exists = Some(&exists);
        }
        let folder = self.root.as_deref().zip(job.input.path());
        let folder = folder.and_then(|(root, path)| disk::folder_below(root, path));
        context.folder = folder.as_deref();
        let mut found = lint::run(&context, &job.config.levels);
        // Only there it is told.
        if self.form.format == Format::Json && found.iter().any(lint::fix::is_fixable) {
            lint::fix::offer(&lint::fix::fixes(&context, &job.config.levels), &mut found);
        }
        found
    }

    fn valid(&self, job: &Job, case: &Case, same_id: Option<&str>) -> Judged {
        let id = Some(case.loaded.record.id.as_str().to_owned());
        Judged { id, ..self.counted(job, &case.loaded.source, &self.lint(job, case, same_id)) }
    }

    fn invalid(&self, job: &Job, invalid: &Invalid) -> Judged {
        Judged { invalid: true, ..self.counted(job, &invalid.0, &invalid.1) }
    }

    fn counted(&self, job: &Job, source: &Source, diagnostics: &[Diagnostic]) -> Judged {
        let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
        let shown = self.form.show(source, !job.input.is_stdin(), diagnostics);
        Judged { shown, errors, warnings: diagnostics.len() - errors, ..Judged::default() }
    }
}
