//! What `${{ … }}` may name, and what to say of a fact that a record cannot compute.

use super::Facts;
use crate::record::model::Record;

/// Looks up the names that texts and commands quote.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    pub record: &'a Record,
    pub facts: &'a Facts,
}

impl Names<'_> {
    /// The text that stands for `vars.x` or `facts.x`.
    pub fn value(&self, path: &str) -> Option<String> {
        match path.split_once('.')? {
            ("vars", name) => self.record.vars.as_ref()?.get(name).map(|var| var.as_str().to_owned()),
            ("facts", name) => self.facts.get(name).map(|fact| fact.text.clone()),
            _ => None,
        }
    }

    /// A text with its names filled in.
    pub fn expand<'t>(&self, text: &'t str) -> std::borrow::Cow<'t, str> {
        crate::record::template::expand(text, |path| self.value(path))
    }
}

/// For a fact of the contract that is absent: the field without which it does not exist.
pub fn missing_input(name: &str) -> Option<&'static str> {
    let head = name.split('.').next().unwrap_or(name);
    Some(match head {
        "revenue_at_risk" | "revenue_weighted" | "revenue_per_month" | "revenue_per_quarter" | "revenue_per_hour" => {
            "impact.revenue"
        }
        "repair_cost" | "return_on_repair" => "impact.repair.cost",
        "repair_effort" => "impact.repair.effort",
        "team_cost" => "impact.productivity.people and cost_per_person",
        "productivity_loss" => "impact.productivity.loss",
        "productivity_cost_per_month" => "impact.productivity",
        "validation_total" => "validation[].takes",
        "receiver_total" => "a phase that handoff.to owns",
        "outage_duration" => "started and ended",
        "time_to_detect" => "started and a timeline entry of kind `detected`",
        "time_to_mitigate" => "started and a timeline entry of kind `mitigated`",
        "causes_share" => "root_cause.causes[].share",
        "tests" => "tests[].now and after",
        "escalations" => "escalation.levels, with a time of day in handoff.at",
        "priority" => "impact.priority",
        _ => return None,
    })
}
