//! How long texts become when their `${{ }}` are filled in: what would fill the memory is refused
//! before anything is filled in.

use std::collections::HashMap;

use super::loaded::Loaded;
use super::template::{Piece, pieces};
use crate::diagnostic::Diagnostic;

/// The longest text, in bytes.
const LONGEST: usize = 1 << 20;
/// All texts that quote something, together.
const MOST: usize = 8 << 20;
/// No fact is shown by more bytes.
const FACT: usize = 256;

/// Texts that become too long, the first of which all together are too much.
pub fn too_long(loaded: &Loaded) -> Vec<Diagnostic> {
    let quotes = loaded.source.text.matches("${{").count();
    if quotes == 0 {
        return Vec::new();
    }
    let lengths = super::vars::lengths(loaded);
    let longest = lengths.values().copied().max().unwrap_or(0).max(FACT);
    // Aliases repeat texts up to as often as they expand to bytes; those of an honest record are few.
    if loaded.source.text.len() + quotes * longest <= LONGEST && !loaded.tree().has_aliases() {
        return Vec::new();
    }
    let (mut found, mut sum) = (Vec::new(), 0_usize);
    loaded.shape().walk(&mut |path, _, text| {
        if sum > MOST || !text.contains("${{") {
            return;
        }
        let length = pieces(text).iter().fold(0_usize, |sum, piece| sum.saturating_add(length_of(piece, &lengths)));
        sum = sum.saturating_add(length);
        let message = if length > LONGEST {
            format!("the text becomes longer than {} MiB when its `${{{{ }}}}` are filled in", LONGEST >> 20)
        } else if sum > MOST {
            format!("with this text, all `${{{{ }}}}` together fill in more than {} MiB", MOST >> 20)
        } else {
            return;
        };
        found.push(loaded.invalid(path, message).with_help("quote shorter vars, or quote them less often"));
    });
    found
}

fn length_of(piece: &Piece, vars: &HashMap<&str, usize>) -> usize {
    match piece {
        Piece::Text(text) => text.len(),
        Piece::Escape => 3,
        Piece::Quote { path, at } => match path.split_once('.') {
            Some(("vars", name)) => vars.get(name).copied().unwrap_or(at.len()),
            _ => FACT,
        },
        Piece::Broken { at, .. } => at.len(),
    }
}

#[cfg(test)]
mod tests {
    use crate::record::decode;

    fn refused(var: &str, text: &str, texts: usize) -> Vec<(String, String)> {
        let notes: String = (0..texts).map(|at| format!("- {{at: 2026-03-02, what: \"{at} {text}\"}}\n")).collect();
        let record = format!(
            "format: 1\nid: '1'\ntitle: T\nseverity: P1\nstatus: investigating\nsummary: S\nteams: {{a: {{name: A}}}}\n\
             vars: {{b: \"{var}\"}}\ntimeline:\n{notes}"
        );
        let found = decode("t", record.as_bytes()).err().map(|wrong| wrong.1).unwrap_or_default();
        found.into_iter().map(|found| (found.path, found.message)).collect()
    }

    #[test]
    fn what_fills_the_memory_is_refused_at_its_text() {
        let quote = "${{ vars.b }}";
        assert!(refused(&"x".repeat(20_000), quote, 100).is_empty());
        assert!(refused(&"x".repeat(1_000_000), quote, 8).is_empty());
        let found = refused(&"x".repeat(1_000_000), quote, 12);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].0 == "timeline[8].what" && found[0].1.contains("more than 8 MiB"), "{found:?}");
        let found = refused(&"x".repeat(20_000), &quote.repeat(60), 2);
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[1].0 == "timeline[1].what" && found[1].1.contains("longer than 1 MiB"), "{found:?}");
    }

    #[test]
    fn words_that_quote_nothing_are_not_counted() {
        assert!(refused(&"x".repeat(20_000), &"$${{ vars.b }} ".repeat(1000), 3).is_empty());
    }
}
