//! The files of `src` as tokens, tests left out: what stands in comments and strings is no code, and
//! what stands in a macro is.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::paths::{Used, paths};

/// A file of the product.
pub struct Source {
    /// From the root of the repository.
    pub path: String,
    pub text: String,
    /// `record::decode` as its names; empty for `lib.rs`.
    pub module: Vec<String>,
    /// What it declares at any depth: types, functions, modules.
    pub declares: BTreeSet<String>,
    pub paths: Vec<Used>,
}

impl Source {
    /// The first name of its module; `lib` and `main` are rooms of their own.
    pub fn room(&self) -> &str {
        self.module.first().map_or("lib", String::as_str)
    }
}

/// All files of the product, in the order of their paths.
pub fn sources() -> &'static [Source] {
    static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(read);
    &SOURCES
}

fn read() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    for entry in ignore::WalkBuilder::new(root.join("src")).sort_by_file_path(Ord::cmp).build() {
        let path = entry.unwrap().into_path();
        if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("tests.rs") {
            sources.push(source(root, &path));
        }
    }
    sources
}

fn source(root: &Path, path: &Path) -> Source {
    let path = path.strip_prefix(root).unwrap();
    Source::new(&path.display().to_string(), std::fs::read_to_string(root.join(path)).unwrap())
}

impl Source {
    /// A file with this path from the root of the repository.
    pub fn new(path: &str, text: String) -> Source {
        let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
        let tokens = without_tests(tokens);
        let inside = Path::new(path).strip_prefix("src").unwrap().with_extension("");
        let mut module: Vec<String> = inside.iter().map(|name| name.to_str().unwrap().to_owned()).collect();
        if module.last().is_some_and(|name| name == "mod" || name == "lib" && module.len() == 1) {
            module.pop();
        }
        let mut declares = BTreeSet::new();
        declared(&tokens, &mut declares);
        let paths = paths(&tokens);
        Source { path: path.to_owned(), text, module, declares, paths }
    }
}

/// Drops each item under `#[cfg(test)]`: up to its `;` or its braces.
fn without_tests(tokens: TokenStream) -> Vec<TokenTree> {
    let mut kept = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let attribute = match (&token, tokens.peek()) {
            (TokenTree::Punct(mark), Some(TokenTree::Group(group))) if mark.as_char() == '#' => group.to_string(),
            _ => String::new(),
        };
        if attribute.replace(' ', "").starts_with("[cfg(test)") {
            tokens.next();
            // `use a::{b};` ends at its semicolon, `fn a() {}` at its braces.
            let mut import = false;
            for token in tokens.by_ref() {
                match token {
                    TokenTree::Ident(name) if name == "use" => import = true,
                    TokenTree::Punct(mark) if mark.as_char() == ';' => break,
                    TokenTree::Group(group) if group.delimiter() == Delimiter::Brace && !import => break,
                    _ => {}
                }
            }
            continue;
        }
        kept.push(match token {
            TokenTree::Group(group) => {
                let inside = without_tests(group.stream()).into_iter().collect();
                TokenTree::Group(proc_macro2::Group::new(group.delimiter(), inside))
            }
            token => token,
        });
    }
    kept
}

fn declared(tokens: &[TokenTree], names: &mut BTreeSet<String>) {
    const KEYWORDS: [&str; 8] = ["const", "enum", "fn", "mod", "static", "struct", "trait", "type"];
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Ident(word) if KEYWORDS.contains(&word.to_string().as_str()) => {
                if let Some(TokenTree::Ident(name)) = tokens.get(at + 1) {
                    names.insert(name.to_string());
                }
            }
            TokenTree::Group(group) => declared(&group.stream().into_iter().collect::<Vec<_>>(), names),
            _ => {}
        }
    }
}
