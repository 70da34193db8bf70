//! The tags of a template from top to bottom, with the names that are there at each.

use super::fault::Fault;
use super::reader::{Reader, loop_scope};
use super::scope::Scope;
use super::sort::Sort;
use super::token::{Kind, Piece, pieces};
use crate::render::names::Node;

/// One template by its name.
pub struct Text<'t> {
    pub name: &'t str,
    pub text: &'t str,
}

/// Tera refuses templates that include themselves; deeper than this nobody nests.
const DEEPEST: usize = 16;

pub struct Walk<'w, 'n, 't> {
    names: &'n Node,
    known: &'w dyn Fn(&str) -> Option<Text<'t>>,
    faults: Vec<String>,
}

/// The templates that a template includes.
pub fn includes(text: &str) -> Vec<String> {
    let all = pieces(text).into_iter().filter(|piece| piece.is_tag);
    let included = all.filter_map(|piece| match piece.tokens.as_slice() {
        [tag, name, ..] if tag.raw == "include" => name.quoted().map(str::to_owned),
        _ => None,
    });
    included.collect()
}

/// The names that a template sets, wherever.
fn set_somewhere<'t>(pieces: &[Piece<'t>]) -> Vec<&'t str> {
    let set = pieces.iter().filter(|piece| piece.is_tag).filter_map(|piece| match piece.tokens.as_slice() {
        [tag, name, ..] if matches!(tag.raw, "set" | "set_global") => Some(name.raw),
        _ => None,
    });
    set.collect()
}

impl<'w, 'n, 't> Walk<'w, 'n, 't> {
    pub fn new(names: &'n Node, known: &'w dyn Fn(&str) -> Option<Text<'t>>) -> Self {
        Walk { names, known, faults: Vec::new() }
    }

    pub fn document(&mut self, template: &Text<'t>) {
        self.template(template, &mut Scope::new(), 0);
    }

    /// Each once: a partial may be included several times.
    pub fn into_faults(mut self) -> Vec<String> {
        let mut seen = std::collections::HashSet::new();
        self.faults.retain(|fault| seen.insert(fault.clone()));
        self.faults
    }

    fn template(&mut self, template: &Text<'t>, scope: &mut Scope<'n>, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        let pieces = pieces(template.text);
        let set_somewhere = set_somewhere(&pieces);
        let mut faults: Vec<Fault> = Vec::new();
        for piece in &pieces {
            let mut reader = Reader {
                tokens: &piece.tokens,
                text: template.text,
                names: self.names,
                scope: scope.clone(),
                set_somewhere: &set_somewhere,
                faults: &mut faults,
            };
            if !piece.is_tag {
                reader.expression();
                continue;
            }
            match reader.next().map_or("", |tag| tag.raw) {
                "if" | "elif" => {
                    reader.expression();
                }
                "for" => {
                    let names = reader.loop_names();
                    let over = reader.expression();
                    scope.enter_loop(loop_scope(&names, &over, self.names));
                }
                "endfor" | "endcomponent" => scope.leave(),
                tag @ ("set" | "set_global") => {
                    let Some(name) = reader.word() else { continue };
                    let sort = if reader.eat("=") { reader.expression() } else { filters(&mut reader) };
                    scope.set(name.raw, sort, tag == "set_global");
                }
                "filter" => {
                    reader.filter(Sort::plain());
                    filters(&mut reader);
                }
                "component" => scope.enter_component(arguments(piece)),
                "<" => reader.component_call(),
                tag @ ("include" | "extends") => {
                    let Some(other) = reader.next().and_then(|name| (self.known)(name.quoted()?)) else { continue };
                    self.other(&other, tag, scope, depth);
                }
                _ => {}
            }
        }
        self.faults.extend(faults.iter().map(|fault| fault.report(template.name, template.text)));
    }

    /// A partial sees what its place sees; a parent gives the names that it sets.
    fn other(&mut self, other: &Text<'t>, tag: &str, scope: &mut Scope<'n>, depth: usize) {
        if tag == "include" {
            self.template(other, &mut scope.clone(), depth + 1);
        } else {
            let faults = self.faults.len();
            self.template(other, scope, depth + 1);
            self.faults.truncate(faults);
        }
    }
}

/// `| name | name(…)` behind what is set or filtered as a block.
fn filters<'n>(reader: &mut Reader<'_, 'n, '_>) -> Sort<'n> {
    let mut sort = Sort::plain();
    while reader.eat("|") {
        sort = reader.filter(sort);
    }
    sort
}

/// The arguments of `{% component name(a, b: string = "x", ...rest) %}`.
fn arguments<'n>(piece: &Piece) -> Vec<(String, Sort<'n>)> {
    let pairs = piece.tokens.windows(2).filter(|pair| matches!(pair[0].raw, "(" | "," | "..."));
    let named = pairs.filter(|pair| pair[1].kind == Kind::Word).map(|pair| pair[1].raw.to_owned());
    named.chain(["body".to_owned()]).map(|name| (name, Sort::Open)).collect()
}
