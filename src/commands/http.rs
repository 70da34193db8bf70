//! `curl` and its kin: the method says what they do. A POST may ask a question as well.

use super::effect::Effect;
use super::verbs::is_changing;

pub fn effect(program: &str, words: &[&str], _: &str) -> Option<Effect> {
    match program {
        "curl" => Some(curl(words)),
        "wget" => Some(wget(words)),
        "http" | "https" | "xh" | "xhs" => Some(of_method(words.iter().find(|word| is_method(word)).copied(), words)),
        _ => None,
    }
}

fn is_method(word: &str) -> bool {
    matches!(word, "GET" | "HEAD" | "OPTIONS" | "POST" | "PUT" | "PATCH" | "DELETE")
}

fn of_method(method: Option<&str>, words: &[&str]) -> Effect {
    match method {
        None | Some("GET" | "HEAD" | "OPTIONS") => Effect::Reads,
        Some("PUT" | "PATCH" | "DELETE") => Effect::Changes,
        // `POST /-/reload`, `POST /api/cache/flush`; others log in, or ask something.
        Some(_) if words.iter().any(|word| ends_with_a_change(word)) => Effect::Changes,
        Some(_) => Effect::Unknown,
    }
}

fn ends_with_a_change(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or(url).trim_end_matches('/');
    let last = path.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    path.contains('/') && last != "query" && is_changing(last.trim_start_matches('_'))
}

/// The short options of curl that take a value: what follows them in the word is no option.
const VALUED: &str = "AbcCDdeEFHKmoPQrtTuUwxXyYz";

/// The first option of a cluster with a value, and what stands of the value in the same word: `-sXPOST`.
fn valued(word: &str) -> Option<(char, &str)> {
    let letters = word.strip_prefix('-').filter(|rest| !rest.starts_with('-'))?;
    letters.char_indices().find(|(_, c)| VALUED.contains(*c)).map(|(at, c)| (c, &letters[at + c.len_utf8()..]))
}

fn curl(words: &[&str]) -> Effect {
    let mut method = None;
    let (mut gets, mut sends) = (false, false);
    let mut skip = false;
    for (at, word) in words.iter().enumerate() {
        if std::mem::take(&mut skip) {
            continue;
        }
        let next = words.get(at + 1).copied();
        let long = ["--data", "--form", "--json"].iter().any(|name| word.starts_with(name));
        match (*word, valued(word)) {
            ("--request", _) => method = next,
            ("--get" | "--head", _) => gets = true,
            ("--upload-file", _) => return Effect::Changes,
            (_, Some((option, value))) => {
                skip = value.is_empty();
                match option {
                    'X' => method = if value.is_empty() { next } else { Some(value) },
                    'T' => return Effect::Changes,
                    'd' | 'F' => sends = true,
                    _ => {}
                }
            }
            _ if long => sends = true,
            _ => method = word.strip_prefix("--request=").or(method),
        }
        let flags = word.strip_prefix('-').filter(|rest| !rest.starts_with('-')).unwrap_or_default();
        gets |= flags.chars().take_while(|c| !VALUED.contains(*c)).any(|c| matches!(c, 'G' | 'I'));
    }
    let method = method.map(str::to_ascii_uppercase);
    let implied = if gets {
        "GET"
    } else if sends {
        "POST"
    } else {
        "GET"
    };
    of_method(Some(method.as_deref().unwrap_or(implied)), words)
}

/// Without `--spider` or `-O -` it writes a file: nothing that anybody would miss.
fn wget(words: &[&str]) -> Effect {
    let prints = words.iter().any(|word| matches!(*word, "--spider" | "-O-" | "-qO-" | "-q0-"))
        || words.windows(2).any(|pair| pair[0].ends_with('O') && matches!(pair[1], "-" | "/dev/null"));
    let method = words.iter().find_map(|word| word.strip_prefix("--method="));
    match method {
        Some(method) => of_method(Some(&method.to_ascii_uppercase()), words),
        None if words.iter().any(|word| word.starts_with("--post-")) => of_method(Some("POST"), words),
        None => {
            if prints {
                Effect::Reads
            } else {
                Effect::Unknown
            }
        }
    }
}
