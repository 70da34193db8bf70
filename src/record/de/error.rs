//! What went wrong at a node, before it is put into words.

use std::fmt;

use serde::de::{Expected, Unexpected};

use crate::record::tree::NodeId;

#[derive(Debug, PartialEq, Eq)]
pub enum Problem {
    UnknownField {
        name: String,
        expected: &'static [&'static str],
    },
    UnknownWord {
        word: String,
        expected: &'static [&'static str],
    },
    /// The name of the type is filled in by the mapping that lacks the field.
    MissingField {
        name: &'static str,
        of: &'static str,
    },
    /// A list or a mapping stands where a scalar is wanted, or the other way round.
    WrongForm {
        found: Form,
        message: String,
    },
    Other(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Scalar,
    List,
    Mapping,
}

#[derive(Debug)]
pub struct Error {
    pub problem: Problem,
    pub node: Option<NodeId>,
}

impl Error {
    pub(super) fn new(problem: Problem) -> Self {
        Error { problem, node: None }
    }

    pub(super) fn at(mut self, node: NodeId) -> Self {
        self.node.get_or_insert(node);
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:?}", self.problem)
    }
}

impl std::error::Error for Error {}

impl serde::de::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Error::new(Problem::Other(message.to_string()))
    }
    fn invalid_type(found: Unexpected, expected: &dyn Expected) -> Self {
        let form = match found {
            Unexpected::Seq => Form::List,
            Unexpected::Map => Form::Mapping,
            _ => Form::Scalar,
        };
        let found = match found {
            Unexpected::Unit | Unexpected::Option => "nothing".into(),
            Unexpected::Seq => "a list".into(),
            Unexpected::Map => "a mapping".into(),
            Unexpected::Str(text) => format!("the text `{}`", text.escape_debug()),
            other => other.to_string(),
        };
        let expected = match expected.to_string().as_str() {
            "a string" => "a text".into(),
            "a sequence" => "a list".into(),
            "a boolean" => "`true` or `false`".into(),
            text => match text.strip_prefix("struct ") {
                Some(_) => "a mapping".to_owned(),
                None => text
                    .replace("a nonzero u32", "a whole number above zero")
                    .replace("u32", "a whole number")
                    .replace("i32", "a whole number"),
            },
        };
        Error::new(Problem::WrongForm { found: form, message: format!("here stands {found}, expected {expected}") })
    }
    fn invalid_value(found: Unexpected, expected: &dyn Expected) -> Self {
        Self::invalid_type(found, expected)
    }
    fn unknown_field(name: &str, expected: &'static [&'static str]) -> Self {
        Error::new(Problem::UnknownField { name: name.into(), expected })
    }
    fn unknown_variant(word: &str, expected: &'static [&'static str]) -> Self {
        Error::new(Problem::UnknownWord { word: word.into(), expected })
    }
    fn missing_field(name: &'static str) -> Self {
        Error::new(Problem::MissingField { name, of: "" })
    }
    fn duplicate_field(name: &'static str) -> Self {
        Self::custom(format!("duplicate key `{name}`"))
    }
}
