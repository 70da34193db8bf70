//! What requirements and targets allow, looked up by id: they share one name space.

use std::collections::HashMap;
use std::ops::Range;

use crate::facts::Names;
use crate::record::units::{Quantity, Scalar, Setting};
use crate::record::{FieldPath, Record};

/// The limits of a requirement or a target, names filled in.
pub struct Limit<'a> {
    pub at: FieldPath,
    pub is: Option<Setting>,
    pub not: Vec<Setting>,
    pub min: Option<&'a Quantity>,
    pub max: Option<&'a Quantity>,
}

/// All limits by id; of two with one id the first counts.
pub struct Limits<'a>(HashMap<&'a str, Limit<'a>>);

impl<'a> Limits<'a> {
    pub fn of(record: &'a Record, names: Names) -> Self {
        let mut limits = HashMap::new();
        for (at, requirement) in record.requirements() {
            let not = requirement.not.iter().flat_map(|not| not.iter());
            limits.entry(requirement.id.as_str()).or_insert_with(|| Limit {
                at,
                is: requirement.is.as_ref().map(|is| filled_in(is, names)),
                not: not.map(|not| filled_in(not, names)).collect(),
                min: requirement.min.as_ref(),
                max: requirement.max.as_ref(),
            });
        }
        for (index, target) in record.targets.iter().enumerate() {
            limits.entry(target.id.as_str()).or_insert_with(|| Limit {
                at: FieldPath::new("targets").index(index),
                is: target.is.as_ref().map(|is| filled_in(is, names)),
                not: Vec::new(),
                min: target.min.as_ref(),
                max: target.max.as_ref(),
            });
        }
        Limits(limits)
    }

    pub fn get(&self, id: &str) -> Option<&Limit<'a>> {
        self.0.get(id)
    }
}

/// A value with its `${{ }}` filled in, which may turn a word into a quantity: the quotes are there
/// because YAML asks for them.
pub fn filled_in(setting: &Setting, names: Names) -> Setting {
    if !setting.as_str().contains("${{") {
        return setting.clone();
    }
    let text = names.expand(setting.as_str());
    Setting::parse(&text).unwrap_or_else(|_| Setting::text(&text))
}

impl Limit<'_> {
    /// Why a value is not allowed, as the end of a sentence. Values that cannot be compared pass.
    pub fn forbids(&self, value: &Setting) -> Option<String> {
        if let Some(is) = self.is.as_ref().filter(|is| !value.within(is)) {
            return Some(format!("must be {is}"));
        }
        if let Some(not) = self.not.iter().find(|not| value.overlaps(not)) {
            return Some(format!("must not be {not}"));
        }
        let range = value.range()?;
        if let Some(min) = self.min.filter(|&min| range.min < *min) {
            return Some(format!("is at least {min}"));
        }
        self.max.filter(|&max| range.max > *max).map(|max| format!("is at most {max}"))
    }
}

/// The factors of a side of an invariant, `a * b`, each with its place.
pub fn factors(side: &str) -> Vec<(Range<usize>, &str)> {
    let mut start = 0;
    let mut factors = Vec::new();
    for part in side.split('*') {
        let inner = part.trim();
        let from = start + (part.len() - part.trim_start().len());
        factors.push((from..from + inner.len(), inner));
        start += part.len() + 1;
    }
    factors
}
