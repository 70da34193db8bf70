//! The end.

use super::types::{Before, Reason, Refused, written};
use super::work::Work;
use crate::life::draft::Draft;
use crate::life::value::Value;
use crate::lint::{self, Context};
use crate::record::model::Status;
use crate::record::units::Instant;
use crate::record::{FieldPath, decode};

/// What must not be found in a closed record.
const RULES: &[&str] = &["complete-with-open-items", "state-contradiction"];

pub fn close(before: &Before, ended: Option<Instant>, work: &mut Work) -> Result<(), Refused> {
    let record = before.record();
    let mut closed = Work { draft: work.draft.clone(), changed: Vec::new(), moment: work.moment };
    let mut reasons = Vec::new();
    match &record.closed {
        Some(closed) => reasons.push(Reason::firm(format!("it was closed already, at {}", closed.at))),
        None => {
            write(before, ended, &mut closed)?;
            reasons = findings(before, &closed.draft)?;
        }
    }
    work.weigh(before, "closed", reasons)?;
    write(before, ended, work)
}

pub fn write(before: &Before, ended: Option<Instant>, work: &mut Work) -> Result<(), Refused> {
    let (root, record) = (FieldPath::default(), before.record());
    if let Some(ended) = ended {
        work.set(&root, "ended", Value::text(written(ended)))?;
    }
    let closed = Value::map([("at", Some(work.moment.written())), ("by", work.moment.by.clone())]);
    work.set(&root, "closed", closed)?;
    if record.status != Status::Closed {
        work.set(&root, "status", Value::text(Status::Closed))?;
    }
    Ok(())
}

/// What would be found in the record that a draft is, of the rules about what is over.
pub fn findings(before: &Before, draft: &Draft) -> Result<Vec<Reason>, Refused> {
    let name = &before.loaded.source.name;
    let loaded = decode(name, draft.file().as_bytes()).map_err(Refused::Invalid)?;
    let facts = before.evidence.facts(&loaded.record);
    let mut context = Context::new(&loaded, &facts);
    context.evidence = Some(before.evidence);
    let found = lint::run(&context, before.levels);
    let found = found.into_iter().filter(|finding| RULES.contains(&finding.rule));
    Ok(found.map(|finding| Reason::soft(format!("`{}`: {}", finding.path, finding.message))).collect())
}
