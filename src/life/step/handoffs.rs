//! From team to team and back: handed over, acknowledged, returned, taken back.

use super::close;
use super::find::team;
use super::needs::{self, NO_HANDOFF};
use super::types::{Before, Moment, Reason, Refused};
use super::work::{Work, in_words};
use crate::facts::criteria::holder;
use crate::life::draft::Draft;
use crate::life::value::Value;
use crate::record::FieldPath;
use crate::record::model::{Handoff, Record, Status};
use crate::record::units::Instant;

/// Who and when.
fn signed(work: &Work) -> Value {
    Value::map([("by", work.moment.by.clone()), ("at", Some(work.moment.written()))])
}

fn set_status(record: &Record, status: Status, work: &mut Work) -> Result<(), Refused> {
    if record.status != status {
        work.set(&FieldPath::default(), "status", Value::text(status))?;
    }
    Ok(())
}

pub fn acknowledge(before: &Before, work: &mut Work) -> Result<(), Refused> {
    let record = before.record();
    let mut reasons = Vec::new();
    match record.last_handoff() {
        None => reasons.push(Reason::firm(NO_HANDOFF)),
        Some(Handoff { acknowledged: Some(signed), .. }) => {
            reasons.push(Reason::firm(format!("it was acknowledged by {} already", signed.by)));
        }
        Some(_) if record.status != Status::HandedOff => {
            reasons.push(Reason::soft(format!("it is not handed off: `status` is {}", record.status)));
        }
        Some(_) => {}
    }
    work.weigh(before, "acknowledged", reasons)?;
    let last = record.handoff_place(record.handoffs().len().saturating_sub(1));
    let signed = signed(work);
    work.set(&last, "acknowledged", signed)?;
    set_status(record, Status::Remediating, work)
}

pub fn hand_over(
    before: &Before,
    from: Option<&str>,
    to: &str,
    reason: &str,
    first: &[String],
    work: &mut Work,
) -> Result<(), Refused> {
    let record = before.record();
    team(record, to)?;
    from.map_or(Ok(()), |from| team(record, from))?;
    let from = from.or_else(|| holder(record));
    work.weigh(before, "handed over", needs::for_hand_over(before, from, to, !first.is_empty()))?;
    let handoff = [
        ("at", Some(work.moment.written())),
        ("from", from.map(str::to_owned)),
        ("to", Some(to.to_owned())),
        ("reason", Some(reason.to_owned())),
    ];
    let (root, handoff) = (FieldPath::default(), Value::map(handoff));
    work.changed.push(format!("handoff: {}", in_words(&handoff)));
    match record.handoff {
        None => work.draft.set(&root, "handoff", handoff)?,
        Some(_) => work.draft.append(&FieldPath::new("handoff"), handoff)?,
    }
    set_status(record, Status::HandedOff, work)?;
    let mut known = record.next_actions.iter().flat_map(|teams| teams.keys()).any(|id| id.as_str() == to);
    for action in first {
        let at = FieldPath::new("next_actions").key(to.to_owned());
        work.changed.push(format!("{at}: {action}"));
        match (known, &record.next_actions) {
            (false, None) => {
                let actions = Value::Map(vec![(to.to_owned(), Value::List(vec![Value::text(action)]))]);
                work.draft.set(&root, "next_actions", actions)?;
            }
            _ => work.draft.append(&at, Value::text(action))?,
        }
        known = true;
    }
    Ok(())
}

/// The last handoff that fits, with its index and place.
fn last(record: &Record, fits: impl Fn(&Handoff) -> bool) -> Option<(usize, FieldPath)> {
    let index = record.handoffs().iter().rposition(fits)?;
    Some((index, record.handoff_place(index)))
}

pub fn return_to_sender(before: &Before, work: &mut Work) -> Result<(), Refused> {
    let record = before.record();
    let open = last(record, |handoff| handoff.returned.is_none());
    let mut reasons = match (&open, record.handoffs()) {
        (None, []) => vec![Reason::firm(NO_HANDOFF)],
        (None, _) => vec![Reason::firm("it was handed back already")],
        (Some(_), _) => for_return(before, &work.draft, work.moment.at)?,
    };
    if record.status == Status::Closed {
        reasons.push(Reason::firm("it is closed"));
    }
    work.weigh(before, "handed back", reasons)?;
    let (_, at) = open.unwrap_or_default();
    write_return(record, &at, work)
}

fn write_return(record: &Record, at: &FieldPath, work: &mut Work) -> Result<(), Refused> {
    let signed = signed(work);
    work.set(at, "returned", signed)?;
    set_status(record, Status::HandedBack, work)
}

/// What the handback waits for, and what else would be open in a record that is handed back.
pub fn for_return(before: &Before, draft: &Draft, at: Instant) -> Result<Vec<Reason>, Refused> {
    let record = before.record();
    let mut reasons = needs::for_return(before);
    let Some((_, place)) = last(record, |handoff| handoff.returned.is_none()) else { return Ok(reasons) };
    let moment = Moment { at, by: Some("-".to_owned()), anyway: None };
    let mut back = Work { draft: draft.clone(), changed: Vec::new(), moment: &moment };
    write_return(record, &place, &mut back)?;
    // Criteria and returns were named already, one by one.
    let named = |reason: &Reason| reason.text.starts_with("`status`") || reason.text.contains(".returns[");
    reasons.extend(close::findings(before, &back.draft, &[close::OPEN])?.into_iter().filter(|reason| !named(reason)));
    Ok(reasons)
}

pub fn take_back(before: &Before, work: &mut Work) -> Result<(), Refused> {
    let record = before.record();
    let returned = last(record, |handoff| handoff.returned.is_some() && handoff.taken_back.is_none());
    let open = returned.clone().or_else(|| last(record, |handoff| handoff.taken_back.is_none()));
    let reasons = match (&returned, &open) {
        (Some(_), _) => Vec::new(),
        (None, Some(_)) => vec![Reason::soft("it was not handed back: `handoff return` does that")],
        (None, None) if record.handoffs().is_empty() => vec![Reason::firm(NO_HANDOFF)],
        (None, None) => vec![Reason::firm("it was taken back already")],
    };
    work.weigh(before, "taken back", reasons)?;
    let (index, at) = open.unwrap_or_default();
    let signed = signed(work);
    work.set(&at, "taken_back", signed)?;
    // Whoever received it before and handed it on has it again, and goes on.
    let goes_on = index.checked_sub(1).and_then(|before| record.handoffs().get(before));
    let goes_on = goes_on.is_some_and(|before| before.returned.is_none());
    set_status(record, if goes_on { Status::Remediating } else { Status::HandedBack }, work)
}
