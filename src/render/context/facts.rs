//! The facts' texts as nested mappings: `facts.phases[phase.id].ends`.

use indexmap::IndexMap;
use tera::Value;

use crate::facts::Facts;
use crate::render::values::by_key;

#[derive(Default)]
struct Tree {
    text: Option<String>,
    below: IndexMap<String, Tree>,
}

pub fn facts(facts: &Facts) -> Value {
    let mut root = Tree::default();
    for (name, fact) in facts.iter() {
        let leaf = name.split('.').fold(&mut root, |tree, segment| tree.below.entry(segment.to_owned()).or_default());
        leaf.text = Some(fact.text.clone());
    }
    value(root)
}

fn value(tree: Tree) -> Value {
    match tree.text {
        Some(text) => Value::from(text),
        None => by_key(tree.below.into_iter().map(|(key, tree)| (key, value(tree)))),
    }
}
