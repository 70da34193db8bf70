//! Items that stand below others, each with its place, in the order of the record.

use super::{Component, Record, Remedy, Requirement};
use crate::record::path::FieldPath;

impl Record {
    /// The requirements of all components.
    pub fn requirements(&self) -> impl Iterator<Item = (FieldPath, &Requirement)> {
        below(self, "requires", |component| &component.requires)
    }

    /// The remedies of all components.
    pub fn remedies(&self) -> impl Iterator<Item = (FieldPath, &Remedy)> {
        below(self, "remedies", |component| &component.remedies)
    }
}

fn below<'r, T: 'r>(
    record: &'r Record,
    key: &'static str,
    items: fn(&Component) -> &[T],
) -> impl Iterator<Item = (FieldPath, &'r T)> {
    record.components.iter().enumerate().flat_map(move |(index, component)| {
        let list = FieldPath::new("components").index(index).key(key);
        items(component).iter().enumerate().map(move |(index, item)| (list.index(index), item))
    })
}
