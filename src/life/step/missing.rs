//! What is missing for the next step of an incident's life.

use super::types::{Before, Reason};
use super::{close, handoffs, needs};
use crate::life::draft::Draft;
use crate::record::model::Status;
use crate::record::units::Instant;

/// What is still to come before the incident is over, by what its next step would refuse. `file` is
/// the record's text.
pub fn missing(before: &Before, file: &str, now: Instant) -> (&'static str, Vec<Reason>) {
    let record = before.record();
    match record.status {
        Status::Investigating => ("before it can be handed over", needs::sections(before)),
        Status::HandedOff => {
            let to = record.last_handoff().map_or("the receiving team", |handoff| handoff.to.as_str());
            ("before it is remediated", vec![Reason::soft(format!("the acknowledgement of {to}: `handoff ack`"))])
        }
        Status::Remediating => {
            let reasons = handoffs::for_return(before, &Draft::new(file), now);
            ("before it can be handed back", reasons.unwrap_or_default())
        }
        Status::HandedBack => {
            let mut reasons = Vec::new();
            if record.handoffs().iter().any(|handoff| handoff.returned.is_some() && handoff.taken_back.is_none()) {
                reasons.push(Reason::soft("it is not taken back: `handoff take-back`"));
            }
            if record.closed.is_none() {
                let ended = close::restored(record);
                reasons.extend(close::open(before, ended.as_deref(), &Draft::new(file), now).unwrap_or_default());
            }
            ("before it can be closed", reasons)
        }
        Status::Closed => {
            let found = close::findings(before, &Draft::new(file), close::RULES);
            ("although it is closed", found.unwrap_or_default())
        }
    }
}
