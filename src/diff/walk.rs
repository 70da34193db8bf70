//! Two trees -> what is not the same in them, each once: a leaf that changed, a key or an item that
//! came or went, an item that moved where order means something.
//!
//! Trees, and not the typed records, since every field is in them, whoever adds one, and as it was
//! written. Short and long forms of one thing (`a`, `[a]`, `{do: a}`) are the same.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::change::What;
use super::names::Names;
use super::pairs::{Item, Pairs, pairs, staying};
use crate::record::tree::{Kind, NodeId, ScalarStyle, Tree};
use crate::record::{FieldPath, Loaded, Segment};

/// A value or an item on one side.
#[derive(Debug, Clone)]
pub struct Spot {
    pub at: FieldPath,
    pub node: NodeId,
}

/// One difference.
#[derive(Debug, Clone)]
pub struct Difference {
    pub what: What,
    pub old: Option<Spot>,
    pub new: Option<Spot>,
}

/// The differences of two records.
pub struct Walked {
    pub found: Vec<Difference>,
    /// Which items of a list are one and the same, by the path of the list in the new record.
    pub pairs: HashMap<String, Pairs>,
}

/// One record, as it is walked.
type Side<'s> = (&'s Loaded, &'s Names<'s>);

pub fn walk(old: Side, new: Side) -> Walked {
    let walked = Walked { found: Vec::new(), pairs: HashMap::new() };
    let mut walk = Walk { old: old.0.tree(), new: new.0.tree(), names: (old.1, new.1), walked };
    let root = |tree: &Tree| Spot { at: FieldPath::default(), node: tree.root };
    walk.compare(&root(old.0.tree()), &root(new.0.tree()));
    walk.walked
}

struct Walk<'w> {
    old: &'w Tree,
    new: &'w Tree,
    names: (&'w Names<'w>, &'w Names<'w>),
    walked: Walked,
}

impl<'w> Walk<'w> {
    fn compare(&mut self, old: &Spot, new: &Spot) {
        let (old_tree, new_tree) = (self.old, self.new);
        let (a, b) = (old_tree.resolve(old.node), new_tree.resolve(new.node));
        match (&old_tree.nodes[a].kind, &new_tree.nodes[b].kind) {
            (Kind::Mapping(_), Kind::Mapping(_)) => self.mappings(old, new),
            (Kind::Sequence(_), Kind::Sequence(_)) => self.lists(&items(old_tree, old), &items(new_tree, new), new),
            (Kind::Sequence(_), _) => self.lists(&items(old_tree, old), std::slice::from_ref(new), new),
            (_, Kind::Sequence(_)) => self.lists(std::slice::from_ref(old), &items(new_tree, new), new),
            (Kind::Scalar { .. }, Kind::Scalar { .. }) => {
                if !same_text((old_tree, a), (new_tree, b), &new.at) {
                    self.push(What::Changed, Some(old), Some(new));
                }
            }
            (Kind::Scalar { .. }, Kind::Mapping(_)) => match self.long_form(new_tree, new, self.names.1) {
                Some(text) => {
                    self.compare(old, &text);
                    for other in children(new_tree, new).filter(|(_, other)| other.node != text.node) {
                        self.came(&other.1);
                    }
                }
                None => self.push(What::Changed, Some(old), Some(new)),
            },
            (Kind::Mapping(_), Kind::Scalar { .. }) => match self.long_form(old_tree, old, self.names.0) {
                Some(text) => {
                    self.compare(&text, new);
                    for other in children(old_tree, old).filter(|(_, other)| other.node != text.node) {
                        self.went(&other.1);
                    }
                }
                None => self.push(What::Changed, Some(old), Some(new)),
            },
            (Kind::Alias(_), _) | (_, Kind::Alias(_)) => {}
        }
    }

    /// The value of the mapping that its short form would be.
    fn long_form(&self, tree: &Tree, mapping: &Spot, names: &Names) -> Option<Spot> {
        let key = match mapping.at.0.last() {
            Some(Segment::Key(key)) if key == "expect" => "equals".to_owned(),
            Some(Segment::Key(key)) if key == "undo" => "run".to_owned(),
            _ => children(tree, mapping).find(|(_, value)| names.text_kind(&value.at).is_some())?.0,
        };
        children(tree, mapping).find(|(name, _)| *name == key).map(|(_, value)| value)
    }

    fn mappings(&mut self, old: &Spot, new: &Spot) {
        let (old_tree, new_tree) = (self.old, self.new);
        let before: HashMap<String, Spot> = children(old_tree, old).collect();
        let after: HashMap<String, Spot> = children(new_tree, new).collect();
        for (key, value) in children(new_tree, new) {
            match before.get(&key) {
                Some(was) => self.compare(was, &value),
                None => self.came(&value),
            }
        }
        for (_, value) in children(old_tree, old).filter(|(key, _)| !after.contains_key(key)) {
            self.went(&value);
        }
    }

    /// What was not there: the items of a list, and the values of a section, come one by one.
    fn came(&mut self, new: &Spot) {
        for part in parts(self.new, new) {
            self.push(What::Added, None, Some(&part));
        }
    }

    fn went(&mut self, old: &Spot) {
        for part in parts(self.old, old) {
            self.push(What::Removed, Some(&part), None);
        }
    }

    fn lists(&mut self, old: &[Spot], new: &[Spot], list: &Spot) {
        let before: Vec<Item> = old.iter().map(|place| item(self.old, self.names.0, place)).collect();
        let after: Vec<Item> = new.iter().map(|place| item(self.new, self.names.1, place)).collect();
        let pairs = pairs(&before, &after);
        let ordered = order_counts(&list.at) || self.phases_follow(old, new, &list.at);
        let stays = if ordered { staying(&pairs) } else { Vec::new() };
        let mut by_new = pairs.iter().enumerate().peekable();
        for (at, place) in new.iter().enumerate() {
            match by_new.next_if(|(_, pair)| pair.1 == at) {
                Some((nth, pair)) => {
                    if stays.get(nth) == Some(&false) {
                        self.push(What::Moved, Some(&old[pair.0]), Some(place));
                    }
                    self.compare(&old[pair.0], place);
                }
                None => self.push(What::Added, None, Some(place)),
            }
        }
        let kept: std::collections::HashSet<usize> = pairs.iter().map(|pair| pair.0).collect();
        for (_, place) in old.iter().enumerate().filter(|(at, _)| !kept.contains(at)) {
            self.push(What::Removed, Some(place), None);
        }
        self.walked.pairs.insert(list.at.to_string(), pairs);
    }

    /// Whether a phase follows the one before it because it does not say what it follows.
    fn phases_follow(&self, old: &[Spot], new: &[Spot], list: &FieldPath) -> bool {
        let follows = |tree: &Tree, phases: &[Spot]| phases.iter().any(|p| tree.entry_of(p.node, "after").is_none());
        list.to_string() == "roadmap" && (follows(self.old, old) || follows(self.new, new))
    }

    fn push(&mut self, what: What, old: Option<&Spot>, new: Option<&Spot>) {
        self.walked.found.push(Difference { what, old: old.cloned(), new: new.cloned() });
    }
}

/// Lists of which the order says something by itself.
fn order_counts(list: &FieldPath) -> bool {
    let keys: Vec<&str> = list.0.iter().filter_map(key_of).collect();
    match keys[..] {
        ["next_actions", _] | ["validation"] | ["handoff"] => true,
        [.., last] => matches!(last, "whys" | "steps" | "diagnose" | "do"),
        [] => false,
    }
}

pub fn key_of(segment: &Segment) -> Option<&str> {
    match segment {
        Segment::Key(key) => Some(key),
        Segment::Index(_) => None,
    }
}

/// The values of a mapping by their keys.
fn children<'t>(tree: &'t Tree, mapping: &'t Spot) -> impl Iterator<Item = (String, Spot)> + 't {
    let kind = &tree.nodes[tree.resolve(mapping.node)].kind;
    let entries = if let Kind::Mapping(entries) = kind { entries.as_slice() } else { &[] };
    entries.iter().filter_map(move |&(key, value)| {
        let key = tree.scalar(key)?.to_owned();
        let place = Spot { at: mapping.at.key(key.clone()), node: value };
        Some((key, place))
    })
}

/// The items of a list.
fn items(tree: &Tree, list: &Spot) -> Vec<Spot> {
    let kind = &tree.nodes[tree.resolve(list.node)].kind;
    let items = if let Kind::Sequence(items) = kind { items.as_slice() } else { &[] };
    items.iter().enumerate().map(|(index, &node)| Spot { at: list.at.index(index), node }).collect()
}

/// A section's mapping holds several things, any other mapping is one.
fn parts(tree: &Tree, value: &Spot) -> Vec<Spot> {
    match &tree.nodes[tree.resolve(value.node)].kind {
        Kind::Sequence(_) => items(tree, value),
        Kind::Mapping(_) if is_section(&value.at) => {
            children(tree, value).flat_map(|(_, value)| parts(tree, &value)).collect()
        }
        _ => vec![value.clone()],
    }
}

fn is_section(at: &FieldPath) -> bool {
    matches!(&at.0[..], [Segment::Key(key)] if key != "handoff" && key != "closed")
}

fn item(tree: &Tree, names: &Names, place: &Spot) -> Item {
    let parts = match &tree.nodes[tree.resolve(place.node)].kind {
        Kind::Mapping(entries) => entries
            .iter()
            .filter(|&&(key, _)| tree.scalar(key) != Some("id"))
            .map(|&(key, value)| {
                let mut hasher = DefaultHasher::new();
                tree.scalar(key).hash(&mut hasher);
                digest(tree, value).hash(&mut hasher);
                hasher.finish()
            })
            .collect(),
        _ => vec![digest(tree, place.node)],
    };
    let id = tree.entry_of(place.node, "id").and_then(|id| tree.scalar(id)).map(str::to_owned);
    Item { id, key: names.key(place.node, &place.at), digest: digest(tree, place.node), parts }
}

/// Equal for what is the same, whatever the order of keys.
fn digest(tree: &Tree, node: NodeId) -> u64 {
    let mut hasher = DefaultHasher::new();
    match &tree.nodes[tree.resolve(node)].kind {
        Kind::Scalar { value, .. } => (0, value.trim_end()).hash(&mut hasher),
        Kind::Sequence(items) => {
            1.hash(&mut hasher);
            items.iter().for_each(|&item| digest(tree, item).hash(&mut hasher));
        }
        Kind::Mapping(entries) => {
            let mut each: Vec<(&str, u64)> = entries
                .iter()
                .map(|&(key, value)| (tree.scalar(key).unwrap_or_default(), digest(tree, value)))
                .collect();
            each.sort_unstable();
            (2, each).hash(&mut hasher);
        }
        Kind::Alias(_) => {}
    }
    hasher.finish()
}

/// The last line end of a block says nothing. Quotes do where a value is compared: `"3.10"` is a
/// text, `3.10` a number.
fn same_text(old: (&Tree, NodeId), new: (&Tree, NodeId), at: &FieldPath) -> bool {
    let of = |(tree, node): (&Tree, NodeId)| match &tree.nodes[node].kind {
        Kind::Scalar { value, style } => (value.trim_end().to_owned(), *style == ScalarStyle::Plain),
        _ => (String::new(), false),
    };
    let ((before, was_plain), (after, is_plain)) = (of(old), of(new));
    let compared = || {
        let keys = at.0.iter().filter_map(key_of);
        keys.skip(1).any(|key| matches!(key, "is" | "not" | "sets" | "expect"))
    };
    let reads_otherwise = || {
        let word = matches!(before.to_ascii_lowercase().as_str(), "true" | "false" | "yes" | "no" | "on" | "off");
        word || before.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | '~'))
    };
    before == after && (was_plain == is_plain || !compared() || !reads_otherwise())
}
