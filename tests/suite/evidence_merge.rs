//! Evidence of two people, merged by git: findings of different checks never conflict, those of one
//! check only in its block.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use handoff::evidence::Evidence;
use handoff::record::decode;

const RECORD: &str = "format: 1\nid: '2041'\ntitle: T\nseverity: P1\nstatus: handed-off\nsummary: S\n\
    teams: {a: {name: A}, b: {name: B}}\nhandoff: {at: 2026-03-02T15:40:00Z, from: a, to: b}\n\
    components:\n- {id: net, name: N, severity: high, problem: P}\nroadmap: [{id: fix, title: Fix, takes: 1h}]\n\
    criteria: [{id: k, what: K, check: [api, chat, login, mail]}]\nchecks:\n\
    - {id: api, what: Api, manual: true}\n- {id: chat, what: Chat, manual: true}\n\
    - {id: login, what: Login, manual: true}\n- {id: mail, what: Mail, manual: true}\n";

fn git(folder: &Path, args: &[&str]) -> Output {
    crate::support::git(folder, &[&["-c", "core.hooksPath=/dev/null"], args].concat())
}

fn attest(folder: &Path, check: &str, by: &str, at: &str) {
    let saw = format!("{by} looked\nand it works");
    let args = ["attest", "incident.yaml", check, "--by", by, "--saw", &saw, "--at", at];
    let output = Command::new(env!("CARGO_BIN_EXE_handoff")).args(args).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// A repository in which `base` is attested; then Ana on one branch and Ben on the other attest
/// theirs, and git merges the two. The merged file, and whether it merged cleanly.
fn merged(base: &[&str], ana: &[&str], ben: &[&str]) -> (String, bool) {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let commit = |message: &str| {
        git(folder, &["add", "."]);
        assert!(git(folder, &["commit", "-qm", message]).status.success());
    };
    git(folder, &["init", "-q", "-b", "main"]);
    fs::write(folder.join("incident.yaml"), RECORD).unwrap();
    base.iter().for_each(|check| attest(folder, check, "Eve", "2026-03-02T16:00:00Z"));
    commit("base");
    git(folder, &["switch", "-qc", "ben"]);
    ben.iter().for_each(|check| attest(folder, check, "Ben", "2026-03-02T18:00:00Z"));
    commit("ben");
    git(folder, &["switch", "-q", "main"]);
    ana.iter().for_each(|check| attest(folder, check, "Ana", "2026-03-02T17:00:00Z"));
    commit("ana");
    let clean = git(folder, &["merge", "-q", "ben"]).status.success();
    (fs::read_to_string(folder.join("evidence.yaml")).unwrap(), clean)
}

#[test]
fn different_checks_merge() {
    let record = decode("incident.yaml", RECORD.as_bytes()).unwrap_or_else(|bad| panic!("{:?}", bad.1)).record;
    let cases: [(&[&str], &[&str], &[&str]); 7] = [
        // New findings beside old ones, and neighbours at that.
        (&["chat"], &["api"], &["login"]),
        (&["api", "mail"], &["chat"], &["mail"]),
        // Old findings, found again.
        (&["api", "chat"], &["api"], &["chat"]),
        (&["api", "chat", "login", "mail"], &["api", "login"], &["chat", "mail"]),
        // Side by side in one gap, and behind all others.
        (&["api", "mail"], &["chat"], &["login"]),
        (&["api"], &["chat", "mail"], &["login"]),
        // The one before and the one behind all others.
        (&["chat", "login"], &["api"], &["mail"]),
    ];
    for (base, ana, ben) in cases {
        let (text, clean) = merged(base, ana, ben);
        assert!(clean, "{base:?} {ana:?} {ben:?}\n{text}");
        let evidence = Evidence::decode("evidence.yaml", text.as_bytes()).unwrap_or_else(|bad| panic!("{:?}", bad.1));
        for (check, by) in ana.iter().map(|check| (check, "Ana")).chain(ben.iter().map(|check| (check, "Ben"))) {
            assert_eq!(evidence.get(check).unwrap().by.as_deref(), Some(by), "{check}\n{text}");
        }
        assert_eq!(evidence.encode(&record), text, "the merged file is as the program writes it");
    }
}

#[test]
fn the_same_check_conflicts_in_its_block_only() {
    let (text, clean) = merged(&["api", "chat", "login"], &["api", "chat"], &["chat", "login"]);
    assert!(!clean, "{text}");
    assert_eq!(text.matches("<<<<<<<").count(), text.matches(">>>>>>>").count());
    let mut block = "";
    let mut open = false;
    for line in text.lines() {
        match line {
            _ if line.starts_with("<<<<<<<") => {
                open = true;
                assert_eq!(block, "  chat:", "{text}");
            }
            _ if line.starts_with(">>>>>>>") => open = false,
            _ if line.starts_with("  ") && !line.starts_with("   ") && !line.starts_with("  #") => {
                assert!(!open, "a conflict reaches the next check:\n{text}");
                block = line;
            }
            _ => {}
        }
    }
    assert!(text.contains("Ana looked") && text.contains("Ben looked"), "{text}");
}
