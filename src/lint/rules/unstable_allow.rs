//! # unstable-allow
//!
//! An entry of `lint.allow` takes an item by its position where an id or its text would do.
//!
//! **Why it hurts.** When something is inserted above, the allow silences another item, perhaps a worse one, and nobody notices.
//!
//! Before:
//!
//! ```yaml
//! lint:
//!   allow: [{rule: alert-inside-target, at: "monitoring.alerts[0]", because: It warns on purpose}]
//! ```
//!
//! After:
//!
//! ```yaml
//! lint:
//!   allow: [{rule: alert-inside-target, at: "monitoring.alerts[Early warning]", because: It warns on purpose}]
//! ```
//!
//! An item goes by its `id`, without one by its first text; by position, counted from 0, only where neither tells it from the others.

use crate::lint::{Context, Finding};

/// Reported by [`crate::lint::allow`], which knows what was silenced.
pub(super) fn check(_: &Context, _: &mut Vec<Finding>) {}
