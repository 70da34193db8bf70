//! What templates see and what `handoff templates names` lists are the same.

use std::collections::BTreeSet;
use std::path::Path;

use tera::Value;

use super::all_names;
use crate::evidence::Evidence;
use crate::render::names::Node;
use crate::render::package::Package;
use crate::render::planned;

/// Records that together hold every field, and evidence of every kind.
const RECORDS: [&str; 4] =
    ["tests/documents/every-field.yaml", "tests/packages/every-section", "tests/packages/proven", "incidents/1278"];

/// What the templates of a record see, as one mapping.
fn seen(path: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let file = if path.is_dir() { path.join("incident.yaml") } else { path };
    let loaded = crate::record::decode("incident.yaml", &std::fs::read(&file).unwrap()).unwrap();
    let evidence = std::fs::read(file.with_file_name("evidence.yaml"));
    let evidence = evidence.map_or_else(|_| Evidence::default(), |bytes| Evidence::decode("e", &bytes).unwrap());
    let package = Package {
        record: &loaded.record,
        shape: loaded.shape(),
        facts: &evidence.facts(&loaded.record),
        evidence: &evidence,
        file: "incident.yaml",
        skip: &[],
    };
    let planned = planned::planned(&[], &package);
    let context = super::context(&package, &planned);
    let names = all_names(&[])
        .fields
        .into_iter()
        .filter_map(|field| Some((field.name.to_string(), context.get(&field.name)?.clone())));
    crate::render::values::by_key(names)
}

/// Compares a value with the names below it: collects those that are there, and those that no list knows.
struct Compare<'n> {
    root: &'n Node,
    used: BTreeSet<String>,
    unlisted: BTreeSet<String>,
}

impl Compare<'_> {
    fn compare(&mut self, value: &Value, node: &Node, path: &str) {
        let node = node.same_as.and_then(|path| self.root.at(path)).unwrap_or(node);
        if let Some(items) = value.as_array() {
            let plain = Node::default();
            let of = node.item.as_deref().unwrap_or(if node.fields.is_empty() { &plain } else { node });
            items.iter().for_each(|item| self.compare(item, of, &format!("{path}[]")));
        }
        for (key, value) in value.as_map().into_iter().flatten() {
            let key = key.as_str().unwrap();
            match (node.field(key), &node.by_key) {
                (Some(field), _) => {
                    let path = format!("{path}.{key}");
                    self.used.insert(path.trim_start_matches('.').to_owned());
                    self.compare(value, &field.node, &path);
                }
                (None, Some(below)) => self.compare(value, below, &format!("{path}.<id>")),
                (None, None) => {
                    self.unlisted.insert(format!("{path}.{key}"));
                }
            }
        }
    }
}

#[test]
fn every_name_is_listed_and_every_listed_name_is_there() {
    let root = all_names(&[]);
    let mut compare = Compare { root: &root, used: BTreeSet::new(), unlisted: BTreeSet::new() };
    for record in RECORDS {
        compare.compare(&seen(record), &root, "");
    }
    let bare = |line: &str| line.split(": ").next().unwrap_or_default().replace("[]", "").replace(".<id>", "");
    let used: BTreeSet<String> = compare.used.iter().map(|path| bare(path)).collect();
    let unused: Vec<String> = root.lines().iter().map(|line| bare(line)).filter(|path| !used.contains(path)).collect();
    // The document is named when it is rendered; no committed record is proven to its end.
    let later = ["progress.handback.at", "progress.afterwards.at", "progress.wanted.at", "document", "contents"];
    let both = (compare.unlisted.into_iter().collect::<Vec<_>>(), unused);
    assert_eq!(both, (Vec::new(), later.map(str::to_owned).to_vec()), "not listed, and shown by no record");
}

#[test]
fn worked_out_names_hide_none_of_the_record() {
    let root = all_names(&[]);
    let mut nodes = vec![("incident".to_owned(), root.at("incident").unwrap())];
    while let Some((path, node)) = nodes.pop() {
        let mut names = BTreeSet::new();
        let twice = node.fields.iter().find(|field| !names.insert(&field.name));
        // A record has `expect` as a text or as a mapping, and so on: the same field, described once.
        assert!(twice.is_none(), "{path}.{}", twice.unwrap().name);
        nodes.extend(node.fields.iter().map(|field| (format!("{path}.{}", field.name), &field.node)));
        nodes.extend(node.item.iter().chain(&node.by_key).map(|below| (format!("{path}[]"), &**below)));
    }
}

#[test]
fn every_view_has_a_line_on_each_of_its_names() {
    for line in all_names(&[]).lines() {
        let of_record = line.starts_with("incident.") && !line.contains(": ");
        assert!(of_record || line.split_once(": ").is_some_and(|(_, doc)| !doc.trim().is_empty()), "{line}");
    }
}
