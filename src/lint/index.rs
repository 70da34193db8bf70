//! Which ids a record has, by kind, and what a misspelt one most likely means.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use crate::nearest::nearest;
use crate::record::Record;
use crate::record::ids::{
    ACheck, AComponent, ACriterion, ACriterionOrPhase, ALimit, APhase, APrevention, ARemedy, ATarget, ATeam, Target,
};

/// How many pairs of ids are compared in search of a suggestion; a record with more unknown ids
/// than that is not helped by suggestions.
const MOST_COMPARISONS: usize = 500_000;

/// The ids of a record by kind, as [`Target::WHAT`] calls it.
pub struct Index<'a> {
    kinds: HashMap<&'static str, Ids<'a>>,
    budget: Cell<usize>,
}

#[derive(Default)]
struct Ids<'a> {
    known: HashSet<&'a str>,
    in_order: Vec<&'a str>,
}

impl<'a> Index<'a> {
    pub fn of(record: &'a Record) -> Self {
        let mut index = Index { kinds: HashMap::new(), budget: Cell::new(MOST_COMPARISONS) };
        index.add(ATeam::WHAT, record.teams.keys().map(|id| id.as_str()));
        index.add(AComponent::WHAT, record.components.iter().map(|item| item.id.as_str()));
        index.add(ACheck::WHAT, record.checks.iter().map(|item| item.id.as_str()));
        index.add(ACriterion::WHAT, record.criteria.iter().map(|item| item.id.as_str()));
        index.add(APhase::WHAT, record.roadmap.iter().map(|item| item.id.as_str()));
        index.add(ARemedy::WHAT, record.remedies().map(|(_, item)| item.id.as_str()));
        let targets = || record.targets.iter().map(|item| item.id.as_str());
        index.add(ATarget::WHAT, targets());
        let criteria = record.criteria.iter().map(|item| item.id.as_str());
        index.add(ACriterionOrPhase::WHAT, criteria.chain(record.roadmap.iter().map(|item| item.id.as_str())));
        let prevention = record.monitoring.iter().flat_map(|monitoring| monitoring.prevention.iter());
        index.add(APrevention::WHAT, prevention.filter_map(|item| item.id.as_ref()).map(|id| id.as_str()));
        index.add(ALimit::WHAT, record.requirements().map(|(_, item)| item.id.as_str()).chain(targets()));
        index
    }

    fn add(&mut self, kind: &'static str, ids: impl Iterator<Item = &'a str>) {
        let in_order: Vec<&str> = ids.collect();
        let known = in_order.iter().copied().collect();
        self.kinds.insert(kind, Ids { known, in_order });
    }

    pub fn has(&self, kind: &str, id: &str) -> bool {
        self.kinds.get(kind).is_some_and(|ids| ids.known.contains(id))
    }

    /// The id of this kind that the author most likely meant.
    pub fn nearest(&self, kind: &str, id: &str) -> Option<&'a str> {
        let ids = self.kinds.get(kind)?;
        self.near(id, &ids.in_order)
    }

    /// The nearest of some names, while the search is affordable.
    pub fn near<'n>(&self, name: &str, known: &[&'n str]) -> Option<&'n str> {
        self.budget.set(self.budget.get().checked_sub(known.len())?);
        nearest(name, known.iter().copied())
    }

    /// Another kind that has this id.
    pub fn other_kind(&self, id: &str) -> Option<&'static str> {
        let kinds = [ACheck::WHAT, ACriterion::WHAT, APhase::WHAT, AComponent::WHAT, ARemedy::WHAT];
        let kinds = kinds.into_iter().chain([ATarget::WHAT, ATeam::WHAT, ALimit::WHAT]);
        kinds.into_iter().find(|kind| self.has(kind, id))
    }

    /// The id itself when it exists, else the nearest: who is named by a misspelt reference is not
    /// left out as well.
    pub fn meant<'i>(&self, kind: &str, id: &'i str) -> &'i str
    where
        'a: 'i,
    {
        if self.has(kind, id) { id } else { self.nearest(kind, id).unwrap_or(id) }
    }
}
