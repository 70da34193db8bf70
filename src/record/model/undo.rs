//! How a change is taken back.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::{Serialize, Serializer};

use super::record;
use crate::record::FieldPath;
use crate::record::collections::from_map;
use crate::record::rules::{Broken, Field};
use crate::record::text::{Command, Inline};
use crate::record::written::Again;

/// `undo: none`, `undo: COMMAND`, or `undo: {do: TEXT, run: COMMAND}`.
#[derive(Debug, Clone)]
pub enum Undo {
    /// There is no way back.
    Impossible,
    Run(Command),
    Steps(UndoSteps),
}

record! {
    /// The mapping form: what to do, the command for it, or both.
    UndoSteps {
        one_of(r#do, run): "say how to take it back, or give the command",
        /// What to do, in words.
        optional r#do: Inline,
        /// The command for it.
        optional run: Command,
    }
}

/// The word that says that there is no way back.
const IMPOSSIBLE: &str = "none";

impl Undo {
    /// What to do, in words.
    pub fn words(&self) -> Option<&Inline> {
        match self {
            Undo::Steps(steps) => steps.r#do.as_ref(),
            Undo::Impossible | Undo::Run(_) => None,
        }
    }

    /// The command that takes the change back.
    pub fn command(&self) -> Option<&Command> {
        match self {
            Undo::Impossible => None,
            Undo::Run(command) => Some(command),
            Undo::Steps(steps) => steps.run.as_ref(),
        }
    }
}

impl Field for Undo {
    fn broken(&self, at: &mut FieldPath, found: &mut Vec<Broken>) {
        if let Undo::Steps(steps) = self {
            steps.broken(at, found);
        }
    }
}

impl<'de> Deserialize<'de> for Undo {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct UndoVisitor;
        impl<'de> Visitor<'de> for UndoVisitor {
            type Value = Undo;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a command, `none`, or a mapping with `do` and `run`")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Undo, E> {
                if text.trim() == IMPOSSIBLE {
                    return Ok(Undo::Impossible);
                }
                Command::deserialize(Again::new(text, true)).map(Undo::Run)
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Undo, A::Error> {
                from_map(map).map(Undo::Steps)
            }
        }
        from.deserialize_any(UndoVisitor)
    }
}

impl Serialize for Undo {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Undo::Impossible => to.serialize_unit_variant("Undo", 0, IMPOSSIBLE),
            Undo::Run(command) => command.serialize(to),
            Undo::Steps(steps) => steps.serialize(to),
        }
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Undo {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Undo".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let long = generator.subschema_for::<UndoSteps>();
        schemars::json_schema!({"anyOf": [{"type": "string"}, long]})
    }
}
