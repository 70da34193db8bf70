//! Addresses and mentions in running text, found where GitHub finds them.

use std::net::Ipv4Addr;

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
    loop {
        let unbalanced = address.ends_with(')') && address.matches(')').count() > address.matches('(').count();
        if address.ends_with(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '~', ']']) || unbalanced {
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

fn mention(rest: &str) -> Option<usize> {
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
    use super::token;

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
