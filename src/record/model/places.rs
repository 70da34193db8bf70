//! Items that stand below others, each with its place, in the order of the record.

use super::{Component, Handoff, Question, Record, Remedy, Requirement, Return, Temporary};
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

    /// The open questions of all handoffs: they stay asked until they are answered.
    pub fn questions(&self) -> impl Iterator<Item = (FieldPath, &Question)> {
        handed(self, "open_questions", |handoff| &handoff.open_questions)
    }

    /// The temporary measures of all handoffs: they stay in force until they are ended.
    pub fn temporary(&self) -> impl Iterator<Item = (FieldPath, &Temporary)> {
        handed(self, "temporary", |handoff| &handoff.temporary)
    }

    /// What all handoffs want returned.
    pub fn returns(&self) -> impl Iterator<Item = (FieldPath, &Return)> {
        handed(self, "returns", |handoff| &handoff.returns)
    }
}

fn handed<'r, T: 'r>(
    record: &'r Record,
    key: &'static str,
    items: fn(&Handoff) -> &[T],
) -> impl Iterator<Item = (FieldPath, &'r T)> {
    record.handoffs().iter().enumerate().flat_map(move |(index, handoff)| {
        let list = record.handoff_place(index).key(key);
        items(handoff).iter().enumerate().map(move |(index, item)| (list.index(index), item))
    })
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
