//! One incident at ten moments of its life. `tests/life/ledger-replica/NN-NAME.sh` holds what a person types to come
//! from one moment to the next, `NN-NAME/` the record, the evidence and every document as they were reviewed then.
//! `UPDATE=1 cargo test life_moments` writes them anew.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{files, folder, has, repository, run};

/// Who has it, and what is next, so that a golden file cannot freeze a wrong one.
const NEXT: [(&str, &str, Option<&str>); 10] = [
    ("01-nothing-known", "investigating, with **Payments Operations**", None),
    ("02-tried", "investigating, with **Payments Operations**", None),
    ("03-handed-over", "handed off, with **Database Platform**", Some("[Keep the copy and make failover safe]")),
    ("04-acknowledged", "remediating, with **Database Platform**", Some("[Keep the copy and make failover safe]")),
    ("05-handed-on", "handed off, with **Ledger Development**", Some("[Bring the postings back]")),
    ("06-late", "remediating, with **Ledger Development**", Some("[Rebuild the standby]")),
    (
        "07-waived",
        "remediating, with **Ledger Development**",
        Some("Ledger Development hands back to Database Platform"),
    ),
    (
        "08-returned",
        "handed back, with **Payments Operations**",
        Some("[validation](validation.md) by Payments Operations"),
    ),
    ("09-taken-back", "handed back, with **Payments Operations**", Some("what is still open is ended")),
    ("10-closed", "closed", None),
];

fn home() -> PathBuf {
    repository("tests/life/ledger-replica")
}

/// Types what stands in a script, in this folder.
fn type_in(at: &Path, script: &str) {
    let programs = [home().join("bin"), Path::new(env!("CARGO_BIN_EXE_handoff")).parent().unwrap().to_owned()];
    let path = std::env::var_os("PATH").unwrap();
    let path = std::env::join_paths(programs.into_iter().chain(std::env::split_paths(&path))).unwrap();
    let both = r#"set -eu; . "$WALK/walk.sh"; . "$WALK/$0.sh""#;
    let mut bash = Command::new("bash");
    bash.args(["-c", both, script]).current_dir(at).env("PATH", path).env("WALK", home());
    let output = bash.output().unwrap();
    let told = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    assert!(output.status.success(), "{script}:\n{}", told.concat());
}

/// Rewrites what is kept of a moment.
fn keep(kept: &Path, new: &BTreeMap<String, Vec<u8>>) {
    fs::remove_dir_all(kept).ok();
    fs::create_dir_all(kept).unwrap();
    new.iter().for_each(|(name, bytes)| fs::write(kept.join(name), bytes).unwrap());
}

/// When phases that are over began and ended.
fn settled(at: &Path) -> BTreeMap<String, String> {
    let (code, facts, err) = run(at, &["facts", ".", "--format", "json"]);
    assert_eq!(code, 0, "{err}");
    let facts: serde_json::Value = serde_json::from_str(&facts).unwrap();
    let record: serde_yaml::Value = serde_yaml::from_slice(&fs::read(at.join("incident.yaml")).unwrap()).unwrap();
    let phases = record["roadmap"].as_sequence().cloned().unwrap_or_default();
    let over = phases.iter().filter(|phase| phase.get("finished").is_some()).filter_map(|phase| phase["id"].as_str());
    let ends = over.flat_map(|id| [format!("phases.{id}.starts_at"), format!("phases.{id}.ends_at")]);
    ends.map(|name| (name.clone(), facts[&name]["text"].as_str().unwrap().to_owned())).collect()
}

#[test]
fn every_moment_is_as_reviewed() {
    if !has("bash") {
        return;
    }
    let folder = folder(&[]);
    let at = folder.path();
    let mut dates = BTreeMap::new();
    for (moment, holder, next) in NEXT {
        type_in(at, moment);
        let (code, out, err) = run(at, &["lint", "--deny", "warnings", "."]);
        assert_eq!(code, 0, "{moment}: {out}{err}");
        let (code, out, err) = run(at, &["render", "--check", "."]);
        assert_eq!(code, 0, "{moment}: {out}{err}");

        let (new, kept) = (files(at), home().join(moment));
        if std::env::var_os("UPDATE").is_some() {
            keep(&kept, &new);
        }
        let kept = files(&kept);
        let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&kept), names(&new), "{moment}: UPDATE=1 cargo test life_moments");
        for (name, bytes) in &new {
            assert!(kept[name] == *bytes, "{moment}/{name} is not up to date: UPDATE=1 cargo test life_moments");
        }

        let readme = String::from_utf8_lossy(&new["README.md"]);
        assert!(readme.contains(&format!("\n- Status: {holder}")), "{moment}: {readme}");
        let told = readme.lines().find_map(|line| line.strip_prefix("- Next: "));
        assert!(told.is_some() == next.is_some(), "{moment}: {told:?}");
        assert!(next.is_none_or(|next| told.unwrap().starts_with(next)), "{moment}: {told:?}");
        // What is over does not move any more.
        let now = settled(at);
        for (name, was) in &dates {
            assert_eq!(now.get(name), Some(was), "{moment}: {name}");
        }
        dates = now;
    }
    assert_eq!(dates.len(), 6);
}
