//! The documents of the package.

use tera::value::Key;
use tera::{Map, Value};

use crate::markdown::{Place, inline};
use crate::render::documents::{README, stem};
use crate::render::names::view::{made, view};
use crate::render::names::{Name, Node};
use crate::render::planned::Planned;

view! {
    Entry {
        /// Its file.
        name: String,
        /// Its title.
        title: String,
        /// For whom it is; empty of a document of the project's own.
        reader: String,
    }
}

made! {
    /// By stem, such as `has.five_whys`: true where the document is part of the package.
    Has, Node::default()
}

/// All but the front page, in its order.
pub fn documents(planned: &[Planned]) -> Vec<Entry> {
    let listed = planned.iter().filter(|document| document.name != README);
    let entry = |document: &Planned| Entry {
        name: document.name.clone(),
        title: inline(&document.title, Place::Label),
        reader: document.reader.clone(),
    };
    listed.map(entry).collect()
}

pub fn has(planned: &[Planned]) -> Has {
    let there = planned.iter().map(|document| (Key::from(key(&document.name)), Value::from(true)));
    Has(Value::from(there.collect::<Map>()))
}

/// What may follow `has` where a project has these documents of its own.
pub fn has_names(documents: impl Iterator<Item = String>) -> Node {
    // A document and the script that goes with it share a name.
    let mut seen = std::collections::HashSet::new();
    let named = documents.filter(|name| seen.insert(key(name))).map(|name| Name {
        name: key(&name).into(),
        doc: format!("Whether `{name}` is part of the package.").into(),
        node: Node::default(),
    });
    Node::of_fields(named.collect())
}

/// `five-whys.md` as templates ask for it: `has.five_whys`.
fn key(name: &str) -> String {
    stem(name).replace('-', "_")
}
