//! What can be done about findings at a place: written in their stead what `lint --fix` would write, the word that
//! was most likely meant, or an entry of `lint.allow`.

use gen_lsp_types::{CodeAction, CodeActionKind, TextEdit};

use super::document::{Document, Reading};
use super::findings::plain;
use crate::diagnostic::Diagnostic;
use crate::edit::Edit;
use crate::life::{Draft, Value};
use crate::lint::{self, Rule};
use crate::record::FieldPath;
use crate::source::Span;

/// So many findings at one place can be allowed: nobody chooses among more.
const MOST_ALLOWS: usize = 10;

/// What an action does to the record.
pub struct Action {
    pub title: String,
    pub kind: CodeActionKind,
    pub edits: Vec<TextEdit>,
    pub of: Option<Diagnostic>,
    pub preferred: bool,
}

impl Action {
    /// As the editor takes it, without its edit.
    pub fn shown(&self, document: &Document) -> CodeAction {
        CodeAction {
            title: self.title.clone(),
            kind: Some(self.kind.clone()),
            diagnostics: self.of.as_ref().map(|of| vec![plain(&document.text, of)]),
            is_preferred: self.preferred.then_some(true),
            ..CodeAction::default()
        }
    }
}

/// The actions of the kinds that are wanted, for findings that touch a span.
pub fn at(
    document: &Document,
    reading: &Reading,
    span: &Span,
    wanted: &dyn Fn(&CodeActionKind) -> bool,
) -> Vec<Action> {
    let touches = |other: &Span| other.start <= span.end && span.start <= other.end;
    let mut actions = Vec::new();
    if !wanted(&CodeActionKind::QuickFix) && !wanted(&CodeActionKind::SourceFixAll) {
        return actions;
    }
    let fixes = fixes(reading);
    let may_be = |found: &&Diagnostic| found.mend.is_some() || lint::fix::is_fixable(found);
    let mut offered: Vec<Diagnostic> = reading.found.iter().filter(may_be).cloned().collect();
    lint::fix::offer(&fixes, &mut offered);
    for found in &offered {
        let Some(mend) = &found.mend else { continue };
        // One edit may mend several: a value that has to be put into quotes.
        let action = written(document, found, &mend.edit);
        let known = actions.iter().any(|other: &Action| other.edits == action.edits);
        if !known && (touches(&found.span) || touches(&mend.edit.span)) {
            actions.push(action);
        }
    }
    if !fixes.is_empty() {
        let places = if fixes.len() == 1 { "1 place".to_owned() } else { format!("{} places", fixes.len()) };
        actions.push(Action {
            title: format!("Mend what is mechanical: {places}"),
            kind: CodeActionKind::SourceFixAll,
            edits: fixes.iter().map(|fix| edit(document, fix)).collect(),
            of: None,
            preferred: false,
        });
    }
    if reading.current && wanted(&CodeActionKind::QuickFix) {
        for found in reading.found.iter().filter(|found| touches(&found.span)).take(MOST_ALLOWS) {
            actions.extend(allowed(document, found));
        }
    }
    actions.retain(|action| wanted(&action.kind));
    actions
}

fn edit(document: &Document, edit: &Edit) -> TextEdit {
    TextEdit { range: document.text.range(&edit.span), new_text: document.text.with_line_ends(&edit.text) }
}

/// Those of `lint --fix`; they are only looked for where a finding has one.
fn fixes(reading: &Reading) -> Vec<Edit> {
    let Some(good) =
        reading.good.as_ref().filter(|_| reading.current && reading.found.iter().any(lint::fix::is_fixable))
    else {
        return Vec::new();
    };
    let context = lint::Context::new(&good.loaded, &good.facts);
    lint::fix::fixes(&context, &reading.levels)
}

/// Writes a text in place of what a finding is about.
fn written(document: &Document, found: &Diagnostic, fix: &Edit) -> Action {
    Action {
        title: format!("Write `{}`", fix.text.trim_matches(['"', '\''])),
        kind: CodeActionKind::QuickFix,
        edits: vec![edit(document, fix)],
        of: Some(found.clone()),
        preferred: true,
    }
}

/// Rules about allows cannot be allowed, nor can what keeps a record from being rendered.
fn is_allowable(rule: &Rule) -> bool {
    !rule.fatal && !rule.name.ends_with("-allow")
}

/// An entry of `lint.allow` with a reason to be written.
fn allowed(document: &Document, found: &Diagnostic) -> Option<Action> {
    let rule = lint::rule(found.rule).filter(|rule| is_allowable(rule) && !found.path.is_empty())?;
    let entry = Value::map([
        ("rule", Some(rule.name.to_owned())),
        ("at", Some(found.path.clone())),
        // Without a reason the record is refused, at this place.
        ("because", Some(String::new())),
    ]);
    let mut draft = Draft::new(document.text.source());
    let list = FieldPath::new("lint").key("allow");
    let added = draft.append(&list, entry.clone()).or_else(|_| {
        let allow = vec![("allow".to_owned(), Value::List(vec![entry]))];
        draft.set(&FieldPath::default(), "lint", Value::Map(allow))
    });
    added.ok()?;
    let fix = difference(document.text.source(), draft.text());
    Some(Action {
        title: format!("Allow `{}` here, with a reason to be written", rule.name),
        kind: CodeActionKind::QuickFix,
        edits: vec![edit(document, &fix)],
        of: Some(found.clone()),
        preferred: false,
    })
}

/// The one edit that makes a text another.
fn difference(old: &str, new: &str) -> Edit {
    let same = |(a, b): &(char, char)| a == b;
    let head: usize = old.chars().zip(new.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (old_tail, new_tail) = (&old[head..], &new[head..]);
    let tail: usize =
        old_tail.chars().rev().zip(new_tail.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    Edit { span: head..old.len() - tail, text: new_tail[..new_tail.len() - tail].to_owned() }
}
