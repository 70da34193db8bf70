//! A folder that is named from the record's own.

use serde::de::{Deserialize, Deserializer, Error};
use serde::{Serialize, Serializer};

use crate::record::rules::plain_fields;
use crate::record::text::Literal;

/// A relative path, such as `../..`. That it leads to a folder of the repository is seen when it is
/// entered.
#[derive(Debug, Clone)]
pub struct RelativeFolder(pub Literal);

impl RelativeFolder {
    /// Why a path cannot be one, its names filled in.
    pub fn flaw(path: &str) -> Option<&'static str> {
        match path {
            "" => Some("it names no folder"),
            path if path.starts_with(['/', '~']) => Some("it is not relative to the record's folder"),
            path if path.contains(['\n', '\t']) => Some("it holds a line end or a tab"),
            _ => None,
        }
    }
}

impl<'de> Deserialize<'de> for RelativeFolder {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = Literal::deserialize(from)?;
        // What a name stands for is seen when it is filled in.
        let flaw = if text.0.contains("${{") { None } else { Self::flaw(&text.0) };
        match flaw {
            Some(flaw) => Err(D::Error::custom(format!(
                "`{}`: {flaw}; write it as from there, such as `../..`",
                text.0.escape_debug()
            ))),
            None => Ok(RelativeFolder(text)),
        }
    }
}

plain_fields!(RelativeFolder);

impl Serialize for RelativeFolder {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(to)
    }
}

#[cfg(test)]
impl schemars::JsonSchema for RelativeFolder {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "RelativeFolder".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "pattern": "^[^/~\\s]"})
    }
}
