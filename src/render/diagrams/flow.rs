//! Boxes and arrows: a chain of whys from the symptom to the cause, and which service depends on
//! which component.

use super::mermaid::{drawing, label};
use crate::facts::Names;
use crate::record::model::{Component, Why};

/// More arrows than this and mermaid draws nothing.
const MOST_EDGES: usize = 300;

pub struct Flow {
    direction: &'static str,
    pub nodes: Vec<Node>,
    pub edges: Vec<Edge>,
}

pub struct Node {
    /// Letters and digits.
    pub id: String,
    pub label: String,
    pub shade: Option<Shade>,
}

pub struct Edge {
    /// Indices of `nodes`.
    pub from: usize,
    pub to: usize,
    /// What stands on the arrow.
    pub label: Option<String>,
}

/// How a box is marked; readable without colour, since the label says it too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shade {
    Bad,
    Weak,
    Good,
}

impl Flow {
    /// Answers are boxes, questions stand on the arrows, and the last answer is the cause.
    pub fn of_whys(whys: &[Why], names: &Names) -> Flow {
        let mut nodes =
            vec![Node { id: "w0".to_owned(), label: label(names.record.title.as_str(), names), shade: None }];
        let answered = whys.iter().rposition(|why| why.because.is_some());
        for (index, why) in whys.iter().enumerate() {
            let answer = why.because.as_ref().map_or_else(|| "?".to_owned(), |text| label(text.as_str(), names));
            let shade = (Some(index) == answered).then_some(Shade::Bad);
            nodes.push(Node { id: format!("w{}", index + 1), label: answer, shade });
        }
        let edge = |(index, why): (usize, &Why)| Edge {
            from: index,
            to: index + 1,
            label: Some(label(why.why.as_str(), names)),
        };
        Flow { direction: "TD", nodes, edges: whys.iter().enumerate().map(edge).collect() }
    }

    /// Services and the components that they depend on, marked by state; nothing where no service names one.
    pub fn of_services(names: &Names) -> Option<Flow> {
        let record = names.record;
        let with_state = |name: &str, state: Option<String>| {
            let name = label(name, names);
            state.map_or_else(|| name.clone(), |state| format!("{name}, {state}"))
        };
        let mut nodes: Vec<Node> = Vec::new();
        let mut edges = Vec::new();
        let mut place: Vec<Option<usize>> = vec![None; record.components.len()];
        for service in &record.services {
            let of = service.component.iter().flat_map(|ids| ids.iter());
            let on: Vec<usize> = of.filter_map(|id| record.components.position_of(id.as_str())).collect();
            if on.is_empty() {
                continue;
            }
            let state = service.state.map(|state| state.to_string());
            let (id, shade) = (format!("s{}", nodes.len()), shade(state.as_deref()));
            let from = nodes.len();
            nodes.push(Node { id, label: with_state(service.name.as_str(), state), shade });
            for component in on {
                let to = *place[component].get_or_insert_with(|| {
                    nodes.push(of_component(&record.components[component], nodes.len(), &with_state));
                    nodes.len() - 1
                });
                edges.push(Edge { from, to, label: None });
            }
        }
        (!edges.is_empty()).then_some(Flow { direction: "LR", nodes, edges })
    }

    /// Nothing where mermaid would not draw it.
    pub fn mermaid(&self) -> Option<String> {
        if self.edges.len() > MOST_EDGES {
            return None;
        }
        let boxes = self.nodes.iter().map(|node| {
            let class = node.shade.map_or("", |shade| match shade {
                Shade::Bad => ":::bad",
                Shade::Weak => ":::weak",
                Shade::Good => ":::good",
            });
            format!("{}[\"{}\"]{class}", node.id, node.label)
        });
        let arrows = self.edges.iter().map(|edge| {
            let on_it = edge.label.as_ref().map_or_else(String::new, |label| format!("|\"{label}\"|"));
            format!("{} -->{on_it} {}", self.nodes[edge.from].id, self.nodes[edge.to].id)
        });
        let used = |shade: Shade| self.nodes.iter().any(|node| node.shade == Some(shade));
        let classes = [
            (Shade::Bad, "classDef bad fill:#fde2e1,stroke:#b42318,color:#1f1f1f"),
            (Shade::Weak, "classDef weak fill:#fff1cc,stroke:#9a6700,color:#1f1f1f"),
            (Shade::Good, "classDef good fill:#dcf5e3,stroke:#1a7f37,color:#1f1f1f"),
        ];
        let classes = classes.into_iter().filter(|(shade, _)| used(*shade)).map(|(_, line)| line.to_owned());
        drawing(&format!("flowchart {}", self.direction), boxes.chain(arrows).chain(classes))
    }
}

fn of_component(component: &Component, index: usize, with_state: &dyn Fn(&str, Option<String>) -> String) -> Node {
    let state = component.state.map(|state| state.to_string());
    let shade = shade(state.as_deref());
    Node { id: format!("c{index}"), label: with_state(component.name.as_str(), state), shade }
}

fn shade(state: Option<&str>) -> Option<Shade> {
    match state? {
        "down" | "failing" => Some(Shade::Bad),
        "degraded" => Some(Shade::Weak),
        "up" | "repaired" => Some(Shade::Good),
        _ => None,
    }
}
