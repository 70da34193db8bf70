//! # unused-allow
//!
//! An entry of `lint.allow` that silences nothing: no finding of that rule stands at or below that path.
//!
//! **Why it hurts.** The next reader believes that a contradiction is still there, and a new one at that place would be silenced
//! unseen.
//!
//! Before:
//!
//! ```yaml
//! lint:
//!   allow: [{rule: share-sum, at: root_cause.causes, because: Shares are estimates}]
//! ```
//!
//! After:
//!
//! ```yaml
//! lint:
//!   allow: []
//! ```
//!
//! `at` is a record path: indices count from 0, `roadmap[diagnose]` names an item by its id, and the allow covers what
//! lies below. An allow cannot silence this rule or `expired-allow`. Allows of `missing-path` are only judged with `--root`.

use crate::lint::{Context, Finding};

/// Reported by [`crate::lint::allow`], which knows what was silenced.
pub(super) fn check(_: &Context, _: &mut Vec<Finding>) {}
