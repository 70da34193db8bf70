//! The last line of `handoff render`: what became of how many documents.

use crate::plan::{Action, Plan, Refusal};

#[derive(Default)]
pub struct Tally {
    pub packages: usize,
    pub documents: usize,
    pub refused: usize,
    created: usize,
    updated: usize,
    unchanged: usize,
    orphans: usize,
    pub drift: bool,
    /// Whether documents are there whose record is gone.
    pub remains: bool,
    /// Whether a file is there that only `--force` overwrites.
    pub guarded: bool,
}

impl Tally {
    pub fn add(&mut self, plan: &Plan) {
        self.guarded |=
            plan.refused().any(|(_, refusal)| !matches!(refusal, Refusal::InTheWay(_) | Refusal::HalfMerged));
        for change in &plan.changes {
            self.documents += 1;
            match change.action {
                Action::Create => self.created += 1,
                Action::Update => self.updated += 1,
                Action::Unchanged => self.unchanged += 1,
                Action::Orphan => self.orphans += 1,
            }
        }
    }

    /// The flags without which a render would leave some of the drift.
    pub fn mending_flags(&self) -> impl Iterator<Item = &'static str> {
        [(self.orphans > 0 || self.remains, "--prune"), (self.guarded, "--force")]
            .into_iter()
            .filter_map(|(on, flag)| on.then_some(flag))
    }

    pub fn summary(&self, check: bool) -> String {
        let counts = match check {
            true => [
                (self.created, "missing"),
                (self.updated, "outdated"),
                (self.orphans, "orphaned"),
                (self.unchanged, "current"),
            ],
            false => [
                (self.created, "created"),
                (self.updated, "updated"),
                (self.orphans, "removed"),
                (self.unchanged, "unchanged"),
            ],
        };
        let counts: Vec<String> =
            counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
        let plural = if self.packages == 1 { "" } else { "s" };
        let mut text = format!("{} in {} package{plural}", counts.join(", "), self.packages);
        if counts.is_empty() {
            text = format!("{} package{plural} rendered", self.packages);
        }
        if self.refused > 0 {
            text.push_str(&format!("; {} not rendered", self.refused));
        }
        text
    }
}
