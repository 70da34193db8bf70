//! # unused-var
//!
//! A name in `vars` that no text, command or value quotes as `${{ vars.name }}`.
//!
//! **Why it hurts.** It looks like the one place to change a name, but nothing follows it: what the documents say was typed by hand.
//!
//! Before:
//!
//! ```yaml
//! vars: {project: shop-staging, region: eu-west1}
//! checks: [{id: up, what: It runs, run: "gcloud run services list --project=${{ vars.project }}", expect: ok}]
//! ```
//!
//! After:
//!
//! ```yaml
//! vars: {project: shop-staging}
//! checks: [{id: up, what: It runs, run: "gcloud run services list --project=${{ vars.project }}", expect: ok}]
//! ```

use std::collections::HashSet;

use crate::lint::{Context, Finding};
use crate::nearest::nearest;
use crate::record::FieldPath;
use crate::record::template::{Piece, pieces};

/// Each is compared with all vars.
const MOST_UNKNOWN: usize = 50;

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let Some(vars) = &context.record.vars else { return };
    let mut quoted: HashSet<String> = HashSet::new();
    let mut unknown = 0;
    let mut quote = |name: &str| {
        // A misspelt name is the slip of `unknown-reference`; what was meant is not unused.
        if vars.get(name).is_none() && unknown < MOST_UNKNOWN && !quoted.contains(name) {
            unknown += 1;
            quoted.extend(nearest(name, vars.keys().map(|name| name.as_str())).map(str::to_owned));
        }
        quoted.insert(name.to_owned());
    };
    context.shape().walk(&mut |_, _, text| {
        if !text.contains("${{") {
            return;
        }
        for piece in pieces(text) {
            match piece {
                Piece::Quote { path, .. } => {
                    if let Some(name) = path.strip_prefix("vars.") {
                        quote(name);
                    }
                }
                Piece::Broken { at, .. } => {
                    let words = text[at].split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_')));
                    words.filter(|word| vars.get(*word).is_some()).for_each(&mut quote);
                }
                Piece::Text(_) | Piece::Escape => {}
            }
        }
    });
    if vars.keys().all(|name| quoted.contains(name.as_str())) {
        return;
    }
    // Typed out instead of quoted: one slip, and `var-in-text` has it.
    quoted.extend(super::var_in_text::typed(context).into_iter().map(|typed| typed.name.to_owned()));
    for name in vars.keys().filter(|name| !quoted.contains(name.as_str())) {
        let at = FieldPath::new("vars").key(name.as_str().to_owned());
        let message = format!("nothing quotes the var `{name}`");
        let help = format!("write `${{{{ vars.{name} }}}}` where its value is meant, or remove it");
        found.push(Finding::new(at, message).on_key().help(help));
    }
}
