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

use std::borrow::Cow;

use crate::lint::{Context, Finding, SecretAt};
use crate::record::shape::Shape;
use crate::record::tree::{Kind, NodeId, Tree};
use crate::record::{FieldPath, Segment};
use crate::secrets::find_secrets;

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

/// Every secret by the path of its string and its place there: all strings, typed values and vars too.
pub(in crate::lint) fn secrets(context: &Context) -> Vec<SecretAt> {
    let mut found = Vec::new();
    // The tree costs as much as decoding: a record without secrets does without.
    if !is_in(context.shape(), &mut FieldPath::default()) {
        return found;
    }
    match context.loaded.tree() {
        Some(tree) => walk(tree, tree.root, &mut FieldPath::default(), &mut found),
        None => context.texts().iter().for_each(|text| in_string(&text.at, &text.text, &mut found)),
    }
    found
}

/// Whether a string or key of the author's below `at` is or holds a secret.
fn is_in(shape: &Shape, at: &mut FieldPath) -> bool {
    let below = |segment, shape, at: &mut FieldPath| {
        at.0.push(segment);
        let found = is_in(shape, at);
        at.0.pop();
        found
    };
    match shape {
        Shape::Leaf { text, .. } => !find_secrets(text).is_empty() || is_named_secret(at, text),
        Shape::Sequence(items) => items.iter().enumerate().any(|(index, item)| below(Segment::Index(index), item, at)),
        Shape::Mapping(entries) => entries.iter().any(|(key, value)| {
            let own = matches!(key, Cow::Owned(key) if !find_secrets(key).is_empty());
            own || below(Segment::Key(key.clone()), value, at)
        }),
        Shape::Bool(_) | Shape::Number(_) => false,
    }
}

fn in_string(at: &FieldPath, text: &str, found: &mut Vec<SecretAt>) {
    let mut parts = find_secrets(text);
    if parts.is_empty() && is_named_secret(at, text) {
        parts.push(0..text.len());
    }
    for part in parts {
        found.push(SecretAt { at: at.clone(), value: text[part.clone()].to_owned(), part: Some(part) });
    }
}

/// Depth is bounded by the parser; aliases are not followed, what they stand for is seen once.
fn walk(tree: &Tree, node: NodeId, at: &mut FieldPath, found: &mut Vec<SecretAt>) {
    match &tree.nodes[node].kind {
        Kind::Scalar { value, .. } => in_string(at, value, found),
        Kind::Sequence(items) => {
            for (index, &item) in items.iter().enumerate() {
                at.0.push(Segment::Index(index));
                walk(tree, item, at, found);
                at.0.pop();
            }
        }
        Kind::Mapping(entries) => {
            for &(key, value) in entries {
                let name = tree.scalar(key).unwrap_or_default();
                at.0.push(Segment::Key(name.to_owned().into()));
                for part in find_secrets(name) {
                    found.push(SecretAt { at: at.clone(), part: None, value: name[part].to_owned() });
                }
                walk(tree, value, at, found);
                at.0.pop();
            }
        }
        Kind::Alias(_) => {}
    }
}

/// `vars: {db_password: …}`: the name says what the value is, unless the value reads like the name
/// of a secret that is kept elsewhere.
fn is_named_secret(at: &FieldPath, value: &str) -> bool {
    let [Segment::Key(section), Segment::Key(name)] = at.0.as_slice() else { return false };
    if section != "vars" {
        return false;
    }
    let name = name.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| name.split(['_', '-']).any(|part| part == *word));
    let has = |of: fn(&char) -> bool| value.chars().any(|c| of(&c));
    let mixed = has(char::is_ascii_digit) && has(char::is_ascii_lowercase);
    let one_token = !value.contains(char::is_whitespace) && !value.contains(['/', ':', '.', '$', '<']);
    let named = value.contains(['-', '_']) && !has(char::is_ascii_uppercase);
    if says(&["password", "passwd", "pwd", "passphrase"]) {
        one_token && !named && has(char::is_ascii_digit) && value.len() >= 6
    } else {
        let key = says(&["token", "secret", "apikey"]) || name.ends_with("api_key") || name.ends_with("access_key");
        key && one_token && !named && mixed && has(char::is_ascii_uppercase) && value.len() >= 16
    }
}
