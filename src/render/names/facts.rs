//! The facts by their names, as `facts.md` of a record would list them.

use super::node::{Name, Node};

/// Name and meaning; `<…>` stands for any key. A test holds the list against the facts.
const FACTS: &[(&str, &str)] = &[
    ("causes_share", "The sum of the causes' shares."),
    ("revenue_at_risk", "Revenue at risk in a year."),
    ("revenue_weighted", "The same, weighted by how much of each stream depends on what is broken."),
    ("revenue_per_month", "Revenue at risk in a month."),
    ("revenue_per_quarter", "Revenue at risk in a quarter."),
    ("revenue_per_hour", "Revenue at risk in an hour."),
    ("repair_cost", "What the repair costs."),
    ("repair_effort", "The work of the repair, in person-hours."),
    ("return_on_repair", "The revenue at risk in a year by the cost of the repair."),
    ("team_cost", "What the people that are held up cost in a year."),
    ("productivity_loss", "The share of their work that is lost."),
    ("productivity_cost_per_month", "What that costs in a month."),
    ("phases.<id>.starts", "When the phase starts, counted from the handoff."),
    ("phases.<id>.ends", "When the phase ends, counted from the handoff."),
    ("duration_total", "How long the repair takes, from the handoff."),
    ("receiver_total", "How long the receiving team's part takes."),
    ("validation_total", "How long the validation takes."),
    ("escalations.<n>.at", "When the level is reached."),
    ("time_to_detect", "From the start to the detection."),
    ("time_to_mitigate", "From the start to the mitigation."),
    ("outage_duration", "From the start to the end."),
    ("components.total", "How many components are affected."),
    ("components.by_severity.<severity>", "How many of them are of that severity."),
    ("checks.total", "How many checks there are."),
    ("checks.automatic", "How many of them a command runs."),
    ("checks.manual", "How many of them a person does."),
    ("tests.now", "Tests that pass now, of all that are counted."),
    ("tests.after", "Tests that pass after the repair, of all that are counted."),
    ("priority.<n>.met", "Whether the row of the priority holds."),
];

/// What is counted of criteria: each has a `total`, and how many are `met` and `open`.
const TALLIES: &[(&str, &str)] = &[
    ("criteria", "All criteria."),
    ("criteria.by_phase.<id>", "Those with which the phase ends."),
    ("criteria.by_kind.<kind>", "Those of the kind."),
    ("criteria.by_owner.<id>", "Those of the team."),
    ("criteria.by_component.<id>", "Those of the component."),
    ("handback", "Those that the handback waits for."),
];

/// What may follow `facts`.
pub fn facts() -> Node {
    let mut all = Node::default();
    for (name, doc) in FACTS {
        add(&mut all, name, doc.to_string());
    }
    for (of, which) in TALLIES {
        for (part, doc) in [("total", ""), ("met", " How many are proven."), ("open", " How many are not proven.")] {
            add(&mut all, &format!("{of}.{part}"), format!("{which}{doc}"));
        }
    }
    all
}

fn add(node: &mut Node, path: &str, doc: String) {
    let (head, rest) = path.split_once('.').map_or((path, None), |(head, rest)| (head, Some(rest)));
    let below = if head.starts_with('<') {
        &mut **node.by_key.get_or_insert_default()
    } else {
        let at = node.fields.iter().position(|field| field.name == head).unwrap_or_else(|| {
            node.fields.push(Name {
                name: head.to_owned().into(),
                doc: "A group of facts.".into(),
                node: Node::default(),
            });
            node.fields.len() - 1
        });
        if rest.is_none() {
            node.fields[at].doc = doc.into();
            return;
        }
        &mut node.fields[at].node
    };
    if let Some(rest) = rest {
        add(below, rest, doc);
    }
}
