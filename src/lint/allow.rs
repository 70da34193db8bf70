//! `lint.allow`: findings silenced with a reason, and allows that silence nothing.

use std::collections::HashMap;

use super::finding::Found;
use super::{Context, Finding, Rule, rule, rules};
use crate::diagnostic::Severity;
use crate::record::guard::MAX_DEPTH;
use crate::record::model::Allow;
use crate::record::tree::{Kind, NodeId, Tree};
use crate::record::units::When;
use crate::record::{FieldPath, Segment, Side};

const UNUSED: &str = "unused-allow";
const EXPIRED: &str = "expired-allow";

/// Removes what the record allows; adds `unused-allow` and, past the end date, `expired-allow`.
pub(super) fn apply(context: &Context, mut found: Vec<Found>) -> Vec<Found> {
    let Some(lint) = &context.record.lint else { return found };
    let allows: &[Allow] = &lint.allow;
    let expired: Vec<bool> = allows.iter().map(|allow| is_expired(context, allow)).collect();
    // By rule, by path: what covers it. A finding looks up each place above its own.
    let mut places = Places { context, ids: HashMap::new() };
    let mut covers: HashMap<&str, HashMap<FieldPath, Vec<usize>>> = HashMap::new();
    for (index, allow) in allows.iter().enumerate() {
        let rule = allow.rule.as_str();
        if !expired[index]
            && rule != UNUSED
            && rule != EXPIRED
            && let Some(path) = places.path_of(allow.at.as_str())
        {
            covers.entry(rule).or_default().entry(path).or_default().push(index);
        }
    }
    let mut used = vec![false; allows.len()];
    found.retain(|(rule, _, finding)| {
        let Some(paths) = covers.get(rule) else { return true };
        let mut silenced = false;
        let mut above = FieldPath::default();
        for segment in finding.at.0.iter() {
            above.0.push(segment.clone());
            for &index in paths.get(&above).into_iter().flatten() {
                used[index] = true;
                silenced = true;
            }
        }
        !silenced
    });
    for (index, allow) in allows.iter().enumerate() {
        if expired[index] {
            found.push((EXPIRED, Severity::Warning, expired_allow(index, allow)));
        } else if !used[index] && is_judged(context, allow) {
            found.push((UNUSED, Severity::Warning, unused_allow(&mut places, index, allow)));
        }
    }
    found
}

/// Whether the rule had what it needs to find anything.
fn is_judged(context: &Context, allow: &Allow) -> bool {
    let lacks = |rule: &Rule| {
        rule.needs_root && context.path_exists.is_none() || rule.needs_others && context.same_id.is_none()
    };
    !rule(allow.rule.as_str()).is_some_and(lacks)
}

fn is_expired(context: &Context, allow: &Allow) -> bool {
    let last_day = match allow.until {
        Some(When::Date(date)) => date,
        Some(When::Instant(instant)) => instant.0.date_naive(),
        None => return false,
    };
    context.as_of.is_some_and(|today| today > last_day)
}

fn place(index: usize) -> FieldPath {
    FieldPath::new("lint").key("allow").index(index)
}

fn expired_allow(index: usize, allow: &Allow) -> Finding {
    let until = allow.until.map(|until| until.to_string()).unwrap_or_default();
    let message = format!("the allow of `{}` ended on {until}", allow.rule.as_str().escape_debug());
    let help = "mend what it allowed and remove it, or set a later `until` with a new reason";
    Finding::new(place(index).key("until"), message).help(help)
}

fn unused_allow(places: &mut Places, index: usize, allow: &Allow) -> Finding {
    let rule = allow.rule.as_str();
    let shown = rule.escape_debug();
    let at = place(index).key("rule");
    if rule == UNUSED || rule == EXPIRED {
        let message = format!("`{shown}` is about allows and cannot be allowed");
        return Finding::new(at, message).help("remove it, and the allow that it was meant for");
    }
    if self::rule(rule).is_none() {
        let finding = Finding::new(at, format!("the allow names no rule: `{shown}`"));
        return match crate::nearest::nearest(rule, rules().iter().map(|rule| rule.name)) {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => finding.help("`handoff explain` lists the rules"),
        };
    }
    let message = format!("the allow of `{shown}` at `{}` silences nothing", allow.at.as_str().escape_debug());
    let help = match places.path_of(allow.at.as_str()) {
        Some(_) => "remove it; a finding there would be reported again",
        None => "no value of the record stands at that path; indices count from 0",
    };
    Finding::new(at, message).help(help)
}

/// Finds the values that allows name.
struct Places<'c> {
    context: &'c Context<'c>,
    /// By list: the items by their ids.
    ids: HashMap<NodeId, HashMap<&'c str, usize>>,
}

impl<'c> Places<'c> {
    /// The path that `at` means, with indices in place of ids; `None` when it leads nowhere.
    fn path_of(&mut self, at: &str) -> Option<FieldPath> {
        let at = self.context.names().expand(at);
        let tree = self.context.loaded.tree();
        let mut path = FieldPath::default();
        let mut rest = at.trim();
        while !rest.is_empty() {
            if path.0.len() > MAX_DEPTH {
                return None;
            }
            if let Some(inside) = rest.strip_prefix('[') {
                let (name, after) = inside.split_once(']')?;
                let segment = self.inside(tree, &path, name.trim())?;
                path.0.push(segment);
                rest = after;
            } else {
                let name = rest.strip_prefix('.').unwrap_or(rest);
                let end = name.find(['.', '[']).unwrap_or(name.len());
                if end == 0 {
                    return None;
                }
                path.0.push(Segment::Key(name[..end].to_owned().into()));
                rest = &name[end..];
            }
        }
        (!path.0.is_empty()).then_some(path)
    }

    /// `[2]`, `[diagnose]`, or the key of a map in brackets.
    fn inside(&mut self, tree: &'c Tree, above: &FieldPath, name: &str) -> Option<Segment> {
        let node = tree.resolve(tree.find(above, Side::Value));
        let number = name.parse::<usize>().ok();
        match &tree.nodes[node].kind {
            Kind::Sequence(items) => {
                // An id may consist of digits: in doubt it is an index, as the contract counts from 0.
                if let Some(index) = number.filter(|&index| index < items.len()) {
                    return Some(Segment::Index(index));
                }
                let ids = self.ids.entry(node).or_insert_with(|| {
                    let id = |(index, &item): (usize, &NodeId)| Some((id_of(tree, item)?, index));
                    items.iter().enumerate().filter_map(id).collect()
                });
                ids.get(name).copied().map(Segment::Index)
            }
            Kind::Mapping(_) => Some(Segment::Key(name.to_owned().into())),
            // The short form of a list of one.
            Kind::Scalar { .. } | Kind::Alias(_) => number.map(Segment::Index),
        }
    }
}

fn id_of(tree: &Tree, item: NodeId) -> Option<&str> {
    match &tree.nodes[tree.resolve(item)].kind {
        Kind::Mapping(entries) => {
            let id = entries.iter().find(|&&(key, _)| tree.scalar(key) == Some("id"));
            id.and_then(|&(_, id)| tree.scalar(id))
        }
        _ => None,
    }
}
