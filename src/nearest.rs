//! The known word that a misspelt one most likely means.

/// Below this likeness (Jaro-Winkler, 0 to 1) a suggestion would be a guess.
const ALIKE: f64 = 0.8;

/// The longest name that is a name with a slip, in bytes; comparing takes the product of the lengths.
const LONGEST: usize = 200;

/// The word among those known that the author most likely meant.
pub fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let word = word.to_lowercase();
    known
        .filter(|candidate| candidate.len() <= LONGEST)
        .map(|candidate| (strsim::jaro_winkler(&word, &candidate.to_lowercase()), candidate))
        .filter(|&(likeness, _)| likeness > ALIKE)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_recognised_and_another_word_is_not() {
        let known = ["components", "criteria", "checks"];
        for (word, meant) in [("componets", Some("components")), ("Checks", Some("checks")), ("summary", None)] {
            assert_eq!(nearest(word, known.into_iter()), meant, "{word}");
        }
    }
}
