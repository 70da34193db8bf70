//! The record as a tree of YAML nodes with their places and every scalar as it was written, built
//! from parser events. Limits are kept, duplicate keys and tags found, while it grows.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use granit_parser::{Event, Parser};

pub use granit_parser::ScalarStyle;

use super::guard::MAX_DEPTH;
use super::syntax::{syntax_error, too_deep};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Index of a node in its [`Tree`].
pub type NodeId = usize;

/// What a node of a usual record takes, for the first allocation.
const BYTES_A_NODE: usize = 20;
/// How many bytes of text all aliases together may stand for.
pub const MAX_ALIAS_BYTES: u64 = 1 << 20;

#[derive(Debug)]
pub enum Kind {
    Scalar {
        value: String,
        style: ScalarStyle,
    },
    Sequence(Vec<NodeId>),
    /// Keys and values in the order of the file.
    Mapping(Vec<(NodeId, NodeId)>),
    Alias(NodeId),
}

#[derive(Debug)]
pub struct Node {
    pub kind: Kind,
    pub span: Span,
    /// Set when the node was reported: decoding goes on without it.
    dead: AtomicBool,
}

impl Node {
    pub fn new(kind: Kind, span: Span) -> Self {
        Node { kind, span, dead: AtomicBool::new(false) }
    }

    /// From now on, decoding goes on without this node.
    pub fn bury(&self) {
        self.dead.store(true, Ordering::Relaxed);
    }

    pub fn is_dead(&self) -> bool {
        self.dead.load(Ordering::Relaxed)
    }
}

#[derive(Debug)]
pub struct Tree {
    pub nodes: Vec<Node>,
    pub root: NodeId,
    /// The children of large collections, for lookups by path; filled in by the first.
    children: Mutex<HashMap<NodeId, Children>>,
}

/// What decoding still sees of a collection.
#[derive(Debug)]
pub(super) enum Children {
    Items(Vec<NodeId>),
    Entries(HashMap<String, (NodeId, NodeId)>),
}

/// The tree, with what could be said about it on the way; or only that when it is no YAML.
pub type Built = Result<(Tree, Vec<Diagnostic>), Diagnostic>;

impl Tree {
    pub(super) fn of(nodes: Vec<Node>, root: NodeId) -> Tree {
        Tree { nodes, root, children: Mutex::default() }
    }

    pub fn parse(text: &str) -> Built {
        let nodes = Vec::with_capacity(text.len() / BYTES_A_NODE);
        let (open, anchors, found) = (Vec::new(), HashMap::new(), Vec::new());
        Builder { text, nodes, open, anchors, root: None, found }.build()
    }

    /// The node itself, or what an alias stands for.
    pub fn resolve(&self, mut id: NodeId) -> NodeId {
        while let Kind::Alias(target) = self.nodes[id].kind {
            id = target;
        }
        id
    }

    pub fn scalar(&self, id: NodeId) -> Option<&str> {
        match &self.nodes[self.resolve(id)].kind {
            Kind::Scalar { value, .. } => Some(value),
            _ => None,
        }
    }

    pub(super) fn children(&self) -> MutexGuard<'_, HashMap<NodeId, Children>> {
        self.children.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether decoding still sees the map entry.
    pub fn is_live(&self, (key, value): (NodeId, NodeId)) -> bool {
        !self.nodes[key].is_dead() && !self.nodes[value].is_dead()
    }
}

struct Builder<'a> {
    text: &'a str,
    nodes: Vec<Node>,
    /// The collections not closed yet, from the outside in.
    open: Vec<NodeId>,
    anchors: HashMap<usize, NodeId>,
    root: Option<NodeId>,
    /// What is wrong, but does not keep the tree from growing.
    found: Vec<Diagnostic>,
}

impl Builder<'_> {
    fn build(mut self) -> Built {
        let options = granit_parser::options! {
            emit_comments: false,
            flow_nesting_limit: MAX_DEPTH,
            block_nesting_limit: MAX_DEPTH,
        };
        let mut documents = 0;
        for next in Parser::new_from_str_with_options(self.text, options) {
            let (event, span) = next.map_err(|error| syntax_error(self.text, &error))?;
            let place = span.byte_range().unwrap_or(0..0);
            match event {
                Event::DocumentStart(..) => {
                    documents += 1;
                    if documents > 1 {
                        let one = "a record is one YAML document; a second one begins here";
                        let help = "remove the line `---`; another record is a file of its own";
                        return Err(Diagnostic::invalid(place, "", one).with_help(help));
                    }
                }
                Event::Scalar(value, style, anchor, tag) => {
                    self.no_tag(tag.is_some(), &place);
                    let kind = Kind::Scalar { value: value.into_owned(), style };
                    self.add(kind, place, anchor)?;
                }
                Event::SequenceStart(_, anchor, tag) => {
                    self.no_tag(tag.is_some(), &place);
                    self.open(Kind::Sequence(Vec::new()), place, anchor)?;
                }
                Event::MappingStart(_, anchor, tag) => {
                    self.no_tag(tag.is_some(), &place);
                    self.open(Kind::Mapping(Vec::new()), place, anchor)?;
                }
                Event::SequenceEnd | Event::MappingEnd => {
                    if let Some(id) = self.open.pop() {
                        let end = place.end.max(self.nodes[id].span.start);
                        self.nodes[id].span.end = end;
                    }
                }
                Event::Alias(anchor) => self.alias(anchor, place)?,
                _ => {}
            }
        }
        let Some(root) = self.root else {
            return Err(Diagnostic::invalid(0..0, "", "the record is empty")
                .with_help("`handoff init ID` writes one to begin with"));
        };
        let tree = Tree::of(self.nodes, root);
        tree.check_alias_size()?;
        let mut found = self.found;
        found.extend(tree.duplicate_keys());
        Ok((tree, found))
    }

    /// A tag says what a value is; in a record, its key says it.
    fn no_tag(&mut self, tagged: bool, place: &Span) {
        if tagged {
            let message = "a YAML tag (`!…`) stands here: records have none";
            let help = "remove it; in quotes, a value is always text";
            self.found.push(Diagnostic::invalid(place.clone(), "", message).with_help(help));
        }
    }

    fn add(&mut self, kind: Kind, span: Span, anchor: usize) -> Result<NodeId, Diagnostic> {
        let id = self.nodes.len();
        self.nodes.push(Node::new(kind, span));
        if anchor > 0 {
            self.anchors.insert(anchor, id);
        }
        match self.open.last() {
            None => self.root = Some(id),
            Some(&parent) => match &mut self.nodes[parent].kind {
                Kind::Sequence(items) => items.push(id),
                Kind::Mapping(entries) => match entries.last_mut() {
                    // A key waits for its value as an entry that points to itself.
                    Some(entry) if entry.0 == entry.1 => entry.1 = id,
                    _ => entries.push((id, id)),
                },
                Kind::Scalar { .. } | Kind::Alias(_) => {}
            },
        }
        Ok(id)
    }

    fn open(&mut self, kind: Kind, span: Span, anchor: usize) -> Result<(), Diagnostic> {
        if self.open.len() >= MAX_DEPTH {
            return Err(too_deep(span));
        }
        let id = self.add(kind, span, anchor)?;
        self.open.push(id);
        Ok(())
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Result<(), Diagnostic> {
        match self.anchors.get(&anchor) {
            Some(target) if !self.open.contains(target) => {
                let target = *target;
                self.add(Kind::Alias(target), span, 0).map(|_| ())
            }
            _ => Err(Diagnostic::invalid(span, "", "the alias stands inside of what it names")),
        }
    }
}

impl Tree {
    pub fn has_aliases(&self) -> bool {
        self.nodes.iter().any(|node| matches!(node.kind, Kind::Alias(_)))
    }

    /// What all aliases together stand for, in bytes of text; children come after their parents,
    /// so one walk from the back knows every size before it is needed, aliases excepted, which
    /// point to nodes before themselves and are summed in a second walk from the front.
    fn check_alias_size(&self) -> Result<(), Diagnostic> {
        if !self.has_aliases() {
            return Ok(());
        }
        let mut sizes = vec![0u64; self.nodes.len()];
        // Aliases point backwards to closed nodes, so sizes settle when nodes are taken in the
        // order in which they close; ids are in the order in which they open. Recursion is bounded
        // by the depth of the tree times the chain of anchors, which the memo cuts.
        let mut total = 0u64;
        for (id, node) in self.nodes.iter().enumerate() {
            if let Kind::Alias(target) = node.kind {
                total = total.saturating_add(self.size(target, &mut sizes));
                if total > MAX_ALIAS_BYTES {
                    let message = format!("the aliases of this record stand for more than {MAX_ALIAS_BYTES} bytes");
                    return Err(Diagnostic::invalid(self.nodes[id].span.clone(), "", message));
                }
            }
        }
        Ok(())
    }

    fn size(&self, id: NodeId, sizes: &mut [u64]) -> u64 {
        if sizes[id] > 0 {
            return sizes[id];
        }
        let size = match &self.nodes[id].kind {
            Kind::Scalar { value, .. } => value.len() as u64 + 1,
            Kind::Sequence(items) => items.iter().fold(1, |sum: u64, &item| sum.saturating_add(self.size(item, sizes))),
            Kind::Mapping(entries) => entries.iter().fold(1, |sum: u64, &(key, value)| {
                sum.saturating_add(self.size(key, sizes)).saturating_add(self.size(value, sizes))
            }),
            Kind::Alias(target) => self.size(*target, sizes),
        };
        sizes[id] = size;
        size
    }
}
