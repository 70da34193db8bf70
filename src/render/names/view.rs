//! The notation for what templates see: a struct whose fields, with their doc comments, are the
//! names of a mapping.

use tera::value::Key;
use tera::{Map, Value};

use super::node::{Name, Node};

/// What can stand under a name.
pub trait Shown {
    /// What may follow the name.
    fn node() -> Node;
    /// As templates see it; an absent value has no name.
    fn shown(self) -> Option<Value>;
}

/// A mapping with the names of a struct's fields.
pub trait View: Sized {
    fn names() -> Vec<Name>;
    fn put(self, to: &mut dyn FnMut(&'static str, Value));
}

/// A view that stands on an item of the record, beside the item's own fields.
pub trait OnItem: View {
    /// Such as `incident.criteria[]`.
    const AT: &'static str;
}

/// Declares a view: `At "incident.criteria[]"` for one that stands on an item of the record. Each
/// field has a doc comment of one line.
macro_rules! view {
    ($(#[$meta:meta])* $name:ident $(At $at:literal)? { $(#[doc = $doc:literal] $field:ident: $type:ty,)* }) => {
        $(#[$meta])*
        pub(in crate::render) struct $name { $(#[doc = $doc] pub $field: $type,)* }

        impl crate::render::names::view::View for $name {
            fn names() -> Vec<crate::render::names::Name> {
                vec![$(crate::render::names::Name {
                    name: stringify!($field).into(),
                    doc: $doc.trim_start().into(),
                    node: <$type as crate::render::names::view::Shown>::node(),
                }),*]
            }
            fn put(self, to: &mut dyn FnMut(&'static str, tera::Value)) {
                $(if let Some(value) = crate::render::names::view::Shown::shown(self.$field) {
                    to(stringify!($field), value);
                })*
            }
        }

        $(impl crate::render::names::view::OnItem for $name {
            const AT: &'static str = $at;
        })?
    };
}

pub(in crate::render) use view;

impl<V: View> Shown for V {
    fn node() -> Node {
        Node::of_fields(V::names())
    }
    fn shown(self) -> Option<Value> {
        let mut map = Map::new();
        self.put(&mut |name, value| {
            map.insert(Key::Str(name), value);
        });
        Some(Value::from(map))
    }
}

macro_rules! plain_values {
    ($($type:ty),*) => {$(
        impl Shown for $type {
            fn node() -> Node {
                Node::default()
            }
            fn shown(self) -> Option<Value> {
                Some(Value::from(self))
            }
        }
    )*};
}

plain_values!(bool, usize, String, &str);

impl<T: Shown> Shown for Option<T> {
    fn node() -> Node {
        T::node()
    }
    fn shown(self) -> Option<Value> {
        self.and_then(T::shown)
    }
}

impl<T: Shown> Shown for Vec<T> {
    fn node() -> Node {
        Node::list(T::node())
    }
    fn shown(self) -> Option<Value> {
        Some(Value::from(self.into_iter().filter_map(T::shown).collect::<Vec<_>>()))
    }
}

/// Values under keys of the record's own, such as ids.
pub struct ByKey<T>(pub Vec<(String, T)>);

impl<T: Shown> Shown for ByKey<T> {
    fn node() -> Node {
        Node::by_key(T::node())
    }
    fn shown(self) -> Option<Value> {
        let values = self.0.into_iter().filter_map(|(key, value)| Some((Key::from(key), value.shown()?)));
        Some(Value::from(values.collect::<Map>()))
    }
}

/// A value that is made already and described elsewhere.
macro_rules! made {
    ($(#[$meta:meta])* $name:ident, $node:expr) => {
        $(#[$meta])*
        pub(in crate::render) struct $name(pub tera::Value);

        impl crate::render::names::view::Shown for $name {
            fn node() -> crate::render::names::Node {
                $node
            }
            fn shown(self) -> Option<tera::Value> {
                Some(self.0)
            }
        }
    };
}

pub(in crate::render) use made;
