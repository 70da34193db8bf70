//! Other processes at work in the same folders: swaps, locks, children that outlive a run.

use std::fs::{self, File};
use std::io::Read;
use std::os::fd::AsRawFd;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

use crate::support::{MINIMAL, command, documents, files, folder, no_litter, render, run, skipped, told};

const LONG: Duration = Duration::from_secs(20);

/// A text that `lint --fix` mends, and an attestation.
fn mendable() -> String {
    MINIMAL.replace("summary: >", "vars: {host: db.example.com}\nsummary: >\n  Seen from db.example.com.")
        + "  - {id: seen, what: Seen, manual: true}\n"
}

/// Ends a child that does not end, and tells what became of it.
fn ended(mut child: Child) -> (Option<i32>, String) {
    let begun = Instant::now();
    while child.try_wait().unwrap().is_none() && begun.elapsed() < LONG {
        sleep(Duration::from_millis(5));
    }
    assert!(begun.elapsed() < LONG, "it hangs: {:?}", child.kill());
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    (child.wait().unwrap().code(), err)
}

fn start(at: &Path, args: &[&str]) -> Child {
    command(at, args).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

#[test]
fn while_folders_are_swapped_with_links_nothing_outside_changes() {
    // The package's own folder, and the one above it.
    for (swapped, inner, rounds) in [("incidents/1", "", 150), ("incidents", "1/", 150)] {
        let at = folder(&[("repo/incidents/1/incident.yaml", MINIMAL), ("victim/incident.yaml", MINIMAL)]);
        let repo = at.path().join("repo");
        fs::create_dir(repo.join(".git")).unwrap();
        // Its documents are ours, old, and one is an orphan: each run would change and remove them.
        render(at.path(), &["--sync", "never", "victim"]);
        let victim = at.path().join("victim");
        fs::copy(victim.join("README.md"), victim.join("orphan.md")).unwrap();
        if !inner.is_empty() {
            fs::create_dir(at.path().join("inner")).unwrap();
            fs::rename(&victim, at.path().join("inner/1")).unwrap();
            fs::rename(at.path().join("inner"), &victim).unwrap();
        }
        fs::remove_file(victim.join(inner).join("incident.yaml")).unwrap();
        let before = files(&victim);
        let place = repo.join(swapped);
        // A way to the record that no swap changes.
        let own = File::open(repo.join("incidents/1")).unwrap();
        let record = format!("/proc/self/fd/{}/incident.yaml", own.as_raw_fd());
        let over = AtomicBool::new(false);
        let mut written = 0;
        scope(|scope| {
            scope.spawn(|| {
                let aside = repo.join("aside");
                while !over.load(Ordering::Relaxed) {
                    fs::rename(&place, &aside).unwrap();
                    symlink(&victim, &place).unwrap();
                    sleep(Duration::from_micros(300));
                    fs::remove_file(&place).unwrap();
                    fs::rename(&aside, &place).unwrap();
                    sleep(Duration::from_micros(900));
                }
            });
            for round in 0..rounds {
                fs::write(&record, MINIMAL.replace("Checkout times", &format!("{round} times"))).unwrap();
                let args = ["render", "--sync", "never", "--prune", "--force", "incidents/1/incident.yaml"];
                let (code, out, err) = run(&repo, &args);
                assert!(code == 0 || code == 2 && !err.is_empty(), "{out}{err}");
                written += u32::from(code == 0 && !out.is_empty());
            }
            over.store(true, Ordering::Relaxed);
        });
        assert!(files(&victim) == before, "{swapped}: files outside changed");
        println!("{swapped}: {written} of {rounds} runs wrote the package");
    }
}

#[test]
fn while_evidence_is_swapped_with_a_pipe_nothing_hangs() {
    let at = folder(&[("incident.yaml", MINIMAL), ("real", "format: 1\n")]);
    assert!(Command::new("mkfifo").arg(at.path().join("pipe")).status().unwrap().success());
    let over = AtomicBool::new(false);
    scope(|scope| {
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                for name in ["pipe", "real"] {
                    let new = at.path().join("new");
                    fs::hard_link(at.path().join(name), &new).unwrap();
                    fs::rename(new, at.path().join("evidence.yaml")).unwrap();
                }
            }
        });
        for _ in 0..100 {
            let (code, err) = ended(start(at.path(), &["facts", "."]));
            assert!(code == Some(0) || code == Some(2) && err.contains("plain file"), "{code:?}: {err}");
        }
        over.store(true, Ordering::Relaxed);
    });
}

/// Every command that writes beside a record.
const WRITERS: &[&[&str]] = &[
    &["render", "incident.yaml"],
    &["render", "."],
    &["lint", "--fix", "incident.yaml"],
    &["attest", ".", "seen", "--by", "me", "--saw", "it"],
    &["verify", "--yes", "--record", "--check", "checkout", "."],
    &["templates", "export", "."],
];

#[test]
fn a_foreign_lock_is_waited_for_with_a_word_and_an_end() {
    for args in WRITERS {
        let at = folder(&[("incident.yaml", &mendable())]);
        let before = files(at.path());
        let foreign = File::open(at.path()).unwrap();
        foreign.lock().unwrap();
        let child = command(at.path(), args)
            .env("HANDOFF_LOCK_WAIT", "1")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (code, err) = ended(child);
        assert_eq!(code, Some(2), "{args:?}: {err}");
        assert!(err.contains("waiting for another program that holds the folder's lock"), "{args:?}: {err}");
        assert!(err.contains("has held the folder's lock for 1s") && err.contains("HANDOFF_LOCK_WAIT"), "{err}");
        assert!(files(at.path()) == before, "{args:?}");

        // One that is given back in time costs nothing but time.
        let child = start(at.path(), args);
        sleep(Duration::from_millis(200));
        foreign.unlock().unwrap();
        let (code, err) = ended(child);
        // The check itself cannot be run here.
        let fine = code == Some(if args[0] == "verify" { 2 } else { 0 });
        assert!(fine && !err.contains("another program"), "{args:?}: {code:?} {err}");
        assert!(files(at.path()) != before, "{args:?}");
    }
    let at = folder(&[("incident.yaml", MINIMAL)]);
    let held = File::open(at.path()).unwrap();
    held.lock().unwrap();
    let odd = command(at.path(), &["render", "."]).env("HANDOFF_LOCK_WAIT", "soon").output().unwrap();
    let (code, _, err) = told(odd);
    assert!(code == 2 && err.contains("HANDOFF_LOCK_WAIT=soon: is no whole number of seconds"), "{err}");
}

#[test]
fn who_waits_can_be_interrupted() {
    for args in WRITERS {
        for signal in ["INT", "TERM", "HUP"] {
            let at = folder(&[("incident.yaml", &mendable())]);
            let before = files(at.path());
            let foreign = File::open(at.path()).unwrap();
            foreign.lock().unwrap();
            let child = start(at.path(), args);
            sleep(Duration::from_millis(150));
            let sent = Instant::now();
            let kill = Command::new("kill").args(["-s", signal, &child.id().to_string()]).status();
            assert!(kill.unwrap().success());
            let (code, err) = ended(child);
            assert!(code.is_none() || code == Some(2), "{args:?}: {err}");
            assert!(sent.elapsed() < Duration::from_secs(10), "{args:?} survives {signal}");
            assert!(files(at.path()) == before, "{args:?}");
        }
    }
}

#[test]
fn what_a_check_leaves_running_does_not_keep_the_lock() {
    let daemon = MINIMAL.replace("./smoke checkout", "setsid sleep 5 >/dev/null 2>&1 & echo ok");
    let two = format!("{daemon}  - {{id: b, what: B, run: \"sleep 0.1; echo ok\", expect: ok}}\n");
    let at = folder(&[("incident.yaml", &two)]);
    let (_, out, err) = run(at.path(), &["verify", "--yes", "--record", "--jobs", "2", "."]);
    assert!(at.path().join("evidence.yaml").exists(), "{out}{err}");
    assert!(File::open(at.path()).unwrap().try_lock().is_ok(), "a daemon has the lock");
    assert_eq!(run(at.path(), &["render", "."]).0, 0);
}

#[test]
fn without_locks_files_are_written_and_it_is_said() {
    let at = folder(&[("incident.yaml", MINIMAL)]);
    let traced = |args: &[&str]| {
        let mut strace = Command::new("strace");
        strace.args(["-f", "-qq", "-o", "/dev/null", "-e", "trace=flock", "-e", "inject=flock:error=ENOLCK"]);
        strace.arg(env!("CARGO_BIN_EXE_handoff")).args(args).current_dir(at.path()).stdin(Stdio::null()).output()
    };
    if !traced(&["--version"]).is_ok_and(|output| output.status.success()) {
        skipped("there is no strace that can trace here");
        return;
    }
    let (code, out, err) = told(traced(&["render", "."]).unwrap());
    assert_eq!(code, 0, "{out}{err}");
    assert!(err.contains("the file system has no locks"), "{err}");
    assert!(documents(at.path()).contains_key("README.md"));
    no_litter(at.path());
}
