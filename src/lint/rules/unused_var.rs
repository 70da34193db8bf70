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
use crate::record::FieldPath;
use crate::record::shape::Shape;
use crate::record::template::{Piece, pieces};

pub(super) fn check(context: &Context, found: &mut Vec<Finding>) {
    let Some(vars) = &context.record.vars else { return };
    let mut quoted: HashSet<String> = HashSet::new();
    Shape::of(context.record).walk(&FieldPath::default(), &mut |_, kind, text| {
        if kind == "Var" || !text.contains("${{") {
            return;
        }
        for piece in pieces(text) {
            if let Piece::Quote { path, .. } = piece
                && let Some(name) = path.strip_prefix("vars.")
            {
                quoted.insert(name.to_owned());
            }
        }
    });
    // Typed out instead of quoted: one slip, and `var-in-text` has it.
    quoted.extend(super::var_in_text::typed(context).into_iter().map(|typed| typed.name.to_owned()));
    for name in vars.keys().filter(|name| !quoted.contains(name.as_str())) {
        let at = FieldPath::new("vars").key(name.as_str().to_owned());
        let message = format!("nothing quotes the var `{name}`");
        let help = format!("write `${{{{ vars.{name} }}}}` where its value is meant, or remove it");
        found.push(Finding::new(at, message).on_key().help(help));
    }
}
