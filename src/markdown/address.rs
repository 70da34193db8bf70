//! Addresses and mentions in running text, found where GitHub finds them.

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
        return (length > 0).then_some((scheme.len() + length, true));
    }
    if !previous.is_alphanumeric() && starts_with(rest, "www.") {
        let length = address(rest);
        return (length > 4).then_some((length, false));
    }
    if previous.is_ascii_alphanumeric() { None } else { email(rest) }
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
