//! What secrets look like. The regexes run in linear time, whatever the text.

use std::sync::LazyLock;

use regex::Regex;

pub struct Shape {
    /// A group is what is masked; without one, all of it.
    pub regex: Regex,
    /// Whether what was found must look like a value and not like a name for one.
    pub judged: bool,
}

/// Tokens that tell what they are.
const TOKENS: &[&str] = &[
    r"\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}\b",
    r"\bgh[pousr]_[A-Za-z0-9]{20,}",
    r"\bgithub_pat_[A-Za-z0-9_]{20,}",
    r"\bglpat-[A-Za-z0-9_-]{20,}",
    r"\bxox[abeoprs]-[A-Za-z0-9-]{8,}",
    r"\bxapp-[0-9]-[A-Za-z0-9-]{10,}",
    r"https://hooks\.slack\.com/services/([A-Za-z0-9/_-]{20,})",
    r"\bAIza[A-Za-z0-9_-]{35}",
    r"\bya29\.[A-Za-z0-9_-]{20,}",
    r"\bGOCSPX-[A-Za-z0-9_-]{20,}",
    r"\b[srp]k_(?:live|test)_[A-Za-z0-9]{10,}",
    r"\bwhsec_[A-Za-z0-9+/=]{20,}",
    r"\bnpm_[A-Za-z0-9]{30,}",
    r"\bpypi-[A-Za-z0-9_-]{40,}",
    r"\bsk-(?:ant-|proj-|svcacct-)?[A-Za-z0-9_-]{20,}",
    r"\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}",
    r"\bdop_v1_[a-f0-9]{60,}",
    r"\bhvs\.[A-Za-z0-9_-]{20,}",
    r"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*",
    // Up to its end, or to where the text was cut.
    r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----(?s:.*?)(?:-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|\z)",
];

/// Values that are secret because of what stands before them.
const NAMED: &[&str] = &[
    // A URL with credentials.
    r#"(?i)\b[a-z][a-z0-9+.-]*://[^\s/?#:@'"<>]*:([^\s/?#'"<>@]+)@"#,
    // The same with a password that holds a slash or a colon that should have been escaped.
    r#"(?i)\b[a-z][a-z0-9+.-]*://[^\s/?#:@'"<>]+:([^\s'"<>@0-9/][^\s'"<>@]{3,})@[a-z0-9]"#,
    // `password=…`, `"api_key": "…"`, `DB_PASSWORD='…'`.
    r#"(?i)\b(?:[a-z0-9]+[_.-])*(?:password|passwd|passphrase|pwd|secret|secret[_-]?key|client[_-]?secret|api[_-]?key|apikey|access[_-]?key|secret[_-]?access[_-]?key|private[_-]?key|signing[_-]?key|encryption[_-]?key|(?:access|auth|refresh|bearer|session|id|api)[_-]?token|token)["']?[ \t]*(?:=|:=|:)[ \t]*(?:"([^"\n]+)"|'([^'\n]+)'|([^\s"',;&<>|)}\]]+))"#,
    // `--password hunter2`.
    r#"(?i)--?(?:password|passwd|passphrase|token|secret|api-key|apikey)[ =]+["']?([^\s"'-][^\s"']*)"#,
    r"(?i)\b(?:bearer|basic)[ \t]+([A-Za-z0-9+/._~-]{12,}=*)",
    r#"(?i)\b(?:x-api-key|x-auth-token|private-token)[ \t]*:[ \t]*["']?([^\s"']{8,})"#,
];

pub fn shapes() -> &'static [Shape] {
    static SHAPES: LazyLock<Vec<Shape>> = LazyLock::new(|| {
        // A pattern that did not compile would be left out; a test compiles them all.
        let all = |patterns: &'static [&'static str], judged| {
            patterns.iter().filter_map(move |p| Regex::new(p).ok().map(|regex| Shape { regex, judged }))
        };
        all(TOKENS, false).chain(all(NAMED, true)).collect()
    });
    &SHAPES
}

/// Whether what an author wrote is the value of a secret, and not a name for one, a hash, or a
/// word of prose (`the token: expired ones …`). `before` is the text before it.
pub fn is_secret(before: &str, text: &str) -> bool {
    let prose = before.ends_with([' ', '\t']) && before.trim_end().ends_with(':');
    let word = prose && text.trim_end_matches(['.', ',', ';', '!', '?']).chars().all(char::is_alphabetic);
    is_perhaps_secret(before, text)
        && text.trim().chars().count() >= 4
        && !word
        && !is_store_entry(before, text)
        && !is_name(text.trim())
        && !is_hash(text)
        && !is_placeholder(text)
}

/// Output is masked when in doubt: a key may look like a hash there, or like a name, or be a word.
pub fn is_perhaps_secret(_before: &str, text: &str) -> bool {
    let text = text.trim();
    text != super::MASK && !is_harmless(text) && !text.chars().all(|c| c == '*')
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
    let words =
        ["password", "passwd", "secret", "token", "changeme", "redacted", "masked", "placeholder", "todo", "tbd"];
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
