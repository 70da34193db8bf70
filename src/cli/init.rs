//! `handoff init`

use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, TimeDelta};

use super::io::{Exit, Io};
use crate::disk::{self, Repository};
use crate::error::Error;
use crate::record::ids::IncidentId;
use crate::record::schema;
use crate::record::units::Scalar;
use crate::render::documents;

/// Write a commented record to fill in
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  handoff init 2041\n  handoff init 2041 --investigating")]
pub struct Args {
    /// The incident's id, such as the number of its issue
    #[arg(required_unless_present = "for_agents")]
    id: Option<String>,
    /// Only what every record must have
    #[arg(long)]
    minimal: bool,
    /// What is known in the first minutes: no handoff, no plan
    #[arg(long, conflicts_with = "minimal")]
    investigating: bool,
    /// The folder for the record's own folder
    #[arg(long, value_name = "DIR", default_value = "incidents")]
    dir: PathBuf,
    /// Print the record instead of writing it
    #[arg(long)]
    stdout: bool,
    /// In place of a record: a skill file that tells coding agents how records are written, and what never to invent
    #[arg(long, conflicts_with_all = ["id", "minimal", "investigating", "dir"])]
    for_agents: bool,
}

const MINIMAL: &str = include_str!("init/minimal.yaml");
const INVESTIGATING: &str = include_str!("init/investigating.yaml");
const RICH: &str = include_str!("init/rich.yaml");
/// The schema stands once beside all records, so that editors find it without the network.
const SCHEMA: &str = "incident.schema.json";
/// What agents are told, and where.
const SKILL: &str = include_str!("init/SKILL.md");
const SKILLS: &str = ".agents/skills/handoff";
const SKILL_FILE: &str = "SKILL.md";
/// Where git is told how to merge.
const ATTRIBUTES: &str = ".gitattributes";

#[expect(clippy::disallowed_methods, reason = "a new record is dated in the author's time zone")]
pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    let Some(id) = &args.id else { return skill(args.stdout, io) };
    let id = IncidentId::parse(id).map_err(Error::new)?;
    let template = match (args.investigating, args.minimal) {
        (true, _) => INVESTIGATING,
        (false, true) => MINIMAL,
        (false, false) => RICH,
    };
    let text = written(template, &id, chrono::Local::now().fixed_offset());
    if args.stdout {
        io.stdout.write_all(text.as_bytes())?;
        return Ok(Exit::Clean);
    }
    let folder = args.dir.join(id.as_str());
    let own = disk::make_folder(&folder)?;
    let record = folder.join(disk::RECORD);
    let create = |folder: &disk::Folder, name, text, io: &mut Io| {
        create(folder, name, text, "choose another id, or edit the file that is there", io)
    };
    create(&own, disk::RECORD, &text, io)?;
    let mut created = vec![record.clone()];
    let schema_file = args.dir.join(SCHEMA);
    if disk::read_optional(&schema_file, 1 << 24)?.is_none() {
        create(&disk::Folder::open(&args.dir)?, SCHEMA, schema::TEXT, io)?;
        created.push(schema_file);
    }
    if let Some(text) = attributes(&args.dir)? {
        create(&disk::Folder::open(&args.dir)?, ATTRIBUTES, &text, io)?;
        created.push(args.dir.join(ATTRIBUTES));
    }
    for path in created {
        writeln!(io.stdout, "created {}", crate::report::visible(&path.display().to_string()))?;
    }
    io.message(&format!(
        "  = help: fill it in, then run `handoff render {}`",
        crate::report::visible(&record.display().to_string())
    ));
    Ok(Exit::Clean)
}

fn create(folder: &disk::Folder, name: &str, text: &str, help: &str, io: &mut Io) -> Result<(), Error> {
    let created = io.patiently(|patience| disk::create_all(folder, &[(name, text)], patience));
    created.map_err(|error| if error.help.is_some() { error } else { error.with_help(help) })
}

/// The file for agents.
fn skill(print: bool, io: &mut Io) -> Result<Exit, Error> {
    if print {
        io.stdout.write_all(SKILL.as_bytes())?;
        return Ok(Exit::Clean);
    }
    let folder = Path::new(SKILLS);
    create(&disk::make_folder(folder)?, SKILL_FILE, SKILL, "`--stdout` prints it, to be compared", io)?;
    writeln!(io.stdout, "created {}", folder.join(SKILL_FILE).display())?;
    io.message("  = help: where your agent looks for skills elsewhere, copy or link the folder there");
    Ok(Exit::Clean)
}

/// Lines that keep git from mixing two renderings of a document line by line, in a repository that
/// has none of its own.
fn attributes(folder: &Path) -> Result<Option<String>, Error> {
    let repository = Repository::of(folder);
    let root = repository.root();
    let has_git = disk::exists(&root.join(".git"));
    let of_root = disk::read_optional(&root.join(ATTRIBUTES), 1 << 20)?.unwrap_or_default();
    let says_so = String::from_utf8_lossy(&of_root).contains("handoff");
    if !has_git || says_so || disk::exists(&folder.join(ATTRIBUTES)) {
        return Ok(None);
    }
    let mut text = String::from(
        "# Documents made by `handoff render`: git keeps ours when two branches changed one, instead of mixing them\n\
         # line by line; `handoff render` then makes it anew from the merged record.\n",
    );
    for name in documents::names() {
        let ends = if name.ends_with(".sh") { " text eol=lf" } else { "" };
        text += &format!("*/**/{name} -merge{ends}\n");
    }
    Ok(Some(text))
}

/// The record for this id. All its instants count from `now`, the handoff: fixed ones would lie
/// years before it one day, and the sample would no longer make sense.
fn written(template: &str, id: &IncidentId, now: DateTime<FixedOffset>) -> String {
    let moments = [("AT-OF-START", -95), ("AT-OF-DETECTION", -80), ("AT-OF-HANDOFF", 0), ("AT-OF-ACKNOWLEDGEMENT", 20)];
    let text =
        format!("# yaml-language-server: $schema=../{SCHEMA}\n{template}").replace("ID-OF-INCIDENT", id.as_str());
    moments.into_iter().fold(text, |text, (name, minutes)| {
        let moment = now + TimeDelta::minutes(minutes);
        text.replace(name, &moment.format("%Y-%m-%dT%H:%M:00%:z").to_string())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Evidence;
    use crate::lint::{Context, Levels, run};
    use crate::render::{Engine, Package, render};

    #[test]
    fn a_new_record_is_clean_and_renders_whatever_the_date() {
        let id = IncidentId::parse("2041").unwrap();
        for now in [
            "1971-01-01T00:10:59+00:00",
            "2024-02-29T23:59:00-11:30",
            "2026-03-02T15:40:00Z",
            "0002-01-01T00:00:00+00:00",
            "9998-12-31T23:58:00+14:00",
        ] {
            let now = DateTime::parse_from_rfc3339(now).unwrap();
            for template in [MINIMAL, INVESTIGATING, RICH] {
                let text = written(template, &id, now);
                let loaded = crate::record::decode("incident.yaml", text.as_bytes()).unwrap();
                let evidence = Evidence::default();
                let facts = evidence.facts(&loaded.record);
                let found = run(&Context::new(&loaded, &facts), &Levels::default());
                assert!(found.is_empty(), "{now}: {found:?}");
                let package = Package {
                    record: &loaded.record,
                    shape: loaded.shape(),
                    facts: &facts,
                    evidence: &evidence,
                    file: "incident.yaml",
                    skip: &[],
                };
                assert!(render(&Engine::new(&[]).unwrap(), &package, 1).is_ok(), "{now}");
            }
        }
    }

    #[test]
    fn all_its_instants_count_from_the_handoff() {
        let year = regex::Regex::new(r"\b\d{4}-\d\d-\d\d").unwrap();
        for template in [MINIMAL, INVESTIGATING, RICH] {
            assert_eq!(year.find(template).map(|found| found.as_str()), None);
        }
    }
}
