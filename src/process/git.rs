//! The `git` program, asked what a repository held at a revision. It reads objects, and runs nothing
//! that a repository names: no hook, pager, filter, monitor, external diff, and fetches nothing.

use std::ffi::OsStr;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::search::search_path;
use crate::error::Error;

/// Of a listing: a tree with a million files fits.
const MOST_LISTED: usize = 256 << 20;
/// Settings that keep git from starting anything.
const SETTINGS: [&str; 8] = [
    "core.fsmonitor=",
    "core.hooksPath=/dev/null",
    "core.pager=cat",
    "diff.external=",
    "core.sshCommand=false",
    "protocol.allow=never",
    "safe.bareRepository=explicit",
    "core.quotePath=false",
];

/// One repository.
pub struct Git {
    root: PathBuf,
}

/// A file of a revision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blob {
    /// From the repository's root.
    pub path: String,
    object: String,
}

impl Git {
    /// The repository whose root this folder is.
    pub fn at(root: &Path) -> Git {
        Git { root: root.to_owned() }
    }

    fn command(&self) -> Command {
        let mut command = Command::new("git");
        let names = std::env::vars_os().map(|(name, _)| name);
        for name in names.filter(|name| name.as_encoded_bytes().starts_with(b"GIT_")) {
            command.env_remove(name);
        }
        command
            .env("PATH", search_path())
            .env("LC_ALL", "C")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_NO_REPLACE_OBJECTS", "1")
            // No repository above this folder is meant.
            .env("GIT_CEILING_DIRECTORIES", self.root.parent().unwrap_or(&self.root))
            .args(["--no-pager", "--no-optional-locks", "--literal-pathspecs"]);
        for setting in SETTINGS {
            command.args(["-c", setting]);
        }
        command.current_dir(&self.root).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// What it prints, at most `limit` bytes; in `Err` what it says against it.
    fn ask(&self, args: &[&OsStr], limit: usize) -> Result<Result<Vec<u8>, String>, Error> {
        let failed = |error: std::io::Error| match error.kind() {
            std::io::ErrorKind::NotFound => Error::new("cannot find the program `git`")
                .with_help("install it, or compare two files: `handoff diff OLD NEW`"),
            _ => Error::new(format!("cannot run `git`: {error}")),
        };
        let mut child = self.command().args(args).spawn().map_err(failed)?;
        // It says little, but a pipe that nobody reads would stop it.
        let said = child.stderr.take().map(|mut pipe| {
            std::thread::spawn(move || {
                let mut text = Vec::new();
                let _ = pipe.by_ref().take(64 << 10).read_to_end(&mut text);
                let _ = std::io::copy(&mut pipe, &mut std::io::sink());
                String::from_utf8_lossy(&text).trim().to_owned()
            })
        });
        let mut bytes = Vec::new();
        let read = match child.stdout.take() {
            Some(pipe) => pipe.take(limit as u64 + 1).read_to_end(&mut bytes),
            None => Ok(0),
        };
        if bytes.len() > limit {
            let _ = child.kill();
        }
        let status = child.wait().map_err(failed)?;
        let said = said.and_then(|said| said.join().ok()).unwrap_or_default();
        read.map_err(failed)?;
        if bytes.len() > limit {
            return Ok(Err(format!("gives more than {limit} bytes")));
        }
        Ok(if status.success() { Ok(bytes) } else { Err(said) })
    }

    fn object(&self, what: &str) -> Result<Option<String>, Error> {
        let args = ["rev-parse", "--verify", "--quiet", "--end-of-options", what].map(OsStr::new);
        let answer = self.ask(&args, 4096)?.ok();
        Ok(answer.map(|id| String::from_utf8_lossy(&id).trim().to_owned()).filter(|id| !id.is_empty()))
    }

    /// The commit of a revision; `REV...` is where the present branch left it.
    pub fn commit(&self, revision: &str) -> Result<String, Error> {
        let unknown = |said: String| {
            let said = if said.is_empty() { String::new() } else { format!(" ({said})") };
            Error::new(format!("git knows no revision `{revision}` here{said}"))
                .with_help("`git branch -a` lists branches; in CI, fetch the base first: a shallow checkout has only its own commit")
        };
        let (name, merge_base) = match revision.strip_suffix("...") {
            Some(name) => (name, true),
            None => (revision, false),
        };
        let commit = self.object(&format!("{name}^{{commit}}"))?.ok_or_else(|| unknown(String::new()))?;
        if !merge_base {
            return Ok(commit);
        }
        let args = ["merge-base", &commit, "HEAD"].map(OsStr::new);
        match self.ask(&args, 4096)? {
            Ok(id) => Ok(String::from_utf8_lossy(&id).trim().to_owned()),
            Err(_) => Err(unknown("it has no commit in common with HEAD".to_owned())),
        }
    }

    /// The plain files of a commit at or below a path from the root, all of them for none.
    pub fn files(&self, commit: &str, below: Option<&str>) -> Result<Vec<Blob>, Error> {
        let mut args = vec!["ls-tree", "-r", "-z", "--full-tree", commit];
        args.extend(below.iter().flat_map(|below| ["--", below]));
        let args: Vec<&OsStr> = args.into_iter().map(OsStr::new).collect();
        let listed = self.ask(&args, MOST_LISTED)?;
        let listed = listed.map_err(|said| Error::new(format!("git cannot list {commit}: {said}")))?;
        // `100644 blob 0123…\tpath`; a link or a submodule is no record.
        let blob = |line: &[u8]| {
            let line = std::str::from_utf8(line).ok()?;
            let (head, path) = line.split_once('\t')?;
            let mut head = head.split(' ');
            let mode = head.next()?;
            let object = head.nth(1)?.to_owned();
            mode.starts_with("100").then(|| Blob { path: path.to_owned(), object })
        };
        Ok(listed.split(|&byte| byte == 0).filter_map(blob).collect())
    }

    /// What the file held.
    pub fn read(&self, blob: &Blob, limit: usize) -> Result<Vec<u8>, Error> {
        let args = ["cat-file", "blob", &blob.object].map(OsStr::new);
        let read = self.ask(&args, limit)?;
        read.map_err(|said| Error::at(Path::new(&blob.path), format!("git cannot read it: {said}")))
    }
}
