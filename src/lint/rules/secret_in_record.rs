//! # secret-in-record
//!
//! A key, a token, a password or an address with credentials stands in the record.
//!
//! **Why it hurts.** The record is rendered, posted and kept in version control. Whoever may read it holds the secret, for ever.
//!
//! Before:
//!
//! ```yaml
//! checks: [{id: db, what: It answers, run: "psql postgres://app:hunter2-9x@db/shop -c 'select 1'", expect: ok}]
//! ```
//!
//! After:
//!
//! ```yaml
//! checks: [{id: db, what: It answers, run: "psql -h db -U app shop -c 'select 1'  # PGPASSWORD is exported", expect: ok}]
//! ```
//!
//! Documented examples of vendors count too: nobody can tell them from real ones. `$VAR`, `${{ vars.x }}`, a user without
//! password, hashes, digests and UUIDs are none. No output holds the value.

use crate::lint::{Context, Finding};

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    for secret in context.secrets() {
        let message = "a secret stands here: a key, a token, a password or an address with credentials";
        let help = "take it out, let the command read it from the environment, and replace it wherever it is used: \
                    it has been published with the record";
        let finding = Finding::new(secret.at.clone(), message).help(help);
        found.push(match &secret.part {
            Some(part) => finding.part(part.clone()),
            None => finding.on_key(),
        });
    }
}
