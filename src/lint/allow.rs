//! `lint.allow`: findings silenced with a reason, and allows that silence nothing.

use std::collections::HashMap;

use super::finding::Found;
use super::place::Places;
use super::point::is_past;
use super::{Context, Finding, Rule, rule, rules};
use crate::diagnostic::Severity;
use crate::record::FieldPath;
use crate::record::model::Allow;

const UNUSED: &str = "unused-allow";
const EXPIRED: &str = "expired-allow";
const UNSTABLE: &str = "unstable-allow";
const ABOUT_ALLOWS: [&str; 3] = [UNUSED, EXPIRED, UNSTABLE];

/// Removes what the record allows; adds `unused-allow` and, past the end date, `expired-allow`.
pub(super) fn apply(context: &Context, mut found: Vec<Found>) -> Vec<Found> {
    let Some(lint) = &context.record.lint else { return found };
    let allows: &[Allow] = &lint.allow;
    let expired: Vec<bool> = allows.iter().map(|allow| is_expired(context, allow)).collect();
    // By rule, by path: what covers it. A finding looks up each place above its own.
    let mut places = Places::of(context);
    let mut covers: HashMap<&str, HashMap<FieldPath, Vec<usize>>> = HashMap::new();
    for (index, allow) in allows.iter().enumerate() {
        let rule = allow.rule.as_str();
        if !expired[index]
            && !ABOUT_ALLOWS.contains(&rule)
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
        } else if let Some(better) = places.path_of(allow.at.as_str()).map(|path| places.shown(&path))
            && positions(allow.at.as_str()) > positions(&better)
        {
            found.push((UNSTABLE, Severity::Warning, unstable_allow(index, allow, &better)));
        }
    }
    found
}

/// Whether the rule had what it needs to find anything.
fn is_judged(context: &Context, allow: &Allow) -> bool {
    let lacks = |rule: &Rule| {
        rule.needs_root && context.path_exists.is_none()
            || rule.needs_present && context.as_of.is_none()
            || rule.needs_others && context.same_id.is_none()
    };
    !rule(allow.rule.as_str()).is_some_and(lacks)
}

fn is_expired(context: &Context, allow: &Allow) -> bool {
    allow.until.zip(context.as_of).is_some_and(|(until, present)| is_past(until, present))
}

/// How many of the items that a path leads through it takes by position.
fn positions(at: &str) -> usize {
    at.split('[').skip(1).filter(|inside| inside.split(']').next().is_some_and(is_number)).count()
}

fn is_number(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn unstable_allow(index: usize, allow: &Allow, better: &str) -> Finding {
    let message = format!(
        "`{}` counts positions: what is inserted above moves the allow to another item",
        allow.at.as_str().escape_debug()
    );
    Finding::new(place(index).key("at"), message).help(format!("write `{}`", better.escape_debug())).instead(better)
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
    if ABOUT_ALLOWS.contains(&rule) {
        let message = format!("`{shown}` is about allows and cannot be allowed");
        return Finding::new(at, message).help("remove it, and the allow that it was meant for");
    }
    if self::rule(rule).is_none() {
        let finding = Finding::new(at, format!("the allow names no rule: `{shown}`"));
        return match crate::nearest::nearest(rule, rules().iter().map(|rule| rule.name)) {
            Some(near) => finding.meant(near),
            None => finding.help("`handoff explain` lists the rules"),
        };
    }
    let message = format!("the allow of `{shown}` at `{}` silences nothing", allow.at.as_str().escape_debug());
    let help = match places.path_of(allow.at.as_str()) {
        Some(_) => "remove it; a finding there would be reported again",
        None => "no value of the record stands at that path; items go by id, by first text, or by position from 0",
    };
    Finding::new(at, message).help(help)
}
