//! Diagrams: what each shows is a value of its own, made from the record; how it is drawn comes
//! after. One file a shape.

mod axis;
mod flow;
mod gantt;
mod mermaid;
mod outage;

pub use flow::Flow;
pub use gantt::Gantt;
