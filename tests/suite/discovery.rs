//! Which records a folder stands for: all of them, whatever a pull request brings along.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use super::support::{MINIMAL, files, folder, run};

fn numbered(id: &str) -> String {
    assert!(MINIMAL.contains("id: \"2041\""));
    MINIMAL.replace("id: \"2041\"", &format!("id: \"{id}\""))
}

/// The records that are read when these arguments are given, by their paths.
fn found(folder: &Path, args: &[&str]) -> Vec<String> {
    let (status, out, err) = run(folder, &[&["status", "--format", "json"], args].concat());
    assert_eq!(status, 0, "{out}{err}");
    let table: serde_json::Value = serde_json::from_str(&out).unwrap();
    let paths = table["incidents"].as_array().unwrap().iter().map(|row| row["path"].as_str().unwrap().to_owned());
    let mut paths: Vec<String> = paths.collect();
    paths.sort();
    paths
}

#[test]
fn no_ignore_file_and_no_dot_hides_a_record() {
    let (a, b, c, d) = (numbered("1"), numbered("2"), numbered("3"), numbered("4"));
    let at = folder(&[
        (".gitignore", "*\n"),
        (".ignore", "*\n"),
        (".git/info/exclude", "*\n"),
        ("incidents/.gitignore", "incident.yaml\n"),
        ("incidents/1/incident.yaml", &a),
        ("incidents/.2/incident.yaml", &b),
        (".github/incident.yaml", &c),
        ("incident.yaml", &d),
        (".git/x/incident.yaml", "broken"),
        ("node_modules/x/incident.yaml", "broken"),
        ("incidents/target/incident.yaml", "broken"),
        ("a/.venv/b/incident.yaml", "broken"),
        ("incidents/1/notes.yaml", "broken"),
    ]);
    let all = [".github/incident.yaml", "incident.yaml", "incidents/.2/incident.yaml", "incidents/1/incident.yaml"];
    assert_eq!(found(at.path(), &["."]), all);
    assert_eq!(found(at.path(), &["incidents"]), all[2..]);
    assert_eq!(found(at.path(), &["incidents", ".", "incidents/1/incident.yaml"]), all);
}

#[test]
fn the_owner_says_where_no_records_are() {
    let toml = "[records]\nskip = [\"vendor/**\", \"**/fixtures\", \"old/*/incident.yaml\"]\n";
    let (a, b) = (numbered("1"), numbered("2"));
    let at = folder(&[
        (".git/HEAD", ""),
        ("handoff.toml", toml),
        ("incidents/1/incident.yaml", &a),
        ("incidents/fixtures/incident.yaml", "broken"),
        // Whoever brings a record cannot bring its exemption.
        ("incidents/2/handoff.toml", "[records]\nskip = [\"**\"]\n"),
        ("incidents/2/incident.yaml", &b),
        ("vendor/x/incident.yaml", "broken"),
        ("old/3/incident.yaml", "broken"),
    ]);
    let all = ["incidents/1/incident.yaml", "incidents/2/incident.yaml"];
    assert_eq!(found(at.path(), &["."]), all);
    // The patterns count from the root, whatever the working folder; what is named is read.
    let below = at.path().join("incidents");
    assert_eq!(found(&below, &[".", ".."]), ["1/incident.yaml", "2/incident.yaml"]);
    assert_eq!(run(at.path(), &["lint", "vendor/x/incident.yaml"]).0, 2);
    symlink("../vendor", at.path().join("incidents/linked")).unwrap();
    assert_eq!(found(at.path(), &["incidents"]), all);
    fs::write(at.path().join("handoff.toml"), "[records]\nskip = [\"a[\"]\n").unwrap();
    let (status, _, err) = run(at.path(), &["status", "."]);
    assert!(status == 2 && err.contains("handoff.toml:2:9") && err.contains("this is no pattern"), "{err}");
}

#[test]
fn linked_folders_inside_are_followed_and_others_named() {
    let (a, b) = (numbered("1"), include_str!("../lint/share-sum/fail.yaml"));
    let outside = folder(&[("9/incident.yaml", "broken")]);
    let at = folder(&[("incidents/1/incident.yaml", &a), ("shared/2/incident.yaml", b), ("shared/2/more/x", "")]);
    let incidents = at.path().join("incidents");
    symlink("../shared/2", incidents.join("2")).unwrap();
    symlink("1", incidents.join("0")).unwrap();
    symlink("..", incidents.join("up")).unwrap();
    symlink(".", incidents.join("self")).unwrap();
    symlink("../../incidents", at.path().join("shared/2/back")).unwrap();
    symlink("nowhere", incidents.join("dangling")).unwrap();
    symlink("1/incident.yaml", incidents.join("a-file")).unwrap();
    symlink(outside.path(), incidents.join("out")).unwrap();
    let (status, out, err) = run(at.path(), &["lint", "incidents"]);
    assert!(status == 1 && out.contains("--> incidents/2/incident.yaml:"), "{status} {out}{err}");
    assert!(err.contains("note: incidents/out: is a link to a folder outside of the repository"), "{err}");
    assert!(err.contains("in 2 records\n"), "each record once, under its real name: {err}");
    assert!(!out.contains("incidents/0/") && err.matches("note:").count() == 1, "{out}{err}");
    // From the root of all, the real names are there.
    let (_, out, err) = run(at.path(), &["lint", "."]);
    assert!(out.contains("--> shared/2/incident.yaml:") && err.contains("in 2 records"), "{out}{err}");
}

#[test]
fn a_linked_record_cannot_take_the_place_of_another() {
    let record = numbered("1278");
    let at = folder(&[("incidents/1278/incident.yaml", &record), ("incidents/0/x", "")]);
    assert_eq!(run(at.path(), &["render", "incidents/1278"]).0, 0);
    assert_eq!(run(at.path(), &["render", "--check", "incidents"]).0, 0);
    let handoff = at.path().join("incidents/1278/handoff.md");
    fs::write(&handoff, "# Forged\n").unwrap();
    symlink("../1278/incident.yaml", at.path().join("incidents/0/incident.yaml")).unwrap();
    let before = files(at.path());
    for command in [&["render", "--check"][..], &["render"]] {
        let (status, out, err) = run(at.path(), &[command, &["incidents"]].concat());
        assert!(status == 2 && err.contains("incidents/0/incident.yaml: is a symbolic link"), "{out}{err}");
        assert!(format!("{out}{err}").contains("handoff.md"), "the real package is looked at: {out}{err}");
        assert_eq!(files(at.path()), before);
    }
    // Named by hand, each of both has its own package.
    let args = ["render", "--check", "incidents/0/incident.yaml", "incidents/1278/incident.yaml"];
    let (status, out, _) = run(at.path(), &args);
    assert!(status == 1 && out.contains("missing: incidents/0/handoff.md"), "{status} {out}");
    assert!(out.contains("not made by handoff: incidents/1278/handoff.md"), "{out}");
    // A link to the folder is the same package: found once, and judged.
    fs::remove_file(at.path().join("incidents/0/incident.yaml")).unwrap();
    fs::remove_file(at.path().join("incidents/0/x")).unwrap();
    fs::remove_dir(at.path().join("incidents/0")).unwrap();
    symlink("1278", at.path().join("incidents/0")).unwrap();
    let (status, out, _) = run(at.path(), &["render", "--check", "incidents"]);
    assert!(status == 1 && out.contains("not made by handoff: incidents/1278/handoff.md"), "{status} {out}");
}

#[test]
fn two_records_of_one_folder_are_an_error() {
    let (a, b) = (numbered("1"), numbered("2"));
    let at = folder(&[("x/incident.yaml", &a), ("x/other.yaml", &b)]);
    symlink("x", at.path().join("y")).unwrap();
    for other in ["x/other.yaml", "y/other.yaml"] {
        let (status, _, err) = run(at.path(), &["render", "--check", "x/incident.yaml", other]);
        assert!(status == 2 && err.contains(&format!("{other}: stands in one folder with x/incident.yaml")), "{err}");
    }
}

#[test]
fn a_folder_without_a_record_is_no_error_and_a_missing_one_is() {
    let at = folder(&[("incidents/.gitkeep", "")]);
    for command in [&["lint"][..], &["render"], &["render", "--check"], &["status"], &["lint", "--fix"]] {
        let (status, _, err) = run(at.path(), &[command, &["incidents"]].concat());
        assert_eq!(status, 0, "{command:?}: {err}");
        assert!(err.contains("note: incidents: there is no `incident.yaml`"), "{command:?}: {err}");
        let (status, _, err) = run(at.path(), &[command, &["incident"]].concat());
        assert_eq!(status, 2, "{command:?}: {err}");
        assert!(err.contains("incident: does not exist"), "{command:?}: {err}");
    }
    // One record is asked for.
    for command in ["facts", "verify"] {
        assert_eq!(run(at.path(), &[command, "incidents"]).0, 2);
    }
}

#[test]
fn a_folder_that_cannot_be_read_is_said() {
    let record = numbered("1");
    let at = folder(&[("a/incident.yaml", &record), ("b/incident.yaml/x", "")]);
    let (status, out, err) = run(at.path(), &["lint", "."]);
    assert!(status == 2 && err.contains("b/incident.yaml: is a folder"), "{out}{err}");
    assert!(err.ends_with("in 1 record; not all could be read\n"), "{err}");
}
