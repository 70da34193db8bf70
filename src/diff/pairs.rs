//! Which items of two lists are one and the same: by id, by being equal, by their first text, and what
//! is left over by its place, when it is alike enough.

use std::collections::HashMap;

/// What is compared of an item.
#[derive(Debug, Clone)]
pub struct Item {
    pub id: Option<String>,
    /// Its id or first text.
    pub key: Option<String>,
    /// Of all that it holds.
    pub digest: u64,
    /// Of each of its values, its id left out; one for a text.
    pub parts: Vec<u64>,
}

/// Pairs of indices in the order of the new list.
pub type Pairs = Vec<(usize, usize)>;

/// How far an item that has no counterpart by name is looked for.
const NEAR: usize = 32;

pub fn pairs(old: &[Item], new: &[Item]) -> Pairs {
    let mut to_old: Vec<Option<usize>> = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    by(old, new, &mut to_old, &mut taken, |item| item.id.clone().map(Ok));
    by(old, new, &mut to_old, &mut taken, |item| item.id.is_none().then_some(Err(item.digest)));
    by(old, new, &mut to_old, &mut taken, |item| item.key.clone().filter(|_| item.id.is_none()).map(Ok));
    by_place(old, new, &mut to_old, &mut taken);
    to_old.iter().enumerate().filter_map(|(at, from)| from.map(|from| (from, at))).collect()
}

/// Pairs the first with the first of the same name, the second with the second.
fn by(
    old: &[Item],
    new: &[Item],
    to_old: &mut [Option<usize>],
    taken: &mut [bool],
    name: impl Fn(&Item) -> Option<Result<String, u64>>,
) {
    let mut waiting: HashMap<Result<String, u64>, Vec<usize>> = HashMap::new();
    for at in (0..old.len()).rev().filter(|&at| !taken[at]) {
        if let Some(name) = name(&old[at]) {
            waiting.entry(name).or_default().push(at);
        }
    }
    for at in 0..new.len() {
        if to_old[at].is_none()
            && let Some(from) = name(&new[at]).and_then(|name| waiting.get_mut(&name)?.pop())
        {
            to_old[at] = Some(from);
            taken[from] = true;
        }
    }
}

/// What stands between the same neighbours in both lists.
fn by_place(old: &[Item], new: &[Item], to_old: &mut [Option<usize>], taken: &mut [bool]) {
    let matched: Pairs = to_old.iter().enumerate().filter_map(|(at, from)| from.map(|from| (from, at))).collect();
    let stays = staying(&matched);
    let mut anchors: Pairs = matched.into_iter().zip(stays).filter_map(|(pair, stays)| stays.then_some(pair)).collect();
    anchors.push((old.len(), new.len()));
    let mut from = (0, 0);
    for (old_end, new_end) in anchors {
        let olds: Vec<usize> = (from.0..old_end).filter(|&at| !taken[at]).collect();
        let mut news: Vec<usize> = (from.1..new_end).filter(|&at| to_old[at].is_none()).collect();
        let even = olds.len() == news.len();
        for (nth, &was) in olds.iter().enumerate() {
            let found = match even {
                true => Some(nth).filter(|&nth| alike(&old[was], &new[news[nth]])),
                false => news.iter().take(NEAR).position(|&is| alike(&old[was], &new[is])),
            };
            if let Some(found) = found {
                let is = if even { news[found] } else { news.remove(found) };
                to_old[is] = Some(was);
                taken[was] = true;
            }
        }
        from = (old_end + 1, new_end + 1);
    }
}

/// Whether at most half of what they hold differs.
fn alike(a: &Item, b: &Item) -> bool {
    let equal = a.parts.iter().filter(|part| b.parts.contains(part)).count();
    let all = a.parts.len().max(b.parts.len());
    let named = a.id.is_some() || b.id.is_some();
    // With another id it is another thing, unless nearly all else is the same.
    if named { a.id.is_some() == b.id.is_some() && 2 * equal >= all } else { 2 * equal + 1 >= all }
}

/// Which pairs keep their order: a longest run that rises in both lists.
pub fn staying(pairs: &[(usize, usize)]) -> Vec<bool> {
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; pairs.len()];
    for at in 0..pairs.len() {
        let place = tails.partition_point(|&tail| pairs[tail].0 < pairs[at].0);
        before[at] = place.checked_sub(1).map(|place| tails[place]);
        if place == tails.len() {
            tails.push(at);
        } else {
            tails[place] = at;
        }
    }
    let mut stays = vec![false; pairs.len()];
    let mut last = tails.last().copied();
    while let Some(at) = last {
        stays[at] = true;
        last = before[at];
    }
    stays
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(words: &[&str]) -> Vec<Item> {
        let digest = |word: &str| word.bytes().fold(7, |sum: u64, byte| sum * 31 + u64::from(byte));
        let item = |word: &&str| Item {
            id: None,
            key: Some((*word).to_owned()),
            digest: digest(word),
            parts: vec![digest(word)],
        };
        words.iter().map(item).collect()
    }

    #[test]
    fn texts_are_paired_by_what_they_say_then_by_their_place() {
        let found = |a: &[&str], b: &[&str]| pairs(&texts(a), &texts(b));
        assert_eq!(found(&["a", "b"], &["b", "a"]), [(1, 0), (0, 1)]);
        assert_eq!(found(&["a", "b", "c"], &["a", "x", "c"]), [(0, 0), (1, 1), (2, 2)], "one was reworded");
        assert_eq!(found(&["a", "c"], &["a", "b", "c"]), [(0, 0), (1, 2)]);
        assert_eq!(found(&["a", "a"], &["a"]), [(0, 0)]);
        assert_eq!(found(&[], &["a"]), []);
    }

    #[test]
    fn what_moved_is_what_the_longest_run_leaves_out() {
        assert_eq!(staying(&[(1, 0), (2, 1), (0, 2)]), [true, true, false]);
        assert_eq!(staying(&[]), [] as [bool; 0]);
    }
}
