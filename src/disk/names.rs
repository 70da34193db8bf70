//! What a folder holds, by name.

use std::fs;
use std::path::Path;

/// More names than a person keeps in one folder.
const MOST: usize = 10_000;

/// The folders in a folder, by name, sorted; no hidden ones, and none where it cannot be read or holds
/// more than anybody would look through.
pub fn folders(at: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(at) else { return Vec::new() };
    let folders = entries.take(MOST).flatten().filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    let names = folders.filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| !name.starts_with('.')).collect();
    names.sort();
    names
}
