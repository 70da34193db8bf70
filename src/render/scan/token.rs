//! The tags of a template, and the tokens in them.

/// What stands between `{{` and `}}`, or `{%` and `%}`.
pub struct Piece<'t> {
    pub is_tag: bool,
    pub tokens: Vec<Token<'t>>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Token<'t> {
    /// Where it begins, in bytes.
    pub at: usize,
    /// As it stands in the template.
    pub raw: &'t str,
    pub kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    Word,
    Quoted,
    Number,
    Sign,
}

impl<'t> Token<'t> {
    /// The text between quotes.
    pub fn quoted(&self) -> Option<&'t str> {
        (self.kind == Kind::Quoted && self.raw.len() >= 2).then(|| &self.raw[1..self.raw.len() - 1])
    }

    pub fn end(&self) -> usize {
        self.at + self.raw.len()
    }
}

/// All tags of a template but comments and what is raw.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find('{') {
        at += found;
        let rest = &text[at..];
        if rest.starts_with("{#") {
            at += rest.find("#}").map_or(rest.len(), |end| end + 2);
        } else if rest.starts_with("{%") && is_tag(rest, "raw") {
            at += end_of_raw(rest);
        } else if rest.starts_with("{%") || rest.starts_with("{{") {
            let is_tag = rest.starts_with("{%");
            let (tokens, end) = tokens(text, at + 2, if is_tag { "%}" } else { "}}" });
            pieces.push(Piece { is_tag, tokens });
            at = end;
        } else {
            at += 1;
        }
    }
    pieces
}

/// Whether a text begins with this tag and nothing else in it.
fn is_tag(text: &str, name: &str) -> bool {
    let inside = text[2..].strip_prefix('-').unwrap_or(&text[2..]).trim_start();
    let behind = inside.strip_prefix(name).map(str::trim_start);
    behind.is_some_and(|behind| behind.strip_prefix('-').unwrap_or(behind).starts_with("%}"))
}

fn end_of_raw(text: &str) -> usize {
    let ends = text.match_indices("{%").skip(1).find(|(at, _)| is_tag(&text[*at..], "endraw"));
    ends.map_or(text.len(), |(at, _)| at + 2)
}

/// The tokens from a place to the end of the tag, and where that is.
fn tokens<'t>(text: &'t str, from: usize, close: &str) -> (Vec<Token<'t>>, usize) {
    let mut tokens = Vec::new();
    let mut at = from;
    loop {
        at += text[at..].len() - text[at..].trim_start().len();
        let rest = &text[at..];
        if rest.is_empty() {
            return (tokens, at);
        }
        if let Some(end) = [rest, rest.strip_prefix('-').unwrap_or(rest)].iter().position(|r| r.starts_with(close)) {
            return (tokens, at + end + close.len());
        }
        let (kind, length) = token(rest);
        tokens.push(Token { at, raw: &rest[..length], kind });
        at += length;
    }
}

fn token(rest: &str) -> (Kind, usize) {
    const LONG_SIGNS: [&str; 10] = ["...", "//", "**", "==", "!=", ">=", "<=", "</", "?.", "?["];
    let first = rest.chars().next().unwrap_or(' ');
    if matches!(first, '"' | '\'' | '`') {
        (Kind::Quoted, end_of_quoted(rest, first))
    } else if first.is_ascii_alphabetic() || first == '_' {
        (Kind::Word, run(rest, |c| c.is_ascii_alphanumeric() || c == '_'))
    } else if first.is_ascii_digit() {
        (Kind::Number, run(rest, |c| c.is_ascii_digit() || c == '.'))
    } else {
        let long = LONG_SIGNS.iter().find(|sign| rest.starts_with(**sign));
        (Kind::Sign, long.map_or(first.len_utf8(), |sign| sign.len()))
    }
}

fn run(text: &str, of: impl Fn(char) -> bool) -> usize {
    text.find(|c| !of(c)).unwrap_or(text.len())
}

fn end_of_quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}
