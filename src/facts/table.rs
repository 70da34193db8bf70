//! The table of facts: one row a fact, in the order in which they are shown. Names, formulas, what a
//! record needs, how a fact is shown and what prose says of it stand here and nowhere else.
//!
//! Long because it is one table, as the contract has it.
//!
//! A row whose name holds `<id>`, `<n>` … stands for one fact of each item.

use super::row::{Compute, Row, Topic};
use super::{counts, deadlines, impact, needs, phases, priority, times, value};

/// The row of which a fact of this name is, or would be.
pub fn row(name: &str) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.is_named(name))
}

const NOTHING: Compute = Compute::One(|_| None);
const BASE: Row = Row {
    name: "",
    doc: "",
    formula: "",
    inputs: &[],
    needs: &[],
    topics: &[],
    show: value::computed,
    compute: NOTHING,
};

const REVENUE: Row = Row {
    inputs: &["impact.revenue[].per_year", "impact.revenue[].per_month"],
    needs: &[needs::REVENUE],
    topics: &[Topic::Revenue],
    ..BASE
};
const PHASE: Row = Row {
    inputs: &[
        "handoff.at",
        "roadmap[].takes",
        "roadmap[].after",
        "roadmap[].when",
        "roadmap[].not_before",
        "roadmap[].started",
        "roadmap[].finished",
    ],
    needs: &[needs::PHASE],
    topics: &[Topic::Total, Topic::Phase],
    ..BASE
};
const TIME: Row = Row { topics: &[Topic::Elapsed], show: times::show, ..BASE };
const STARTED: &str = "started, else the first `started` of timeline";

/// The four counts of a group of criteria.
macro_rules! tally {
    ($name:literal, $doc:literal, $kind:ident $compute:path) => {
        tally!($name, $doc, $kind $compute, "number of criteria", &["criteria"])
    };
    ($name:literal, $doc:literal, $kind:ident $compute:path, $formula:expr, $inputs:expr) => {
        [
            Row {
                name: concat!($name, ".total"),
                doc: $doc,
                formula: $formula,
                inputs: $inputs,
                compute: Compute::$kind(|input| $compute(input, |tally| tally.total)),
                ..BASE
            },
            Row {
                name: concat!($name, ".met"),
                doc: concat!($doc, " How many are proven."),
                formula: "criteria whose checks all have current evidence",
                inputs: &["criteria", "evidence.yaml"],
                compute: Compute::$kind(|input| $compute(input, |tally| tally.met)),
                ..BASE
            },
            Row {
                name: concat!($name, ".waived"),
                doc: concat!($doc, " How many are accepted as they are."),
                formula: "criteria that are waived and not met",
                inputs: &["criteria[].waived", "evidence.yaml"],
                compute: Compute::$kind(|input| $compute(input, |tally| tally.waived)),
                ..BASE
            },
            Row {
                name: concat!($name, ".open"),
                doc: concat!($doc, " How many are neither proven nor waived."),
                formula: "total − met − waived",
                inputs: &["criteria", "evidence.yaml"],
                compute: Compute::$kind(|input| $compute(input, |tally| tally.open())),
                ..BASE
            },
        ]
    };
}

const ALL: [Row; 4] = tally!("criteria", "All criteria.", One counts::all);
const BY_PHASE: [Row; 4] = tally!("criteria.by_phase.<id>", "Those with which the phase ends.", Each counts::by_phase);
const BY_KIND: [Row; 4] = tally!("criteria.by_kind.<kind>", "Those of the kind.", Each counts::by_kind);
const BY_OWNER: [Row; 4] = tally!("criteria.by_owner.<id>", "Those of the team.", Each counts::by_owner);
const BY_COMPONENT: [Row; 4] =
    tally!("criteria.by_component.<id>", "Those of the component.", Each counts::by_component);
const HANDBACK: [Row; 4] = tally!(
    "handback",
    "Those that the handback waits for.",
    One counts::handback,
    "must-criteria but those that the sending team alone owns and no phase of another team ends with",
    &["criteria[].must", "criteria[].owner", "roadmap[].owner", "roadmap[].exit", "handoff.from"]
);

/// Every fact there can be.
pub const ROWS: &[Row] = &[
    Row {
        name: "causes_share",
        doc: "The sum of the causes' shares.",
        formula: "sum of root_cause.causes[].share",
        inputs: &["root_cause.causes[].share"],
        needs: &[needs::SHARE],
        topics: &[Topic::Never],
        show: value::stated,
        compute: Compute::One(impact::causes_share),
    },
    Row {
        name: "revenue_at_risk",
        doc: "Revenue at risk in a year.",
        formula: "sum of impact.revenue[].per_year, of a stream by the month 12 × per_month",
        show: impact::show_at_risk,
        compute: Compute::One(impact::at_risk),
        ..REVENUE
    },
    Row {
        name: "revenue_weighted",
        doc: "The same, weighted by how much of each stream depends on what is broken.",
        formula: "sum of per_year × depends",
        inputs: &["impact.revenue[].per_year", "impact.revenue[].per_month", "impact.revenue[].depends"],
        compute: Compute::One(impact::weighted),
        ..REVENUE
    },
    Row {
        name: "revenue_per_month",
        doc: "Revenue at risk in a month.",
        formula: "revenue_at_risk ÷ 12",
        compute: Compute::One(|input| impact::part(input, 12)),
        ..REVENUE
    },
    Row {
        name: "revenue_per_quarter",
        doc: "Revenue at risk in a quarter.",
        formula: "revenue_at_risk ÷ 4",
        compute: Compute::One(|input| impact::part(input, 4)),
        ..REVENUE
    },
    Row {
        name: "revenue_per_hour",
        doc: "Revenue at risk in an hour.",
        formula: "revenue_at_risk ÷ 8,760",
        compute: Compute::One(|input| impact::part(input, 8_760)),
        ..REVENUE
    },
    Row {
        name: "losses_total",
        doc: "What all losses cost.",
        formula: "sum of impact.losses[].cost",
        inputs: &["impact.losses[].cost"],
        needs: &[needs::LOSSES],
        compute: Compute::One(impact::losses_total),
        ..BASE
    },
    Row {
        name: "repair_cost",
        doc: "What the repair costs.",
        formula: "impact.repair.cost",
        inputs: &["impact.repair.cost"],
        needs: &[needs::REPAIR_COST],
        topics: &[Topic::RepairCost],
        show: value::stated,
        compute: Compute::One(impact::repair_cost),
    },
    Row {
        name: "repair_effort",
        doc: "The work of the repair, in person-hours.",
        formula: "impact.repair.effort",
        inputs: &["impact.repair.effort"],
        needs: &[needs::REPAIR_EFFORT],
        topics: &[Topic::Total],
        compute: Compute::One(impact::repair_effort),
        ..BASE
    },
    Row {
        name: "return_on_repair",
        doc: "The revenue at risk in a year by the cost of the repair.",
        formula: "revenue_at_risk ÷ repair_cost, benefit to cost (not net return)",
        inputs: &["impact.revenue[].per_year", "impact.revenue[].per_month", "impact.repair.cost"],
        needs: &[needs::REVENUE, needs::REPAIR_COST],
        topics: &[Topic::RepairCost],
        compute: Compute::One(impact::return_on_repair),
        ..BASE
    },
    Row {
        name: "team_cost",
        doc: "What the people that are held up cost in a year.",
        formula: "people × cost_per_person",
        inputs: &["impact.productivity.people", "impact.productivity.cost_per_person"],
        needs: &[needs::TEAM],
        compute: Compute::One(impact::team_cost),
        ..BASE
    },
    Row {
        name: "productivity_loss",
        doc: "The share of their work that is lost.",
        formula: "impact.productivity.loss, else the mean of areas[].loss",
        inputs: &["impact.productivity.loss", "impact.productivity.areas[].loss"],
        needs: &[needs::LOSS],
        topics: &[Topic::Productivity],
        show: impact::show_loss,
        compute: Compute::One(impact::loss),
    },
    Row {
        name: "productivity_cost_per_month",
        doc: "What that costs in a month.",
        formula: "team_cost ÷ 12 × productivity_loss",
        inputs: &[
            "impact.productivity.people",
            "impact.productivity.cost_per_person",
            "impact.productivity.loss",
            "impact.productivity.areas[].loss",
        ],
        needs: &[needs::TEAM, needs::LOSS],
        topics: &[Topic::Productivity],
        compute: Compute::One(impact::cost_per_month),
        ..BASE
    },
    Row {
        name: "phases.<id>.starts",
        doc: "When the phase starts, counted from the first handoff.",
        formula: "started; else the latest of the ends of the phases before it, not_before, and the handoff to its owner",
        compute: Compute::Each(phases::starts),
        ..PHASE
    },
    Row {
        name: "phases.<id>.ends",
        doc: "When the phase ends, counted from the first handoff.",
        formula: "finished, or when the last exit criterion began to hold; else starts + takes",
        compute: Compute::Each(phases::ends),
        ..PHASE
    },
    Row {
        name: "phases.<id>.starts_at",
        doc: "When the phase starts, at the earliest and at the latest.",
        formula: "first handoff.at + starts",
        needs: &[needs::PHASE, needs::HANDOFF_TIME],
        compute: Compute::Each(phases::starts_at),
        ..PHASE
    },
    Row {
        name: "phases.<id>.ends_at",
        doc: "When the phase ends, at the earliest and at the latest.",
        formula: "first handoff.at + ends",
        needs: &[needs::PHASE, needs::HANDOFF_TIME],
        compute: Compute::Each(phases::ends_at),
        ..PHASE
    },
    Row {
        name: "duration_total",
        doc: "How long the repair takes.",
        formula: "longest path of takes through roadmap by after, both ends of the ranges; a phase with when counts from 0",
        inputs: &["roadmap[].takes", "roadmap[].after", "roadmap[].when"],
        topics: &[Topic::Total],
        compute: Compute::One(phases::total),
        ..PHASE
    },
    Row {
        name: "remaining_total",
        doc: "How long what is not finished takes.",
        formula: "the longest path over the phases that are not finished",
        needs: &[needs::OPEN_PHASE],
        topics: &[Topic::Total],
        compute: Compute::One(phases::remaining),
        ..PHASE
    },
    Row {
        name: "repair_ends_at",
        doc: "When the repair ends, at the earliest and at the latest.",
        formula: "first handoff.at + the latest end of the phases, what is finished at its actual time",
        needs: &[needs::PHASE, needs::HANDOFF_TIME],
        compute: Compute::One(phases::repair_ends_at),
        ..PHASE
    },
    Row {
        name: "receiver_total",
        doc: "How long the receiving team's part takes.",
        formula: "longest path over the phases of handoff.to; those of other teams count zero",
        inputs: &["roadmap[].takes", "roadmap[].after", "roadmap[].when", "roadmap[].owner", "handoff.to"],
        needs: &[needs::OWN_PHASE],
        topics: &[Topic::Total],
        compute: Compute::One(phases::receiver_total),
        ..BASE
    },
    Row {
        name: "validation_total",
        doc: "How long the validation takes.",
        formula: "sum of validation[].takes",
        inputs: &["validation[].takes"],
        needs: &[needs::VALIDATION],
        topics: &[Topic::Total],
        compute: Compute::One(phases::validation_total),
        ..BASE
    },
    Row {
        name: "escalations.<n>.at",
        doc: "When the level is reached.",
        formula: "clock start (handoff.at, or the phase's latest start) + after",
        inputs: &["handoff.at", "escalation.from", "escalation.levels[].after"],
        needs: &[needs::LEVELS, needs::HANDOFF_TIME],
        compute: Compute::Each(phases::escalations),
        ..BASE
    },
    Row {
        name: "outage_duration",
        doc: "From the start to the end.",
        formula: "ended − started",
        inputs: &[STARTED, "ended, else the first `resolved` of timeline"],
        needs: &[needs::STARTED, needs::START_TIME, needs::ENDED, needs::END_TIME],
        topics: &[Topic::Total, Topic::Elapsed],
        compute: Compute::One(times::outage),
        ..TIME
    },
    Row {
        name: "time_to_detect",
        doc: "From the start to the detection.",
        formula: "first `detected` − started",
        inputs: &[STARTED, "timeline[].at of the first `detected`"],
        needs: &[needs::STARTED, needs::START_TIME, needs::DETECTED],
        compute: Compute::One(times::to_detect),
        ..TIME
    },
    Row {
        name: "time_to_mitigate",
        doc: "From the start to the mitigation.",
        formula: "first `mitigated` − started",
        inputs: &[STARTED, "timeline[].at of the first `mitigated`"],
        needs: &[needs::STARTED, needs::START_TIME, needs::MITIGATED],
        compute: Compute::One(times::to_mitigate),
        ..TIME
    },
    Row {
        name: "time_to_acknowledge",
        doc: "From the last handoff to its acknowledgement.",
        formula: "handoff.acknowledged.at − handoff.at",
        inputs: &["handoff.at", "handoff.acknowledged.at"],
        needs: &[needs::HANDOFF_TIME, needs::ACKNOWLEDGED],
        compute: Compute::One(times::to_acknowledge),
        ..TIME
    },
    Row {
        name: "deadlines.<id>.at",
        doc: "When the promise is due.",
        formula: "at, or within counted from what from names",
        inputs: &["deadlines[].at", "deadlines[].within", "deadlines[].from"],
        needs: &[needs::DEADLINES],
        compute: Compute::Each(deadlines::rows),
        ..BASE
    },
    Row {
        name: "progress.<n>",
        doc: "How far the piece of work is.",
        formula: "progress[].done",
        inputs: &["progress[].done"],
        needs: &[needs::PROGRESS],
        show: value::stated,
        compute: Compute::Each(deadlines::progress),
        ..BASE
    },
    Row {
        name: "tests.now",
        doc: "Tests that pass now, of all that are counted.",
        formula: "sum of tests[].now of the counted suites",
        inputs: &["tests[].now"],
        needs: &[needs::TESTS_NOW],
        topics: &[Topic::Tests],
        compute: Compute::One(|input| counts::tests(input, |suite| suite.now)),
        ..BASE
    },
    Row {
        name: "tests.after",
        doc: "Tests that pass after the repair, of all that are counted.",
        formula: "sum of tests[].after of the counted suites",
        inputs: &["tests[].after"],
        needs: &[needs::TESTS_AFTER],
        topics: &[Topic::Tests],
        compute: Compute::One(|input| counts::tests(input, |suite| suite.after)),
        ..BASE
    },
    ALL[0],
    ALL[1],
    ALL[2],
    ALL[3],
    BY_PHASE[0],
    BY_PHASE[1],
    BY_PHASE[2],
    BY_PHASE[3],
    BY_KIND[0],
    BY_KIND[1],
    BY_KIND[2],
    BY_KIND[3],
    BY_OWNER[0],
    BY_OWNER[1],
    BY_OWNER[2],
    BY_OWNER[3],
    BY_COMPONENT[0],
    BY_COMPONENT[1],
    BY_COMPONENT[2],
    BY_COMPONENT[3],
    HANDBACK[0],
    HANDBACK[1],
    HANDBACK[2],
    HANDBACK[3],
    Row {
        name: "components.total",
        doc: "How many components are affected.",
        formula: "number of components",
        inputs: &["components"],
        compute: Compute::One(counts::components),
        ..BASE
    },
    Row {
        name: "components.by_severity.<severity>",
        doc: "How many of them are of that severity.",
        formula: "number of components of that severity",
        inputs: &["components[].severity"],
        compute: Compute::Each(counts::by_severity),
        ..BASE
    },
    Row {
        name: "checks.total",
        doc: "How many checks there are.",
        formula: "number of checks",
        inputs: &["checks", "checks[].manual"],
        compute: Compute::One(|input| counts::checks(input, |_| true)),
        ..BASE
    },
    Row {
        name: "checks.automatic",
        doc: "How many of them a command runs.",
        formula: "checks with a command",
        inputs: &["checks", "checks[].manual"],
        compute: Compute::One(|input| counts::checks(input, |check| check.manual != Some(true))),
        ..BASE
    },
    Row {
        name: "checks.manual",
        doc: "How many of them a person does.",
        formula: "checks that a person attests",
        inputs: &["checks", "checks[].manual"],
        compute: Compute::One(|input| counts::checks(input, |check| check.manual == Some(true))),
        ..BASE
    },
    Row {
        name: "priority.<n>.met",
        doc: "Whether the row of the priority holds.",
        formula: "actual above `above`, or below `below`",
        inputs: &["impact.priority[].actual", "impact.priority[].above", "impact.priority[].below"],
        needs: &[needs::PRIORITY],
        compute: Compute::Each(priority::rows),
        ..BASE
    },
];

#[cfg(test)]
mod tests;
