//! The end.

use super::needs;
use super::types::{Before, Moment, Reason, Refused, written};
use super::work::Work;
use crate::life::draft::Draft;
use crate::life::value::Value;
use crate::lint::{self, Context};
use crate::record::model::{Record, Status, TimelineKind};
use crate::record::units::{Instant, When};
use crate::record::{FieldPath, decode};

/// What must not be found in a closed record.
pub const RULES: &[&str] = &[OPEN, "state-contradiction"];
/// What must not be found in a record that is handed back.
pub const OPEN: &str = "complete-with-open-items";

pub fn close(before: &Before, ended: Option<Instant>, work: &mut Work) -> Result<(), Refused> {
    let record = before.record();
    let told = ended.map(written).or_else(|| restored(record));
    let mut reasons = needs::sections(before);
    if record.handoffs().is_empty() {
        reasons.insert(0, Reason::firm(needs::NO_HANDOFF));
    } else if let Some(closed) = &record.closed {
        reasons.push(Reason::firm(format!("it was closed already, at {}", closed.at)));
    } else if reasons.is_empty() {
        reasons = open(before, told.as_deref(), &work.draft, work.moment.at)?;
    }
    work.weigh(before, "closed", reasons)?;
    write(before, told.as_deref(), work)
}

/// What is open in a record that would be closed now. When service was restored is asked for in words
/// of its own.
pub fn open(before: &Before, ended: Option<&str>, draft: &Draft, at: Instant) -> Result<Vec<Reason>, Refused> {
    let moment = Moment { at, by: None, anyway: None };
    let mut closed = Work { draft: draft.clone(), changed: Vec::new(), moment: &moment };
    let unknown = ended.is_none() && before.record().ended.is_none();
    let now = written(at);
    write(before, if unknown { Some(&now) } else { ended }, &mut closed)?;
    let mut reasons = findings(before, &closed.draft, RULES)?;
    if unknown {
        let how = "when service was restored: `--ended INSTANT`, or `handoff note TEXT --kind resolved`";
        reasons.push(Reason::soft(how));
    }
    Ok(reasons)
}

/// When service was restored, as the timeline tells it.
pub fn restored(record: &Record) -> Option<String> {
    let resolved = record.timeline.iter().find(|entry| entry.kind == Some(TimelineKind::Resolved))?;
    Some(match resolved.at {
        When::Instant(at) => written(at),
        When::Date(date) => date.to_string(),
    })
    .filter(|_| record.ended.is_none())
}

pub fn write(before: &Before, ended: Option<&str>, work: &mut Work) -> Result<(), Refused> {
    let (root, record) = (FieldPath::default(), before.record());
    if let Some(ended) = ended {
        work.set(&root, "ended", Value::text(ended))?;
    }
    let closed = Value::map([("at", Some(work.moment.written())), ("by", work.moment.by.clone())]);
    work.set(&root, "closed", closed)?;
    if record.status != Status::Closed {
        work.set(&root, "status", Value::text(Status::Closed))?;
    }
    Ok(())
}

/// What would be found in the record that a draft is, of the rules about what is over.
pub fn findings(before: &Before, draft: &Draft, rules: &[&str]) -> Result<Vec<Reason>, Refused> {
    let name = &before.loaded.source.name;
    let loaded = decode(name, draft.file().as_bytes()).map_err(Refused::Invalid)?;
    let facts = before.evidence.facts(&loaded.record);
    let mut context = Context::new(&loaded, &facts);
    context.evidence = Some(before.evidence);
    let found = lint::run(&context, before.levels);
    let found = found.into_iter().filter(|finding| rules.contains(&finding.rule));
    Ok(found.map(|finding| Reason::soft(format!("`{}`: {}", finding.path, finding.message))).collect())
}
