//! The house rules of `lib.rs`, held by reading the sources: imports point down, and what touches
//! the outside world or belongs to one library stays in its room.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

/// Rooms by floor, from the ground up. A room uses those of lower floors only.
const FLOORS: &[&[&str]] = &[
    &["diagnostic", "edit", "error", "nearest", "parallel", "record", "secrets", "source"],
    &["document", "facts", "probe"],
    &["evidence", "markdown"],
    &["lint", "status", "verify"],
    &["script"],
    &["render"],
    &["plan"],
    &["disk", "process", "report"],
    &["cli"],
    &["lib", "main"],
];

/// What only some rooms may name.
const RESERVED: &[(&str, &[&str])] = &[
    ("clap", &["cli"]),
    ("serde_yaml", &["record"]),
    ("granit_parser", &["record"]),
    ("tera::", &["render"]),
    ("pulldown_cmark", &["markdown"]),
    ("annotate_snippets", &["report"]),
    ("std::fs", &["disk"]),
    ("File::open", &["disk"]),
    ("tempfile", &["disk"]),
    ("process::Command", &["process"]),
    ("std::env", &["main", "cli", "process"]),
    ("Utc::now", &["cli"]),
    ("Local::now", &["cli"]),
    ("SystemTime", &[]),
    ("Instant::now", &["cli", "process", "verify"]),
    ("println!", &[]),
];

/// Source files with their rooms, tests left out.
fn sources() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = Vec::new();
    for entry in ignore::WalkBuilder::new(&root).sort_by_file_name(Ord::cmp).build() {
        let path = entry.unwrap().into_path();
        if path.extension().is_none_or(|extension| extension != "rs") || path.ends_with("tests.rs") {
            continue;
        }
        let inside = path.strip_prefix(&root).unwrap();
        let room = inside.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs");
        let text = fs::read_to_string(&path).unwrap();
        let text = text.split("#[cfg(test)]").next().unwrap().to_owned();
        sources.push((room.to_owned(), inside.to_owned(), text));
    }
    sources
}

fn floor(room: &str) -> usize {
    let floor = FLOORS.iter().position(|rooms| rooms.contains(&room));
    floor.unwrap_or_else(|| panic!("the room `{room}` has no floor: add it to tests/architecture.rs and lib.rs"))
}

#[test]
fn imports_point_down() {
    let mut wrong = String::new();
    let import = regex::Regex::new(r"\bcrate::(\w+)").unwrap();
    for (room, path, text) in sources() {
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            for used in import.captures_iter(line).map(|captures| captures[1].to_owned()) {
                let below = floor(&used) < floor(&room) || floor(&room) == 0 && floor(&used) == 0;
                if used != room && !below {
                    wrong += &format!("src/{}:{}: `{room}` uses `{used}`\n", path.display(), at + 1);
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn what_belongs_to_one_room_stays_there() {
    let mut wrong = String::new();
    for (room, path, text) in sources() {
        for (at, line) in text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            for (word, rooms) in RESERVED {
                if line.contains(word) && !rooms.contains(&room.as_str()) {
                    wrong += &format!("src/{}:{}: `{word}` in `{room}`\n", path.display(), at + 1);
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn the_map_shows_each_room_on_its_floor() {
    let lib = sources().into_iter().find(|(room, ..)| room == "lib").unwrap().2;
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
fn every_file_says_what_it_is_for() {
    for (_, path, text) in sources() {
        assert!(text.starts_with("//! "), "src/{} has no module doc", path.display());
    }
    let main = sources().into_iter().find(|(room, ..)| room == "main").unwrap().2;
    assert!(main.lines().count() <= 30, "main.rs only hands over");
}
