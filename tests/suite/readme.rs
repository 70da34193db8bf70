//! What the README says of this repository; that its commands run as printed is held by `guide`.

use std::fs;
use std::path::Path;

fn readme() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
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
