//! How far the incident is: criteria by what they are needed for, phases that are over.

use super::checks::ChecksRun;
use super::criteria::{Proof, all_proven_at};
use super::schedule::Phase;
use crate::facts::criteria::{Needed, Obstacle};
use crate::record::{Record, model};
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
        /// Whether what remains of the repair is behind its plan: all of it should be over by now.
        late: bool,
        /// Whether every step of the validation is done; there is one at least.
        validated: bool,
        /// Who validates after the handback: the owners of the stages, else the sending team.
        validators: Vec<String>,
        /// The time from which the plan counts, that of the first handoff.
        clock: Option<String>,
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
        /// How many are neither proven nor accepted.
        open: usize,
        /// When the last one was proven, once none is open.
        at: Option<String>,
    }
}

pub fn progress(package: &Package, proofs: &[Proof], phases: &[Phase], checks_run: ChecksRun) -> Progress {
    let criteria = package.facts.criteria();
    let count = |obstacle| proofs.iter().filter(|proof| proof.is_stopped_by(obstacle)).count();
    let part = |needed: Needed| {
        let of = proofs.iter().enumerate().filter(|&(at, _)| criteria.needed(at) == needed);
        let of = of.filter(|&(at, _)| criteria.is_met(at) || !criteria.is_settled(at));
        let tally = criteria.tally(needed);
        let at = all_proven_at(of.map(|(_, proof)| proof));
        Part { total: tally.total, met: tally.met, waived: tally.waived, open: tally.open(), at }
    };
    let record = package.record;
    let steps = || record.validation.iter().flat_map(|stage| stage.steps.iter());
    let open_phases = || {
        let expected = |phase: &model::Phase| phase.when.is_none() || phase.started.is_some();
        let both = phases.iter().zip(&record.roadmap);
        both.filter(move |&(view, phase)| !view.over && expected(phase)).map(|(view, _)| view)
    };
    Progress {
        late: open_phases().next().is_some() && open_phases().all(|phase| phase.late),
        validated: steps().next().is_some() && steps().all(|step| step.done.is_some()),
        validators: validators(record),
        clock: record.handed_off().map(|at| at.to_string()),
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

fn validators(record: &Record) -> Vec<String> {
    let sender = || record.handoff_in_force().map(|(_, handoff)| handoff.from.as_str());
    let owners = record.validation.iter().flat_map(|stage| match &stage.owner {
        Some(owners) => owners.iter().map(|owner| owner.as_str()).collect(),
        None => Vec::from_iter(sender()),
    });
    let mut ids: Vec<String> = Vec::new();
    for id in owners {
        if !ids.iter().any(|known| known == id) {
            ids.push(id.to_owned());
        }
    }
    if ids.is_empty() { sender().map(str::to_owned).into_iter().collect() } else { ids }
}
