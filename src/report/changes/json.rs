//! For programs: `{changes, facts, findings: {new, gone}}`.

use serde_json::{Value, json};

use super::Compared;
use crate::diff::{Change, What};
use crate::report::{Located, locate, to_json};

/// All records of a run in one report. Where it compared several, each change says of which it is.
pub fn changes(compared: &[Compared], several: bool) -> String {
    let (mut changes, mut facts, mut new, mut gone) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for one in compared {
        let push = |to: &mut Vec<Value>, mut value: Value| {
            if several {
                value["record"] = json!(one.file);
            }
            to.push(value);
        };
        if let Some(what) = one.whole {
            let value = |is: bool| if is { json!(one.id) } else { Value::Null };
            let (before, after) = (value(what == What::Removed), value(what == What::Added));
            let message = format!("{}: {}", one.file, one.counts());
            push(
                &mut changes,
                json!({
                    "kind": "state", "severity": "warning", "path": "", "before": before, "after": after,
                    "because": [], "documents": one.documents, "message": message,
                }),
            );
        }
        one.changes.changes.iter().for_each(|change| push(&mut changes, self::change(one, change)));
        for fact in &one.changes.facts {
            let fact = json!({"name": fact.name, "before": fact.before, "after": fact.after, "because": fact.because});
            push(&mut facts, fact);
        }
        let located =
            |source: Option<&crate::source::Source>, found: &[crate::diagnostic::Diagnostic]| -> Vec<Located> {
                source.map(|source| locate(source, &one.file, found)).unwrap_or_default()
            };
        new.extend(located(one.sources.1, &one.changes.new_findings));
        gone.extend(located(one.sources.0, &one.changes.gone_findings));
    }
    to_json(&json!({"changes": changes, "facts": facts, "findings": {"new": new, "gone": gone}}))
}

fn change(compared: &Compared, change: &Change) -> Value {
    json!({
        "kind": change.part.as_str(),
        "severity": super::github::level(change.part),
        "path": change.path,
        "before": compared.side(change, &change.before),
        "after": compared.side(change, &change.after),
        "because": change.because,
        "documents": compared.shown_in(change),
        "message": compared.message(change),
    })
}
