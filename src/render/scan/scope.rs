//! The names that a template gives itself.

use super::sort::Sort;

#[derive(Clone)]
pub struct Scope<'n> {
    frames: Vec<Frame<'n>>,
}

#[derive(Clone)]
struct Frame<'n> {
    sight: Sight,
    names: Vec<(String, Sort<'n>)>,
}

#[derive(Clone, Copy, PartialEq)]
enum Sight {
    Template,
    Loop,
    /// Sees its arguments only.
    Component,
}

impl<'n> Scope<'n> {
    pub fn new() -> Self {
        Scope { frames: vec![Frame { sight: Sight::Template, names: Vec::new() }] }
    }

    pub fn enter_loop(&mut self, names: Vec<(String, Sort<'n>)>) {
        self.frames.push(Frame { sight: Sight::Loop, names });
    }

    pub fn enter_component(&mut self, names: Vec<(String, Sort<'n>)>) {
        self.frames.push(Frame { sight: Sight::Component, names });
    }

    pub fn leave(&mut self) {
        if self.frames.len() > 1 {
            self.frames.pop();
        }
    }

    pub fn set(&mut self, name: &str, sort: Sort<'n>, everywhere: bool) {
        let frame = if everywhere { self.frames.first_mut() } else { self.frames.last_mut() };
        frame.into_iter().for_each(|frame| frame.names.push((name.to_owned(), sort.clone())));
    }

    /// Set twice, in two branches, it may be either.
    pub fn get(&self, name: &str) -> Option<Sort<'n>> {
        self.visible().find_map(|frame| {
            let named = frame.names.iter().filter(|(known, _)| known == name);
            named.map(|(_, sort)| sort.clone()).reduce(Sort::or)
        })
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.visible().flat_map(|frame| frame.names.iter().map(|(name, _)| name.as_str()))
    }

    pub fn in_loop(&self) -> bool {
        self.visible().any(|frame| frame.sight == Sight::Loop)
    }

    /// Whether what all templates see is out of sight.
    pub fn in_component(&self) -> bool {
        self.frames.iter().any(|frame| frame.sight == Sight::Component)
    }

    fn visible(&self) -> impl Iterator<Item = &Frame<'n>> {
        let from = self.frames.iter().rposition(|frame| frame.sight == Sight::Component).unwrap_or(0);
        self.frames[from..].iter().rev()
    }
}
