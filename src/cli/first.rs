//! What `handoff` alone says: the three things to do next, where it is run.
//!
//! No record is looked for beyond the usual places, so that the answer is there at once in any tree.

use std::path::{Path, PathBuf};

use super::input::Input;
use super::io::{Exit, Io};
use super::usage::quoted;
use crate::disk::{self, RECORD, Repository};
use crate::record::Record;
use crate::record::model::Status;
use crate::report::visible;

/// Where `init` puts records.
const INCIDENTS: &str = "incidents";
const FRONT_PAGE: &str = "README.md";

/// A command line behind `handoff`, and what it does.
type Next = (String, &'static str);

/// No command was given, so nothing was run.
pub fn say(io: &mut Io) -> Exit {
    let records = records();
    let (here, next) = match records.as_slice() {
        [] => ("There is no incident record here yet.".to_owned(), begin()),
        [record] => one(record),
        several => (format!("There are {} incident records here.", several.len()), many(several)),
    };
    let width = next.iter().map(|(line, _)| line.chars().count()).max().unwrap_or(0);
    let lines = next.iter().map(|(line, what)| format!("  handoff {}  {what}\n", padded(line, width)));
    let lines: String = lines.collect();
    io.message(&format!(
        "{here} Next:\n\n{lines}\n`handoff --help` lists all commands, `handoff explain guide` the pages of the guide."
    ));
    Exit::Failed
}

fn padded(line: &str, width: usize) -> String {
    let shown = visible(line).into_owned();
    format!("{shown:width$}")
}

/// The records in the working folder, its `incidents` and its folders; else in `incidents` of a folder
/// above, up to the repository's root.
fn records() -> Vec<PathBuf> {
    let here = Path::new("");
    if disk::exists(&here.join(RECORD)) {
        return vec![PathBuf::from(RECORD)];
    }
    let beside = below(Path::new(INCIDENTS));
    if !beside.is_empty() {
        return beside;
    }
    let folders = disk::folders(Path::new("."));
    let inside = folders.into_iter().map(|name| Path::new(&name).join(RECORD));
    let inside: Vec<PathBuf> = inside.filter(|record| disk::exists(record)).collect();
    if !inside.is_empty() {
        return inside;
    }
    let repository = Repository::of(Path::new("."));
    let here = disk::same_file(Path::new("."));
    let depth = here.strip_prefix(repository.root()).map_or(0, |inside| inside.components().count());
    let above = (1..=depth).map(|steps| below(&Path::new(&"../".repeat(steps)).join(INCIDENTS)));
    above.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
}

fn below(folder: &Path) -> Vec<PathBuf> {
    if !disk::is_folder(folder) {
        return Vec::new();
    }
    let found = disk::find_records(folder, &Repository::of(folder), &|_| false);
    found.records.into_iter().flatten().collect()
}

fn begin() -> Vec<Next> {
    vec![
        ("init 2041".to_owned(), "writes a record to fill in, incidents/2041/incident.yaml"),
        ("init 2041 --investigating".to_owned(), "writes what is known in the first minutes"),
        ("explain guide/first-package".to_owned(), "shows the way from nothing to the first package"),
    ]
}

fn many(records: &[PathBuf]) -> Vec<Next> {
    let folder = quoted(&common(records).display().to_string());
    vec![
        (format!("status {folder}"), "shows who has each incident, and what is due"),
        (format!("lint {folder}"), "finds contradictions"),
        (format!("render {folder}"), "writes the documents"),
    ]
}

/// The folder that holds all of them.
fn common(records: &[PathBuf]) -> &Path {
    let first = records[0].parent();
    let holds_all = |folder: &&Path| records.iter().all(|record| record.starts_with(folder));
    let common = first.and_then(|first| first.ancestors().find(holds_all));
    common.filter(|common| !common.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// By how far the one incident is.
fn one(path: &Path) -> (String, Vec<Next>) {
    let folder = disk::folder(path);
    let shown = quoted(&folder.display().to_string());
    let line = |text: &str| text.replacen("RECORD", &shown, 1);
    let named = visible(&folder.display().to_string()).into_owned();
    let case = match Input::File(path.to_owned()).load() {
        Ok(Ok(case)) => case,
        _ => {
            let next = vec![
                (line("lint RECORD"), "says what is wrong in it, and how to mend it"),
                ("explain reference".to_owned(), "prints every field that a record may have"),
                (line("serve RECORD"), "shows its page in a browser as you write"),
            ];
            return (format!("There is one incident record here, {named}, and it cannot be read yet."), next);
        }
    };
    let record = &case.loaded.record;
    let state = record.status.as_str();
    if !disk::exists(&folder.join(FRONT_PAGE)) {
        let next = vec![
            (line("lint RECORD"), "finds contradictions"),
            (line("render RECORD"), "writes the documents"),
            (line("serve RECORD"), "shows its page in a browser as you write"),
        ];
        return (format!("There is one incident record here, {named} ({state}), without its documents."), next);
    }
    (format!("There is one incident here, {named} ({state})."), steps(record, &line))
}

/// What moves an incident on.
fn steps(record: &Record, line: &dyn Fn(&str) -> String) -> Vec<Next> {
    let team = |team: Option<&str>| quoted(team.unwrap_or("TEAM"));
    let receiver = || team(record.receiver());
    let sender = || team(record.sender());
    match record.status {
        Status::Investigating => vec![
            (line("note RECORD \"TEXT\""), "writes down what happened"),
            (line("tried RECORD \"TEXT\" --outcome failed"), "writes down what was tried"),
            (line("hand-over RECORD --to TEAM --reason \"TEXT\""), "says what is missing, or hands it over"),
        ],
        Status::HandedOff => vec![
            (line("ack RECORD --by ") + &receiver(), "acknowledges the handoff"),
            (line("verify RECORD"), "lists the checks, and runs them after a yes"),
            (line("status RECORD --actions"), "lists what is to be done"),
        ],
        Status::Remediating => vec![
            (line("done RECORD ITEM"), "marks a phase, task or action as done"),
            (line("verify RECORD --record"), "runs the checks, and keeps the proof"),
            (line("return RECORD --by ") + &receiver(), "says what is missing, or hands it back"),
        ],
        Status::HandedBack => vec![
            (line("verify RECORD --record"), "runs the checks, and keeps the proof"),
            (line("take-back RECORD --by ") + &sender(), "takes it back"),
            (line("close RECORD --by ") + &sender(), "says what is open, or closes it"),
        ],
        Status::Closed => vec![
            (line("status RECORD --actions"), "lists what is still to be done"),
            (line("lint RECORD"), "finds contradictions"),
            (line("render RECORD"), "writes the documents"),
        ],
    }
}
