//! What the tests through the binary share: folders with records, runs, and their outcome.
#![allow(dead_code)]

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// The minimal record of the format's description.
pub const MINIMAL: &str = include_str!("../packages/minimal.yaml");

/// Says that a test did not run here, and why. `.ci/run` names a file in `HANDOFF_SKIPPED` and fails
/// when anything stands in it.
pub fn skipped(why: &str) {
    println!("skipped: {why}");
    if let Some(file) = std::env::var_os("HANDOFF_SKIPPED") {
        let mut file = fs::OpenOptions::new().create(true).append(true).open(file).unwrap();
        writeln!(file, "skipped: {why}").unwrap();
    }
}

/// Whether this machine has a command; if not, the test that asks is skipped.
pub fn has(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).any(|folder| folder.join(program).is_file());
    if !found {
        skipped(&format!("there is no `{program}` here"));
    }
    found
}

pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A folder with files of these names and texts.
pub fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

pub fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_handoff"));
    command.current_dir(folder).args(args).env_remove("NO_COLOR").stdin(Stdio::null());
    command
}

/// Status, standard output, standard error.
pub fn run(folder: &Path, args: &[&str]) -> (i32, String, String) {
    told(command(folder, args).output().unwrap())
}

pub fn told(output: Output) -> (i32, String, String) {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let (out, err) = (text(output.stdout), text(output.stderr));
    (output.status.code().unwrap_or_else(|| panic!("killed: {err}")), out, err)
}

/// The names of all commands but `help`, as `--help` lists them.
pub fn commands() -> Vec<String> {
    let (_, help, _) = run(Path::new("."), &["--help"]);
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    // A long description goes on in lines that are further in.
    let named = listed.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names = named.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    names.map(str::to_owned).collect()
}

/// Renders and demands that it went well.
pub fn render(folder: &Path, args: &[&str]) -> String {
    let (code, out, err) = run(folder, &[&["render"], args].concat());
    assert_eq!(code, 0, "{args:?}\n{out}{err}");
    out
}

/// All plain files below a folder, by their path in it.
pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut left = vec![folder.to_owned()];
    while let Some(at) = left.pop() {
        for entry in fs::read_dir(&at).unwrap().map(Result::unwrap) {
            let kind = entry.file_type().unwrap();
            if kind.is_dir() {
                left.push(entry.path());
            } else if kind.is_file() {
                let name = entry.path().strip_prefix(folder).unwrap().display().to_string();
                found.insert(name, fs::read(entry.path()).unwrap());
            }
        }
    }
    found
}

/// The rendered documents below a folder.
pub fn documents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = files(folder);
    found.retain(|name, _| name.ends_with(".md") || name.ends_with(".sh"));
    found
}

/// Nothing that a run wrote on its way is left.
pub fn no_litter(folder: &Path) {
    let litter: Vec<_> = files(folder).into_keys().filter(|name| name.contains(".handoff-")).collect();
    assert!(litter.is_empty(), "{litter:?}");
}

/// git, as somebody whose own configuration does not matter.
pub fn git(at: &Path, args: &[&str]) -> Output {
    let who = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
    Command::new("git").args(who).args(args).current_dir(at).stdin(Stdio::null()).output().unwrap()
}
