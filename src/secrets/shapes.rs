//! What secrets look like. The regexes run in linear time, whatever the text.

use std::sync::{LazyLock, OnceLock};

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use regex_automata::meta::Regex;
use regex_automata::util::syntax;

/// What stands where a secret stood.
pub const MASK: &str = "[masked]";

/// A pattern, and what tells without it that a text has no match: most texts have no match of any,
/// and most runs never need most patterns, which take long to compile.
pub struct Shape {
    /// In lower case: one of them is in each match.
    hints: &'static [&'static str],
    /// Of a token: the characters that follow its hint, at least. The hint begins a word.
    token: Option<usize>,
    /// What stands behind the hint of a match.
    behind: fn(&str) -> bool,
    /// This is somewhere in a text with a match.
    besides: &'static str,
    /// A group is what is masked; without one, all of it.
    pattern: &'static str,
    /// Whether what was found must look like a value and not like a name for one.
    pub judged: bool,
    regex: OnceLock<Option<Regex>>,
}

impl Shape {
    /// A token that tells what it is.
    const fn token(hints: &'static [&'static str], least: usize, pattern: &'static str) -> Self {
        let token = Some(least);
        Shape { hints, token, behind: |_| true, besides: "", pattern, judged: false, regex: OnceLock::new() }
    }

    /// A value that is secret because of what stands before it.
    const fn named(
        hints: &'static [&'static str],
        behind: fn(&str) -> bool,
        besides: &'static str,
        pattern: &'static str,
    ) -> Self {
        Shape { hints, token: None, behind, besides, pattern, judged: true, regex: OnceLock::new() }
    }

    /// Whether a match may be where a hint was found.
    fn is_likely(&self, before: &str, behind: &str) -> bool {
        let of_token = |byte: u8| byte.is_ascii_alphanumeric() || b"_-./+=".contains(&byte);
        let token = self.token.is_none_or(|least| {
            let begins = before.bytes().next_back().is_none_or(|byte| !byte.is_ascii_alphanumeric() && byte != b'_');
            begins && behind.bytes().take(least).filter(|byte| of_token(*byte)).count() == least
        });
        token && (self.behind)(behind)
    }

    /// Compiled when first asked for. Without a prefilter of its own, since the hints are one, and for
    /// bytes: these two are what takes long. Every match begins and ends beside ASCII. A pattern that
    /// did not compile would find nothing; a test compiles them all.
    pub fn regex(&self) -> Option<&Regex> {
        let build = || {
            Regex::builder()
                .configure(Regex::config().auto_prefilter(false).utf8_empty(false))
                .syntax(syntax::Config::new().unicode(false).utf8(false))
                .build(self.pattern)
                .ok()
        };
        self.regex.get_or_init(build).as_ref()
    }
}

/// As far as a hint's surroundings are looked at: what goes on is left to the pattern.
const LONGEST_LOOK: usize = 300;

/// `=`, `:=` or `:`, perhaps behind the quote that closes a key.
fn assigns(rest: &str) -> bool {
    let rest = rest.strip_prefix(['"', '\'']).unwrap_or(rest);
    rest.trim_start_matches([' ', '\t']).starts_with(['=', ':'])
}

/// Somewhere in the word a colon, and an at sign behind it.
fn has_credentials(rest: &str) -> bool {
    let ends = |byte: &u8| byte.is_ascii_whitespace() || b"'\"<>".contains(byte);
    let word = rest.bytes().take(LONGEST_LOOK).take_while(|byte| !ends(byte));
    let mut colon = false;
    word.clone().any(|byte| {
        colon |= byte == b':';
        colon && byte == b'@'
    }) || word.count() == LONGEST_LOOK
}

fn blank_or_equals(rest: &str) -> bool {
    rest.starts_with([' ', '\t', '='])
}

fn precedes_a_token(rest: &str) -> bool {
    let token = rest.trim_start_matches([' ', '\t']);
    token.len() < rest.len() && token.split([' ', '\n']).next().is_some_and(|word| word.len() >= 12)
}

static SHAPES: [Shape; 26] = [
    Shape::token(&["akia", "asia", "aroa", "aida"], 16, r"\b(?:AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}\b"),
    Shape::token(&["ghp_", "gho_", "ghu_", "ghs_", "ghr_"], 20, r"\bgh[pousr]_[A-Za-z0-9]{20,}"),
    Shape::token(&["github_pat_"], 20, r"\bgithub_pat_[A-Za-z0-9_]{20,}"),
    Shape::token(&["glpat-"], 20, r"\bglpat-[A-Za-z0-9_-]{20,}"),
    Shape::token(&["xox"], 10, r"\bxox[abeoprs]-[A-Za-z0-9-]{8,}"),
    Shape::token(&["xapp-"], 12, r"\bxapp-[0-9]-[A-Za-z0-9-]{10,}"),
    Shape::token(&["hooks.slack.com"], 30, r"https://hooks\.slack\.com/services/([A-Za-z0-9/_-]{20,})"),
    Shape::token(&["aiza"], 35, r"\bAIza[A-Za-z0-9_-]{35}"),
    Shape::token(&["ya29."], 20, r"\bya29\.[A-Za-z0-9_-]{20,}"),
    Shape::token(&["gocspx-"], 20, r"\bGOCSPX-[A-Za-z0-9_-]{20,}"),
    Shape::token(
        &["sk_live_", "sk_test_", "rk_live_", "rk_test_", "pk_live_", "pk_test_"],
        10,
        r"\b[srp]k_(?:live|test)_[A-Za-z0-9]{10,}",
    ),
    Shape::token(&["whsec_"], 20, r"\bwhsec_[A-Za-z0-9+/=]{20,}"),
    Shape::token(&["npm_"], 30, r"\bnpm_[A-Za-z0-9]{30,}"),
    Shape::token(&["pypi-"], 40, r"\bpypi-[A-Za-z0-9_-]{40,}"),
    Shape::token(&["sk-"], 20, r"\bsk-(?:ant-|proj-|svcacct-)?[A-Za-z0-9_-]{20,}"),
    Shape::token(&["sg."], 33, r"\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}"),
    Shape::token(&["dop_v1_"], 60, r"\bdop_v1_[a-f0-9]{60,}"),
    Shape::token(&["hvs."], 20, r"\bhvs\.[A-Za-z0-9_-]{20,}"),
    Shape::token(&["eyj"], 18, r"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*"),
    // Up to its end, or to where the text was cut.
    Shape::token(
        &["private key"],
        0,
        r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----(?s:.*?)(?:-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|\z)",
    ),
    // A URL with credentials.
    Shape::named(&["://"], has_credentials, "@", r#"(?i:[a-z0-9+.-])://[^\s/?#:@'"<>]*:([^\s/?#'"<>@]+)@"#),
    // The same with a password that holds a slash or a colon that should have been escaped.
    Shape::named(
        &["://"],
        has_credentials,
        "@",
        r#"(?i:[a-z0-9+.-])://[^\s/?#:@'"<>]+:([^\s'"<>@0-9/][^\s'"<>@]{3,})@(?i:[a-z0-9])"#,
    ),
    // `password=…`, `"api_key": "…"`, `DB_PASSWORD='…'`.
    Shape::named(
        &["password", "passwd", "passphrase", "pwd", "secret", "key", "token"],
        assigns,
        "",
        r#"(?i:(?:\b|_)(?:password|passwd|passphrase|pwd|(?:client)?secret|(?:api|access|private|signing|encryption|secret)[_-]?key|(?:access|auth|refresh|bearer|session|id|api)?token)["']?[ \t]*(?:=|:=|:)[ \t]*)(?:"([^"\n]+)"|'([^'\n]+)'|([^\s"',;&<>|)}\]]+))"#,
    ),
    // `--password hunter2`.
    Shape::named(
        &["-password", "-passwd", "-passphrase", "-token", "-secret", "-api-key", "-apikey"],
        blank_or_equals,
        "",
        r#"(?i:--?(?:password|passwd|passphrase|token|secret|api-key|apikey)[ =]+["']?)([^\s"'-][^\s"']*)"#,
    ),
    Shape::named(
        &["bearer", "basic"],
        precedes_a_token,
        "",
        r"(?i:\b(?:bearer|basic)[ \t]+)([A-Za-z0-9+/._~-]{12,}=*)",
    ),
    Shape::named(
        &["x-api-key", "x-auth-token", "private-token"],
        assigns,
        "",
        r#"(?i:\b(?:x-api-key|x-auth-token|private-token)[ \t]*:[ \t]*["']?)([^\s"']{8,})"#,
    ),
];

/// All hints, each with the index of its shape.
static HINTS: LazyLock<Option<(AhoCorasick, Vec<usize>)>> = LazyLock::new(|| {
    let all = || SHAPES.iter().enumerate().flat_map(|(at, shape)| shape.hints.iter().map(move |hint| (at, *hint)));
    let search = AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .ascii_case_insensitive(true)
        .build(all().map(|(_, hint)| hint))
        .ok()?;
    Some((search, all().map(|(at, _)| at).collect()))
});

/// The shapes of which the text may have a match.
pub fn shapes_in(text: &str) -> impl Iterator<Item = &'static Shape> {
    let mut seen = [false; SHAPES.len()];
    let mut likely = [false; SHAPES.len()];
    match HINTS.as_ref() {
        Some((search, shapes)) => {
            for hint in search.find_overlapping_iter(text) {
                let (at, shape) = (shapes[hint.pattern()], &SHAPES[shapes[hint.pattern()]]);
                if !seen[at] && shape.is_likely(&text[..hint.start()], &text[hint.end()..]) {
                    seen[at] = true;
                    likely[at] = text.contains(shape.besides);
                }
            }
        }
        None => likely.fill(true),
    }
    SHAPES.iter().zip(likely).filter(|&(_, likely)| likely).map(|(shape, _)| shape)
}

#[cfg(test)]
pub fn shapes() -> &'static [Shape] {
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
    text != MASK && !is_harmless(text) && !text.chars().all(|c| c == '*')
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
