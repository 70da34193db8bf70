//! How far a record tells: the latest of what it says happened. Nobody's clock, and yet a plan that ends
//! before it is late.

use crate::record::Record;
use crate::record::model::Signed;
use crate::record::units::{Instant, When};

/// The latest time of day at which something happened; dates are none.
pub fn until(record: &Record) -> Option<Instant> {
    let signed = |signed: &Option<Signed>| signed.as_ref().and_then(|signed| signed.at);
    let mut told: Vec<Option<When>> =
        vec![record.started, record.ended, record.closed.as_ref().map(|closed| closed.at)];
    told.extend(record.timeline.iter().map(|entry| Some(entry.at)));
    told.extend(record.attempts.iter().map(|attempt| Some(attempt.at)));
    told.extend(record.decisions.iter().map(|decision| Some(decision.at)));
    told.extend(record.communication.iter().flat_map(|of| of.sent.iter()).map(|sent| Some(sent.at)));
    for handoff in record.handoffs() {
        told.push(Some(handoff.at));
        told.extend([&handoff.acknowledged, &handoff.returned, &handoff.taken_back].map(signed));
        told.extend(handoff.temporary.iter().map(|measure| measure.ended));
        told.extend(handoff.returns.iter().map(|item| item.delivered));
    }
    for phase in &record.roadmap {
        told.extend([phase.started, phase.finished].map(|at| at.map(When::Instant)));
        told.extend(phase.tasks.iter().map(|task| task.done));
    }
    told.into_iter().filter_map(|at| at?.instant()).max()
}
