//! Literal text as Markdown: the characters that mean something are escaped, and no others, so
//! that the raw file stays readable.

/// Appends literal text. `line_start` says that a block could begin here; `table` that a pipe would
/// end the cell. Addresses become autolinks, mentions become code and so notify nobody.
pub(super) fn push_text(out: &mut String, text: &str, line_start: bool, table: bool, links: bool) {
    let mut rest = text;
    if line_start {
        rest = push_block_start(out, rest);
    }
    let mut previous = out.chars().next_back().unwrap_or(' ');
    while let Some(c) = rest.chars().next() {
        if let Some(length) = token(rest, previous, out) {
            let token = &rest[..length];
            match c {
                '@' => out.push_str(&code_span(token, table)),
                _ if links => out.push_str(&format!("<{token}>")),
                _ => out.push_str(&code_span(token, table)),
            }
            previous = '`';
            rest = &rest[length..];
            continue;
        }
        let next = rest[c.len_utf8()..].chars().next().unwrap_or(' ');
        if must_escape(c, previous, next, table) {
            out.push('\\');
        }
        match c {
            '\n' | '\t' => out.push(' '),
            c => out.push(c),
        }
        previous = c;
        rest = &rest[c.len_utf8()..];
    }
}

fn must_escape(c: char, previous: char, next: char, table: bool) -> bool {
    match c {
        '\\' => next.is_ascii_punctuation() || next == ' ',
        '`' | '*' | '[' | ']' | '<' => true,
        // Inside of a word an underscore is only itself.
        '_' => !(previous.is_alphanumeric() && next.is_alphanumeric()),
        '~' => !previous.is_whitespace() && previous != '(' || next == '~',
        '&' => next.is_ascii_alphabetic() || next == '#',
        '|' => table,
        _ => false,
    }
}

/// Escapes what would begin a heading, list, quote, fence, rule or table at the start of a line.
fn push_block_start<'a>(out: &mut String, text: &'a str) -> &'a str {
    let text = text.trim_start_matches([' ', '\t', '\n']);
    let Some(first) = text.chars().next() else { return text };
    let after_run = text.trim_start_matches(first);
    let ends = after_run.is_empty() || after_run.starts_with([' ', '\t', '\n']);
    let rule = text.trim_end().chars().all(|c| c == first || c == ' ');
    let dangerous = match first {
        '#' => ends,
        '>' | '|' => true,
        '+' => text[1..].is_empty() || text[1..].starts_with([' ', '\t', '\n']),
        '-' => text[1..].is_empty() || text[1..].starts_with([' ', '\t', '\n']) || rule,
        '=' => rule,
        '~' => text.starts_with("~~~"),
        _ => false,
    };
    if dangerous {
        out.push('\\');
        out.push(first);
        return &text[first.len_utf8()..];
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=9).contains(&digits) && text[digits..].starts_with(['.', ')']) {
        let after = &text[digits + 1..];
        if after.is_empty() || after.starts_with([' ', '\t', '\n']) {
            out.push_str(&text[..digits]);
            out.push('\\');
            out.push_str(&text[digits..=digits]);
            return after;
        }
    }
    text
}

/// The length of an address or mention that begins `rest`.
fn token(rest: &str, previous: char, _out: &str) -> Option<usize> {
    let first = rest.chars().next()?;
    let boundary = !previous.is_alphanumeric() && !matches!(previous, '`' | '/' | '_' | '-' | '.' | '+');
    if first == '@' {
        return (!previous.is_alphanumeric()).then(|| mention(rest)).flatten();
    }
    if !boundary && first.is_alphanumeric() || !first.is_ascii_alphanumeric() {
        return None;
    }
    if let Some(scheme) = ["https://", "http://", "ftp://"].into_iter().find(|scheme| starts_with(rest, scheme)) {
        let length = address(&rest[scheme.len()..]);
        return (length > 0).then_some(scheme.len() + length);
    }
    email(rest)
}

fn starts_with(text: &str, scheme: &str) -> bool {
    text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
}

/// What belongs to an address, without the punctuation that ends the sentence around it.
fn address(rest: &str) -> usize {
    let end = rest
        .find(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '`' | '|' | '\\'))
        .unwrap_or(rest.len());
    let mut address = &rest[..end];
    loop {
        let unbalanced = address.ends_with(')') && address.matches(')').count() > address.matches('(').count();
        if address.ends_with(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '~', ']']) || unbalanced {
            address = &address[..address.len() - 1];
        } else {
            return address.len();
        }
    }
}

fn mention(rest: &str) -> Option<usize> {
    let name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/' | '.');
    if !rest[1..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_') {
        return None;
    }
    let end = rest[1..].find(|c| !name(c)).map_or(rest.len(), |at| at + 1);
    Some(rest[..end].trim_end_matches(['.', '/', '-']).len())
}

fn email(rest: &str) -> Option<usize> {
    // Addresses are short: a bounded look keeps long words linear.
    let window: String = rest.chars().take(100).take_while(|c| !c.is_whitespace()).collect();
    let at = window.find('@')?;
    let local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%');
    let host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let end = window[at + 1..].find(|c| !host(c)).map_or(window.len(), |end| at + 1 + end);
    let domain = window[at + 1..end].trim_end_matches(['.', '-']);
    let good = window[..at].chars().all(local) && at > 0 && domain.contains('.') && !domain.starts_with('.');
    good.then(|| at + 1 + domain.len())
}

/// Text as a code span: its backticks are enclosed in more of them. In a table cell a pipe would end
/// the cell even there, so such code is shown as plain text. What nobody sees is named there too.
pub fn code_span(code: &str, table: bool) -> String {
    let code = super::visible(code.trim()).replace(['\n', '\t'], " ");
    if code.is_empty() {
        return String::new();
    }
    if table && code.contains('|') {
        let mut out = String::new();
        push_text(&mut out, &code, false, true, false);
        return out;
    }
    let fence = "`".repeat(longest_run(&code) + 1);
    let pad = if code.starts_with('`') || code.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{code}{pad}{fence}")
}

/// The longest run of backticks.
pub(super) fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// An address as an autolink; anything that is none as code.
pub fn link_target(address: &str, table: bool) -> String {
    let scheme = address.split_once(':').map_or("", |(scheme, _)| scheme).to_ascii_lowercase();
    let known = matches!(scheme.as_str(), "http" | "https" | "mailto" | "ftp");
    let clean =
        !address.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '`' | '|' | '\\'));
    match known && clean {
        true => format!("<{}>", address.strip_prefix("mailto:").filter(|mail| mail.contains('@')).unwrap_or(address)),
        false => code_span(address, table),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> String {
        let mut out = String::new();
        push_text(&mut out, text, true, false, true);
        out
    }

    #[test]
    fn only_what_means_something_is_escaped() {
        assert_eq!(text("a_b * c [x] <b> 2~3 ~18 h"), r"a_b \* c \[x\] \<b> 2\~3 ~18 h");
        assert_eq!(text("# no heading"), r"\# no heading");
        assert_eq!(text("1. no list"), r"1\. no list");
        assert_eq!(text("- no list"), r"\- no list");
        assert_eq!(text("-5 degrees, #1278"), "-5 degrees, #1278");
        assert_eq!(text("a & b &amp; c"), r"a & b \&amp; c");
    }

    #[test]
    fn addresses_link_and_mentions_do_not() {
        assert_eq!(text("see https://x.org/a_b(c)."), "see <https://x.org/a_b(c)>.");
        assert_eq!(text("mail ops@example.org now"), "mail <ops@example.org> now");
        assert_eq!(text("ask @team/ops, please"), "ask `@team/ops`, please");
        assert_eq!(text("a@b"), "a@b");
    }

    #[test]
    fn code_is_fenced_by_more_backticks_than_it_holds() {
        assert_eq!(code_span("a `b` c", false), "``a `b` c``");
        assert_eq!(code_span("`x", false), "`` `x ``");
        assert_eq!(code_span("a | b", true), r"a \| b");
        assert_eq!(code_span("a\u{202E}b", false), "`aU+202Eb`");
    }
}
