//! Money and productivity.

use super::{Facts, Value};
use crate::record::model::{Impact, Productivity, Record, RevenueStream};
use crate::record::units::{About, Decimal, Money, Percent};

const HOURS_PER_YEAR: i64 = 8_760;
const MONTHS_PER_YEAR: i64 = 12;

pub(super) fn add(record: &Record, facts: &mut Facts) {
    if let Some(causes) = record.root_cause.as_ref().map(|cause| &cause.causes) {
        let shares: Vec<Decimal> = causes.iter().filter_map(|cause| cause.share).map(Percent::points).collect();
        if !shares.is_empty() {
            let sum = About::exactly(Percent::from_points(shares.iter().sum()));
            let inputs = ["root_cause.causes[].share"];
            facts.add("causes_share", Value::Percent(sum), "sum of root_cause.causes[].share", &inputs);
        }
    }
    let Some(impact) = &record.impact else { return };
    let at_risk = revenue(impact, facts);
    repair(impact, at_risk, facts);
    if let Some(productivity) = &impact.productivity {
        self::productivity(productivity, facts);
    }
}

/// The yearly amount of a stream.
pub fn per_year(stream: &RevenueStream) -> Option<About<Money>> {
    match (&stream.per_year, &stream.per_month) {
        (Some(year), _) => Some(*year),
        (None, Some(month)) => Some(times(*month, Decimal::from(MONTHS_PER_YEAR))),
        (None, None) => None,
    }
}

fn times(money: About<Money>, factor: Decimal) -> About<Money> {
    About { approximate: money.approximate, value: Money(money.value.0.saturating_mul(factor)) }
}

fn sum(amounts: impl Iterator<Item = About<Money>>) -> Option<About<Money>> {
    amounts.reduce(|a, b| About {
        approximate: a.approximate || b.approximate,
        value: Money(a.value.0.saturating_add(b.value.0)),
    })
}

fn revenue(impact: &Impact, facts: &mut Facts) -> Option<About<Money>> {
    let at_risk = sum(impact.revenue.iter().filter_map(per_year))?;
    let weighted = sum(impact.revenue.iter().filter_map(|stream| {
        let amount = per_year(stream)?;
        let Some(depends) = stream.depends else { return Some(amount) };
        let weighted = times(amount, depends.value.factor());
        Some(About { approximate: amount.approximate || depends.approximate, ..weighted })
    }))?;
    let amounts = amounts(impact);
    let formula = "sum of impact.revenue[].per_year, of a stream by the month 12 × per_month";
    facts.add("revenue_at_risk", Value::Money(at_risk), formula, &amounts);
    let formula = "sum of per_year × depends";
    facts.add(
        "revenue_weighted",
        Value::Money(weighted),
        formula,
        &[&amounts[..], &["impact.revenue[].depends"]].concat(),
    );
    for (name, parts, formula) in [
        ("revenue_per_month", MONTHS_PER_YEAR, "revenue_at_risk ÷ 12"),
        ("revenue_per_quarter", 4, "revenue_at_risk ÷ 4"),
        ("revenue_per_hour", HOURS_PER_YEAR, "revenue_at_risk ÷ 8,760"),
    ] {
        let part = Money(at_risk.value.0 / Decimal::from(parts));
        facts.add(name, Value::Money(About { value: part, ..at_risk }), formula, &amounts);
    }
    Some(at_risk)
}

/// The fields that amounts of revenue stand in.
fn amounts(impact: &Impact) -> Vec<&'static str> {
    let yearly = impact.revenue.iter().any(|stream| stream.per_year.is_some());
    let monthly = impact.revenue.iter().any(|stream| stream.per_month.is_some());
    let paths = [(yearly, "impact.revenue[].per_year"), (monthly, "impact.revenue[].per_month")];
    paths.into_iter().filter_map(|(there, path)| there.then_some(path)).collect()
}

fn repair(impact: &Impact, at_risk: Option<About<Money>>, facts: &mut Facts) {
    let Some(repair) = &impact.repair else { return };
    if let Some(cost) = repair.cost {
        facts.add("repair_cost", Value::Money(cost), "impact.repair.cost", &["impact.repair.cost"]);
    }
    if let Some(effort) = repair.effort {
        facts.add("repair_effort", Value::Duration(effort), "impact.repair.effort", &["impact.repair.effort"]);
    }
    if let (Some(revenue), Some(cost)) = (at_risk, repair.cost)
        && !cost.value.0.is_zero()
    {
        let approximate = revenue.approximate || cost.approximate;
        let ratio = About { approximate, value: revenue.value.0 / cost.value.0 };
        let inputs = [amounts(impact).as_slice(), &["impact.repair.cost"]].concat();
        let formula = "revenue_at_risk ÷ repair_cost, benefit to cost (not net return)";
        facts.add("return_on_repair", Value::Factor(ratio), formula, &inputs);
    }
}

fn productivity(productivity: &Productivity, facts: &mut Facts) {
    let people = "impact.productivity.people";
    let each = "impact.productivity.cost_per_person";
    let team = productivity.people.zip(productivity.cost_per_person);
    let team = team.map(|(people, cost)| times(cost, Decimal::from(people)));
    if let Some(cost) = team {
        facts.add("team_cost", Value::Money(cost), "people × cost_per_person", &[people, each]);
    }
    let (loss, source) = match productivity.loss {
        Some(loss) => (Some(loss), "impact.productivity.loss"),
        None => (mean_loss(productivity), "impact.productivity.areas[].loss"),
    };
    let Some(loss) = loss else { return };
    let formula = "impact.productivity.loss, else the mean of areas[].loss";
    facts.add("productivity_loss", Value::Percent(loss), formula, &[source]);
    if let Some(cost) = team {
        let monthly = times(cost, loss.value.factor());
        let value = About {
            approximate: cost.approximate || loss.approximate,
            value: Money(monthly.value.0 / Decimal::from(MONTHS_PER_YEAR)),
        };
        let formula = "team_cost ÷ 12 × productivity_loss";
        facts.add("productivity_cost_per_month", Value::Money(value), formula, &[people, each, source]);
    }
}

fn mean_loss(productivity: &Productivity) -> Option<About<Percent>> {
    let losses: Vec<_> = productivity.areas.iter().filter_map(|area| area.loss).collect();
    let count = Decimal::from(losses.len());
    let total: Decimal = losses.iter().map(|loss| loss.value.points()).sum();
    let approximate = losses.iter().any(|loss| loss.approximate);
    (!losses.is_empty()).then(|| About { approximate, value: Percent::from_points(total / count) })
}
