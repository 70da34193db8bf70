//! Whether what a shape found is a value, or a name, a hash, a message, a placeholder.

/// What stands where a secret stood.
pub const MASK: &str = "[masked]";

/// Whether what an author wrote is the value of a secret, and not a name for one, a hash, or a
/// word of prose (`the token: expired ones …`). `before` and `after` are the text around it.
pub fn is_secret(before: &str, text: &str, after: &str) -> bool {
    let word = is_prose(before) && is_word(text);
    is_perhaps_secret(before, text, after)
        && text.trim().chars().count() >= 4
        && !word
        && !is_store_entry(before, text)
        && !is_name(text.trim())
        && (!is_hash(text) || is_header(before))
        && !is_placeholder(text)
}

/// Output is masked when in doubt: a key may look like a hash there, or like a name, or be a word.
pub fn is_perhaps_secret(before: &str, text: &str, after: &str) -> bool {
    let text = text.trim();
    // `passwd: Permission denied`: a message goes on with the next word.
    let goes_on = after.strip_prefix(' ').is_some_and(|next| next.starts_with(|c: char| c.is_ascii_lowercase()));
    let message = is_prose(before) && is_word(text) && goes_on;
    text != MASK
        && !is_harmless(text)
        && !message
        && !is_path(before)
        && !is_spoken_of(before, text)
        && !text.chars().all(|c| c == '*')
}

/// `token: …`, as a sentence goes on, and not `token=…`.
fn is_prose(before: &str) -> bool {
    before.ends_with([' ', '\t']) && before.trim_end().ends_with(':')
}

fn is_word(text: &str) -> bool {
    text.trim_end_matches(['.', ',', ';', '!', '?']).chars().all(char::is_alphabetic)
}

/// `basic authentication fails`
fn is_spoken_of(before: &str, text: &str) -> bool {
    let scheme = before.trim_end().rsplit(' ').next().unwrap_or_default().to_ascii_lowercase();
    matches!(scheme.as_str(), "basic" | "bearer") && text.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// What stands in a header opens something, also when it looks like a hash.
fn is_header(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let from = line.len().saturating_sub(60);
    let from = (from..=line.len()).find(|&at| line.is_char_boundary(at)).unwrap_or(line.len());
    line[from..].to_ascii_lowercase().contains("authorization")
}

/// `/etc/passwd: …`: the name is the end of a path.
fn is_path(before: &str) -> bool {
    let name = before.trim_end_matches([':', '=', ' ', '\t', '"', '\'']);
    let stem = name.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    stem.len() < name.len() && stem.ends_with('/') && !stem.ends_with("//")
}

/// `$VAR`, `${{ vars.x }}`, `<password>`, `…`: the value stands elsewhere.
fn is_name(text: &str) -> bool {
    text.starts_with(['$', '<', '%', '*', '[', '{', '`', '(']) || text.contains("${{") || text == "…"
}

/// `--secret=database-url`: words joined by hyphens behind that option name an entry of a secret
/// store (gcloud, docker, kubectl); a value would not be made of plain words.
fn is_store_entry(before: &str, text: &str) -> bool {
    let option = before.trim_end_matches(['=', ' ', '"', '\'']).ends_with("--secret");
    let word =
        |word: &str| word.starts_with(|c: char| c.is_ascii_lowercase()) && word.chars().all(|c| c.is_ascii_lowercase());
    let words = text.split(['-', '_']);
    option && words.clone().count() > 1 && words.into_iter().all(word)
}

/// A hash, a digest or a UUID names something; it opens nothing.
fn is_hash(text: &str) -> bool {
    let text = text.trim_start_matches("sha256:").trim_start_matches("sha512:");
    let hex = text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let uuid = text.len() == 36 && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    (hex && matches!(text.len(), 7..=12 | 32 | 40 | 64 | 96 | 128) && text.bytes().any(|b| b.is_ascii_digit())) || uuid
}

/// What stands for a secret that somebody is to fill in; lint's `placeholder` finds these.
fn is_placeholder(text: &str) -> bool {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    let words = [
        "password",
        "passwd",
        "secret",
        "token",
        "changeme",
        "change-me",
        "change_me",
        "replaceme",
        "replace-me",
        "redacted",
        "masked",
        "placeholder",
        "todo",
        "tbd",
    ];
    bare.chars().all(|c| matches!(c, 'x' | 'X' | '*' | '.'))
        || words.contains(&bare.to_ascii_lowercase().as_str())
        || bare.to_ascii_lowercase().starts_with("your-")
        || bare.to_ascii_lowercase().starts_with("your_")
}

/// Words that stand behind `token:` in plain sentences and settings, and values of variables that
/// are no secret.
pub fn is_harmless(text: &str) -> bool {
    let word = text.trim_end_matches(['.', ',', ';', '!', '?']).to_ascii_lowercase();
    let path = text.starts_with('/') || text.starts_with("./") || text.starts_with("~/");
    let known = [
        "true",
        "false",
        "none",
        "null",
        "yes",
        "no",
        "enabled",
        "disabled",
        "valid",
        "invalid",
        "missing",
        "present",
        "expired",
        "required",
        "optional",
        "found",
        "readable",
        "unreadable",
        "rotated",
        "denied",
        "unknown",
        "empty",
        "ok",
        "ready",
        "active",
        "string",
        "default",
        "error",
        "failed",
        "passed",
    ];
    path || known.contains(&word.as_str())
}
