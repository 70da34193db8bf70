//! Literal text as Markdown: the characters that mean something are escaped, and no others, so
//! that the raw file stays readable.

use crate::visible::visible;

/// Appends literal text. `line_start` says that a block could begin here, `table` that a pipe would
/// end the cell; `after` is what follows the text.
pub(super) fn push_text(out: &mut String, text: &str, line_start: bool, table: bool, after: char) {
    let mut rest = text;
    if line_start {
        rest = push_block_start(out, rest, after);
    }
    let mut previous = out.chars().next_back().unwrap_or(' ');
    let mut chars = rest.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(after);
        if must_escape(c, previous, next, table) || c == '$' && opens_math(out, previous, next) {
            out.push('\\');
        }
        out.push(c);
        previous = c;
    }
}

fn must_escape(c: char, previous: char, next: char, table: bool) -> bool {
    match c {
        '\\' => next.is_ascii_punctuation() || next.is_whitespace(),
        '`' | '*' | '[' | ']' | '<' => true,
        // Inside of a word an underscore is only itself.
        '_' => !(previous.is_alphanumeric() && next.is_alphanumeric()),
        '~' => !previous.is_whitespace() && previous != '(' || next == '~',
        '&' => next.is_ascii_alphabetic() || next == '#',
        '|' => table,
        _ => false,
    }
}

/// GitHub draws `$…$`, `$$…$$` and `` $`…`$ `` as formulas, which can hide and reorder what is read.
/// One dollar sign alone is money.
fn opens_math(out: &str, previous: char, next: char) -> bool {
    matches!(next, '$' | '`') || previous == '$' || !previous.is_whitespace() && out.contains('$')
}

/// Escapes what would begin a heading, list, quote, fence, rule or table at the start of a line.
fn push_block_start<'a>(out: &mut String, text: &'a str, after: char) -> &'a str {
    let text = text.trim_start();
    let Some(first) = text.chars().next() else { return text };
    let blank_at = |at: usize| text[at..].chars().next().unwrap_or(after).is_whitespace();
    let bare = blank_at(first.len_utf8());
    let only =
        |signs: &[char]| after == ' ' && text.trim_end().chars().all(|c| c == first || c == ' ' || signs.contains(&c));
    let dangerous = match first {
        '>' | '|' => true,
        '#' => blank_at(text.len() - text.trim_start_matches('#').len()),
        '+' => bare,
        // A list, a rule, an underline of a heading, the line below the header of a table.
        '-' | ':' => first == '-' && bare || only(&['-', ':', '|']),
        '=' => only(&[]),
        '~' => text.starts_with("~~~"),
        _ => false,
    };
    if dangerous {
        out.push('\\');
        out.push(first);
        return &text[first.len_utf8()..];
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=9).contains(&digits) && text[digits..].starts_with(['.', ')']) && blank_at(digits + 1) {
        out.push_str(&text[..digits]);
        out.push('\\');
        out.push_str(&text[digits..=digits]);
        return &text[digits + 1..];
    }
    text
}

/// Text as a code span: its backticks are enclosed in more of them.
pub fn code_span(code: &str) -> String {
    let code = visible(code).trim().replace(['\n', '\t'], " ");
    if code.is_empty() {
        return String::new();
    }
    let fence = "`".repeat(longest_run(&code) + 1);
    let pad = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{code}{pad}{fence}")
}

/// The longest run of backticks.
pub(super) fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> String {
        let mut out = String::new();
        push_text(&mut out, text, true, false, ' ');
        out
    }

    #[test]
    fn only_what_means_something_is_escaped() {
        assert_eq!(text("a_b * c [x] <b> 2~3 ~18 h"), r"a_b \* c \[x\] \<b> 2\~3 ~18 h");
        assert_eq!(text("# no heading"), r"\# no heading");
        assert_eq!(text("1. no list"), r"1\. no list");
        assert_eq!(text("- no list"), r"\- no list");
        assert_eq!(text("-5 degrees, #1278"), "-5 degrees, #1278");
        assert_eq!(text("--- | :--"), r"\--- | :--");
        assert_eq!(text("$5 or $6 (US$7), $$x$$ $HOME"), r"$5 or $6 (US\$7), \$\$x\$\$ $HOME");
        assert_eq!(text("a & b &amp; c"), r"a & b \&amp; c");
    }

    #[test]
    fn code_is_fenced_by_more_backticks_than_it_holds() {
        assert_eq!(code_span("a `b` c"), "``a `b` c``");
        assert_eq!(code_span("`x"), "`` `x ``");
    }
}
