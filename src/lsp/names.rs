//! Every id, team and var of a text: where it is defined and where it is used, also inside of `${{ }}`, of
//! products of limits and of the paths of `lint.allow`.

use std::collections::HashSet;

use super::kind::{Kind, LIMIT, Takes, defined, in_fact, used};
use super::nodes::{Scalar, scalars};
use crate::record::ids::{Id, VarName};
use crate::record::part_of;
use crate::record::template::{Piece, pieces};
use crate::record::tree::{NodeId, Tree};
use crate::record::units::Scalar as _;
use crate::source::Span;

/// One occurrence of a name.
#[derive(Debug, Clone)]
pub struct Name {
    pub text: String,
    pub span: Span,
    /// What it may be the name of.
    pub kinds: &'static [Kind],
    /// The item that it defines: the mapping that holds the id, the value of a key.
    pub defines: Option<(Kind, NodeId)>,
}

/// A fact that a text quotes.
#[derive(Debug, Clone)]
pub struct Quote {
    /// `facts.duration_total`, `vars.project`
    pub path: String,
    /// With its braces.
    pub span: Span,
}

#[derive(Debug, Default)]
pub struct Names {
    /// In the order of the file; names may stand inside of quotes.
    pub all: Vec<Name>,
    pub quotes: Vec<Quote>,
    pub scalars: Vec<Scalar>,
}

impl Names {
    /// `text` is what the tree was built from.
    pub fn of(text: &str, tree: &Tree) -> Names {
        let mut names = Names { scalars: scalars(tree), ..Names::default() };
        let mut words = Vec::new();
        for scalar in &names.scalars {
            let Some(value) = tree.scalar(scalar.node) else { continue };
            let mut finder = Finder { text, tree, scalar, value, all: &mut names.all, quotes: &mut names.quotes };
            match (defined(&scalar.field), used(&scalar.field)) {
                (Some(kind), _) if scalar.is_key == scalar.field.ends_with(".*") => finder.define(kind),
                (_, Some((kinds, takes))) if scalar.is_key == scalar.field.ends_with(".*") => match takes {
                    Takes::Id => finder.add(kinds, 0..value.len()),
                    Takes::Words => {
                        let from = finder.all.len();
                        finder.words(kinds);
                        words.extend(from..finder.all.len());
                    }
                },
                _ => {}
            }
            finder.quotes();
            if scalar.field == "impact.priority.actual" && !scalar.is_key {
                finder.fact();
            }
            if scalar.field == "lint.allow.at" && !scalar.is_key {
                finder.path();
            }
        }
        // Of words that may be anything, those are names that name something.
        let defined = names.all.iter().filter_map(|name| Some((name.defines?.0, name.text.clone())));
        let defined: HashSet<(Kind, String)> = defined.collect();
        let names_something = |name: &Name| name.kinds.iter().any(|&kind| defined.contains(&(kind, name.text.clone())));
        let mut at = 0;
        names.all.retain(|name| {
            at += 1;
            words.binary_search(&(at - 1)).is_err() || names_something(name)
        });
        names.all.sort_by_key(|name| (name.span.start, name.span.end));
        names
    }

    /// The name at an offset, the innermost where one stands in another.
    pub fn at(&self, offset: usize) -> Option<&Name> {
        let touching = self.all.iter().filter(|name| name.span.start <= offset && offset <= name.span.end);
        touching.min_by_key(|name| (name.span.end == offset && name.span.start < offset, name.span.len()))
    }

    pub fn quote_at(&self, offset: usize) -> Option<&Quote> {
        self.quotes.iter().find(|quote| quote.span.start <= offset && offset < quote.span.end)
    }

    /// Where what a name means is defined.
    pub fn definitions<'n>(&'n self, name: &'n Name) -> impl Iterator<Item = &'n Name> {
        self.all.iter().filter(move |other| {
            other.defines.is_some_and(|(kind, _)| name.kinds.contains(&kind)) && other.text == name.text
        })
    }

    /// Every place where the same is named, definitions included.
    pub fn same<'n>(&'n self, name: &'n Name) -> impl Iterator<Item = &'n Name> {
        // A use that may name this or that names what there is.
        let known: Vec<Kind> = self.definitions(name).filter_map(|name| name.defines).map(|(kind, _)| kind).collect();
        self.all.iter().filter(move |other| {
            let shared = |kind: &Kind| name.kinds.contains(kind) && (known.is_empty() || known.contains(kind));
            other.text == name.text && other.kinds.iter().any(shared)
        })
    }

    /// The names that are defined, of some kinds.
    pub fn known<'n>(&'n self, kinds: &'n [Kind]) -> impl Iterator<Item = (&'n Name, Kind, NodeId)> {
        self.all.iter().filter_map(move |name| {
            let (kind, item) = name.defines.filter(|(kind, _)| kinds.contains(kind))?;
            Some((name, kind, item))
        })
    }
}

/// What one scalar names.
struct Finder<'a> {
    text: &'a str,
    tree: &'a Tree,
    scalar: &'a Scalar,
    value: &'a str,
    all: &'a mut Vec<Name>,
    quotes: &'a mut Vec<Quote>,
}

impl Finder<'_> {
    fn span(&self, part: std::ops::Range<usize>) -> Span {
        part_of(self.text, self.tree, self.scalar.node, part)
    }

    fn add(&mut self, kinds: &'static [Kind], part: std::ops::Range<usize>) {
        let text = self.value[part.clone()].to_owned();
        let good = Id::parse(&text).is_ok() || VarName::parse(&text).is_ok();
        if good {
            self.all.push(Name { text, span: self.span(part), kinds, defines: None });
        }
    }

    fn define(&mut self, kind: Kind) {
        self.add(kind.rivals(), 0..self.value.len());
        let item = self.scalar.within;
        let item = if self.scalar.is_key { value_of(self.tree, item, self.scalar.node).unwrap_or(item) } else { item };
        if let Some(last) = self.all.last_mut().filter(|name| name.text == self.value && name.defines.is_none()) {
            last.defines = Some((kind, item));
        }
    }

    /// A whole text, or the factors of a product of limits.
    fn words(&mut self, kinds: &'static [Kind]) {
        let mut start = 0;
        let product = kinds == LIMIT;
        for part in self.value.split(|c| product && c == '*') {
            let from = start + part.len() - part.trim_start().len();
            let word = part.trim();
            self.add(kinds, from..from + word.len());
            start += part.len() + 1;
        }
    }

    /// The name of a fact without braces.
    fn fact(&mut self) {
        let name = self.value.trim();
        let from = self.value.len() - self.value.trim_start().len();
        let short = name.strip_prefix("facts.").unwrap_or(name);
        if let Some((kind, part)) = in_fact(short) {
            let from = from + name.len() - short.len();
            self.add(one(kind), from + part.start..from + part.end);
        }
    }

    fn quotes(&mut self) {
        if !self.value.contains("${{") || self.scalar.is_key {
            return;
        }
        for piece in pieces(self.value) {
            let Piece::Quote { path, at } = piece else { continue };
            let from = at.start + self.value[at.clone()].find(path).unwrap_or(0);
            self.quotes.push(Quote { path: path.to_owned(), span: self.span(at) });
            if let Some(name) = path.strip_prefix("vars.") {
                let from = from + "vars.".len();
                self.add(Kind::Var.rivals(), from..from + name.len());
            } else if let Some((kind, part)) = path.strip_prefix("facts.").and_then(in_fact) {
                let from = from + "facts.".len();
                self.add(one(kind), from + part.start..from + part.end);
            }
        }
    }

    /// `roadmap[diagnose].takes`, `teams.shop.name`
    fn path(&mut self) {
        let (mut field, mut start) = (String::new(), 0);
        for step in self.value.split_inclusive(['.', '[', ']']) {
            let word = step.trim_end_matches(['.', '[', ']']);
            let bracket = step.ends_with(']');
            let part = start..start + word.len();
            start += step.len();
            // Digits are a position.
            if word.is_empty() || bracket && word.bytes().all(|byte| byte.is_ascii_digit()) {
                continue;
            }
            let above = if field.is_empty() { String::new() } else { format!("{field}.") };
            if bracket {
                if let Some(kind) = defined(&format!("{above}id")) {
                    self.add(one(kind), part);
                }
            } else if let Some(kind) = defined(&format!("{above}*")) {
                self.add(one(kind), part);
                field = format!("{above}*");
            } else {
                field = format!("{above}{word}");
            }
        }
    }
}

fn value_of(tree: &Tree, mapping: NodeId, key: NodeId) -> Option<NodeId> {
    let crate::record::tree::Kind::Mapping(entries) = &tree.nodes[mapping].kind else { return None };
    entries.iter().find(|entry| entry.0 == key).map(|entry| entry.1)
}

/// Only the kind itself: facts and paths say which is meant.
fn one(kind: Kind) -> &'static [Kind] {
    match kind {
        Kind::Requirement => &[Kind::Requirement],
        Kind::Target => &[Kind::Target],
        other => other.rivals(),
    }
}
