//! Where a record holds secrets: what `secret-in-record` reports and no output shows.

use super::leaf::SecretAt;
use crate::record::tree::{Kind, NodeId, Tree};
use crate::record::{FieldPath, Loaded, Segment};
use crate::secrets::find_secrets;

/// Every secret by the path of its string and its place there: all strings, typed values and vars too.
pub fn secrets(loaded: &Loaded) -> Vec<SecretAt> {
    let mut found = Vec::new();
    let tree = loaded.tree();
    walk(tree, tree.root, &mut FieldPath::default(), &mut found);
    found
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
