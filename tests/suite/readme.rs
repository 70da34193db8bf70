//! What the README shows is what the program does.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn readme() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

/// The text of the fenced block that begins with these words.
fn block(opening: &str) -> String {
    let readme = readme();
    let start = readme.find(opening).unwrap_or_else(|| panic!("the README has no block {opening}"));
    let body = &readme[start..].split_once('\n').unwrap().1;
    body[..body.find("```").unwrap()].to_owned()
}

/// A folder with the committed records, away from the repository.
fn records(id: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("incidents").join(id);
    fs::create_dir_all(&to).unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("incidents").join(id).join("incident.yaml");
    fs::copy(from, to.join("incident.yaml")).unwrap();
    folder
}

fn handoff(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_handoff")).args(args).current_dir(folder).output().unwrap()
}

#[test]
fn rendering_prints_what_the_readme_shows() {
    let folder = records("2041");
    let output = handoff(folder.path(), &["render", "incidents/2041/incident.yaml"]);
    let shown = format!(
        "$ handoff render incidents/2041/incident.yaml\n{}{}",
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap()
    );
    assert_eq!(shown, block("```console"));
}

#[test]
fn a_contradiction_looks_as_the_readme_shows() {
    let folder = records("1278");
    let path = folder.path().join("incidents/1278/incident.yaml");
    let record = fs::read_to_string(&path).unwrap();
    let slip = record.replace("slow, target: db-connect, above: 35s", "slow, target: db-connect, above: 30s");
    assert_ne!(record, slip);
    fs::write(&path, slip).unwrap();
    let output = handoff(folder.path(), &["lint", "incidents/1278/incident.yaml"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8(output.stdout).unwrap().trim_end(), block("```text").trim_end());
}

#[test]
fn the_template_of_the_readme_replaces_one_block() {
    let folder = records("1278");
    fs::create_dir(folder.path().join("mine")).unwrap();
    fs::write(folder.path().join("mine/handoff.md.tera"), block("```jinja")).unwrap();
    let args = ["render", "incidents/1278", "--templates", "mine", "--stdout", "--only", "handoff"];
    let output = handoff(folder.path(), &args);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("## Ask first\n\n- [ ] "), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(!text.contains("## Open questions"));
    assert!(text.contains("## What is broken"));
}

#[test]
fn the_document_of_the_readme_is_added() {
    let folder = records("1278");
    fs::create_dir(folder.path().join("mine")).unwrap();
    let heading = "# Open criteria of {{ incident.id }}\n";
    // What begins a block is its first line, too.
    let text = format!("{heading}{}", block(&format!("```jinja\n{heading}")).split_once('\n').unwrap().1);
    fs::write(folder.path().join("mine/open.md.tera"), text).unwrap();
    let args = ["render", "incidents/1278", "--templates", "mine", "--stdout", "--only", "open"];
    let output = handoff(folder.path(), &args);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("# Open criteria of 1278\n\n- ["), "{text}{}", String::from_utf8_lossy(&output.stderr));
    assert!(text.contains("](success-criteria.md#criterion-"), "{text}");
}

#[test]
fn the_configuration_of_the_readme_is_read() {
    let folder = records("2041");
    fs::create_dir(folder.path().join("templates")).unwrap();
    fs::write(folder.path().join("handoff.toml"), block("```toml")).unwrap();
    let output = handoff(folder.path(), &["lint", "incidents"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn every_command_is_in_the_readme() {
    let help = String::from_utf8(handoff(Path::new("."), &["--help"]).stdout).unwrap();
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let names = commands.filter_map(|line| line.split_whitespace().next());
    for name in names.filter(|name| !["help", "lint"].contains(name)) {
        assert!(readme().contains(&format!("`handoff {name}")), "the README does not tell of `handoff {name}`");
    }
}

/// What a newcomer types is what CI runs in a fresh checkout.
#[test]
fn ci_runs_the_commands_of_the_readme() {
    let ci = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(".ci/run")).unwrap();
    let start = readme().find("## Try it").unwrap();
    let section = readme()[start..].split("\n## ").next().unwrap().to_owned();
    let commands: Vec<&str> = section.lines().filter(|line| line.starts_with("cargo ")).collect();
    assert_eq!(commands.len(), 2, "{commands:?}");
    for command in commands {
        let locked =
            command.replacen("cargo run", "cargo run --locked", 1).replacen("cargo test", "cargo test --locked", 1);
        assert!(ci.contains(&locked), ".ci/run does not run `{locked}`");
    }
}
