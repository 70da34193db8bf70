//! What is worked out of the record, in the form of the record: it is grafted onto the record's
//! items while these are made into values.

use tera::value::Key;
use tera::{Map, Value};

use crate::render::names::view::{OnItem, View};

/// What goes on one value of the record and on what lies below it.
#[derive(Default)]
pub struct Graft {
    fields: Vec<(&'static str, Value)>,
    below: Vec<(&'static str, Graft)>,
    items: std::vec::IntoIter<Graft>,
    made: Option<Value>,
}

impl Graft {
    /// The names of a view.
    pub fn of(view: impl View) -> Graft {
        let mut fields = Vec::new();
        view.put(&mut |name, value| fields.push((name, value)));
        Graft { fields, ..Graft::default() }
    }

    /// One for each item of a list, in its order.
    pub fn items(items: impl IntoIterator<Item = Graft>) -> Graft {
        Graft { items: items.into_iter().collect::<Vec<_>>().into_iter(), ..Graft::default() }
    }

    /// One view for each item of a list, in its order.
    pub fn each<V: View>(views: impl IntoIterator<Item = V>) -> Graft {
        Graft::items(views.into_iter().map(Graft::of))
    }

    /// A value in place of what the record would become.
    pub fn made(value: Value) -> Graft {
        Graft { made: Some(value), ..Graft::default() }
    }

    /// With a graft on the value under a key.
    pub fn with(mut self, key: &'static str, graft: Graft) -> Graft {
        self.below.push((key, graft));
        self
    }

    /// The view on its place below this one, which is `incident`.
    pub fn put<V: OnItem>(&mut self, view: V) {
        self.place(V::AT).fields.extend(Graft::of(view).fields);
    }

    /// The views on their items below this one, which is `incident`.
    pub fn put_each<V: OnItem>(&mut self, views: Vec<V>) {
        self.place(V::AT).items = Graft::each(views).items;
    }

    fn place(&mut self, path: &'static str) -> &mut Graft {
        let keys = path.trim_end_matches("[]").split('.').skip(1);
        keys.fold(self, |graft, key| graft.below_mut(key))
    }

    fn below_mut(&mut self, key: &'static str) -> &mut Graft {
        let at = self.below.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
            self.below.push((key, Graft::default()));
            self.below.len() - 1
        });
        &mut self.below[at].1
    }

    pub fn take(&mut self, key: &str) -> Graft {
        let found = self.below.iter_mut().find(|(known, _)| *known == key);
        found.map(|(_, graft)| std::mem::take(graft)).unwrap_or_default()
    }

    pub fn next_item(&mut self) -> Graft {
        self.items.next().unwrap_or_default()
    }

    pub fn take_made(&mut self) -> Option<Value> {
        self.made.take()
    }

    pub fn how_many_fields(&self) -> usize {
        self.fields.len()
    }

    /// Writes the names beside those of the record.
    pub fn finish(self, map: &mut Map) {
        map.extend(self.fields.into_iter().map(|(name, value)| (Key::Str(name), value)));
    }
}
