//! Which files of a room import one another.

use std::collections::{BTreeMap, BTreeSet};

use super::paths::Used;
use super::sources::Source;

/// Files by path, with the files that each uses and the line where.
pub type Edges = BTreeMap<String, BTreeMap<String, usize>>;

/// Who uses whom among these files. A module that only passes a name on is looked through: what is
/// used is the file that declares the name.
pub fn edges(files: &[&Source]) -> Edges {
    let mut edges = Edges::new();
    for file in files {
        let used = edges.entry(file.path.clone()).or_default();
        for path in file.paths.iter().filter(|path| !path.passed_on) {
            let target = absolute(path, file).and_then(|names| declaring(&names, files, 0));
            if let Some(target) = target.filter(|target| target.path != file.path) {
                used.entry(target.path.clone()).or_insert(path.line);
            }
        }
    }
    edges
}

/// From the root of the crate; `child::name` in a file that declares `mod child` is inside of it.
fn absolute(path: &Used, file: &Source) -> Option<Vec<String>> {
    let child = || {
        let known = path.names.len() > 1 && file.declares.contains(&path.names[0]);
        known.then(|| [file.module.as_slice(), &path.names].concat())
    };
    path.inside(&file.module).or_else(child)
}

/// The file that declares what this path names.
fn declaring<'f>(names: &[String], files: &[&'f Source], depth: usize) -> Option<&'f Source> {
    let module = files.iter().filter(|file| names.starts_with(&file.module)).max_by_key(|file| file.module.len())?;
    let Some(name) = names.get(module.module.len()).filter(|_| depth < 10) else { return Some(module) };
    let passes = |used: &&Used| {
        let last = used.alias.as_ref().or(used.names.last());
        used.import && last == Some(name)
    };
    if let Some(used) = module.paths.iter().find(passes).filter(|_| !module.declares.contains(name)) {
        let names = absolute(used, module)?;
        return declaring(&names, files, depth + 1);
    }
    if !module.declares.contains(name) {
        for used in module.paths.iter().filter(|used| used.import && used.names.last().is_some_and(|name| name == "*"))
        {
            let mut names = absolute(used, module)?;
            names.pop();
            let target = files.iter().find(|file| file.module == names);
            if let Some(target) = target.filter(|target| target.declares.contains(name)) {
                return Some(target);
            }
        }
    }
    Some(module)
}

/// Each set of files that reach one another, as lines `file:line uses file`.
pub fn circles(edges: &Edges) -> Vec<String> {
    let reach: BTreeMap<&str, BTreeSet<&str>> =
        edges.keys().map(|file| (file.as_str(), reached(edges, file))).collect();
    let mut seen = BTreeSet::new();
    let mut circles = Vec::new();
    for file in edges.keys().map(String::as_str) {
        let circle: BTreeSet<&str> = reach[file].iter().copied().filter(|other| reach[other].contains(file)).collect();
        if circle.is_empty() || !seen.insert(circle.clone()) {
            continue;
        }
        let mut lines = String::new();
        for one in &circle {
            for (other, line) in edges[*one].iter().filter(|(other, _)| circle.contains(other.as_str())) {
                lines += &format!("  {one}:{line} uses {other}\n");
            }
        }
        circles.push(lines);
    }
    circles
}

/// All files that one leads to, itself only by a circle.
fn reached<'e>(edges: &'e Edges, from: &str) -> BTreeSet<&'e str> {
    let mut reached = BTreeSet::new();
    let mut left: Vec<&str> = edges[from].keys().map(String::as_str).collect();
    while let Some(file) = left.pop() {
        if reached.insert(file) {
            left.extend(edges[file].keys().map(String::as_str));
        }
    }
    reached
}
