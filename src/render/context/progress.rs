//! How far the incident is: criteria by what they are needed for, phases that are over.

use super::checks::ChecksRun;
use super::criteria::{Proof, all_proven_at};
use super::schedule::Phase;
use crate::facts::criteria::{Needed, Obstacle};
use crate::render::names::view::view;
use crate::render::package::Package;

view! {
    Progress {
        /// How many criteria failed.
        failed: usize,
        /// How many criteria are to be proven again.
        stale: usize,
        /// How many phases are over.
        phases_done: usize,
        /// The id of the first phase that is not over, while the incident is in repair.
        next_phase: Option<String>,
        /// Criteria for which the handback waits.
        handback: Part,
        /// Criteria that the sending team proves after the handback.
        afterwards: Part,
        /// Criteria for which nothing waits.
        wanted: Part,
        /// How the checks are run.
        checks_run: ChecksRun,
        /// The offset from UTC of all clock times of the plan, where the handoff has a time of day.
        zone: Option<String>,
    }
}

view! {
    Part {
        /// How many there are.
        total: usize,
        /// How many are proven.
        met: usize,
        /// How many are accepted as they are.
        waived: usize,
        /// When the last one was proven, once all are.
        at: Option<String>,
    }
}

pub fn progress(package: &Package, proofs: &[Proof], phases: &[Phase], checks_run: ChecksRun) -> Progress {
    let criteria = package.facts.criteria();
    let count = |obstacle| proofs.iter().filter(|proof| proof.is_stopped_by(obstacle)).count();
    let part = |needed: Needed| {
        let of = proofs.iter().enumerate().filter(|&(at, _)| criteria.needed(at) == needed);
        let tally = criteria.tally(needed);
        Part { total: tally.total, met: tally.met, waived: tally.waived, at: all_proven_at(of.map(|(_, proof)| proof)) }
    };
    Progress {
        failed: count(Obstacle::Failed),
        stale: count(Obstacle::Stale),
        phases_done: phases.iter().filter(|phase| phase.over).count(),
        next_phase: criteria.next_phase().map(|phase| package.record.roadmap[phase].id.to_string()),
        handback: part(Needed::Handback),
        afterwards: part(Needed::Afterwards),
        wanted: part(Needed::Wanted),
        checks_run,
        zone: package.record.handed_off_at().map(|at| at.zone()),
    }
}
