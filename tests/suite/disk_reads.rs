//! What a stranger's tree may hold in place of files: links, pipes, giants. Nothing outside of the
//! repository is shown, nothing waits, and what is large costs no memory.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::support::{MINIMAL, command, documents, folder, render, run, told};

const SECRET: &str = "hunter2 is no YAML: [";

/// A repository that has a neighbour.
fn repository() -> tempfile::TempDir {
    let at = folder(&[("secret", SECRET), ("repo/pkg/incident.yaml", MINIMAL)]);
    fs::create_dir(at.path().join("repo/.git")).unwrap();
    at
}

#[test]
fn no_file_is_shown_that_lies_outside_of_the_repository() {
    for (name, toml) in [
        ("pkg/incident.yaml", ""),
        ("pkg/evidence.yaml", ""),
        ("handoff.toml", ""),
        ("templates/roadmap.md.tera", "templates = \"templates\"\n"),
    ] {
        let at = repository();
        let repo = at.path().join("repo");
        fs::create_dir(repo.join("templates")).unwrap();
        fs::write(repo.join("handoff.toml"), toml).unwrap();
        let link = repo.join(name);
        let _ = fs::remove_file(&link);
        symlink(at.path().join("secret"), &link).unwrap();
        for args in [&["render", "pkg/incident.yaml"] as &[&str], &["lint", "pkg/incident.yaml"]] {
            if args[0] == "lint" && name.contains("template") {
                continue;
            }
            let (code, out, err) = run(&repo, args);
            assert_eq!(code, 2, "{name}: {out}{err}");
            assert!(!format!("{out}{err}").contains("hunter2"), "{name}: {out}{err}");
            assert!(err.contains("is a symbolic link"), "{name}: {err}");
        }
        assert!(documents(&repo).is_empty(), "{name}");
        assert_eq!(fs::read_to_string(at.path().join("secret")).unwrap(), SECRET);
    }
}

#[test]
fn links_within_the_repository_are_read() {
    let at = repository();
    let repo = at.path().join("repo");
    for (name, text) in [("shared.toml", "[render]\nskip = [\"roadmap\"]\n"), ("real.yaml", MINIMAL)] {
        fs::write(repo.join(name), text).unwrap();
    }
    fs::create_dir(repo.join("other")).unwrap();
    symlink("shared.toml", repo.join("handoff.toml")).unwrap();
    symlink("../real.yaml", repo.join("other/incident.yaml")).unwrap();
    symlink("pkg", repo.join("linked")).unwrap();
    render(&repo, &["other/incident.yaml"]);
    render(&repo, &["linked/incident.yaml"]);
    let made = documents(&repo);
    assert!(made.contains_key("other/README.md") && made.contains_key("pkg/README.md"));
    assert!(!made.contains_key("pkg/roadmap.md"), "the linked configuration was read");
}

#[test]
fn a_pipe_in_place_of_a_file_is_named_and_not_waited_for() {
    for (name, toml) in [
        ("pkg/incident.yaml", ""),
        ("pkg/evidence.yaml", ""),
        ("handoff.toml", ""),
        ("templates/roadmap.md.tera", "templates = \"templates\"\n"),
        ("pkg/README.md", ""),
    ] {
        let at = repository();
        let repo = at.path().join("repo");
        fs::create_dir(repo.join("templates")).unwrap();
        fs::write(repo.join("handoff.toml"), toml).unwrap();
        let _ = fs::remove_file(repo.join(name));
        assert!(Command::new("mkfifo").arg(repo.join(name)).status().unwrap().success());
        let mut child = command(&repo, &["render", "pkg/incident.yaml"]);
        let mut child = child.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let begun = Instant::now();
        while child.try_wait().unwrap().is_none() && begun.elapsed() < Duration::from_secs(20) {
            sleep(Duration::from_millis(5));
        }
        let _ = child.kill();
        let (code, out, err) = told(child.wait_with_output().unwrap());
        assert_eq!(code, 2, "{name}: {out}{err}");
        assert!(err.contains("plain file") && err.contains(name.rsplit('/').next().unwrap()), "{name}: {err}");
    }
}

#[test]
fn what_is_large_costs_no_memory() {
    let at = folder(&[("incident.yaml", MINIMAL)]);
    render(at.path(), &["."]);
    let ours = fs::read(at.path().join("README.md")).unwrap();
    for number in 0..40 {
        File::create(at.path().join(format!("empty-{number}.md"))).unwrap().set_len(2 << 30).unwrap();
        if number >= 3 {
            continue;
        }
        // With our mark it might be an orphan, so it is read.
        let marked = at.path().join(format!("marked-{number}.md"));
        fs::write(&marked, &ours).unwrap();
        File::options().append(true).open(marked).unwrap().set_len(1 << 20).unwrap();
    }
    let limited = |args: &str| {
        let script = format!("ulimit -v 400000; exec '{}' {args}", env!("CARGO_BIN_EXE_handoff"));
        told(Command::new("bash").args(["-c", &script]).current_dir(at.path()).output().unwrap())
    };
    assert_eq!(limited("render .").0, 0);
    let (code, out, err) = limited("render --check .");
    assert_eq!(code, 1, "{err}");
    assert!(out.contains("orphaned and edited by hand: ./marked-2.md") && !out.contains("empty-"), "{out}");

    // A giant under a document's own name is none of ours.
    File::create(at.path().join("roadmap.md")).unwrap().set_len(2 << 30).unwrap();
    let (code, _, err) = limited("render .");
    assert!(code == 2 && err.contains("roadmap.md was not made by handoff"), "{err}");
    // And one in the record's or the evidence's place is too large.
    for name in ["evidence.yaml", "incident.yaml"] {
        File::create(at.path().join(name)).unwrap().set_len(2 << 30).unwrap();
        let (code, out, err) = limited("facts incident.yaml");
        assert!(code == 2 && format!("{out}{err}").contains("4 MiB"), "{name}: {err}");
    }
}
