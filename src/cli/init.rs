//! `handoff init`

use std::path::PathBuf;

use super::{Exit, Io};
use crate::disk;
use crate::error::Error;
use crate::record::ids::IncidentId;
use crate::record::schema::schema;
use crate::record::units::Scalar;

/// Write a commented record to fill in
#[derive(clap::Args)]
pub struct Args {
    /// The incident's id, such as the number of its issue
    id: String,
    /// Only what every record must have
    #[arg(long)]
    minimal: bool,
    /// The folder for the record's own folder
    #[arg(long, value_name = "DIR", default_value = "incidents")]
    dir: PathBuf,
    /// Print the record instead of writing it
    #[arg(long)]
    stdout: bool,
}

const MINIMAL: &str = include_str!("init/minimal.yaml");
const RICH: &str = include_str!("init/rich.yaml");
/// The schema stands once beside all records, so that editors find it without the network.
const SCHEMA: &str = "incident.schema.json";

pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    let id = IncidentId::parse(&args.id).map_err(Error::new)?;
    let template = if args.minimal { MINIMAL } else { RICH };
    let now = chrono::Local::now().fixed_offset();
    let text = format!("# yaml-language-server: $schema=../{SCHEMA}\n{template}")
        .replace("ID-OF-INCIDENT", id.as_str())
        .replace("AT-OF-HANDOFF", &now.format("%Y-%m-%dT%H:%M:00%:z").to_string());
    if args.stdout {
        io.stdout.write_all(text.as_bytes())?;
        return Ok(Exit::Clean);
    }
    let folder = args.dir.join(id.as_str());
    disk::make_folder(&folder)?;
    let record = folder.join(disk::RECORD);
    disk::create_new(&record, &text)?;
    let mut created = vec![record.clone()];
    let schema_file = args.dir.join(SCHEMA);
    if disk::read_optional(&schema_file, 1 << 24)?.is_none() {
        disk::create_new(&schema_file, &format!("{:#}\n", schema()))?;
        created.push(schema_file);
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
