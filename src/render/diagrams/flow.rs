//! A chain of whys from above to below, ending in what is behind the last one.

use super::mermaid::{drawing, label};
use crate::facts::Names;
use crate::record::model::Why;

pub struct Flow {
    pub nodes: Vec<Node>,
    /// From and to, as indices of `nodes`.
    pub edges: Vec<(usize, usize)>,
}

pub struct Node {
    /// Letters and digits.
    pub id: String,
    pub label: String,
}

impl Flow {
    pub fn of_whys(whys: &[Why], names: &Names) -> Flow {
        let node =
            |(index, why): (usize, &Why)| Node { id: format!("w{}", index + 1), label: label(why.why.as_str(), names) };
        let mut nodes: Vec<Node> = whys.iter().enumerate().map(node).collect();
        let because = whys.last().and_then(|why| why.because.as_ref());
        nodes.extend(because.map(|because| Node { id: "cause".into(), label: label(because.as_str(), names) }));
        let edges = (1..nodes.len()).map(|to| (to - 1, to)).collect();
        Flow { nodes, edges }
    }

    pub fn mermaid(&self) -> String {
        let lines = self.nodes.iter().enumerate().flat_map(|(index, node)| {
            let ending = self.edges.iter().filter(move |(_, to)| *to == index);
            let edges = ending.map(|&(from, _)| format!("{} --> {}", self.nodes[from].id, node.id));
            std::iter::once(format!("{}[\"{}\"]", node.id, node.label)).chain(edges)
        });
        drawing("flowchart TD", lines)
    }
}
