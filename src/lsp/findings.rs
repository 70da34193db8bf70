//! Diagnostics as an editor shows them.

use gen_lsp_types::{
    Code, Diagnostic as Shown, DiagnosticRelatedInformation, DiagnosticSeverity, Location, Message, Uri,
};

use super::document::{Document, Reading};
use super::text::Text;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lint::{Context, Places};
use crate::record::Side;

/// What stands before the messages of an editor that shows several servers'.
pub const SOURCE: &str = "handoff";
/// So many places are named beside one finding.
const MOST_RELATED: usize = 5;

/// The findings of a document.
pub fn shown(document: &Document, reading: &Reading, related: bool) -> Vec<Shown> {
    let text = &document.text;
    let good = reading.good.as_ref().filter(|_| related && reading.current);
    let context = good.map(|good| Context::new(&good.loaded, &good.facts));
    let mut places = context.as_ref().map(|context| (Places::of(context), context.loaded));
    let of = |diagnostic: &Diagnostic| {
        let mut one = plain(text, diagnostic);
        if let Some((places, loaded)) = &mut places {
            let mut found: Vec<DiagnosticRelatedInformation> = Vec::new();
            for path in quoted(diagnostic).filter(|path| *path != diagnostic.path && path.contains(['.', '['])) {
                let Some(place) = places.path_of(path) else { continue };
                // Only what leads to a value: a word with a dot in it need not be a path.
                let span = loaded.span(&place, Side::Value);
                let parent = crate::record::FieldPath(place.0[..place.0.len().saturating_sub(1)].to_vec());
                if span == loaded.span(&parent, Side::Value) && loaded.shape().at(&place).is_none() {
                    continue;
                }
                let location = Location { uri: Uri(document.address.clone()), range: text.range(&span) };
                if location.range != one.range && found.iter().all(|known| known.location != location) {
                    found.push(DiagnosticRelatedInformation { location, message: path.to_owned() });
                }
            }
            found.truncate(MOST_RELATED);
            one.related_information = (!found.is_empty()).then_some(found);
        }
        one
    };
    reading.found.iter().map(of).collect()
}

/// One finding by itself.
pub fn plain(text: &Text, diagnostic: &Diagnostic) -> Shown {
    let help = diagnostic.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    let severity = match diagnostic.severity {
        Severity::Error => DiagnosticSeverity::Error,
        Severity::Warning => DiagnosticSeverity::Warning,
    };
    Shown {
        range: text.range(&diagnostic.span),
        severity: Some(severity),
        code: Some(Code::String(diagnostic.rule.to_owned())),
        source: Some(SOURCE.to_owned()),
        message: Message::String(format!("{}{help}", diagnostic.message)),
        ..Shown::default()
    }
}

/// What stands between backticks.
fn quoted(diagnostic: &Diagnostic) -> impl Iterator<Item = &str> {
    let texts = [Some(diagnostic.message.as_str()), diagnostic.help.as_deref()];
    texts.into_iter().flatten().flat_map(|text| text.split('`').skip(1).step_by(2))
}
