//! Clients of databases: the statements in their words, or in what is piped into them, say what they do.

use super::effect::Effect;
use super::verbs::Words;

static CLIENTS: Words = Words::new(
    "bq clickhouse clickhouse-client cockroach cqlsh duckdb mariadb mysql psql sqlcmd sqlite3 sqlplus trino",
);

static READING: Words = Words::new("select show explain describe desc table values list");

static CHANGING: Words = Words::new(
    "\
    alter call cluster comment create delete drop flush grant insert kill load lock merge optimize purge refresh reindex \
    rename repair replace reset revoke truncate update upsert vacuum",
);

/// What these do, they do inside of a `SELECT`.
const CHANGING_FUNCTIONS: &[&str] = &[
    "pg_terminate_backend(",
    "pg_cancel_backend(",
    "pg_switch_wal(",
    "pg_reload_conf(",
    "pg_promote(",
    "pg_drop_replication_slot(",
    "pg_create_",
    "pg_advisory_",
    "pg_replication_origin_",
    "pg_wal_replay_",
    "pg_stat_reset",
    "setval(",
    "lo_unlink(",
    "pg_rotate_logfile(",
];

pub fn effect(program: &str, words: &[&str], input: &str) -> Option<Effect> {
    if !CLIENTS.has(program) {
        return None;
    }
    let texts = words.iter().filter(|word| !word.starts_with("--") || word.contains('='));
    let texts =
        texts.map(|word| word.split_once('=').filter(|(name, _)| name.starts_with('-')).map_or(*word, |(_, v)| v));
    let statements: Vec<String> = texts.chain([input]).flat_map(statements).collect();
    let known: Vec<Effect> = statements.iter().filter_map(|statement| of_statement(statement)).collect();
    Some(if known.contains(&Effect::Changes) {
        Effect::Changes
    } else if known.is_empty() || known.contains(&Effect::Unknown) {
        Effect::Unknown
    } else {
        Effect::Reads
    })
}

/// The statements of a text, in lower case and without comments; none in a single word.
fn statements(text: &str) -> Vec<String> {
    let lines = text.lines().map(|line| line.split("--").next().unwrap_or_default());
    let text = lines.collect::<Vec<_>>().join(" ").to_lowercase();
    text.split(';')
        .map(|part| part.trim().to_owned())
        .filter(|part| part.contains(' ') || part.starts_with('\\'))
        .collect()
}

fn of_statement(statement: &str) -> Option<Effect> {
    let mut words = statement.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default();
    let has = |word: &str| words.clone().any(|other| other == word);
    let functions = CHANGING_FUNCTIONS.iter().any(|name| statement.contains(name));
    if statement.starts_with('\\') {
        return Some(if statement.starts_with("\\i") || statement.starts_with("\\!") {
            Effect::Unknown
        } else {
            Effect::Reads
        });
    }
    match first {
        _ if functions => Some(Effect::Changes),
        "with" => {
            let changes = has("insert") || has("update") || has("delete");
            Some(if changes { Effect::Unknown } else { Effect::Reads })
        }
        "explain" if has("analyze") && (has("delete") || has("update") || has("insert")) => Some(Effect::Changes),
        "copy" => Some(if has("from") && !statement.contains("to stdout") { Effect::Changes } else { Effect::Unknown }),
        "select" if has("into") => Some(Effect::Unknown),
        _ if READING.has(first) => Some(Effect::Reads),
        _ if CHANGING.has(first) => Some(Effect::Changes),
        // `set`, `begin` and `use` end with the session; else a connection string, a file, a name.
        _ => None,
    }
}
