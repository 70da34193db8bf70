//! In which order phases come: what each waits for, and one after the other.

use std::collections::HashMap;

use crate::record::model::Phase;

/// The roadmap as a graph.
pub struct Order {
    /// The phases that must end before each, as indices; the default is the phase before.
    pub before: Vec<Vec<usize>>,
    /// All phases, each after those that it waits for. In a loop, which lint reports, in the record's order.
    pub sequence: Vec<usize>,
}

impl Order {
    pub fn of(phases: &[Phase]) -> Order {
        let before = predecessors(phases);
        let mut waiting: Vec<usize> = before.iter().map(Vec::len).collect();
        let mut followers = vec![Vec::new(); phases.len()];
        for (at, before) in before.iter().enumerate() {
            for &phase in before {
                followers[phase].push(at);
            }
        }
        let mut ready: Vec<usize> = (0..phases.len()).rev().filter(|&at| waiting[at] == 0).collect();
        let mut taken = vec![false; phases.len()];
        let mut sequence = Vec::with_capacity(phases.len());
        let mut in_loops = 0..phases.len();
        while let Some(at) = ready.pop().or_else(|| in_loops.find(|&at| !taken[at])) {
            if std::mem::replace(&mut taken[at], true) {
                continue;
            }
            sequence.push(at);
            for &follower in &followers[at] {
                waiting[follower] -= 1;
                if waiting[follower] == 0 {
                    ready.push(follower);
                }
            }
        }
        Order { before, sequence }
    }
}

fn predecessors(phases: &[Phase]) -> Vec<Vec<usize>> {
    let index: HashMap<&str, usize> = phases.iter().enumerate().map(|(at, phase)| (phase.id.as_str(), at)).collect();
    let of = |(at, phase): (usize, &Phase)| match &phase.after {
        Some(after) => after.iter().filter_map(|id| index.get(id.as_str()).copied()).collect(),
        None => at.checked_sub(1).into_iter().collect(),
    };
    phases.iter().enumerate().map(of).collect()
}
