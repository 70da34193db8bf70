//! What secrets look like. The regexes run in linear time, whatever the text.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use super::shape::Shape;

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

fn any(_: &str) -> bool {
    true
}

fn blank_or_equals(rest: &str) -> bool {
    rest.starts_with([' ', '\t', '='])
}

fn precedes_a_token(rest: &str) -> bool {
    let token = rest.trim_start_matches([' ', '\t']);
    token.len() < rest.len() && token.split([' ', '\n']).next().is_some_and(|word| word.len() >= 12)
}

static SHAPES: [Shape; 41] = [
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
    // `PGPASSWORD=…`, `SSHPASS=…`, `REDISCLI_AUTH=…`: names in which the word has no edge.
    Shape::named(
        &["pgpassword", "sshpass", "cli_auth", "redis_auth", "basic_auth", "_pass", "_pwd"],
        assigns,
        "=",
        r#"\b(?:[A-Z][A-Z0-9_]*_(?:PASS|PWD)|PGPASSWORD|SSHPASS|REDISCLI_AUTH|VALKEYCLI_AUTH|REDIS_AUTH|(?:HTTP_)?BASIC_AUTH)=(?:"([^"\n]+)"|'([^'\n]+)'|([^\s"';&<>|)}\]]+))"#,
    ),
    // `--password hunter2`, `--db-password hunter2`, `--requirepass hunter2`.
    Shape::named(
        &[
            "-password",
            "-passwd",
            "-passphrase",
            "-token",
            "-secret",
            "-api-key",
            "-apikey",
            "-pass",
            "-secret-key",
            "-requirepass",
        ],
        blank_or_equals,
        "",
        r#"(?i:(?:^|[\s"'(])--?(?:[a-z0-9]+-)*(?:password|passwd|passphrase|pass|requirepass|token|secret|secret-key|api-key|apikey)[ =]+["']?)([^\s"'-][^\s"']*)"#,
    ),
    // `curl -u name:word`, `http -a name:word`.
    Shape::named(
        &["curl", "wget", "http ", "https ", "xh "],
        any,
        ":",
        r#"\b(?:curl|wget|http|https|xh)\b[^\n|;]*?[ \t](?:-[a-zA-Z]*u|-a|--user|--auth|--proxy-user|-U)[ =]?["']?[^\s:"'$/-][^\s:"'/]*:([^\s"'@/][^\s"']*)"#,
    ),
    // `mysql -pWORD`: glued; with a blank it is the database.
    Shape::named(
        &["mysql", "mariadb"],
        any,
        "-p",
        r#"\b(?:mysql|mariadb)[a-z-]*\b[^\n|;]*?[ \t]-p(?:"([^"\n]+)"|'([^'\n]+)'|([^\s"'-][^\s"']*))"#,
    ),
    // `sshpass -p word`, `mongosh -p word`, `docker login -p word`.
    Shape::named(
        &["sshpass", "mongo", " login", "cqlsh", "rabbitmqadmin"],
        any,
        "-p",
        r#"\b(?:sshpass|mongo(?:sh|dump|restore|export|import)?|(?:docker|podman|az|helm registry|oras|oc) login|cqlsh|rabbitmqadmin)\b[^\n|;]*?[ \t]-p[ \t]*(?:"([^"\n]+)"|'([^'\n]+)'|([^\s"'-][^\s"']*))"#,
    ),
    Shape::named(
        &["redis-cli", "valkey-cli"],
        any,
        "-a",
        r#"\b(?:redis|valkey)-cli\b[^\n|;]*?[ \t]-a[ \t]*["']?([^\s"'-][^\s"']*)"#,
    ),
    Shape::named(
        &["sqlcmd", "ipmitool", "bcp "],
        any,
        "-P",
        r#"\b(?:sqlcmd|ipmitool|bcp)\b[^\n|;]*?[ \t]-P[ \t]*["']?([^\s"'-][^\s"']*)"#,
    ),
    Shape::named(
        &["ldap"],
        any,
        "-w",
        r#"\bldap(?:search|modify|add|delete|passwd|whoami)\b[^\n|;]*?[ \t]-w[ \t]*["']?([^\s"'-][^\s"']*)"#,
    ),
    Shape::named(
        &["smbclient", "rpcclient", "net rpc", "winexe"],
        any,
        "%",
        r#"\b(?:smbclient|rpcclient|net rpc|winexe)\b[^\n|;]*?[ \t]-U[ \t]*["']?[^\s%"']+%([^\s"']+)"#,
    ),
    // `openssl … -passin pass:word`, `htpasswd -nb name word`, `echo 'root:word' | chpasswd`.
    Shape::named(&["pass:"], any, "", r#"-pass(?:in|out)?[ \t]+["']?pass:([^\s"']+)"#),
    Shape::named(
        &["htpasswd"],
        any,
        "",
        r#"\bhtpasswd[ \t]+-[a-zA-Z]*b[a-zA-Z]*[ \t]+(?:[^\s]*[./][^\s]*[ \t]+)?[^\s./]+[ \t]+["']?([^\s"']+)"#,
    ),
    Shape::named(
        &["chpasswd"],
        any,
        "",
        r#"(?:echo|printf)[ \t]+["']?[^\s:"']+:([^\s"']+)["']?[ \t]*\|[ \t]*(?:sudo[ \t]+)?chpasswd"#,
    ),
    // `IDENTIFIED BY 'word'`, `WITH PASSWORD 'word'`.
    Shape::named(
        &["identified by", "password '", "password \""],
        any,
        "",
        r#"(?i:\b(?:identified by|(?:with |encrypted )password)[ \t]+)['"]([^'"\n]+)['"]"#,
    ),
    // `AccountKey=…`, `SharedAccessKey=…`, `?sig=…`.
    Shape::named(
        &["accountkey", "sharedaccesskey", "sig="],
        any,
        "=",
        r"(?i:\b(?:accountkey|sharedaccesskey)=|[?&]sig=)([A-Za-z0-9+/%=_-]{12,})",
    ),
    // `Authorization:` of any scheme.
    Shape::named(
        &["authorization"],
        assigns,
        "",
        r#"(?i:\bauthorization["']?[ \t]*[:=][ \t]*["']?(?:[a-z][a-z0-9-]*[ \t]+)?)([A-Za-z+/._~=-]*[0-9][A-Za-z0-9+/._~=-]{5,})"#,
    ),
    Shape::named(
        &["bearer", "basic"],
        precedes_a_token,
        "",
        r"(?i:\b(?:bearer|basic)[ \t]+)([A-Za-z0-9+/._~-]{12,}=*)",
    ),
    Shape::named(
        &["x-", "private-token", "apikey"],
        any,
        ":",
        r#"(?i:\b(?:x-(?:[a-z]+-)*(?:token|key|secret)|private-token|apikey)[ \t]*:[ \t]*["']?)([^\s"']{8,})"#,
    ),
    // Tokens of more houses, told by how they begin.
    Shape::token(
        &["hf_", "shpat_", "glsa_", "dckr_pat_", "lin_api_", "sntrys_", "nrak-", "pmak-", "atatt", "age-secret-key-"],
        20,
        r"\b(?:hf_|shpat_|glsa_|dckr_pat_|lin_api_|sntrys_|NRAK-|PMAK-|ATATT|AGE-SECRET-KEY-)[A-Za-z0-9_-]{20,}=*",
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

/// The shapes of which the text may have a match, in their order.
pub fn shapes_in(text: &str) -> Vec<&'static Shape> {
    let Some((search, shapes)) = HINTS.as_ref() else { return SHAPES.iter().collect() };
    let mut seen = [false; SHAPES.len()];
    let mut likely = Vec::new();
    for hint in search.find_overlapping_iter(text) {
        let (at, shape) = (shapes[hint.pattern()], &SHAPES[shapes[hint.pattern()]]);
        if !seen[at] && shape.is_likely(&text[..hint.start()], &text[hint.end()..]) {
            seen[at] = true;
            if text.contains(shape.besides) {
                likely.push(at);
            }
        }
    }
    likely.sort_unstable();
    likely.into_iter().map(|at| &SHAPES[at]).collect()
}

#[cfg(test)]
pub fn shapes() -> &'static [Shape] {
    &SHAPES
}
