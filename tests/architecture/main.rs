//! The house rules of `lib.rs`, held by reading the sources: imports point down, the files of a room
//! form no circle, what belongs to one library stays in its rooms. What reaches the outside world
//! (files, processes, environment, clocks, output) is held by clippy: `clippy.toml` lists it, and the
//! rooms that own it say so with `expect`.

#![allow(clippy::disallowed_methods, clippy::disallowed_types)]
#![allow(clippy::unwrap_used, clippy::panic)]

mod circles;
mod paths;
mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use sources::{Source, sources};

/// Rooms by floor, from the ground up. A room uses those of lower floors only.
const FLOORS: &[&[&str]] = &[
    &[
        "commands",
        "diagnostic",
        "edit",
        "error",
        "merge",
        "nearest",
        "parallel",
        "record",
        "secrets",
        "source",
        "visible",
    ],
    &["document", "facts", "probe"],
    &["evidence", "markdown"],
    &["diff", "lint", "status", "verify"],
    &["life", "script"],
    &["lsp", "render"],
    &["plan"],
    &["disk", "process", "report", "serve"],
    &["pages"],
    &["cli"],
    &["lib", "main"],
];

/// Rooms whose files still form a circle. Who mends one deletes its line.
const KNOWN_CIRCLES: &[&str] = &[];

/// Files of more than 300 lines that wait to be split by those who work on them.
const KNOWN_LONG: &[&str] = &[];

/// Every dependency with the rooms that may name it; `*` is any.
const LIBRARIES: &[(&str, &[&str])] = &[
    ("aho_corasick", &["lint", "secrets"]),
    ("annotate_snippets", &["report"]),
    ("chrono", &["*"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("csv", &["report"]),
    ("data_encoding", &["pages"]),
    ("gen_lsp_types", &["lsp"]),
    ("globset", &["cli"]),
    ("granit_parser", &["record"]),
    ("httparse", &["serve"]),
    ("indexmap", &["facts", "record", "render"]),
    ("indicatif", &["cli"]),
    ("nix", &["process"]),
    ("pulldown_cmark", &["markdown"]),
    ("rayon", &["parallel"]),
    ("regex", &["*"]),
    ("regex_automata", &["secrets"]),
    ("regex_syntax", &["record", "script", "visible"]),
    ("rust_decimal", &["*"]),
    ("rustix", &["disk"]),
    ("serde", &["*"]),
    ("serde_json", &["*"]),
    ("serde_yaml", &["record"]),
    ("sha2", &["document", "evidence", "pages", "report"]),
    ("shlex", &["cli", "script"]),
    ("signal_hook", &["disk", "process"]),
    ("similar", &["report"]),
    ("strsim", &["nearest"]),
    ("tera", &["pages", "render"]),
    ("toml", &["cli"]),
    ("unicode_width", &["render", "report"]),
];

fn floor(room: &str) -> usize {
    let floor = FLOORS.iter().position(|rooms| rooms.contains(&room));
    floor.unwrap_or_else(|| panic!("the room `{room}` has no floor: add it to tests/architecture and lib.rs"))
}

#[test]
fn imports_point_down() {
    let mut wrong = String::new();
    for source in sources() {
        for used in &source.paths {
            let Some(target) = used.inside(&source.module) else { continue };
            let Some(other) = target.first().filter(|name| FLOORS.concat().contains(&name.as_str())) else { continue };
            let room = source.room();
            let below = floor(other) < floor(room) || floor(room) == 0 && floor(other) == 0;
            if other != room && !below {
                wrong += &format!("{}:{}: `{room}` uses `{other}`\n", source.path, used.line);
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn the_files_of_a_room_form_no_circle() {
    let rooms: BTreeSet<&str> = sources().iter().map(Source::room).collect();
    let mut wrong = String::new();
    for room in rooms {
        let files: Vec<&Source> = sources().iter().filter(|source| source.room() == room).collect();
        let circles = circles::circles(&circles::edges(&files));
        match (circles.is_empty(), KNOWN_CIRCLES.contains(&room)) {
            (true, true) => wrong += &format!("`{room}` has no circle any more: delete its line in KNOWN_CIRCLES\n"),
            (false, false) => {
                for circle in circles {
                    wrong += &format!("`{room}`: these import one another:\n{circle}");
                }
            }
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// By `super`, by `crate`, through what a module passes on; not by tests, comments and strings.
#[test]
fn a_planted_circle_is_found() {
    let a = "use super::b::B; pub struct A(B);";
    let circles = |b: &str| {
        let files = [("src/x/mod.rs", "mod a; mod b; pub use a::A;"), ("src/x/a.rs", a), ("src/x/b.rs", b)];
        let files = files.map(|(path, text)| Source::new(path, text.to_owned()));
        circles::circles(&circles::edges(&files.iter().collect::<Vec<_>>())).len()
    };
    let b = |used: &str| format!("pub struct B; {used}");
    for used in ["use super::A;", "use super::{A as X};", "use crate::x::{self, a::A};", "fn f(_: super::A) {}"] {
        assert_eq!(circles(&b(used)), 1, "{used}");
    }
    for used in
        ["// super::A", "const C: &str = \"super::A\";", "#[cfg(test)] mod tests { use super::super::A; fn f() {} }"]
    {
        assert_eq!(circles(&b(used)), 0, "{used}");
    }
    assert_eq!(circles(&b("#[cfg(test)] use super::A; use crate::x::A as Y;")), 1, "what follows a test is read");
}

#[test]
fn each_library_stays_in_its_rooms() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let dependencies = manifest["dependencies"].as_table().unwrap().keys().map(|name| name.replace('-', "_"));
    let dependencies: BTreeSet<String> = dependencies.collect();
    let listed: BTreeSet<String> = LIBRARIES.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(listed, dependencies, "LIBRARIES lists the dependencies of Cargo.toml");

    let mut used: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut wrong = String::new();
    for source in sources() {
        for path in &source.paths {
            let Some((name, rooms)) = LIBRARIES.iter().find(|(name, _)| path.names[0] == *name) else { continue };
            used.entry(name).or_default().insert(source.room().to_owned());
            if !rooms.contains(&"*") && !rooms.contains(&source.room()) {
                wrong += &format!("{}:{}: `{name}` in `{}`\n", source.path, path.line, source.room());
            }
        }
    }
    for (name, rooms) in LIBRARIES {
        let used = used.remove(name).unwrap_or_default();
        for room in rooms.iter().filter(|room| **room != "*" && !used.contains(**room)) {
            wrong += &format!("`{name}` is not used in `{room}` any more: shorten LIBRARIES\n");
        }
        if used.is_empty() {
            wrong += &format!("`{name}` is not used\n");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn the_map_shows_each_room_on_its_floor() {
    let lib = &sources().iter().find(|source| source.room() == "lib").unwrap().text;
    for (floor, rooms) in FLOORS.iter().enumerate().filter(|(_, rooms)| **rooms != ["lib", "main"]) {
        for room in *rooms {
            let shown = lib.lines().any(|line| {
                let on_floor = line.strip_prefix(&format!("//! {floor} "));
                on_floor.is_some_and(|rooms| rooms.split([' ', ',']).any(|word| word == *room))
            });
            assert!(shown, "the map in lib.rs does not show `{room}` on floor {floor}");
        }
    }
}

#[test]
fn every_file_says_what_it_is_for_and_a_long_one_why() {
    let mut wrong = String::new();
    for source in sources() {
        if !source.text.starts_with("//! ") {
            wrong += &format!("{} has no module doc\n", source.path);
        }
        let docs = source.text.lines().take_while(|line| line.starts_with("//!"));
        let reason = docs.into_iter().any(|line| line.starts_with("//! Long because "));
        let lines = source.text.lines().count();
        let known = KNOWN_LONG.contains(&source.path.as_str());
        if known && (lines <= 300 || reason) {
            wrong += &format!("{} is mended: delete it in KNOWN_LONG\n", source.path);
        } else if lines > 300 && !reason && !known {
            wrong += &format!("{} has {lines} lines: split it by job, or say `//! Long because …`\n", source.path);
        }
    }
    for path in KNOWN_LONG.iter().filter(|path| sources().iter().all(|source| source.path != **path)) {
        wrong += &format!("{path} is gone: delete it in KNOWN_LONG\n");
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    let main = &sources().iter().find(|source| source.room() == "main").unwrap().text;
    assert!(main.lines().count() <= 30, "main.rs only hands over");
}
