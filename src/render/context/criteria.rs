//! Criteria: what each is needed for, and what evidence says of it.

use super::components::by_id;
use super::evidence::{in_short, source};
use super::limits::target;
use crate::evidence::Standing;
use crate::facts::criteria::Obstacle;
use crate::record::units::Instant;
use crate::render::names::view::view;
use crate::render::package::Package;
use crate::render::values::line_phrase;

view! {
    /// Beside a criterion's own fields.
    Criterion At "incident.criteria[]" {
        /// Whether current evidence proves all of its checks; a waived one is settled, not met.
        met: bool,
        /// A line on each of its checks of which something was found.
        proofs: Vec<String>,
        /// When and by whom it was proven, or that it failed or is stale; to stand behind a link to it.
        proven: Option<String>,
        /// The ids of the checks that prove it, also those by way of its targets.
        proven_by: Vec<String>,
        /// What its targets demand, in words.
        limit: Option<String>,
        /// What it is needed for: `handback`, `afterwards` or `wanted`.
        needed_for: &'static str,
    }
}

/// What is known of a criterion.
pub struct Proof {
    obstacle: Option<Obstacle>,
    /// One for each of its checks of which something was found.
    lines: Vec<String>,
    /// The latest finding that matters: of a failure, else of what is stale, else of all.
    latest: Option<(Instant, String)>,
}

/// In the record's order.
pub fn proofs(package: &Package) -> Vec<Proof> {
    (0..package.record.criteria.len()).map(|at| Proof::of(package, at)).collect()
}

pub fn criteria(package: &Package, proofs: &[Proof]) -> Vec<Criterion> {
    let (record, criteria) = (package.record, package.facts.criteria());
    let targets = by_id(record.targets.iter().map(|target| &target.id));
    let names = package.names();
    let limits = |at: usize| {
        let ids = record.criteria[at].target.iter().flat_map(|ids| ids.iter());
        let known: Vec<_> = ids.filter_map(|id| targets.get(id.as_str()).map(|&at| &record.targets[at])).collect();
        // Of several, each limit says whose it is.
        let limits: Vec<String> = match known.as_slice() {
            [one] => vec![target(one, &names)],
            all => all
                .iter()
                .map(|of| format!("{} {}", line_phrase(of.what.as_str(), &names), target(of, &names)))
                .collect(),
        };
        (!limits.is_empty()).then(|| limits.join(", "))
    };
    let views = proofs.iter().enumerate().map(|(at, proof)| Criterion {
        met: proof.obstacle.is_none(),
        proofs: proof.lines.clone(),
        proven: proof.short(),
        proven_by: criteria.checks(at).iter().map(|&check| record.checks[check].id.to_string()).collect(),
        limit: limits(at),
        needed_for: criteria.needed(at).as_str(),
    });
    views.collect()
}

impl Proof {
    fn of(package: &Package, at: usize) -> Proof {
        let Package { record, facts, evidence, .. } = *package;
        let (obstacle, checks) = (facts.criteria().obstacle(at), facts.criteria().checks(at));
        let many = checks.len() > 1;
        let checks = checks.iter().map(|&check| &record.checks[check]);
        let standings: Vec<_> = checks.map(|check| (check, evidence.standing(record, check))).collect();
        let matters = standings.iter().filter_map(|(_, standing)| match *standing {
            Standing::Failed(entry) => Some(entry),
            Standing::Stale(entry) if obstacle != Some(Obstacle::Failed) => Some(entry),
            Standing::Passed(entry) if !matches!(obstacle, Some(Obstacle::Failed | Obstacle::Stale)) => Some(entry),
            _ => None,
        });
        let latest = matters.max_by_key(|entry| entry.began()).map(|entry| (entry.began(), source(entry)));
        let lines = standings.iter().filter_map(|(check, standing)| {
            let line = in_short(package, check, *standing)?;
            Some(if many { format!("`{}`: {line}", check.id) } else { line })
        });
        Proof { obstacle, lines: lines.collect(), latest }
    }

    /// Behind a link to the criterion: a word, the date and the source.
    fn short(&self) -> Option<String> {
        let word = match self.obstacle {
            None => "proven",
            Some(Obstacle::Failed) => "**failed**",
            Some(Obstacle::Stale) => "**stale**, from",
            Some(Obstacle::Unproven | Obstacle::NoCheck) => return None,
        };
        self.latest.as_ref().map(|(_, source)| format!("{word} {source}"))
    }

    pub fn is_stopped_by(&self, obstacle: Obstacle) -> bool {
        self.obstacle == Some(obstacle)
    }
}

/// When the last of these was proven; nothing while one is open, or when there are none.
pub fn all_proven_at<'p>(proofs: impl Iterator<Item = &'p Proof> + Clone) -> Option<String> {
    let latest = proofs.clone().filter_map(|proof| proof.latest.as_ref()).max_by_key(|(at, _)| *at);
    latest.filter(|_| proofs.clone().all(|proof| proof.obstacle.is_none())).map(|(at, _)| at.to_string())
}
