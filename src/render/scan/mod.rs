//! Templates held to the names that exist, also where rendering would not notice: in an `if`, in a
//! branch that no record takes, behind `or`.
//!
//! Tera keeps its parser to itself, so this reads the tags and expressions of templates that Tera
//! has accepted: what it does not understand it lets pass. Loops, `set`, includes, parents and
//! components give names of their own; what a filter returns is known where it matters.

mod brackets;
mod expression;
mod fault;
mod filter;
mod reader;
mod scope;
mod sort;
mod tags;
#[cfg(test)]
mod tests;
mod token;

use super::names::Node;
use tags::Walk;

pub use tags::Text;

/// What is wrong in these templates, in their order. `known` finds any template, also built-in ones,
/// for `include` and `extends`; those that only others include are read where these include them.
pub fn unknown_names<'t>(
    names: &Node,
    templates: &[Text<'t>],
    known: &dyn Fn(&str) -> Option<Text<'t>>,
) -> Vec<String> {
    let mut walk = Walk::new(names, known);
    let included: Vec<String> = templates.iter().flat_map(|template| tags::includes(template.text)).collect();
    for template in templates.iter().filter(|template| !included.iter().any(|name| name == template.name)) {
        walk.document(template);
    }
    walk.into_faults()
}
