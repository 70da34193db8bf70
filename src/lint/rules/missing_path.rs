//! # missing-path
//!
//! `--root DIR`: a path that evidence, a deliverable or a command names is not in the checkout.
//!
//! **Why it hurts.** Evidence that cannot be opened is no evidence, and a command whose script is gone fails when it is needed.
//!
//! Before:
//!
//! ```yaml
//! deliverables: [{what: Diagnostic script, path: scripts/helth_check.py}]
//! ```
//!
//! After:
//!
//! ```yaml
//! deliverables: [{what: Diagnostic script, path: scripts/health_check.py}]
//! ```
//!
//! Relative paths with a `/` and a file extension; `:line` is cut off. Addresses, absolute paths and paths with `${{ }}` inside are
//! not looked at, nor are files that a command writes. Paths in commands count from `run_in`, which defaults to the record's folder, all
//! others from the root; a path that leads out of the checkout is a finding too.

use std::collections::HashMap;
use std::ops::Range;

use crate::lint::{Context, Finding, TextAt};
use crate::record::Segment;
use crate::record::text::TextKind;

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let Some(exists) = context.path_exists else { return };
    let mut known: HashMap<String, bool> = HashMap::new();
    // Where commands run, from the root.
    let run_in = context.record.run_in.as_ref().map_or("", |folder| folder.0.as_str());
    let folder = joined(context.folder.unwrap_or_default(), &context.names().expand(run_in)).unwrap_or_default();
    for text in context.texts().iter().filter(|text| names_paths(text)) {
        for part in paths(&text.text, text.kind == TextKind::Command) {
            let path = &text.text[part.clone()];
            let command = text.kind == TextKind::Command;
            let from = if command { entered(&folder, &text.text[..part.start]) } else { String::new() };
            let Some(inside) = joined(&from, path) else {
                let message = format!("`{path}` leads out of the checkout");
                let help = "name a path inside of the repository: nobody else has what lies beside it";
                found.push(Finding::new(text.at.clone(), message).part(part).help(help));
                continue;
            };
            if !*known.entry(inside).or_insert_with_key(|inside| exists(inside)) {
                let message = format!("`{path}` is not in the checkout{}", seen_from(&from));
                let help = "correct the path, or name the commit or the address where it can be found";
                found.push(Finding::new(text.at.clone(), message).part(part).help(help));
            }
        }
    }
}

/// A path as seen from the root; `None` when it leads out of it.
fn joined(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The folder that a script is in where it names a path. What it enters by a variable is taken for the root.
fn entered(folder: &str, before: &str) -> String {
    let mut words = before.rsplit(char::is_whitespace).filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        if words.peek().is_some_and(|before| matches!(*before, "cd" | "pushd")) {
            let target = word.trim_matches([';', '&', '"', '\'']);
            let known = !target.contains('$') && !target.starts_with(['/', '~', '-']);
            return if known { joined(folder, target).unwrap_or_default() } else { String::new() };
        }
    }
    folder.to_owned()
}

fn seen_from(folder: &str) -> String {
    if folder.is_empty() { String::new() } else { format!(", seen from `{folder}`, where the command runs") }
}

/// Evidence, deliverables and commands.
fn names_paths(text: &TextAt) -> bool {
    let keys = || {
        text.at.0.iter().filter_map(|segment| if let Segment::Key(key) = segment { Some(key.as_ref()) } else { None })
    };
    match text.kind {
        TextKind::Command => true,
        TextKind::Inline => keys().next() == Some("deliverables") || keys().next_back() == Some("evidence"),
        _ => false,
    }
}

/// Relative paths with a `/` and an extension, without `:line`.
fn paths(text: &str, command: bool) -> Vec<Range<usize>> {
    let delimits = |c: char| c.is_whitespace() || "`\"'()[],;|&".contains(c);
    let mut found = Vec::new();
    let mut start = 0;
    let mut before = "";
    for token in text.split_inclusive(delimits) {
        let word = token.trim_end_matches(delimits);
        let written =
            command && (before.ends_with('>') || matches!(before, "-o" | "-O" | "--output" | "--out" | "tee"));
        // `--file=path`
        let value = if command { word.rfind('=').map_or(0, |at| at + 1) } else { 0 };
        if let Some(length) = path_length(&word[value..])
            && !written
        {
            found.push(start + value..start + value + length);
        }
        if !word.is_empty() {
            before = word;
        }
        start += token.len();
    }
    found
}

/// How much of a word is a path; `None` when it is not one of the checkout, or not surely.
fn path_length(word: &str) -> Option<usize> {
    let path = word.trim_end_matches(['.', '!', '?', ':']);
    // `file.py:158-162`
    let path = match path.rsplit_once(':') {
        Some((path, line)) if line.starts_with(|c: char| c.is_ascii_digit()) => path.split(':').next().unwrap_or(path),
        _ => path,
    };
    let odd = |c: char| !(c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '/' | '+'));
    let (folder, file) = path.rsplit_once('/')?;
    let (stem, extension) = file.rsplit_once('.')?;
    let known = !stem.is_empty()
        && (1..=8).contains(&extension.len())
        && extension.starts_with(|c: char| c.is_ascii_alphabetic())
        && extension.chars().all(|c| c.is_ascii_alphanumeric());
    // `github.com/org/name.git`, `v1.2/…`
    let first = folder.split('/').next().unwrap_or_default();
    let host = first.contains('.') && !first.starts_with('.');
    let inside = !path.starts_with(['/', '-', '~']) && !path.contains("//") && !path.contains(odd);
    (known && inside && !host).then_some(path.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_the_checkout_have_a_folder_and_an_extension() {
        let found =
            |text: &'static str, command| paths(text, command).into_iter().map(|at| &text[at]).collect::<Vec<_>>();
        assert_eq!(found("see `docs/a.md:12-14`, and src/b.rs.", false), ["docs/a.md", "src/b.rs"]);
        assert_eq!(found("https://x.org/a/b.md or /etc/x.conf or x.org/b.md, and/or", false), [] as [&str; 0]);
        assert_eq!(found("python ops/x.py --file=k8s/a.yaml > out/b.json", true), ["ops/x.py", "k8s/a.yaml"]);
        assert_eq!(found("kubectl cp pod:/tmp/x.log a/${{ vars.x }}.log && ls $X/y.z", true), [] as [&str; 0]);
    }
}
