//! Pages as they are printed: their blocks run in order in a folder of their own, and what they show
//! must come out. `UPDATE=1` writes what came out into the page.
//!
//! ```text
//! ```console   commands behind `$ `, each with its output; `…` stands for anything in a line, alone
//!              for any lines
//! ```sh, bash  commands without their output
//! ```
//!
//! A comment before a block says what is special: `<!-- exits 1 -->` how its last command ends,
//! `<!-- not run: WHY -->` that it is not run here. Blocks of other languages are no commands.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::support::repository;

/// A fenced block of a page.
pub struct Block {
    pub language: String,
    pub text: String,
    /// What the comment before it says.
    note: String,
    /// Where its text begins, in lines from 0.
    line: usize,
}

pub fn blocks(page: &str) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let (mut note, mut open) = (String::new(), None);
    for (number, line) in page.lines().enumerate() {
        match (&mut open, line) {
            (None, line) if line.starts_with("```") => {
                let language = line.trim_start_matches('`').to_owned();
                open = Some(Block { language, text: String::new(), note: std::mem::take(&mut note), line: number + 1 });
            }
            (Some(_), "```") => found.extend(open.take()),
            (Some(block), line) => block.text += &format!("{line}\n"),
            (None, line) => {
                if let Some(comment) = line.strip_prefix("<!-- ").and_then(|rest| rest.strip_suffix(" -->")) {
                    note = comment.to_owned();
                } else if !line.is_empty() {
                    note.clear();
                }
            }
        }
    }
    assert!(open.is_none(), "a block is not closed");
    found
}

impl Block {
    fn is_run(&self) -> bool {
        ["console", "sh", "bash"].contains(&self.language.as_str())
    }

    fn exit(&self) -> i32 {
        self.note.strip_prefix("exits ").map_or(0, |status| status.parse().unwrap())
    }
}

/// A line of commands with what it prints.
struct Said {
    command: String,
    output: String,
}

fn said(text: &str) -> Vec<Said> {
    let mut all: Vec<Said> = Vec::new();
    let mut goes_on = false;
    for line in text.lines() {
        if let Some(command) = line.strip_prefix("$ ") {
            all.push(Said { command: command.to_owned(), output: String::new() });
        } else if goes_on {
            let last = all.last_mut().unwrap();
            last.command += &format!("\n{line}");
        } else {
            all.last_mut().expect("a block of commands begins with `$ `").output += &format!("{line}\n");
            continue;
        }
        goes_on = line.ends_with('\\');
    }
    all
}

/// Where a page's commands run.
struct Shell {
    folder: tempfile::TempDir,
    here: PathBuf,
}

impl Shell {
    fn new() -> Shell {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        fs::create_dir(root.join("home")).unwrap();
        fs::write(
            root.join("home/.gitconfig"),
            "[user]\nname = A. Person\nemail = a@example.org\n[init]\ndefaultBranch = main\n",
        )
        .unwrap();
        let here = root.join("work");
        fs::create_dir(&here).unwrap();
        Shell { folder, here }
    }

    /// The exit status, and both outputs as a terminal shows them.
    fn run(&mut self, commands: &str) -> (i32, String) {
        let root = self.folder.path().canonicalize().unwrap();
        let (ended_in, home) = (root.join("ended-in"), root.join("home"));
        let program = Path::new(env!("CARGO_BIN_EXE_handoff")).parent().unwrap();
        let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
        let script = format!("exec 2>&1\ntrap 'pwd > {}' EXIT\n{commands}\n", ended_in.display());
        let mut bash = Command::new("bash");
        bash.arg("-c").arg(script).current_dir(&self.here).stdin(Stdio::null());
        bash.env_clear()
            .env("PATH", path)
            .env("HOME", home)
            .env("TZ", "UTC")
            .env("LC_ALL", "C.UTF-8")
            .env("COLUMNS", "100");
        let output = bash.output().unwrap();
        self.here = PathBuf::from(fs::read_to_string(ended_in).unwrap().trim_end());
        (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
    }
}

/// Runs a page; `begin` fills the folder in which it is read. What did not come out as printed, and
/// which blocks were not run.
pub fn run(page: &str, begin: &dyn Fn(&Path)) -> (Vec<String>, Vec<String>) {
    let path = repository(page);
    let text = fs::read_to_string(&path).unwrap();
    let (mut wrong, mut not_run) = (Vec::new(), Vec::new());
    let mut now: Vec<String> = Vec::new();
    let mut shell = Shell::new();
    begin(&shell.here);
    let mut copied = 0;
    let lines: Vec<&str> = text.lines().collect();
    for block in blocks(&text).into_iter().filter(Block::is_run) {
        let place = format!("{page}:{}", block.line);
        if let Some(why) = block.note.strip_prefix("not run: ") {
            assert!(why.len() > 10, "{place}: say why it is not run");
            not_run.push(format!("{place}: {why}"));
            continue;
        }
        now.extend(lines[copied..block.line].iter().map(|&line| line.to_owned()));
        copied = block.line + block.text.lines().count();
        if block.language != "console" {
            let (status, output) = shell.run(&format!("set -e\n{}", block.text));
            if status != block.exit() {
                wrong.push(format!("{place}: exit status {status}\n{output}"));
            }
            now.extend(block.text.lines().map(str::to_owned));
            continue;
        }
        let all = said(&block.text);
        for (at, Said { command, output }) in all.iter().enumerate() {
            let expected = if at + 1 == all.len() { block.exit() } else { 0 };
            let (status, came) = shell.run(command);
            let same = alike(output, &came);
            if status != expected {
                wrong.push(format!("{place}: {command}: exit status {status}, not {expected}\n{came}"));
            } else if !same {
                wrong.push(format!("{place}: {command}\n--- printed\n{output}--- came out\n{came}"));
            }
            now.push(format!("$ {command}"));
            let kept = if same { output.clone() } else { timeless(&came) };
            now.extend(kept.lines().map(|line| line.trim_end().to_owned()));
        }
    }
    now.extend(lines[copied..].iter().map(|&line| line.to_owned()));
    let now = now.join("\n") + "\n";
    if std::env::var_os("UPDATE").is_some() && now != text {
        fs::write(&path, now).unwrap();
    }
    (wrong, not_run)
}

/// With `…` for what differs from run to run.
fn timeless(came: &str) -> String {
    let instant = r"(\w{3} )?\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(–(\d{4}-\d\d-\d\d )?\d\d:\d\d)?(Z|\+00:00| UTC)";
    let differs = regex::Regex::new(&format!(r"{instant}|\b[0-9a-f]{{16}}\b|\d+\.\d+ s\b")).unwrap();
    differs.replace_all(came, "…").into_owned()
}

/// Whether it came out as printed.
fn alike(printed: &str, came: &str) -> bool {
    let mut pattern = "^".to_owned();
    for line in printed.trim_end().lines() {
        if line.trim() == "…" {
            pattern += "(?s:.*?)";
        } else {
            let parts: Vec<String> = line.split('…').map(regex::escape).collect();
            pattern += &format!("{} *\n", parts.join("[^\n]*"));
        }
    }
    let came = format!("{}\n", came.trim_end());
    let came = if came == "\n" { "" } else { &came };
    regex::Regex::new(&format!("{pattern}$")).unwrap().is_match(came)
}

#[test]
fn what_does_not_come_out_as_printed_is_seen() {
    assert!(alike("a\nb…d\n", "a\nbcd\n") && alike("…\nz\n", "x\ny\nz\n") && alike("", ""));
    assert!(!alike("a\n", "a\nb\n") && !alike("a…\n", "b\n") && !alike("", "a\n") && !alike("a.c\n", "abc\n"));
    assert!(alike("a\n…\n", "a\nb\nc\n"));
    assert_eq!(timeless("off Sat 2026-03-02 10:01–12:00 UTC (0.1 s)"), "off … (…)");
}

#[test]
fn blocks_are_found_with_what_is_said_of_them() {
    let page =
        "<!-- exits 1 -->\n\n```console\n$ a \\\n  b\nout\n$ c\n```\n\n<!-- not run: x -->\nwords\n```sh\nd\n```\n";
    let found = blocks(page);
    assert_eq!((found[0].exit(), found[0].line, found[1].note.as_str()), (1, 3, ""));
    let all = said(&found[0].text);
    assert_eq!((all[0].command.as_str(), all[0].output.as_str(), all[1].command.as_str()), ("a \\\n  b", "out\n", "c"));
}
