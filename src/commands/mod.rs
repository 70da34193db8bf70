//! What a shell command does to the world, told from its words: it only reads, it changes something,
//! or nobody can tell. Nothing is run.
//!
//! Asked by lint, and by all who run or offer a check. In doubt a command is [`Effect::Unknown`]: a
//! script of one's own may do anything.

mod clients;
mod effect;
mod http;
mod local;
mod shell;
mod sql;
mod stores;
pub mod verbs;
mod wrappers;

use std::ops::Range;

pub use effect::Effect;
pub use shell::{Command, Join, commands};
use wrappers::{Inner, unwrapped};

/// The first command of a script that changes something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where it stands, in bytes of the script.
    pub place: Range<usize>,
    /// What it is: `kubectl delete`, `> out.txt`.
    pub what: String,
}

/// How deep commands are looked for in commands: `ssh host "sh -c '…'"`.
const DEEPEST: usize = 8;

/// The first command of a script that changes something for certain; `None` also when nobody can tell.
pub fn change(script: &str) -> Option<Change> {
    change_in(script, 0)
}

/// Whether each command of a script is known to only read.
pub fn only_reads(script: &str) -> bool {
    reads_in(script, 0)
}

fn change_in(script: &str, depth: usize) -> Option<Change> {
    let all = commands(script).filter(|_| depth < DEEPEST)?;
    let scratch = all.iter().any(|command| script[command.place.clone()].contains("mktemp"));
    all.iter().find_map(|command| of_command(script, command, scratch, depth))
}

fn of_command(script: &str, command: &Command, scratch: bool, depth: usize) -> Option<Change> {
    let nested = command.nested.iter().find_map(|inside| {
        let change = change_in(&script[inside.clone()], depth + 1)?;
        let place = inside.start + change.place.start..inside.start + change.place.end;
        Some(Change { place, ..change })
    });
    if nested.is_some() {
        return nested;
    }
    // What `mktemp` made is nobody's.
    if let Some(target) = command.writes.iter().find(|target| !(scratch && script[(*target).clone()].contains('$'))) {
        let what = script[target.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
        return Some(Change { place: target.clone(), what });
    }
    let words: Vec<&str> = command.words.iter().map(String::as_str).collect();
    let start = command.starts.first().copied().unwrap_or(command.place.start);
    let place = start..command.place.end.max(start);
    match unwrapped(&words) {
        Inner::Script(inner) => change_in(&inner, depth + 1).map(|change| Change { place, ..change }),
        Inner::Words(words) => {
            let start = command.words.iter().position(|word| words.first() == Some(&word.as_str()));
            let start = start.and_then(|at| command.starts.get(at)).copied().unwrap_or(place.start);
            let changes = effect(&words, &command.input) == Effect::Changes;
            changes.then(|| Change { place: start..place.end.max(start), what: shown(&words) })
        }
    }
}

fn reads_in(script: &str, depth: usize) -> bool {
    let Some(all) = commands(script).filter(|_| depth < DEEPEST) else { return false };
    let reads = |command: &Command| {
        let words: Vec<&str> = command.words.iter().map(String::as_str).collect();
        !command.opaque
            && match unwrapped(&words) {
                Inner::Script(inner) => reads_in(&inner, depth + 1),
                Inner::Words(words) => effect(&words, &command.input) == Effect::Reads,
            }
    };
    !all.is_empty() && all.iter().all(reads)
}

/// Program and verb, as far as they say what happens.
fn shown(words: &[&str]) -> String {
    let program = words.first().copied().unwrap_or_default();
    let program = program.rsplit('/').next().unwrap_or(program);
    match verbs::verb(words) {
        Some(verb) if verb != program => format!("{program} {verb}"),
        _ => program.to_owned(),
    }
}

/// What one command with its words does; `input` is what a here-document gives it.
fn effect(words: &[&str], input: &str) -> Effect {
    let Some((program, rest)) = words.split_first() else { return Effect::Reads };
    let program = program.rsplit('/').next().unwrap_or(program);
    type Room = fn(&str, &[&str], &str) -> Option<Effect>;
    let rooms: [Room; 5] = [local::effect, http::effect, sql::effect, stores::effect, clients::effect];
    rooms.iter().find_map(|room| room(program, rest, input)).unwrap_or(Effect::Unknown)
}

#[cfg(test)]
mod tests;
