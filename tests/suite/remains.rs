//! Packages whose record is gone, was renamed, or moved.

use std::fs;

use crate::support::{MINIMAL, documents, folder, render, run};

fn two() -> tempfile::TempDir {
    let second = MINIMAL.replace("2041", "2042");
    let files = folder(&[("incidents/2041/incident.yaml", MINIMAL), ("incidents/2042/incident.yaml", &second)]);
    render(files.path(), &["incidents"]);
    files
}

#[test]
fn a_deleted_record_leaves_drift_that_prune_removes() {
    let files = two();
    let at = files.path();
    fs::remove_file(at.join("incidents/2042/incident.yaml")).unwrap();
    let (code, out, err) = run(at, &["render", "--check", "incidents"]);
    assert_eq!(code, 1, "{err}");
    assert!(
        out.contains("no record: incidents/2042 holds 7 documents made from incident.yaml (2042), which is gone"),
        "{out}"
    );
    assert!(err.contains("`handoff render --prune incidents` mends it"), "{err}");
    let (code, _, err) = run(at, &["render", "incidents"]);
    assert!(
        code == 0 && err.contains("no record: incidents/2042") && at.join("incidents/2042/README.md").exists(),
        "{err}"
    );
    // What was edited stays, and is told.
    let edited = at.join("incidents/2042/handoff.md");
    fs::write(&edited, fs::read_to_string(&edited).unwrap() + "mine\n").unwrap();
    fs::write(at.join("incidents/2042/notes.md"), "# Mine\n").unwrap();
    let (code, out, err) = run(at, &["render", "--prune", "incidents"]);
    assert!(
        code == 2 && out.contains("removed incidents/2042/README.md") && err.contains("handoff.md: was edited by hand"),
        "{out}{err}"
    );
    let left: Vec<_> = documents(at).into_keys().filter(|name| name.contains("2042")).collect();
    assert_eq!(left, ["incidents/2042/handoff.md", "incidents/2042/notes.md"]);
    assert_eq!(run(at, &["render", "--check", "incidents/2041"]).0, 0);
}

#[test]
fn the_last_record_of_a_folder_too() {
    let files = folder(&[("incidents/2041/incident.yaml", MINIMAL)]);
    let at = files.path();
    render(at, &["incidents"]);
    fs::remove_file(at.join("incidents/2041/incident.yaml")).unwrap();
    let (code, out, _) = run(at, &["render", "--check", "incidents"]);
    assert!(code == 1 && out.contains("no record: incidents/2041"), "{out}");
    assert_eq!(run(at, &["render", "--prune", "incidents"]).0, 0);
    assert_eq!(run(at, &["render", "--check", "incidents"]).0, 0);
    assert!(documents(at).is_empty());
}

#[test]
fn a_record_that_moved_takes_its_package_along() {
    let files = two();
    let at = files.path();
    fs::create_dir(at.join("incidents/checkout")).unwrap();
    fs::rename(at.join("incidents/2041/incident.yaml"), at.join("incidents/checkout/incident.yaml")).unwrap();
    let (code, out, _) = run(at, &["render", "--check", "incidents"]);
    assert!(code == 1 && out.contains("which is in incidents/checkout now (`handoff render` removes them)"), "{out}");
    let out = render(at, &["incidents"]);
    assert!(
        out.contains("created incidents/checkout/README.md") && out.contains("removed incidents/2041/README.md"),
        "{out}"
    );
    assert!(documents(at).into_keys().all(|name| !name.contains("2041/")));
    assert_eq!(run(at, &["render", "--check", "incidents"]).0, 0);
    // The whole folder, with everything in it.
    fs::rename(at.join("incidents/2042"), at.join("incidents/payment")).unwrap();
    assert_eq!(run(at, &["render", "--check", "incidents"]).0, 0);
}

#[test]
fn a_renamed_file_and_another_id_need_no_force() {
    let files = folder(&[("a/incident.yaml", MINIMAL)]);
    let at = files.path();
    render(at, &["a"]);
    fs::rename(at.join("a/incident.yaml"), at.join("a/checkout.yaml")).unwrap();
    render(at, &["a/checkout.yaml"]);
    assert_eq!(run(at, &["render", "--check", "a/checkout.yaml"]).0, 0);
    let other = MINIMAL.replace("2041", "2050");
    fs::write(at.join("a/checkout.yaml"), other).unwrap();
    render(at, &["a/checkout.yaml"]);
}

#[test]
fn copies_below_out_belong_to_their_records() {
    let files = two();
    let at = files.path();
    render(at, &["incidents", "--out", "site"]);
    let (code, out, err) = run(at, &["render", "--check", "."]);
    assert_eq!(code, 0, "{out}{err}");
    fs::remove_dir_all(at.join("incidents/2042")).unwrap();
    let (code, out, _) = run(at, &["render", "--check", "incidents", "--out", "site"]);
    assert!(code == 1 && out.contains("no record: site/2042"), "{out}");
    let out = render(at, &["--prune", "incidents", "--out", "site"]);
    assert!(out.contains("removed site/2042/README.md"), "{out}");
    // One record alone says nothing about the others.
    let (code, out, _) = run(at, &["render", "--check", "incidents/2041/incident.yaml", "--out", "site"]);
    assert_eq!((code, out.as_str()), (0, ""));
}

#[test]
fn agents_get_a_skill_file_once() {
    let files = folder(&[]);
    let at = files.path();
    let (code, out, err) = run(at, &["init", "--for-agents"]);
    assert_eq!((code, out.as_str()), (0, "created .agents/skills/handoff/SKILL.md\n"), "{err}");
    let text = fs::read_to_string(at.join(".agents/skills/handoff/SKILL.md")).unwrap();
    assert!(text.starts_with("---\nname: handoff\ndescription: ") && text.contains("Never invent"));
    // Every command that it names is one.
    let (_, help, _) = run(at, &["--help"]);
    for line in text.lines() {
        for command in line.split("`handoff ").skip(1).map(|rest| rest.split([' ', '`']).next().unwrap()) {
            assert!(help.contains(&format!("  {command} ")), "{command}");
        }
    }
    fs::write(at.join(".agents/skills/handoff/SKILL.md"), "mine").unwrap();
    assert_eq!(run(at, &["init", "--for-agents"]).0, 2);
    assert_eq!(fs::read_to_string(at.join(".agents/skills/handoff/SKILL.md")).unwrap(), "mine");
    assert_eq!(run(at, &["init"]).0, 2, "a record needs its id");
    assert_eq!(run(at, &["init", "--for-agents", "--stdout"]).1, text);
}
