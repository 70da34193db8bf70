//! A line that begins with a key.

/// The key with which a text begins, and where what follows its colon begins.
pub fn entry(text: &str) -> Option<(String, usize)> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''));
    if let Some(quote) = quote {
        let end = 1 + text[1..].find(quote)?;
        let behind = text[end + 1..].starts_with(':') && matches!(text.as_bytes().get(end + 2), None | Some(b' '));
        return behind.then(|| (text[1..end].to_owned(), end + 2));
    }
    if text.starts_with(['{', '[', '#', '&', '*', '!', '|', '>', '%', '@', '`']) {
        return None;
    }
    let colon = match text.find(": ") {
        Some(colon) => colon,
        None => text.len() - text.ends_with(':').then_some(1)?,
    };
    let key = &text[..colon];
    (!key.contains(" #") && !key.trim().is_empty()).then(|| (key.trim().to_owned(), colon + 1))
}
