//! What is written in brackets: lists, comprehensions, mappings, calls of components.

use super::reader::{Reader, loop_scope};
use super::sort::Sort;
use super::token::Kind;

impl<'n, 't> Reader<'_, 'n, 't> {
    /// Behind `[`: values, or a comprehension.
    pub fn list(&mut self) -> Sort<'n> {
        if let Some((value, rest)) = self.comprehension() {
            return self.comprehended(value, rest);
        }
        let mut sort = Sort::nothing();
        while !self.tokens.is_empty() && !self.eat("]") {
            self.eat("...");
            self.expression();
            sort = Sort::Open;
            self.eat(",");
        }
        sort
    }

    /// The tokens before and behind the `for` of a comprehension that begins here.
    pub fn comprehension(&self) -> Option<(usize, usize)> {
        let mut depth = 0;
        for (at, token) in self.tokens.iter().enumerate() {
            match token.raw {
                "[" | "?[" | "(" | "{" => depth += 1,
                "]" if depth == 0 => return None,
                "]" | ")" | "}" => depth -= 1,
                "for" if depth == 0 && token.kind == Kind::Word => return Some((at, at + 1)),
                _ => {}
            }
        }
        None
    }

    pub fn comprehended(&mut self, value: usize, rest: usize) -> Sort<'n> {
        let tokens = self.tokens;
        let before = &tokens[..value];
        self.tokens = &tokens[rest..];
        let names = self.loop_names();
        let over = self.binary(false);
        self.scope.enter_loop(loop_scope(&names, &over, self.names));
        if self.eat("if") {
            self.binary(false);
        }
        let rest = std::mem::replace(&mut self.tokens, before);
        self.expression();
        self.tokens = rest;
        self.scope.leave();
        self.eat("]");
        // Mostly `[item for item in items]`: its items are those of the list.
        if before.len() == 1 && names.last() == Some(&before[0].raw) { over } else { Sort::Open }
    }

    /// Behind `{`.
    pub fn mapping(&mut self) -> Sort<'n> {
        let mut sort = Sort::nothing();
        while !self.tokens.is_empty() && !self.eat("}") {
            if !self.eat("...") {
                self.next();
                self.eat(":");
            }
            self.expression();
            sort = Sort::Open;
            self.eat(",");
        }
        sort
    }

    /// Behind `<`: `name attribute="text" attribute={expression} variable {...mapping} />`.
    pub fn component_call(&mut self) {
        self.word();
        while self.eat(".") {
            self.word();
        }
        while !self.tokens.is_empty() && !matches!(self.peek(), "/" | ">") {
            if self.eat("{") {
                self.eat("...");
                self.expression();
                self.eat("}");
                continue;
            }
            let Some(name) = self.next() else { return };
            if !self.eat("=") {
                self.variable(name);
            } else if self.eat("{") {
                self.expression();
                self.eat("}");
            } else {
                self.next();
            }
        }
        self.eat("/");
        self.eat(">");
    }
}
