//! How a text that is not YAML is mended: what a person most likely meant, told by the words of the parser and by
//! the lines around the place where it stopped.

use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// What is said of a text at a byte where the parser stopped with these words.
pub fn mend(info: &str, text: &str, at: usize, span: Span) -> Diagnostic {
    if let Some((quote, span)) = open_quote(text, at) {
        let help = format!("close it with `{quote}` at the end of the text");
        return Diagnostic::invalid(
            span,
            "",
            "this quote is not closed in its line, and ends in the middle of another",
        )
        .with_help(help);
    }
    if let Some((bracket, open)) = open_bracket(info, text, at) {
        let close = if bracket == '[' { ']' } else { '}' };
        let help = format!("close it with `{close}`; a text that begins with `{bracket}` is to be quoted");
        return Diagnostic::invalid(open..open + 1, "", "this bracket is never closed").with_help(help);
    }
    if let Some(blank) = odd_blank(text, at) {
        let name = crate::visible::code_point(text[blank.clone()].chars().next().unwrap_or_default());
        let message = format!("a blank of another kind ({name}) indents this line: YAML indents with blanks only");
        return Diagnostic::invalid(blank, "", message).with_help("put blanks in its place");
    }
    let diagnostic = Diagnostic::invalid(span, "", format!("this is not valid YAML: {info}"));
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    let said = Said { info, line, before: &text[start..at], behind: &text[at..], above: &text[..start] };
    match said.help() {
        Some(help) => diagnostic.with_help(help),
        None => diagnostic,
    }
}

/// The words of the parser, and what stands around the place.
struct Said<'t> {
    info: &'t str,
    line: &'t str,
    before: &'t str,
    behind: &'t str,
    above: &'t str,
}

const COLUMN: &str = "the keys of one mapping begin in the same column; each item of a list begins with `- `";
const QUOTE_COLON: &str = "quote the text: a colon with a blank behind it makes a key of what stands before it";
const QUOTE_SIGN: &str = "quote the text: it begins with a character that means something to YAML";

impl Said<'_> {
    fn says(&self, words: &str) -> bool {
        self.info.contains(words)
    }

    fn help(&self) -> Option<String> {
        let value = self.line.split_once(": ").map_or(self.line, |(_, value)| value).trim_start_matches(['-', ' ']);
        let bracket = value.starts_with(['[', '{']);
        let fixed = if self.line.contains("${{") && self.line.contains(['{', '[']) {
            "quote it: inside of `{…}` and `[…]`, a text with `${{ … }}` must stand in quotes"
        } else if value.starts_with(['“', '”', '„', '‘', '’', '«']) {
            "typographic quotes are none to YAML: put the text into `\"…\"`"
        } else if self.says("simple key expected") {
            return Some(self.no_colon());
        } else if self.says("mapping values are not allowed") {
            if self.before.ends_with(['}', ']']) {
                "remove the colon: what stands in brackets is no key"
            } else if self.is_key_alone() {
                COLUMN
            } else {
                QUOTE_COLON
            }
        } else if self.says("did not find expected ','") && self.behind.starts_with(':') {
            return Some(self.no_comma());
        } else if self.says("unexpected character") || self.says("anchor or alias") {
            QUOTE_SIGN
        } else if self.says("unknown anchor") {
            "quote the text: with `*` in front it is the name of an alias"
        } else if self.says("trailing content after single-quoted") {
            "the text ends at its second quote: write `''` for a quote inside of it, or put it into `\"…\"`"
        } else if self.says("trailing content") {
            "the text ends at its second quote: put all of it into quotes, `'like \"this\"'`"
        } else if self.says("unknown escape") {
            "inside of `\"…\"` a `\\` begins an escape: write `\\\\` for one, or put the text into `'…'`"
        } else if self.says("block scalar") && self.says("comment or line break") {
            "a text behind `>` or `|` begins in the next line, indented"
        } else if self.behind.starts_with(',') && (self.says("expected key") || self.says("expected '-'")) {
            "remove the comma: a line has none at its end"
        } else if bracket && (self.says("expected key") || self.says("expected '-'")) {
            "quote the text: with a bracket in front it is a list or a mapping"
        } else if self.says("expected key") || self.says("expected '-' indicator") {
            COLUMN
        } else {
            return None;
        };
        Some(fixed.to_owned())
    }

    /// Whether nothing but a key stands in front of the place: then it is no text that holds a colon, but a line that
    /// YAML takes for the rest of the text above.
    fn is_key_alone(&self) -> bool {
        let key = self.before.trim_start();
        let above = self.above.trim_end().rsplit('\n').next().unwrap_or_default();
        !key.is_empty() && key.len() < self.before.len() && is_name(key) && above.contains(": ")
    }

    /// A line in which a key is expected, and that has no colon with a blank behind it.
    fn no_colon(&self) -> String {
        let line = self.line.trim();
        let word = line.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '-').unwrap_or(line.len());
        let (word, rest) = line.split_at(word);
        if line.starts_with("//") || line.starts_with("/*") {
            return "a comment begins with `#`".to_owned();
        }
        if let Some(value) = rest.strip_prefix(['：', '﹕', '꞉']) {
            return format!("write the colon as `:`, with a blank behind it: `{word}: {}`", shown(value));
        }
        if let Some(value) = rest.strip_prefix(':').filter(|_| is_name(word)) {
            return format!("put a blank behind the colon: `{word}: {}`", shown(value));
        }
        if let Some(value) = rest.trim_start().strip_prefix('=').filter(|_| is_name(word)) {
            return format!("write a colon with a blank behind it: `{word}: {}`", shown(value.trim_start()));
        }
        if self.in_block() {
            return "the lines of a text behind `|` or `>` are indented by as much as its first one".to_owned();
        }
        "a key has a colon and a blank behind it: `key: value`; a text that goes on here is indented deeper than its key"
            .to_owned()
    }

    /// Whether the line above belongs to a block text.
    fn in_block(&self) -> bool {
        let indent = |line: &str| line.len() - line.trim_start().len();
        let own = indent(self.line);
        let mut deeper = false;
        for line in self.above.lines().rev().filter(|line| !line.trim().is_empty()) {
            if indent(line) < own || (indent(line) == own && !deeper) {
                return deeper && line.trim_end().trim_end_matches(['+', '-']).ends_with(['|', '>']);
            }
            deeper = true;
        }
        false
    }

    /// `{name: Platform contact: …}`
    fn no_comma(&self) -> String {
        match self.before.rsplit([' ', ',', '{', '[']).next().filter(|key| is_name(key)) {
            Some(key) => format!("{QUOTE_COLON}; if `{key}` is one, put a comma before it"),
            None => QUOTE_COLON.to_owned(),
        }
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
}

fn shown(text: &str) -> String {
    let text = text.trim();
    let short: String = text.chars().take(40).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}

/// A blank that is none to YAML, in front of the text of a line around the place.
fn odd_blank(text: &str, at: usize) -> Option<Span> {
    let line = |at: usize| text[..at].rfind('\n').map_or(0, |end| end + 1);
    let first = line(line(at).saturating_sub(1));
    let mut start = first;
    for line in text[first..].split_inclusive('\n').take(3) {
        let indentation = line.len() - line.trim_start_matches(|c: char| c.is_whitespace() && c != '\n').len();
        let odd = line[..indentation].char_indices().find(|&(_, c)| !c.is_ascii());
        if let Some((offset, c)) = odd {
            return Some(start + offset..start + offset + c.len_utf8());
        }
        start += line.len();
    }
    None
}

/// A quote that opens a text up to the line of the place, is not closed in its own line, and is closed where no text
/// can end: the quotes of another text.
fn open_quote(text: &str, at: usize) -> Option<(char, Span)> {
    let mut found = None;
    walk(&text[..text[at..].find('\n').map_or(text.len(), |end| at + end)], &mut |token| {
        if let Token::Text { quote, start, end, closed } = token {
            let line_end = text[start..].find('\n').map_or(text.len(), |end| start + end);
            let behind = text[end..].chars().next();
            let ends = closed && behind.is_none_or(|c| c.is_whitespace() || matches!(c, ',' | '}' | ']' | ':'));
            if end > line_end && !ends && found.is_none() {
                found = Some((quote, start..start + 1));
            }
        }
    });
    found
}

/// The innermost bracket that is open where the parser stopped for want of its end.
fn open_bracket(info: &str, text: &str, at: usize) -> Option<(char, usize)> {
    let wanted = ["illegal placement of ':'", "unclosed bracket", "did not find expected ',' or"];
    if !wanted.iter().any(|words| info.contains(words)) {
        return None;
    }
    let here = if info.contains("unclosed bracket") { text.len() } else { at };
    let mut open: Vec<(char, usize)> = Vec::new();
    walk(&text[..here], &mut |token| match token {
        Token::Open(bracket, at) => open.push((bracket, at)),
        Token::Close => drop(open.pop()),
        Token::Text { .. } => {}
    });
    // In its own line the parser knows better what is wrong.
    open.pop().filter(|&(_, open)| text[open..here].contains('\n') || info.contains("unclosed"))
}

enum Token {
    Open(char, usize),
    Close,
    /// A quoted text, from its opening quote to behind the closing one.
    Text {
        quote: char,
        start: usize,
        end: usize,
        closed: bool,
    },
}

/// Quoted texts and brackets of a text that may not be YAML, in order. Comments and block texts hold none.
fn walk(text: &str, told: &mut impl FnMut(Token)) {
    let mut at = 0;
    // The indentation of the key of a block text, whose lines are passed over.
    let mut block: Option<usize> = None;
    let mut depth = 0_usize;
    while at < text.len() {
        let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
        let line = &text[at..end];
        let indent = line.len() - line.trim_start_matches(' ').len();
        if block.is_some_and(|key| line.trim().is_empty() || indent > key) {
            at = end + 1;
            continue;
        }
        block = None;
        let mut place = at + indent;
        // Whether a text could begin here.
        let mut fresh = true;
        let mut rest = None;
        while place < end {
            let c = text[place..].chars().next().unwrap_or_default();
            match c {
                '#' if place == at || text[..place].ends_with(' ') => break,
                '"' | '\'' if fresh => {
                    let (behind, closed) = quoted(text, place, c);
                    told(Token::Text { quote: c, start: place, end: behind, closed });
                    if behind > end {
                        // What follows the text in its last line is judged as a line of its own.
                        rest = Some(behind);
                        break;
                    }
                    (place, fresh) = (behind, false);
                    continue;
                }
                '[' | '{' if fresh || depth > 0 => {
                    told(Token::Open(c, place));
                    depth += 1;
                }
                ']' | '}' if depth > 0 => {
                    told(Token::Close);
                    depth -= 1;
                }
                _ => {}
            }
            let opens = matches!(c, '[' | '{' | ',') && depth > 0;
            fresh = opens || (c == ' ' && (fresh || text[..place].ends_with([':', '-'])));
            place += c.len_utf8();
        }
        let content = line.trim_end().trim_end_matches(['+', '-']);
        if depth == 0 && (content.ends_with(" |") || content.ends_with(" >")) {
            block = Some(indent);
        }
        at = rest.unwrap_or(end + 1);
    }
}

/// Behind the closing quote of a text, and whether there is one.
fn quoted(text: &str, start: usize, quote: char) -> (usize, bool) {
    let mut escaped = false;
    let mut chars = text[start + 1..].char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        if escaped {
            escaped = false;
        } else if c == '\\' && quote == '"' {
            escaped = true;
        } else if c == quote {
            if quote == '\'' && chars.peek().is_some_and(|&(_, next)| next == '\'') {
                chars.next();
                continue;
            }
            return (start + 1 + offset + 1, true);
        }
    }
    (text.len(), false)
}
