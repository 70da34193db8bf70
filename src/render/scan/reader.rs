//! The tokens of one tag, read from left to right, with the names that are there.

use super::fault::Fault;
use super::scope::Scope;
use super::sort::Sort;
use super::token::{Kind, Token};
use crate::render::names::Node;

/// Reads the tokens of one tag.
pub struct Reader<'r, 'n, 't> {
    pub tokens: &'r [Token<'t>],
    pub text: &'t str,
    pub names: &'n Node,
    pub scope: Scope<'n>,
    /// Names that the template sets somewhere, perhaps further down.
    pub set_somewhere: &'r [&'t str],
    pub faults: &'r mut Vec<Fault>,
}

impl<'n, 't> Reader<'_, 'n, 't> {
    pub fn peek(&self) -> &'t str {
        self.tokens.first().filter(|token| token.kind != Kind::Quoted).map_or("", |token| token.raw)
    }

    pub fn next(&mut self) -> Option<Token<'t>> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(*first)
    }

    pub fn eat(&mut self, raw: &str) -> bool {
        let there = self.peek() == raw;
        if there {
            self.next();
        }
        there
    }

    pub fn word(&mut self) -> Option<Token<'t>> {
        if self.tokens.first()?.kind == Kind::Word { self.next() } else { None }
    }

    pub fn variable(&mut self, token: Token<'t>) -> Sort<'n> {
        let name = token.raw;
        if let Some(sort) = self.scope.get(name) {
            return sort;
        }
        let seen = self.names.field(name).filter(|_| !self.scope.in_component());
        if let Some(known) = seen {
            return Sort::of(&known.node);
        }
        let own = name.starts_with("__tera") || name == "loop" && self.scope.in_loop();
        if !own && !self.set_somewhere.contains(&name) {
            let top = self.names.fields.iter().map(|field| &*field.name).filter(|_| !self.scope.in_component());
            self.faults.push(Fault::new(token.at, name, None, top.chain(self.scope.names())));
        }
        Sort::Open
    }

    pub fn field(&mut self, sort: Sort<'n>, token: Token<'t>, name: &str, of: &str) -> Sort<'n> {
        sort.field(name, self.names).unwrap_or_else(|unknown| {
            // A name between quotes stands one further.
            let at = token.at + usize::from(token.kind == Kind::Quoted);
            self.faults.push(Fault::new(at, name, Some(of), unknown.known.into_iter()));
            Sort::Open
        })
    }

    /// `value in` or `key, value in`.
    pub fn loop_names(&mut self) -> Vec<&'t str> {
        let mut names = Vec::new();
        while let Some(name) = self.word().filter(|word| word.raw != "in") {
            names.push(name.raw);
            self.eat(",");
        }
        names
    }
}

/// The names of a loop with what they stand for.
pub fn loop_scope<'n>(names: &[&str], over: &Sort<'n>, tree: &'n Node) -> Vec<(String, Sort<'n>)> {
    match names {
        [key, value] => vec![((*key).to_owned(), Sort::plain()), ((*value).to_owned(), over.item(tree))],
        _ => names.iter().map(|name| ((*name).to_owned(), over.item(tree))).collect(),
    }
}
