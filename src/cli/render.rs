//! `handoff render`

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::load::{self, Case, Invalid, Job};
use super::render_drift::drift;
use super::render_engines::Engines;
use super::render_tally::Tally;
use super::{Exit, Io, batch};
use crate::diagnostic::{Diagnostic, Severity};
use crate::disk::{self, FileWrite};
use crate::document::Document;
use crate::error::Error;
use crate::facts::Facts;
use crate::lint::{self, Context};
use crate::plan::{Action, Plan, Refusal};
use crate::render::{self, Engine, Package, TemplateError};
use crate::report;

/// Render the documents of records
#[derive(clap::Args)]
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
        let templates = args.templates.clone().or_else(|| job.config.templates.clone());
        match engines.get(templates.as_deref(), io) {
            Some(engine) => ready.push((job, engine)),
            None => exit = Exit::Failed,
        }
    }
    let color = io.color_stderr();
    let renderer = Renderer { args: &args, color, drift_color: io.color_stdout() };
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

/// What every worker needs to render a record.
struct Renderer<'a> {
    args: &'a Args,
    color: bool,
    drift_color: bool,
}

/// A package before anything of it is written, with what is to be said of it.
enum Prepared {
    /// Documents, and where they go.
    Package { documents: Vec<Document>, folder: Folder, notes: String, plan: Option<Plan> },
    /// Findings, drawn.
    Refused { drawn: String, exit: Exit },
}

/// Where a package goes.
struct Folder {
    path: PathBuf,
    /// Whether only its file's name tells the record from others that might go there.
    of_id: bool,
}

impl Renderer<'_> {
    fn prepare(&self, job: &Job, engine: &Engine) -> Result<Prepared, Error> {
        let case = match job.input.load()? {
            Ok(case) => case,
            Err(invalid) => return Ok(self.invalid(&invalid)),
        };
        let facts = case.facts();
        let mut notes = String::new();
        let findings = self.errors(&case, &facts, job);
        let fatal = |finding: &Diagnostic| matches!(finding.rule, "unknown-reference" | "duplicate-id");
        let has_errors = findings.iter().any(|finding| finding.severity == Severity::Error);
        if has_errors && (!self.args.no_lint || findings.iter().any(fatal)) {
            let mut drawn = report::draw_all(&case.loaded.source, &findings, self.color);
            let help = match findings.iter().any(fatal) {
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
        let file = job.input.file_name();
        let skip = &job.config.skip;
        let package =
            Package { record: &case.loaded.record, facts: &facts, evidence: &case.evidence, file: &file, skip };
        let mut documents = match render::render(engine, &package) {
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
        let mut drawn: Vec<String> = errors
            .iter()
            .map(|error| {
                error.to_string().lines().map(|line| report::visible(line).into_owned()).collect::<Vec<_>>().join("\n")
            })
            .collect();
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

    fn plan(&self, folder: &Folder, documents: Vec<Document>) -> Result<Plan, Error> {
        let names: Vec<String> = documents.iter().map(|document| document.name.clone()).collect();
        let existing = disk::existing(&folder.path, &names)?;
        let plan = Plan::new(documents, existing, self.args.only.is_empty());
        Ok(if folder.of_id { plan.in_folder_of_id() } else { plan })
    }

    /// Plans and writes one package while its folder is locked.
    fn write(&self, folder: &Folder, documents: Vec<Document>) -> Result<Plan, Error> {
        let locked = disk::lock(&folder.path);
        let mut plan = self.plan(folder, documents)?;
        if !self.args.prune {
            plan.changes.retain(|change| change.action != Action::Orphan);
        }
        self.refuse(&folder.path, &plan)?;
        let writes: Vec<FileWrite> = plan
            .changes
            .iter()
            .filter(|change| matches!(change.action, Action::Create | Action::Update))
            .filter_map(|change| {
                let text = change.new.as_deref()?;
                let executable = change.name.ends_with(".sh");
                Some(FileWrite { name: &change.name, text, old: change.old.as_deref(), executable })
            })
            .collect();
        let orphans = plan.changes.iter().filter(|change| change.action == Action::Orphan);
        let removals: Vec<&str> = orphans.map(|change| change.name.as_str()).collect();
        locked.apply(&writes, &removals)?;
        Ok(plan)
    }

    /// An error that names every file in the way, unless `--force` goes over them.
    fn refuse(&self, folder: &Path, plan: &Plan) -> Result<(), Error> {
        let forced = |refusal: Refusal| self.args.force && !matches!(refusal, Refusal::InTheWay(_));
        let refused: Vec<_> = plan.refused().filter(|&(_, refusal)| !forced(refusal)).collect();
        let Some(&(first, why)) = refused.first() else { return Ok(()) };
        let lines: Vec<String> =
            refused.iter().map(|(change, why)| format!("{} {}", change.name, reason(*why))).collect();
        let error = Error::at(folder, format!("nothing was written: {}", lines.join("; ")));
        let name = &first.name;
        Err(error.with_help(match why {
            Refusal::Edited => format!(
                "put the edit of {name} into the record (`handoff render --check` shows it), or overwrite it with `--force`"
            ),
            Refusal::Foreign => format!("move {name} away, or overwrite it with `--force`"),
            Refusal::OtherRecord => "give each record a folder of its own, or overwrite with `--force`".to_owned(),
            Refusal::InTheWay(_) => format!("move {name} away"),
        }))
    }

    /// What has to happen in the order of the records: printing, and writing to `--out`.
    fn finish(
        &self,
        prepared: Prepared,
        taken: &mut HashSet<PathBuf>,
        tally: &mut Tally,
        io: &mut Io,
    ) -> Result<Exit, Error> {
        let (documents, folder, notes, plan) = match prepared {
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

fn reason(refusal: Refusal) -> String {
    match refusal {
        Refusal::Edited => "was edited by hand".into(),
        Refusal::Foreign => "was not made by handoff".into(),
        Refusal::OtherRecord => "was made from another record".into(),
        Refusal::InTheWay(what) => format!("is {what}"),
    }
}
