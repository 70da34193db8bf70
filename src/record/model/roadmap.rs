//! The phases of the repair, and what the sending team does after the handback.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::{Serialize, Serializer};

use super::{List, Ref, record};
use crate::record::collections::{OneOrMany, from_map};
use crate::record::ids::{ACheck, AComponent, ACriterion, APhase, ARemedy, ATeam, Id};
use crate::record::text::{Command, Inline};
use crate::record::units::{Deadline, DurationRange};

record! {
    Phase {
        required id: Id,
        required title: Inline,
        /// Default: the receiving team.
        optional owner: OneOrMany<Ref<ATeam>>,
        /// Elapsed time.
        required takes: DurationRange,
        /// Person time, when it differs.
        optional effort: DurationRange,
        optional due: Deadline,
        /// Default: the phase before; `[]` starts at once.
        optional after: OneOrMany<Ref<APhase>>,
        optional goal: Inline,
        list tasks: Task,
        list exit: Ref<ACriterion>,
    }
}

record! {
    /// The mapping form of a task.
    TaskDetail {
        required r#do: Inline,
        optional component: OneOrMany<Ref<AComponent>>,
        optional check: OneOrMany<Ref<ACheck>>,
        optional remedy: OneOrMany<Ref<ARemedy>>,
        optional run: Command,
    }
}

record! {
    Stage {
        required id: Id,
        required title: Inline,
        /// Default: the sending team.
        optional owner: OneOrMany<Ref<ATeam>>,
        optional takes: DurationRange,
        list steps: Step,
    }
}

record! {
    StepDetail {
        required r#do: Inline,
        optional expect: Inline,
        optional check: OneOrMany<Ref<ACheck>>,
        optional run: Command,
    }
}

record! {
    OnFailure {
        required when: Inline,
        optional r#do: Inline,
        /// Default: the sending team.
        optional owner: OneOrMany<Ref<ATeam>>,
    }
}

record! {
    NextActionDetail {
        required r#do: Inline,
        optional check: OneOrMany<Ref<ACheck>>,
        optional by: Deadline,
    }
}

/// Declares a type that is written as a text or as a mapping whose `do` is that text.
macro_rules! text_or {
    ($(#[$doc:meta])* $name:ident, $detail:ident { $($field:ident),* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $name {
            pub detail: $detail,
            /// Whether it was written as a mapping: then its text stands at the key `do`.
            pub long: bool,
        }

        impl std::ops::Deref for $name {
            type Target = $detail;
            fn deref(&self) -> &$detail {
                &self.detail
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                struct TextOrMap;
                impl<'de> Visitor<'de> for TextOrMap {
                    type Value = $name;
                    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                        f.write_str("a text, or a mapping with `do`")
                    }
                    fn visit_str<E: Error>(self, text: &str) -> Result<$name, E> {
                        let plain = crate::record::collections::Plain(text, std::marker::PhantomData);
                        let detail = $detail { r#do: Inline::deserialize(plain)?, $($field: None),* };
                        Ok($name { detail, long: false })
                    }
                    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<$name, A::Error> {
                        Ok($name { detail: from_map(map)?, long: true })
                    }
                }
                from.deserialize_any(TextOrMap)
            }
        }

        impl crate::record::rules::Field for $name {
            fn is_blank(&self) -> bool {
                !self.long && self.detail.r#do.is_blank()
            }
            fn broken(&self, at: &mut crate::record::FieldPath, found: &mut Vec<crate::record::rules::Broken>) {
                if self.long {
                    self.detail.broken(at, found);
                }
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                if self.long { self.detail.serialize(to) } else { self.detail.r#do.serialize(to) }
            }
        }

        #[cfg(test)]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let long = generator.subschema_for::<$detail>();
                schemars::json_schema!({"anyOf": [{"type": "string", "pattern": "\\S"}, long]})
            }
        }
    };
}
text_or!(/// One task of a phase.
    Task, TaskDetail { component, check, remedy, run });
text_or!(/// One step of a validation stage.
    Step, StepDetail { expect, check, run });
text_or!(/// What a team does next.
    NextAction, NextActionDetail { check, by });
