//! # check-changes-something
//!
//! A check that passes for one that only reads, and whose command changes something.
//!
//! **Why it hurts.** `verify --yes` runs it on a system that is already broken, and whoever looks how things stand makes them worse.
//!
//! Before:
//!
//! ```yaml
//! checks:
//!   - {id: restarts, what: The pod comes back, run: kubectl delete pod web-0}
//! ```
//!
//! After:
//!
//! ```yaml
//! checks:
//!   - {id: restarts, what: The pod comes back, run: kubectl delete pod web-0, read_only: false}
//! ```
//!
//! With `read_only: false` it runs only with `--allow-changes`; without it, `verify` and `health-check.sh` treat it so all the same.
//! Taken to change something are: a redirection into a file (not into `/dev/null`, nor into what `mktemp` made); programs such as `chmod`
//! `chown` `cp` `dd` `kill` `killall` `ln` `mkdir` `mv` `pkill` `reboot` `rm` `rmdir` `touch` `truncate`, `sed -i`, `tee FILE`, `find -delete`;
//! `curl` with `PUT`, `PATCH`, `DELETE` or an upload, or a `POST` whose path ends with one of the verbs; a database's client with `insert`
//! `update` `delete` `drop` `alter` `create` `truncate` `grant`; `redis-cli` with `set` `del` `flushall` and other writing commands; and clients such
//! as `aws` `az` `docker` `gcloud` `git` `helm` `kubectl` `nomad` `systemctl` `terraform` `vault` with a verb such as `add` `apply` `cancel` `cordon`
//! `create` `delete` `deploy` `destroy` `disable` `drain` `enable` `failover` `flush` `install` `kill` `patch` `pause` `promote` `prune` `purge` `push`
//! `put` `reboot` `reload` `remove` `replace` `reset` `resize` `restart` `restore` `resume` `rollback` `scale` `set` `start` `stop` `switchover`
//! `terminate` `uninstall` `update` `upgrade` `write`, or one that begins with it (`delete-stack`, `purge_queue`); also behind `sudo`, `ssh`,
//! `xargs`, `sh -c`, `kubectl exec` and in substitutions. A script of your own is not looked into.

use crate::commands::change;
use crate::lint::{Context, Finding};
use crate::record::FieldPath;

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    for (row, check) in context.record.checks.iter().enumerate() {
        let Some(run) = check.run.as_ref().filter(|_| check.read_only != Some(false)) else { continue };
        let at = FieldPath::new("checks").index(row).key("run");
        // What a quoted name brings along has no place of its own.
        let (place, what) = match change(run.as_str()) {
            Some(change) => (Some(change.place), change.what),
            None => match change(&context.names().expand(run.as_str())) {
                Some(change) => (None, change.what),
                None => continue,
            },
        };
        let what = what.escape_debug();
        let message = format!("the check `{}` changes something: `{what}`", check.id);
        let help = "say `read_only: false`, then it runs only with `--allow-changes`; or prove it by looking";
        let finding = Finding::new(at, message).help(help);
        found.push(match place {
            Some(place) => finding.part(place),
            None => finding,
        });
    }
}
