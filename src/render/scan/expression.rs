//! Expressions: every name in them looked up, and what they give.

use super::reader::Reader;
use super::sort::Sort;
use super::token::{Kind, Token};

const OPERATORS: [&str; 15] = ["+", "-", "*", "/", "//", "%", "**", "~", "==", "!=", "<", "<=", ">", ">=", "in"];

impl<'n, 't> Reader<'_, 'n, 't> {
    pub fn expression(&mut self) -> Sort<'n> {
        self.binary(true)
    }

    /// In the parts of a comprehension `if` is no operator.
    pub fn binary(&mut self, ternary: bool) -> Sort<'n> {
        let mut sort = self.operand();
        loop {
            match self.peek() {
                "or" | "and" => {
                    self.next();
                    sort = sort.or(self.operand());
                }
                "if" if ternary => {
                    self.next();
                    self.expression();
                    self.eat("else");
                    sort = sort.or(self.expression());
                }
                "is" => {
                    self.next();
                    self.eat("not");
                    self.word();
                    self.arguments();
                    sort = Sort::plain();
                }
                "not" => {
                    self.next();
                }
                operator if OPERATORS.contains(&operator) => {
                    self.next();
                    self.operand();
                    sort = Sort::plain();
                }
                _ => return sort,
            }
        }
    }

    /// A value with all that follows it: names, indices, filters.
    pub fn operand(&mut self) -> Sort<'n> {
        let Some(first) = self.next() else { return Sort::Open };
        let sort = match first.raw {
            _ if first.kind == Kind::Quoted || first.kind == Kind::Number => Sort::plain(),
            "not" | "-" => {
                self.operand();
                return Sort::plain();
            }
            "(" => {
                let sort = self.expression();
                self.eat(")");
                sort
            }
            "[" => self.list(),
            "{" => self.mapping(),
            "<" => {
                self.component_call();
                Sort::plain()
            }
            "true" | "True" | "false" | "False" => Sort::plain(),
            "none" | "None" | "null" => Sort::nothing(),
            _ if first.kind == Kind::Word && self.peek() == "(" => {
                self.arguments();
                Sort::Open
            }
            _ if first.kind == Kind::Word => self.variable(first),
            _ => Sort::Open,
        };
        self.followed(sort, first)
    }

    pub fn followed(&mut self, mut sort: Sort<'n>, first: Token<'t>) -> Sort<'n> {
        let mut end = first.end();
        loop {
            match self.peek() {
                "." | "?." => {
                    self.next();
                    let Some(name) = self.word() else { return Sort::Open };
                    sort = self.field(sort, name, name.raw, &self.text[first.at..end]);
                    end = name.end();
                }
                "[" | "?[" => {
                    self.next();
                    sort = self.index(sort, &self.text[first.at..end]);
                    end = self.tokens.first().map_or(end, |token| token.at);
                }
                "|" => {
                    self.next();
                    sort = self.filter(sort);
                }
                _ => return sort,
            }
        }
    }

    /// Behind `[`: a key, an index or a slice.
    pub fn index(&mut self, sort: Sort<'n>, of: &str) -> Sort<'n> {
        if let [key, close, ..] = self.tokens
            && let Some(name) = key.quoted()
            && close.raw == "]"
        {
            let key = *key;
            self.next();
            self.next();
            return self.field(sort, key, name, of);
        }
        let mut slice = false;
        if self.peek() != ":" {
            self.expression();
        }
        while self.eat(":") {
            slice = true;
            if !matches!(self.peek(), ":" | "]") {
                self.expression();
            }
        }
        self.eat("]");
        if slice { sort } else { sort.item(self.names) }
    }
}
