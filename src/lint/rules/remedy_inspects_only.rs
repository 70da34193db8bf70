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
//! Taken to read only are programs such as `cat` `curl` `df` `dig` `dmesg` `find` `free` `grep` `head` `iostat` `journalctl` `jq` `ls`
//! `lsof` `netstat` `ping` `ps` `ss` `stat` `tail` `top` `uptime` `vmstat` `wc`; `curl` without a method, data, form or upload; a database's
//! client with `select`, `show` or `explain`; `redis-cli` with `info`, `get` and other reading commands; and `aws` `az` `docker`
//! `gcloud` `git` `helm` `kubectl` `oc` `patronictl` `podman` `systemctl` `terraform` and their like with one of the verbs
//! `describe` `diff` `events` `explain` `get` `history` `info` `inspect` `is-active` `list` `log` `logs` `ls` `plan` `ps` `read` `show`
//! `stats` `status` `tail` `top` `version`, or one that begins with `describe-`, `get-` or `list-`; also behind `sudo`, `ssh`, `xargs`,
//! `docker exec` and other programs that run another. A remedy with any other command is left alone.

use crate::commands::only_reads;
use crate::lint::{Context, Finding};
use crate::record::model::RemedyKind;

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
