//! Texts of a record, by what they may hold. In all of them `${{ vars.x }}` and `${{ facts.x }}`
//! stand for names and figures; [`super::template`] expands them.

use std::fmt;

#[cfg(test)]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::units::raw_text;
use crate::visible::code_point;

/// What a string of the record is, told by the name under which its type serializes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextKind {
    /// Inline CommonMark: titles, names, sentences.
    Inline,
    /// Block CommonMark without headings and raw HTML.
    Prose,
    /// A shell command, shown and run byte for byte.
    Command,
    /// Compared with the output of a command, byte for byte.
    Literal,
    /// A value of `vars`: quoted elsewhere, not expanded itself.
    Var,
}

impl TextKind {
    /// The kind that belongs to a type's serialized name.
    pub fn of(name: &str) -> Option<TextKind> {
        Some(match name {
            "Inline" => TextKind::Inline,
            "Prose" => TextKind::Prose,
            "Command" => TextKind::Command,
            "Literal" => TextKind::Literal,
            "Var" => TextKind::Var,
            _ => return None,
        })
    }

    /// Whether people read it as Markdown.
    pub fn is_markdown(self) -> bool {
        matches!(self, TextKind::Inline | TextKind::Prose)
    }
}

macro_rules! text_type {
    ($(#[$doc:meta])* $name:ident, $literal:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub struct $name(pub String);

        impl $name {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = raw_text(from)?;
                check_characters(&text).map_err(serde::de::Error::custom)?;
                Ok($name(text))
            }
        }

        impl super::rules::Field for $name {
            fn is_blank(&self) -> bool {
                self.0.trim().is_empty()
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_newtype_struct($literal, &self.0)
            }
        }

        #[cfg(test)]
        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $literal.into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({"type": ["string", "number", "boolean"]})
            }
        }
    };
}

text_type!(/// One line of Markdown.
    Inline, "Inline");
text_type!(/// Paragraphs and lists of Markdown.
    Prose, "Prose");
text_type!(/// A shell command.
    Command, "Command");
text_type!(/// A text that is compared, not read.
    Literal, "Literal");
text_type!(/// The value of a name in `vars`.
    Var, "Var");

/// Control characters would reach terminals and documents; only line ends and tabs may.
pub(super) fn check_characters(text: &str) -> Result<(), String> {
    match text.chars().find(|&c| c.is_control() && c != '\n' && c != '\t') {
        Some(c) => Err(format!("the text holds the control character {}", code_point(c))),
        None => Ok(()),
    }
}
