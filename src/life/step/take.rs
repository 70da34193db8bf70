//! From a step to its part of the work, and the offset in which it is written.

use chrono::FixedOffset;

use super::types::{Before, Moment, Refused, Step, Taken};
use super::work::Work;
use super::{close, done, handoffs, log};
use crate::life::draft::Draft;
use crate::record::Loaded;
use crate::record::units::{Instant, Scalar};

/// Takes a step: `file` is the text of the record as it stands on disk.
pub fn take(before: &Before, file: &str, step: &Step, moment: &Moment) -> Result<Taken, Refused> {
    let mut work = Work { draft: Draft::new(file), changed: Vec::new(), moment };
    match step {
        Step::Acknowledge => handoffs::acknowledge(before, &mut work)?,
        Step::Done { item } => done::done(before, item, &mut work)?,
        Step::Answer { question, text } => done::answer(before, question, text, &mut work)?,
        Step::HandOver { from, to, reason, first } => {
            handoffs::hand_over(before, from.as_deref(), to, reason, first, &mut work)?;
        }
        Step::Return => handoffs::return_to_sender(before, &mut work)?,
        Step::TakeBack => handoffs::take_back(before, &mut work)?,
        Step::Close { ended } => close::close(before, *ended, &mut work)?,
        Step::Note { text, kind } => log::note(before, text, *kind, &mut work)?,
        Step::Tried { text, outcome, result, remedy, component } => {
            let more = [("result", result), ("remedy", remedy), ("component", component)];
            log::tried(before, text, *outcome, more, &mut work)?;
        }
        Step::Decide { text, because, rejected } => work.decide(before, text, because, rejected)?,
    }
    Ok(Taken { draft: work.draft, changed: work.changed })
}

/// The offset in which the record's times are written: that of its last instant that is past.
pub fn offset(loaded: &Loaded, now: Instant) -> FixedOffset {
    let mut last: Option<Instant> = None;
    loaded.shape().walk(&mut |_, kind, text| {
        if !matches!(kind, "Instant" | "When" | "Due") {
            return;
        }
        let Ok(at) = Instant::parse(text) else { return };
        let later = last.is_none_or(|last| if at <= now { last > now || at >= last } else { last > now && at < last });
        if later {
            last = Some(at);
        }
    });
    *last.unwrap_or(now).0.offset()
}
