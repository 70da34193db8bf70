//! Addresses and mentions in running text, found where GitHub finds them.

use std::net::Ipv4Addr;
use std::ops::Range;

/// All addresses of a text, which GitHub turns into links.
pub(super) fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let lower = |part: &str| text.as_bytes().windows(part.len()).any(|at| at.eq_ignore_ascii_case(part.as_bytes()));
    if !text.contains('@') && !text.contains("://") && !lower("www.") {
        return found;
    }
    let (mut at, mut previous) = (0, ' ');
    while let Some(first) = text[at..].chars().next() {
        let length = match token(&text[at..], previous) {
            Some((length, _)) if first != '@' => {
                found.push(at..at + length);
                length
            }
            _ => first.len_utf8(),
        };
        at += length;
        previous = text[..at].chars().next_back().unwrap_or(' ');
    }
    found
}

/// The length of an address or mention that begins `rest`, and whether it can be linked as it is.
pub(super) fn token(rest: &str, previous: char) -> Option<(usize, bool)> {
    let first = rest.chars().next()?;
    if first == '@' {
        return if previous.is_alphanumeric() { None } else { mention(rest).map(|length| (length, false)) };
    }
    // Where GitHub finds an address in the middle of a word, so must we.
    if !first.is_ascii_alphanumeric() {
        return None;
    }
    if !previous.is_ascii_alphabetic()
        && let Some(scheme) = ["https://", "http://", "ftp://"].into_iter().find(|scheme| starts_with(rest, scheme))
    {
        let length = address(&rest[scheme.len()..]);
        let links = has_host(&rest[scheme.len()..scheme.len() + length]);
        return (length > 0).then_some((scheme.len() + length, links));
    }
    if !previous.is_alphanumeric() && starts_with(rest, "www.") {
        let length = address(rest);
        return (length > 4).then_some((length, false));
    }
    if previous.is_ascii_alphanumeric() {
        return None;
    }
    // Alone, `www.` begins an address of the web.
    email(rest).map(|(length, links)| (length, links && !starts_with(rest, "www.")))
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
    // Counted once: a long row of brackets would be read once for each.
    let mut unbalanced = address.matches(')').count().saturating_sub(address.matches('(').count());
    loop {
        let bracket = address.ends_with(')') && unbalanced > 0;
        if address.ends_with(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '~', ']']) || bracket {
            unbalanced -= usize::from(bracket);
            address = &address[..address.len() - 1];
        } else {
            return address.len();
        }
    }
}

/// Whether an address without its scheme names a host as browsers take it: letters, digits and dots,
/// perhaps a port. Anything else, also names and passwords, is shown and does not link.
fn has_host(address: &str) -> bool {
    let authority = address.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = authority.split_once(':').unwrap_or((authority, "80"));
    let last = host.rsplit('.').next().unwrap_or_default();
    let good = host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    // A host that ends in a number is read as an address of four numbers.
    let numeric = last.starts_with(|c: char| c.is_ascii_digit());
    good && !last.is_empty() && port.parse::<u16>().is_ok() && (!numeric || host.parse::<Ipv4Addr>().is_ok())
}

/// The length of the `@name` or `@scope/name` that begins `rest`.
pub(super) fn mention(rest: &str) -> Option<usize> {
    let name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/' | '.');
    if !rest[1..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_') {
        return None;
    }
    let end = rest[1..].find(|c| !name(c)).map_or(rest.len(), |at| at + 1);
    Some(rest[..end].trim_end_matches(['.', '/', '-']).len())
}

/// The length of a mail address that begins `rest`, and whether an autolink takes it.
fn email(rest: &str) -> Option<(usize, bool)> {
    // Addresses are short: a bounded look keeps long words linear.
    let window: String = rest.chars().take(100).take_while(|c| !c.is_whitespace()).collect();
    let at = window.find('@')?;
    let local = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%');
    let host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let end = window[at + 1..].find(|c| !host(c)).map_or(window.len(), |end| at + 1 + end);
    let domain = window[at + 1..end].trim_end_matches(['.', '-', '_']);
    let good = at > 0 && window[..at].chars().all(local) && domain.contains('.') && !domain.starts_with('.');
    // What an autolink takes is narrower than what GitHub finds in running text.
    let label = |label: &str| {
        !label.is_empty()
            && label.len() < 64
            && !label.starts_with('-')
            && !label.ends_with('-')
            && !label.contains('_')
    };
    good.then(|| (at + 1 + domain.len(), domain.split('.').all(label)))
}

#[cfg(test)]
mod tests {
    use super::{addresses, token};

    #[test]
    fn addresses_are_found_without_what_stands_around_them() {
        let found = |text: &'static str| addresses(text).into_iter().map(|at| &text[at]).collect::<Vec<_>>();
        assert_eq!(
            found("see https://x.org/a(b). (WWW.x.org), ops@x.org; not @ops"),
            ["https://x.org/a(b)", "WWW.x.org", "ops@x.org"]
        );
        assert_eq!(found("ü<http://ü.x/5h>, ahttp://y.z"), ["http://ü.x/5h"]);
        assert_eq!(found("no address: @a ://"), [] as [&str; 0]);
        let many = format!("http://x.y/{}", ")".repeat(200_000));
        assert_eq!(addresses(&many).first(), Some(&(0..11)));
    }

    #[test]
    fn only_what_browsers_take_links() {
        for good in ["https://x.org", "http://localhost:8080/a", "https://10.0.0.1/x?y#z", "ftp://a-b.c/d", "ops@x.org"]
        {
            assert_eq!(token(good, ' '), Some((good.len(), true)), "{good}");
        }
        for bad in
            ["https://#", "https://[x", "https://1.2.3", "https://u:p@x.org", "http://x:99999", "x@a_b.org", "@bob"]
        {
            assert_eq!(token(bad, ' '), Some((bad.len(), false)), "{bad}");
        }
        assert_eq!(token("x@y", ' '), None);
    }
}
