//! Loops among things that wait for each other, found in linear time.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, VecDeque};

/// A loop: `from` waits for `through[0]`, that for the next, and the last one for `from` again.
pub struct Loop {
    pub from: usize,
    pub through: Vec<usize>,
}

/// After so many loops through the same things, the rest is left for the next run.
const MOST_ROUNDS: usize = 20;

/// One loop for each edge that must go. Blamed is the last edge from an item to itself or to a later
/// one, since lists are written in the order of the work: a loop always has such an edge.
pub fn loops(waits_for: &[Vec<usize>]) -> Vec<Loop> {
    let mut edges = waits_for.to_vec();
    let mut found = Vec::new();
    for _ in 0..MOST_ROUNDS {
        let group = groups(&edges);
        let mut blamed = vec![None; edges.len()];
        for (from, to) in edges.iter().enumerate().flat_map(|(from, all)| all.iter().map(move |&to| (from, to))) {
            if to >= from && group[from] == group[to] {
                blamed[group[from]] = Some((from, to));
            }
        }
        if blamed.iter().all(Option::is_none) {
            break;
        }
        for (from, to) in blamed.into_iter().flatten() {
            found.push(Loop { from, through: way(&edges, &group, to, from) });
            edges[from].retain(|&other| other != to);
        }
    }
    found
}

/// The shortest way from one item to another of its group, the end left out.
fn way(edges: &[Vec<usize>], group: &[usize], start: usize, end: usize) -> Vec<usize> {
    let mut before = HashMap::from([(start, start)]);
    let mut queue = VecDeque::from([start]);
    while let Some(at) = queue.pop_front().filter(|_| start != end) {
        for &next in edges[at].iter().filter(|&&next| group[next] == group[start]) {
            if let Entry::Vacant(entry) = before.entry(next) {
                entry.insert(at);
                queue.push_back(next);
            }
        }
    }
    let mut way = Vec::new();
    let mut at = end;
    while at != start {
        let Some(&previous) = before.get(&at) else { break };
        way.push(previous);
        at = previous;
    }
    way.reverse();
    way
}

/// The group of each item: items that reach each other share one (Tarjan, without recursion).
fn groups(edges: &[Vec<usize>]) -> Vec<usize> {
    const NONE: usize = usize::MAX;
    let count = edges.len();
    let (mut order, mut low, mut group) = (vec![NONE; count], vec![0; count], vec![NONE; count]);
    let (mut next_order, mut next_group) = (0, 0);
    let mut open = Vec::new();
    for root in 0..count {
        let mut path = vec![(root, 0)];
        while let Some(&mut (at, ref mut edge)) = path.last_mut() {
            if *edge == 0 {
                if order[at] != NONE {
                    path.pop();
                    continue;
                }
                (order[at], low[at]) = (next_order, next_order);
                next_order += 1;
                open.push(at);
            }
            if let Some(&next) = edges[at].get(*edge) {
                *edge += 1;
                if order[next] == NONE {
                    path.push((next, 0));
                } else if group[next] == NONE {
                    low[at] = low[at].min(order[next]);
                }
                continue;
            }
            path.pop();
            if let Some(&(parent, _)) = path.last() {
                low[parent] = low[parent].min(low[at]);
            }
            if low[at] == order[at] {
                while let Some(member) = open.pop() {
                    group[member] = next_group;
                    if member == at {
                        break;
                    }
                }
                next_group += 1;
            }
        }
    }
    group
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(edges: &[&[usize]]) -> Vec<Vec<usize>> {
        let edges: Vec<Vec<usize>> = edges.iter().map(|all| all.to_vec()).collect();
        let with_start = |found: Loop| [vec![found.from], found.through].concat();
        loops(&edges).into_iter().map(with_start).collect()
    }

    #[test]
    fn each_loop_is_found_once() {
        assert!(found(&[&[], &[0], &[0, 1], &[2]]).is_empty());
        assert_eq!(found(&[&[0]]), [[0]]);
        assert_eq!(found(&[&[2], &[0], &[1]]), [[0, 2, 1]]);
        assert_eq!(found(&[&[1], &[0], &[3], &[2]]).len(), 2);
        assert_eq!(found(&[&[1, 2], &[0], &[0]]).len(), 2);
    }
}
