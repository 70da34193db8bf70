//! The paths that a file names, `use` trees spread out.

use proc_macro2::{Delimiter, TokenTree};

/// One path: `crate::record::Record`, `super::Known`, `tera::Tera`; a name alone only under `use`.
#[derive(Debug, Clone)]
pub struct Used {
    pub names: Vec<String>,
    pub line: usize,
    /// Passed on by `pub use`: names something for others and uses it in no other way.
    pub passed_on: bool,
    /// Brought in by any `use`.
    pub import: bool,
    /// `use a as b`.
    pub alias: Option<String>,
}

impl Used {
    /// The path from the root of this crate, as a file of `module` means it; `None`: not by `crate`,
    /// `super` or `self`.
    pub fn inside(&self, module: &[String]) -> Option<Vec<String>> {
        let ups = self.names.iter().take_while(|name| *name == "super" || *name == "self");
        let ups: Vec<&String> = ups.collect();
        let base = match self.names.first()?.as_str() {
            "crate" => return Some(self.names[1..].to_vec()),
            "super" | "self" => module.len().checked_sub(ups.iter().filter(|name| **name == "super").count())?,
            _ => return None,
        };
        Some([&module[..base], &self.names[ups.len()..]].concat())
    }
}

/// All paths in the order of the file.
pub fn paths(tokens: &[TokenTree]) -> Vec<Used> {
    let mut found = Vec::new();
    collect(tokens, &mut found);
    found
}

fn collect(tokens: &[TokenTree], found: &mut Vec<Used>) {
    let mut at = 0;
    let mut public = false;
    while at < tokens.len() {
        match &tokens[at] {
            TokenTree::Ident(word) if word == "use" => {
                let end = tokens[at..].iter().position(|token| is(token, ';')).map_or(tokens.len(), |end| at + end);
                let start = found.len();
                tree(&tokens[at + 1..end], &mut Vec::new(), found);
                for used in &mut found[start..] {
                    (used.import, used.passed_on) = (true, public);
                }
                at = end;
            }
            TokenTree::Ident(word) if word == "pub" => {
                public = true;
                let scope = matches!(tokens.get(at + 1), Some(TokenTree::Group(scope)) if scope.delimiter() == Delimiter::Parenthesis);
                at += 1 + usize::from(scope);
                continue;
            }
            TokenTree::Ident(_) if separated(tokens, at + 1) => {
                let mut names = Vec::new();
                let line = tokens[at].span().start().line;
                while let Some(TokenTree::Ident(name)) = tokens.get(at) {
                    names.push(name.to_string());
                    if !separated(tokens, at + 1) {
                        break;
                    }
                    at += 3;
                }
                found.push(Used { names, line, passed_on: false, import: false, alias: None });
                // `Vec::<T>::new`: what follows is read as it stands.
                if !matches!(tokens.get(at), Some(TokenTree::Ident(_))) {
                    public = false;
                    continue;
                }
            }
            TokenTree::Group(group) => collect(&group.stream().into_iter().collect::<Vec<_>>(), found),
            _ => {}
        }
        public = false;
        at += 1;
    }
}

/// The paths of a `use` tree: `a::{b, c::d}`, `a as b`, `a::*`.
fn tree(tokens: &[TokenTree], before: &mut Vec<String>, found: &mut Vec<Used>) {
    for branch in tokens.split(|token| is(token, ',')) {
        let depth = before.len();
        let mut alias = None;
        let mut spread = false;
        let mut after_as = false;
        for token in branch {
            match token {
                TokenTree::Ident(word) if word == "as" => after_as = true,
                TokenTree::Ident(name) if after_as => alias = Some(name.to_string()),
                TokenTree::Ident(name) => before.push(name.to_string()),
                TokenTree::Punct(mark) if mark.as_char() == '*' => before.push("*".to_owned()),
                TokenTree::Group(group) => {
                    spread = true;
                    tree(&group.stream().into_iter().collect::<Vec<_>>(), before, found);
                }
                _ => {}
            }
        }
        if let Some(first) = branch.first().filter(|_| !spread) {
            let mut names = before.clone();
            // `a::{self, b}` names `a`.
            if names.len() > 1 && names.last().is_some_and(|name| name == "self") {
                names.pop();
            }
            found.push(Used { names, line: first.span().start().line, passed_on: false, import: true, alias });
        }
        before.truncate(depth);
    }
}

fn is(token: &TokenTree, mark: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == mark)
}

/// Whether `::` stands here.
fn separated(tokens: &[TokenTree], at: usize) -> bool {
    matches!((tokens.get(at), tokens.get(at + 1)), (Some(one), Some(two)) if is(one, ':') && is(two, ':'))
}
