//! The other keys of the mapping that somebody types in.

use super::entry::entry;

/// The keys that stand in the same column around a line.
pub fn siblings(text: &str, start: usize, offset: usize, column: usize) -> Vec<String> {
    let mut keys = Vec::new();
    // What a line says in this column: its key; `Err` where the mapping ends, with the key if it begins there.
    let look = |line: &str| -> Result<Option<String>, Option<String>> {
        let text = line.trim_start_matches(' ');
        let indent = line.len() - text.len();
        if text.is_empty() || text.starts_with('#') || indent > column {
            return Ok(None);
        }
        let key = |from: usize| line.get(from..).and_then(entry).map(|(key, _)| key);
        if indent == column {
            return if text.starts_with("- ") { Err(None) } else { Ok(key(column)) };
        }
        let dashes = line
            .get(indent..column)
            .is_some_and(|head| head.contains("- ") && head.trim_matches([' ', '-']).is_empty());
        Err(if dashes { key(column) } else { None })
    };
    let own = text[start..offset].get(..column).is_some_and(|head| head.contains('-'));
    if !own {
        for line in text[..start].lines().rev() {
            match look(line) {
                Ok(key) => keys.extend(key),
                Err(key) => {
                    keys.extend(key);
                    break;
                }
            }
        }
    }
    let below = text[offset..].find('\n').map_or("", |end| &text[offset + end + 1..]);
    for line in below.lines() {
        match look(line) {
            Ok(key) => keys.extend(key),
            Err(_) => break,
        }
    }
    keys
}

/// The keys of a mapping in braces that stand behind the place, in the same line.
pub fn keys_behind(rest: &str) -> Vec<String> {
    let mut depth = 0;
    let mut keys = Vec::new();
    for part in rest.lines().next().unwrap_or_default().split_inclusive([',', '{', '}', '[', ']']) {
        if depth == 0
            && let Some((key, _)) = entry(part.trim_start())
        {
            keys.push(key);
        }
        match part.chars().last() {
            Some('{' | '[') => depth += 1,
            Some('}' | ']') => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            break;
        }
    }
    keys
}
