//! What is written down as it happens: notes and attempts.

use super::types::{Before, Refused};
use super::work::Work;
use crate::life::value::Value;
use crate::record::model::{Outcome, TimelineKind};

pub fn note(before: &Before, text: &str, kind: Option<TimelineKind>, work: &mut Work) -> Result<(), Refused> {
    let kind = kind.filter(|kind| *kind != TimelineKind::Note).map(|kind| kind.to_string());
    let entry = [("at", Some(work.moment.written())), ("what", Some(text.to_owned())), ("kind", kind)];
    let times = before.record().timeline.iter().map(|entry| entry.at);
    Ok(work.log("timeline", times, Value::map(entry))?)
}

pub fn tried(
    before: &Before,
    text: &str,
    outcome: Option<Outcome>,
    more: [(&'static str, &Option<String>); 3],
    work: &mut Work,
) -> Result<(), Refused> {
    let entry = [
        ("at", Some(work.moment.written())),
        ("what", Some(text.to_owned())),
        ("outcome", outcome.map(|outcome| outcome.to_string())),
    ];
    let more = more.into_iter().map(|(key, text)| (key, text.clone()));
    let by = [("by", work.moment.by.clone())];
    let times = before.record().attempts.iter().map(|attempt| attempt.at);
    Ok(work.log("attempts", times, Value::map(entry.into_iter().chain(more).chain(by)))?)
}
