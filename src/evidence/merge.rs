//! Evidence that two branches recorded, where git could not merge it: each check's newest finding.

use super::Evidence;
use super::decode::Undecodable;
use crate::merge::sides;

impl Evidence {
    /// Reads a file with the marks of conflicts. `None`: it has none, or not both sides are evidence.
    pub fn decode_merged(name: &str, bytes: &[u8]) -> Option<Evidence> {
        let (ours, theirs) = sides(std::str::from_utf8(bytes).ok()?)?;
        let read = |text: &str| -> Result<Evidence, Undecodable> { Evidence::decode(name, text.as_bytes()) };
        Some(read(&ours).ok()?.merged(read(&theirs).ok()?))
    }

    /// Each check's newest finding. Of two of one moment the one that did not pass: nothing is
    /// proven that somebody saw fail.
    pub fn merged(mut self, other: Evidence) -> Evidence {
        for (check, theirs) in other.entries {
            let newer = self.entries.get(&check).is_none_or(|ours| {
                let rank = |entry: &super::Entry| (entry.at.0, entry.outcome != super::Outcome::Passed);
                rank(&theirs) > rank(ours)
            });
            if newer {
                self.entries.insert(check, theirs);
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::super::Outcome;
    use super::super::tests_support::{entry, record};
    use super::*;
    use crate::record::units::{Instant, Scalar};

    #[test]
    fn the_newest_finding_of_each_check_stays() {
        let at = |at: &str, outcome| super::super::Entry { at: Instant::parse(at).unwrap(), outcome, ..entry() };
        let early = at("2026-03-02T16:00:00Z", Outcome::Passed);
        let late = at("2026-03-02T19:00:00+02:00", Outcome::Failed);
        let (mut ours, mut theirs) = (Evidence::default(), Evidence::default());
        for (check, a, b) in
            [("a", Some(&early), Some(&late)), ("b", Some(&late), Some(&early)), ("c", None, Some(&early))]
        {
            a.into_iter().for_each(|entry| ours.set(check, entry.clone()));
            b.into_iter().for_each(|entry| theirs.set(check, entry.clone()));
        }
        let record = record("");
        let text = format!("<<<<<<< HEAD\n{}=======\n{}>>>>>>> work\n", ours.encode(&record), theirs.encode(&record));
        let merged = Evidence::decode_merged("evidence.yaml", text.as_bytes()).unwrap();
        let found: Vec<_> = merged.iter().map(|(check, entry)| (check, entry.outcome)).collect();
        assert_eq!(found, [("a", Outcome::Failed), ("b", Outcome::Failed), ("c", Outcome::Passed)]);
        assert!(Evidence::decode_merged("e", text.replace("format: 1", "form: 1").as_bytes()).is_none());
        assert!(Evidence::decode_merged("e", ours.encode(&record).as_bytes()).is_none());
    }
}
