//! `handoff verify` on a terminal, which `script` provides: each finding once, as soon as it is there.
//! Without `script` on this machine there is nothing to run it on, and the tests say so.

use std::fs;
use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::support::has;

const RECORD: &str = "format: 1\nid: '2041'\ntitle: T\nseverity: P1\nstatus: handed-off\nsummary: S\n\
    teams: {a: {name: A}, b: {name: B}}\nhandoff: {at: 2026-03-02T15:40:00Z, from: a, to: b}\n\
    components:\n- {id: net, name: N, severity: high, problem: P}\nroadmap: [{id: fix, title: Fix, takes: 1h}]\n\
    criteria: [{id: k, what: K, check: [first, second, seen]}]\nchecks:\n\
    - {id: first, what: First, run: echo ok, expect: ok}\n\
    - {id: second, what: Second, run: 'while ! [ -e go ]; do sleep 0.05; done; echo bad', expect: ok}\n\
    - {id: seen, what: Seen, manual: true}\n";

/// A terminal in which the program runs.
struct Terminal {
    child: Child,
    folder: TempDir,
    output: Receiver<Vec<u8>>,
    shown: String,
}

impl Terminal {
    /// `None` where no terminal can be had.
    fn run(args: &str) -> Option<Self> {
        if !has("script") {
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("incident.yaml"), RECORD).unwrap();
        let command = format!("{} {args}", env!("CARGO_BIN_EXE_handoff"));
        let mut script = Command::new("script");
        script.args(["-qec", &command, "/dev/null"]).current_dir(folder.path()).env("TERM", "xterm");
        let child = script.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut child = child.unwrap();
        let mut stdout = child.stdout.take().unwrap();
        let (send, output) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = stdout.read(&mut bytes) {
                if send.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Some(Terminal { child, folder, output, shown: String::new() })
    }

    /// Reads until this is shown.
    fn wait_for(&mut self, text: &str) {
        let end = Instant::now() + Duration::from_secs(20);
        while !self.shown.contains(text) {
            let left = end.saturating_duration_since(Instant::now());
            let bytes = self.output.recv_timeout(left).unwrap_or_else(|_| panic!("no {text:?} in:\n{}", self.shown));
            self.shown.push_str(&String::from_utf8_lossy(&bytes));
        }
    }

    /// All that was shown, without what moves the cursor, and the exit status.
    fn end(mut self) -> (String, Option<i32>) {
        while let Ok(bytes) = self.output.recv_timeout(Duration::from_secs(20)) {
            self.shown.push_str(&String::from_utf8_lossy(&bytes));
        }
        let escapes = regex::Regex::new("\u{1b}\\[[0-9;?]*[A-Za-z]").unwrap();
        let plain = escapes.replace_all(&self.shown, "").replace("\r\n", "\n").replace('\r', "");
        (plain, self.child.wait().unwrap().code())
    }
}

#[test]
fn each_finding_is_shown_when_it_is_there_and_once() {
    let Some(mut terminal) = Terminal::run("verify incident.yaml --yes") else { return };
    terminal.wait_for("passed   first");
    assert!(!terminal.shown.contains("FAILED"), "the second check still waits");
    fs::write(terminal.folder.path().join("go"), "").unwrap();
    let (shown, exit) = terminal.end();
    assert_eq!(exit, Some(1), "{shown}");
    for line in ["passed   first ", "FAILED   second ", "actual:   bad", "skipped  seen ", "0 of 1 criteria hold"] {
        assert_eq!(shown.matches(line).count(), 1, "{line}: {shown}");
    }
    assert!(shown.trim_end().ends_with("CRITICAL"), "{shown}");
}

#[test]
fn machines_get_their_format_whole_also_on_a_terminal() {
    let Some(terminal) = Terminal::run("verify incident.yaml --yes --check first --format tap") else { return };
    let (shown, exit) = terminal.end();
    assert_eq!(exit, Some(0), "{shown}");
    assert!(shown.contains("TAP version") && !shown.contains("passed   first"), "{shown}");
}

#[test]
fn a_yes_on_the_terminal_runs_and_anything_else_does_not() {
    for (answer, ran) in [("y\n", true), ("\n", false)] {
        let Some(mut terminal) = Terminal::run("verify incident.yaml --check first") else { return };
        terminal.wait_for("Run this command? [y/N]");
        std::io::Write::write_all(terminal.child.stdin.as_mut().unwrap(), answer.as_bytes()).unwrap();
        terminal.wait_for(if ran { "passed   first" } else { "nothing was run" });
        let (shown, exit) = terminal.end();
        assert_eq!(exit, Some(if ran { 0 } else { 2 }), "{shown}");
    }
}
