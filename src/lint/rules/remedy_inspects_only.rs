//! # remedy-inspects-only
//!
//! A remedy that neither changes anything nor says what to do: it has no `do` and no `sets`, and it is
//! of `kind: inspect`, or each command of its `run` only reads.
//!
//! **Why it hurts.** It looks like a way out, and after running it the reader knows no more than that
//! something is wrong.
//!
//! Before:
//!
//! ```yaml
//! remedies:
//!   - {id: network-wrong, run: gcloud compute networks describe staging-vpc}
//! ```
//!
//! After:
//!
//! ```yaml
//! diagnose: [network]
//! remedies:
//!   - {id: network-wrong, do: Move the connector to the network of the database}
//! ```
//!
//! Taken to read only are: `cat` `cut` `df` `diff` `dig` `du` `echo` `egrep` `file` `free` `grep` `head` `host` `id`
//! `jq` `ls` `lsof` `md5sum` `netstat` `nslookup` `ping` `printf` `ps` `pwd` `sha256sum` `sleep` `ss` `stat` `tail`
//! `test` `top` `traceroute` `true` `uniq` `uptime` `wc` `which` `whoami`; `curl` without a method, data, form or upload;
//! and `aws` `az` `docker` `gcloud` `git` `helm` `kubectl` `oc` `patronictl` `podman` `systemctl` `terraform` with one of the
//! verbs `cluster-info` `describe` `diff` `events` `explain` `get` `history` `images` `info` `inspect` `is-active`
//! `is-enabled` `is-failed` `list` `list-units` `log` `logs` `ls` `plan` `ps` `read` `show` `stats` `status` `tail`
//! `top` `version`, or one that begins with `describe-`, `get-` or `list-`. A remedy with any other command is left alone.

use crate::lint::shell::{self, Command};
use crate::lint::{Context, Finding};
use crate::record::model::RemedyKind;

const READERS: &[&str] = &[
    "cat",
    "cut",
    "df",
    "diff",
    "dig",
    "du",
    "echo",
    "egrep",
    "file",
    "free",
    "grep",
    "head",
    "host",
    "id",
    "jq",
    "ls",
    "lsof",
    "md5sum",
    "netstat",
    "nslookup",
    "ping",
    "printf",
    "ps",
    "pwd",
    "sha256sum",
    "sleep",
    "ss",
    "stat",
    "tail",
    "test",
    "top",
    "traceroute",
    "true",
    "uniq",
    "uptime",
    "wc",
    "which",
    "whoami",
];
const CLIENTS: &[&str] = &[
    "aws",
    "az",
    "docker",
    "gcloud",
    "git",
    "helm",
    "kubectl",
    "oc",
    "patronictl",
    "podman",
    "systemctl",
    "terraform",
];
const READING_VERBS: &[&str] = &[
    "cluster-info",
    "describe",
    "diff",
    "events",
    "explain",
    "get",
    "history",
    "images",
    "info",
    "inspect",
    "is-active",
    "is-enabled",
    "is-failed",
    "list",
    "list-units",
    "log",
    "logs",
    "ls",
    "plan",
    "ps",
    "read",
    "show",
    "stats",
    "status",
    "tail",
    "top",
    "version",
];
const READING_PREFIXES: &[&str] = &["describe-", "get-", "list-"];
/// A command with one of these words is left alone, wherever the word stands.
const CHANGING_VERBS: &[&str] = &[
    "add",
    "annotate",
    "apply",
    "attach",
    "clean",
    "clone",
    "commit",
    "cordon",
    "cp",
    "create",
    "delete",
    "deploy",
    "destroy",
    "detach",
    "disable",
    "drain",
    "edit",
    "edit-config",
    "enable",
    "exec",
    "expose",
    "failover",
    "import",
    "install",
    "kill",
    "label",
    "mv",
    "patch",
    "pause",
    "promote",
    "prune",
    "pull",
    "push",
    "put",
    "reboot",
    "reinit",
    "reload",
    "remove",
    "replace",
    "reset",
    "resize",
    "restart",
    "restore",
    "resume",
    "rm",
    "rollback",
    "scale",
    "set",
    "start",
    "stop",
    "switchover",
    "sync",
    "taint",
    "undo",
    "uninstall",
    "unset",
    "update",
    "upgrade",
    "write",
];

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    for (at, remedy) in context.record.remedies() {
        if remedy.r#do.is_some() || remedy.sets.as_ref().is_some_and(|sets| !sets.is_empty()) {
            continue;
        }
        let reads = remedy.run.as_ref().is_some_and(|run| only_reads(run.as_str()));
        if remedy.kind == Some(RemedyKind::Inspect) || reads {
            let message =
                format!("the remedy `{}` only looks: it changes nothing and does not say what to do", remedy.id);
            let help = "say in `do` what to do with what it shows, or make it a check under `diagnose`";
            found.push(Finding::new(at.key("id"), message).help(help));
        }
    }
}

fn only_reads(script: &str) -> bool {
    shell::commands(script).is_some_and(|all| !all.is_empty() && all.iter().all(reads))
}

fn reads(command: &Command) -> bool {
    let mut words = command.words.iter().map(String::as_str).skip_while(|word| *word == "sudo").peekable();
    let Some(program) = words.next().filter(|_| !command.opaque) else { return false };
    let program = program.rsplit('/').next().unwrap_or(program);
    if READERS.contains(&program) {
        return true;
    }
    if program == "curl" {
        return !words.any(sends);
    }
    if !CLIENTS.contains(&program) {
        return false;
    }
    let verbs: Vec<&str> = words.filter(|word| !word.starts_with('-')).collect();
    let changes = |word: &&str| {
        let head = word.split('-').next().unwrap_or(word);
        CHANGING_VERBS.contains(word) || CHANGING_VERBS.contains(&head)
    };
    let reading = |word: &&str| READING_VERBS.contains(word) || READING_PREFIXES.iter().any(|p| word.starts_with(p));
    let Some(verb) = verbs.iter().position(reading) else { return false };
    !verbs[..verb].iter().any(changes)
}

/// Whether an option of curl makes it more than a read.
fn sends(option: &str) -> bool {
    let long = ["--request", "--data", "--form", "--upload-file", "--json", "--post"];
    let short = !option.starts_with("--") && option.starts_with('-') && option.contains(['X', 'd', 'F', 'T']);
    short || long.iter().any(|name| option.starts_with(name))
}
