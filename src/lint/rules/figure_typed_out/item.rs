//! What the item of a text refers to and states itself.

use super::amounts::{of_loss, of_quantity, own_amounts};
use super::known::KnownFigures;
use crate::lint::figure::{Amount, Measure};
use crate::record::units::Duration;
use crate::record::{FieldPath, Segment};

/// What an item says of targets.
pub struct Owned<'k> {
    pub targets: Vec<&'k str>,
    limits: Vec<Limit<'k>>,
    /// Figures that the item has in fields of its own.
    pub own: Vec<Amount>,
}

pub struct Limit<'k> {
    pub id: &'k str,
    amount: Amount,
    pub shown: &'k str,
}

impl<'k> Owned<'k> {
    /// The target of which a figure should be the limit.
    pub fn differs(&self, amount: &Amount) -> Option<&Limit<'k>> {
        let same_kind = || self.limits.iter().filter(|limit| limit.amount.kind == amount.kind);
        let stated = self.own.contains(amount) || same_kind().any(|limit| limit.amount == *amount);
        if stated { None } else { same_kind().next() }
    }
}

/// What the item of a text refers to: the text must be the item's `what`.
pub fn item<'k>(known: &'k KnownFigures, at: &FieldPath) -> Owned<'k> {
    let record = known.context.record;
    let mut item = Owned { targets: Vec::new(), limits: Vec::new(), own: Vec::new() };
    let mut ids: Vec<&str> = Vec::new();
    match at.0.as_slice() {
        [Segment::Key(section), Segment::Index(index), Segment::Key(last)] if last == "what" => {
            match section.as_ref() {
                "criteria" => {
                    let targets = record.criteria.get(*index).and_then(|criterion| criterion.target.as_ref());
                    ids.extend(targets.iter().flat_map(|targets| targets.iter()).map(|id| id.as_str()));
                }
                "targets" => ids.extend(record.targets.get(*index).map(|target| target.id.as_str())),
                "checks" => {
                    if let Some(check) = record.checks.get(*index) {
                        ids.extend(check.expect.iter().flat_map(|expect| expect.expectation.targets()));
                        let times = check
                            .timeout
                            .map(|timeout| timeout.0)
                            .into_iter()
                            .chain(check.every)
                            .map(Duration::seconds);
                        item.own.extend(times.map(|time| Amount::single(Measure::Duration, time)));
                    }
                }
                _ => {}
            }
        }
        [Segment::Key(section), Segment::Key(list), Segment::Index(index), Segment::Key(last)]
            if section == "monitoring" && list == "alerts" && last == "what" =>
        {
            if let Some(alert) = record.monitoring.as_ref().and_then(|m| m.alerts.get(*index)) {
                ids.extend(alert.target.as_ref().map(|id| id.as_str()));
                item.own.extend(alert.above.iter().chain(&alert.below).filter_map(of_quantity));
            }
        }
        [Segment::Key(section), Segment::Key(list), Segment::Index(index), ..] if section == "impact" => {
            item.own
                .extend(record.impact.as_ref().map(|impact| own_amounts(impact, list, *index)).into_iter().flatten());
        }
        [Segment::Key(section), Segment::Key(_), Segment::Key(list), Segment::Index(index), ..]
            if section == "impact" && list == "areas" =>
        {
            let productivity = record.impact.as_ref().and_then(|impact| impact.productivity.as_ref());
            item.own.extend(productivity.and_then(|p| p.areas.get(*index)).map(of_loss).into_iter().flatten());
        }
        _ => {}
    }
    for id in ids {
        if let Some((id, limits)) = known.limits.get_key_value(id) {
            item.targets.push(id);
            item.limits.extend(limits.iter().map(|(amount, shown)| Limit { id, amount: *amount, shown }));
        }
    }
    item
}
