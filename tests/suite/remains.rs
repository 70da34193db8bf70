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

/// Nothing would change, and no package is said to be left behind.
fn current(at: &std::path::Path, arguments: &[&str]) {
    let (code, out, err) = run(at, arguments);
    assert!(code == 0 && out.is_empty() && !err.contains("no record"), "{arguments:?}: {out}{err}");
}

#[test]
fn one_record_s_folder_says_nothing_about_the_others() {
    let files = two();
    let at = files.path();
    render(at, &["incidents", "--out", "site"]);
    fs::remove_dir_all(at.join("incidents/2042")).unwrap();
    for record in ["incidents/2041", "incidents/2041/incident.yaml"] {
        current(at, &["render", "--check", record, "--out", "site"]);
        let out = render(at, &["--prune", record, "--out", "site"]);
        assert_eq!(out, "", "{record}");
    }
    assert_eq!(run(at, &["render", "--check", "incidents", "--out", "site"]).0, 1);
}

/// Packages of records that this run was not asked for, or that it refused, are not called left behind.
#[test]
fn a_record_is_gone_only_when_it_is_nowhere_in_the_repository() {
    let named = |id: &str| MINIMAL.replace("2041", id);
    let files = folder(&[
        ("a/2041/incident.yaml", MINIMAL),
        ("b/2042/incident.yaml", &named("2042").replace("id: \"2042\"", "id:  '2042' # the second")),
        ("b/2043/incident.yaml", &named("2043").replace("id: \"2043\"", "id: &id \"2043\"")),
        ("b/2044/incident.yaml", &named("2044").replace("id: \"", "\"id\": \"")),
        ("b/2045/checkout.yaml", &named("2045")),
        ("b/2046/incident.yaml", &named("2046")),
        ("handoff.toml", "[records]\nskip = [\"archive/\"]\n"),
    ]);
    let at = files.path();
    render(at, &["a", "b", "--out", "site"]);
    render(at, &["b/2045/checkout.yaml", "--out", "site"]);
    assert_eq!(fs::read_dir(at.join("site")).unwrap().count(), 6);
    let check = ["render", "--check", "a", "--out", "site"];
    current(at, &check);
    // Nor one that is skipped.
    fs::create_dir(at.join("archive")).unwrap();
    fs::rename(at.join("b/2046"), at.join("archive/2046")).unwrap();
    current(at, &check);
    assert_eq!(render(at, &["--prune", "a", "--out", "site"]), "");
    // Nor one that lint refuses.
    let wrong = MINIMAL.replace("check: checkout}", "check: missing}");
    fs::write(at.join("a/2041/incident.yaml"), wrong).unwrap();
    let (code, out, err) = run(at, &["render", "--check", "a", "b", "--out", "site"]);
    assert!(code == 1 && !out.contains("no record"), "{out}{err}");
    fs::write(at.join("a/2041/incident.yaml"), MINIMAL).unwrap();
    // One that is nowhere is.
    fs::remove_dir_all(at.join("b/2043")).unwrap();
    let (code, out, _) = run(at, &check);
    let told = "no record: site/2043 holds 7 documents made from incident.yaml (2043), which is gone \
                (`handoff render --prune` removes them)\n";
    assert_eq!((code, out.as_str()), (1, told));
    // Where there is no repository, more may stand above what was looked at.
    let apart = tempfile::tempdir().unwrap();
    let path = |name: &str| at.join(name).display().to_string();
    assert_eq!(run(apart.path(), &["render", "--check", &path("a"), "--out", &path("site")]).0, 0);
    // Copies alone are no remains either.
    assert_eq!(run(at, &["render", "--check", "site/2041", "site/2042"]).0, 0);
}

#[test]
fn a_record_that_moved_away_is_told_with_its_place() {
    let files = folder(&[
        ("a/2041/incident.yaml", MINIMAL),
        ("a/2042/incident.yaml", &MINIMAL.replace("2041", "2042")),
        ("b/keep", ""),
    ]);
    let at = files.path();
    render(at, &["a"]);
    fs::rename(at.join("a/2042/incident.yaml"), at.join("b/incident.yaml")).unwrap();
    let (code, out, _) = run(at, &["render", "--check", "a"]);
    let told = "incident.yaml (2042), which is in b now (`handoff render --prune` removes them)";
    assert!(code == 1 && out.contains(told), "{out}");
    render(at, &["a"]);
    assert!(at.join("a/2042/README.md").exists(), "its new package is not there yet");
    render(at, &["."]);
    assert!(!at.join("a/2042/README.md").exists() && at.join("b/README.md").exists());
}

/// Thousands of folders with a README are looked into no further than their heads.
#[test]
fn other_folders_of_documents_are_let_be() {
    let files = folder(&[
        ("incidents/2041/incident.yaml", MINIMAL),
        ("incidents/docs/README.md", "# Docs\n\nMade by `handoff render` from hand.\n"),
        ("incidents/docs/roadmap.md", "# Ours\n"),
        ("incidents/empty/README.md", ""),
    ]);
    let at = files.path();
    fs::write(at.join("incidents/empty/handoff.md"), [0xff, 0xfe, 0]).unwrap();
    fs::create_dir(at.join("incidents/empty/validation.md")).unwrap();
    render(at, &["incidents"]);
    current(at, &["render", "--check", "incidents"]);
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
