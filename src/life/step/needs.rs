//! What steps refuse to do without.

use super::types::{Before, Reason};
use crate::facts::Names;
use crate::facts::criteria::{Needed, actions};
use crate::lint::{self, Context};
use crate::record::model::{Status, Verdict};

pub const NO_HANDOFF: &str = "it was not handed over yet";

/// What a record must have before it is handed over.
pub fn sections(before: &Before) -> Vec<Reason> {
    let record = before.record();
    let sections = [
        ("components", record.components.is_empty(), "what is broken"),
        ("roadmap", record.roadmap.is_empty(), "the phases of the repair"),
        ("criteria", record.criteria.is_empty(), "when it is over"),
    ];
    let missing = sections.into_iter().filter(|&(_, missing, _)| missing);
    missing.map(|(section, _, what)| Reason::firm(format!("`{section}`: {what}"))).collect()
}

pub fn for_hand_over(before: &Before, from: Option<&str>, to: &str, has_first: bool) -> Vec<Reason> {
    let record = before.record();
    let mut reasons = sections(before);
    match from {
        None => reasons.push(Reason::firm("who hands it over: `owner`, or `--from TEAM`")),
        Some(from) if from == to => reasons.push(Reason::firm(format!("another team: `{to}` has it"))),
        Some(_) => {}
    }
    if record.status == Status::Closed {
        reasons.push(Reason::firm("it is closed"));
    }
    let found = lint::run(&context(before), before.levels);
    if found.iter().any(|finding| finding.rule == "placeholder" && finding.path == "summary") {
        reasons.push(Reason::soft("`summary`: what happened, in a few sentences"));
    }
    if !has_first && actions(record, to).iter().all(|action| action.done.is_some()) {
        reasons.push(Reason::soft(format!("a first action for `{to}`: `next_actions.{to}`, or `--first TEXT`")));
    }
    let names = Names { record, facts: before.facts };
    for hypothesis in record.root_cause.iter().flat_map(|cause| cause.hypotheses.iter()) {
        if hypothesis.verdict == Verdict::RuledOut && hypothesis.because.is_none() {
            reasons.push(Reason::soft(format!("why this was ruled out: {}", names.expand(hypothesis.what.as_str()))));
        }
    }
    for measure in record.handoffs().iter().flat_map(|handoff| handoff.temporary.iter()) {
        if measure.ended.is_none() && measure.until.is_none() {
            reasons.push(Reason::soft(format!("until when this is in force: {}", names.expand(measure.what.as_str()))));
        }
    }
    reasons
}

/// What the handback waits for: criteria that are neither proven nor waived, returns.
pub fn for_return(before: &Before) -> Vec<Reason> {
    let record = before.record();
    let criteria = before.facts.criteria();
    let open = (0..record.criteria.len()).filter(|&index| {
        criteria.needed(index) == Needed::Handback && !criteria.is_met(index) && record.criteria[index].waived.is_none()
    });
    let mut reasons: Vec<Reason> = open.map(|index| Reason::soft(open_criterion(before, index))).collect();
    let names = Names { record, facts: before.facts };
    for item in record.handoffs().iter().flat_map(|handoff| handoff.returns.iter()) {
        if item.delivered.is_none() {
            reasons.push(Reason::soft(format!("not delivered: {}", names.expand(item.what.as_str()))));
        }
    }
    reasons
}

/// A criterion that does not hold, with its way.
pub fn open_criterion(before: &Before, index: usize) -> String {
    let record = before.record();
    let criterion = &record.criteria[index];
    let what = Names { record, facts: before.facts }.expand(criterion.what.as_str()).into_owned();
    format!("criterion `{}` is neither proven nor waived: {what}", criterion.id)
}

fn context<'a>(before: &Before<'a>) -> Context<'a> {
    let mut context = Context::new(before.loaded, before.facts);
    context.evidence = Some(before.evidence);
    context
}
