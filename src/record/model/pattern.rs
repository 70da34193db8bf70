//! Patterns: regexes that stand in a record.
//!
//! Reading one takes as long as its text, compiling one as long as what it stands for: `\w{100}` is a
//! hundred times the thousand letters of `\w`. So a pattern is weighed before it is compiled, and all
//! of a record together (`record::patterns`).

use regex_syntax::ast::{Ast, ClassPerlKind, ClassSet, ClassSetItem, RepetitionKind, RepetitionRange, parse};
use regex_syntax::hir::Hir;
use regex_syntax::hir::translate::Translator;
use serde::de::{Deserialize, Deserializer, Error};
use serde::{Serialize, Serializer};

use crate::record::rules::plain_fields;
use crate::record::text::Literal;

/// A regex in Rust's syntax, of bounded size; it matches in linear time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(pub Literal);

/// How much one pattern may weigh: 100 times `\w`.
const HEAVIEST: usize = 100 * CLASS;
/// How large a compiled pattern may be, in bytes; larger than one of that weight.
const PATTERN_SIZE: usize = 8 << 20;

/// The longest pattern, in bytes.
const LONGEST: usize = 64 << 10;
/// What a class of letters of all languages weighs.
const CLASS: usize = 1_000;
/// What a character weighs, in any notation.
const CHARACTER: usize = 4;
/// What any character weighs, or any but a few: these are bytes of many kinds.
const ANY: usize = 100;
/// So many characters in a range are more than a few.
const WIDE: u32 = 256;

impl Pattern {
    /// Compiles a pattern, multi-line input as one text.
    pub fn compile(text: &str) -> Result<regex::Regex, String> {
        weigh(text)?;
        let built = regex::RegexBuilder::new(text).size_limit(PATTERN_SIZE).build();
        built.map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => TOO_LARGE.to_owned(),
            other => does_not_compile(&other.to_string()),
        })
    }
}

const TOO_LARGE: &str = "the pattern is too large";

/// What a pattern weighs, about as many steps as it takes to compile it. The error says why it never
/// compiles.
pub fn weigh(text: &str) -> Result<usize, String> {
    read(text).map(|(weight, _)| weight)
}

/// Whether every match is of one character at least. Told without compiling, which takes longer.
pub fn needs_text(pattern: &str) -> bool {
    read(pattern).is_ok_and(|(_, read)| read.properties().minimum_len().is_some_and(|shortest| shortest > 0))
}

/// Its weight, and what it says.
fn read(text: &str) -> Result<(usize, Hir), String> {
    if text.len() > LONGEST {
        return Err(TOO_LARGE.to_owned());
    }
    let ast = syntax(text)?;
    let weight = weight(&ast);
    if weight > HEAVIEST {
        return Err(TOO_LARGE.to_owned());
    }
    let read = Translator::new().translate(text, &ast);
    let read = read.map_err(|error| does_not_compile(&regex_syntax::Error::Translate(error).to_string()))?;
    Ok((weight, read))
}

/// How it is written: takes as long as its text.
fn syntax(text: &str) -> Result<Ast, String> {
    parse::Parser::new().parse(text).map_err(|error| does_not_compile(&error.to_string()))
}

/// Parentheses nest at most 250 deep, or there is no tree.
fn weight(ast: &Ast) -> usize {
    let all = |parts: &[Ast]| parts.iter().map(weight).fold(0, usize::saturating_add);
    match ast {
        Ast::Empty(_) | Ast::Flags(_) | Ast::Assertion(_) => 1,
        Ast::Literal(_) => CHARACTER,
        Ast::Dot(_) => ANY,
        Ast::ClassUnicode(_) => CLASS,
        Ast::ClassPerl(class) => perl(&class.kind),
        Ast::ClassBracketed(class) => set(&class.kind).saturating_add(if class.negated { ANY } else { 0 }),
        Ast::Group(group) => weight(&group.ast).saturating_add(1),
        Ast::Repetition(of) => weight(&of.ast).saturating_mul(times(&of.op.kind)),
        Ast::Alternation(of) => all(&of.asts),
        Ast::Concat(of) => all(&of.asts),
    }
}

/// How often what is repeated stands in what is compiled.
fn times(kind: &RepetitionKind) -> usize {
    let most = match kind {
        RepetitionKind::ZeroOrOne | RepetitionKind::ZeroOrMore | RepetitionKind::OneOrMore => 1,
        RepetitionKind::Range(RepetitionRange::Exactly(count) | RepetitionRange::Bounded(_, count)) => *count,
        RepetitionKind::Range(RepetitionRange::AtLeast(count)) => count.saturating_add(1),
    };
    usize::try_from(most).unwrap_or(usize::MAX).max(1)
}

fn perl(kind: &ClassPerlKind) -> usize {
    match kind {
        ClassPerlKind::Word => CLASS,
        ClassPerlKind::Digit => CLASS / 10,
        ClassPerlKind::Space => CHARACTER * 10,
    }
}

fn set(set: &ClassSet) -> usize {
    match set {
        ClassSet::Item(one) => item(one),
        // All letters at once, whatever is taken from them.
        ClassSet::BinaryOp(op) => self::set(&op.lhs).saturating_add(self::set(&op.rhs)).saturating_add(CLASS),
    }
}

fn item(of: &ClassSetItem) -> usize {
    match of {
        ClassSetItem::Empty(_) => 1,
        ClassSetItem::Literal(_) | ClassSetItem::Ascii(_) => CHARACTER,
        ClassSetItem::Range(range) => {
            let width = u32::from(range.end.c).saturating_sub(range.start.c.into());
            // In a pattern that ignores case, each of its letters has another one.
            if width > WIDE { CLASS } else { CHARACTER * 10 }
        }
        ClassSetItem::Unicode(_) => CLASS,
        ClassSetItem::Perl(class) => perl(&class.kind),
        ClassSetItem::Bracketed(class) => set(&class.kind),
        ClassSetItem::Union(union) => union.items.iter().map(item).fold(0, usize::saturating_add),
    }
}

fn does_not_compile(error: &str) -> String {
    let last = error.lines().last().unwrap_or_default();
    format!("the pattern does not compile: {}", last.trim_start_matches("error: ").trim())
}

/// Only how it is written; what it stands for is weighed when the whole record is read (`record::patterns`).
impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = Literal::deserialize(from)?;
        if !text.0.contains("${{") && text.0.len() <= LONGEST {
            syntax(&text.0).map_err(D::Error::custom)?;
        }
        Ok(Pattern(text))
    }
}

plain_fields!(Pattern);

impl Serialize for Pattern {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(to)
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Pattern {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Pattern".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Literal::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_weighs_what_it_stands_for() {
        let weight = |text: &str| weigh(text).unwrap();
        assert!(weight("^READY$") < 100);
        assert_eq!(weight(r"\w"), CLASS);
        assert_eq!(weight(r"\w{5}\w{7}"), 12 * CLASS);
        assert_eq!(weight(r"(\w{5}){7}"), 7 * (5 * CLASS + 1));
        assert_eq!(weight(r"(?:\w{2,9}|x)+"), 9 * CLASS + CHARACTER + 1);
        assert_eq!(weight(r"[\w&&\d]"), CLASS + CLASS / 10 + CLASS);
        assert_eq!(weight("[a-z0-9]"), 2 * 10 * CHARACTER);
    }

    #[test]
    fn one_that_is_too_large_is_told_without_compiling_it() {
        for text in [r"\w{101}", r"(\w{99}){99}", r"((((x{999}){999}){999}){999}){999}", r"\pL{60}\PL{60}"] {
            assert_eq!(weigh(text).unwrap_err(), TOO_LARGE, "{text}");
            assert_eq!(Pattern::compile(text).unwrap_err(), TOO_LARGE, "{text}");
        }
        let text = r"[\x{0}-\x{10FFFF}\w]".repeat(60);
        assert_eq!(Pattern::compile(&text).unwrap_err(), TOO_LARGE);
    }

    #[test]
    fn what_is_not_too_heavy_compiles() {
        for text in [r"\w{100}", r"(?i)\pL{99}", r"(?s)\W{60}.{399}", r"(?i)[\x{0}-\x{10FFFF}]{99}", r"[^\w]{90}"] {
            assert!(weigh(text).is_ok(), "{text}");
            assert!(Pattern::compile(text).is_ok(), "{text}: {:?}", Pattern::compile(text).err());
        }
    }

    #[test]
    fn what_is_no_regex_says_why() {
        for (text, why) in [
            ("(", "unclosed group"),
            ("a{2,1}", "invalid repetition count range, the start must be <= the end"),
            (r"\p{Nonsense}", "Unicode property not found"),
            (r"(?-u)\xFF", "pattern can match invalid UTF-8"),
        ] {
            assert_eq!(weigh(text).unwrap_err(), format!("the pattern does not compile: {why}"), "{text}");
        }
    }
}
