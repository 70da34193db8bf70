//! A new name for an id, a team or a var, wherever it is named: also inside of `${{ }}`, in the paths of
//! `lint.allow`, and, of a check, in `evidence.yaml`. What a check proves does not hang on names, so its evidence
//! stays current.

use gen_lsp_types::{PrepareRenamePlaceholder, Range, TextEdit};

use super::document::{Document, Reading};
use super::kind::Kind;
use super::message::Refusal;
use super::names::Name;
use super::nodes::scalars;
use super::text::Text;
use crate::record::ids::{Id, VarName};
use crate::record::tree::Tree;
use crate::record::units::Scalar;

/// What would be renamed, for the editor to ask for a new name.
pub fn prepare(document: &Document, reading: &Reading, offset: usize) -> Result<PrepareRenamePlaceholder, Refusal> {
    let (name, _) = target(reading, offset)?;
    Ok(PrepareRenamePlaceholder { range: document.text.range(&name.span), placeholder: name.text.clone() })
}

/// The edits of the record, and the check whose evidence goes by the name.
pub struct Renamed {
    pub edits: Vec<TextEdit>,
    pub check: Option<String>,
}

pub fn rename(document: &Document, reading: &Reading, offset: usize, new: &str) -> Result<Renamed, Refusal> {
    let (name, kinds) = target(reading, offset)?;
    for &kind in &kinds {
        check(reading, kind, &name.text, new)?;
    }
    let edits = reading.names.same(name).map(|name| edit(document.text.range(&name.span), new)).collect();
    let check = kinds.contains(&Kind::Check).then(|| name.text.clone());
    Ok(Renamed { edits, check })
}

/// The edits that give the evidence of a check its new id; nothing where there is none.
pub fn in_evidence(text: &Text, old: &str, new: &str) -> Vec<TextEdit> {
    let Ok((tree, _)) = Tree::parse(text.source()) else { return Vec::new() };
    let keys = scalars(&tree).into_iter().filter(|scalar| {
        scalar.is_key && scalar.field == format!("checks.{old}") && tree.scalar(scalar.node) == Some(old)
    });
    let mut edits: Vec<TextEdit> = Vec::new();
    for key in keys {
        let span = tree.nodes[key.node].span.clone();
        // Each entry is announced by a comment, by which branches merge.
        let above = text.source()[..span.start].trim_end_matches(' ').strip_suffix('\n').unwrap_or_default();
        let line = above.rfind('\n').map_or(0, |end| end + 1);
        if above[line..].trim_start().strip_prefix("# ").map(str::trim_end) == Some(old) {
            let start = line + above[line..].len() - above[line..].trim_start().len() + 2;
            edits.push(edit(text.range(&(start..start + old.len())), new));
        }
        edits.push(edit(text.range(&span), new));
    }
    edits
}

fn edit(range: Range, new: &str) -> TextEdit {
    TextEdit { range, new_text: new.to_owned() }
}

/// The name at the place, and what it names.
fn target(reading: &Reading, offset: usize) -> Result<(&Name, Vec<Kind>), Refusal> {
    let name = reading.names.at(offset).ok_or_else(|| Refusal::failed("no id, team or var stands here"))?;
    let mut kinds: Vec<Kind> =
        reading.names.definitions(name).filter_map(|name| name.defines).map(|(kind, _)| kind).collect();
    kinds.sort();
    kinds.dedup();
    if kinds.is_empty() {
        let what = name.kinds.first().map_or("item", |kind| kind.word());
        return Err(Refusal::failed(format!("there is no {what} `{}` to be renamed", name.text)));
    }
    if !reading.whole {
        let why = "the file cannot be read as YAML, and a use that is not seen would keep its old name: mend it first";
        return Err(Refusal::failed(why));
    }
    Ok((name, kinds))
}

fn check(reading: &Reading, kind: Kind, old: &str, new: &str) -> Result<(), Refusal> {
    let good = if kind == Kind::Var { VarName::parse(new).map(drop) } else { Id::parse(new).map(drop) };
    good.map_err(Refusal::failed)?;
    if new == "null" {
        return Err(Refusal::failed("YAML takes `null` for nothing: choose another name"));
    }
    let taken = reading.names.known(kind.rivals()).find(|(name, ..)| name.text == new && new != old);
    match taken {
        Some((_, other, _)) => Err(Refusal::failed(format!("there is a {} `{new}` already", other.word()))),
        None => Ok(()),
    }
}
