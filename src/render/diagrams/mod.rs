//! Diagrams: what each shows is a value of its own, made from the record; how it is drawn comes
//! after. One file a shape.

mod flow;
mod gantt;
mod mermaid;
mod pie;

pub use flow::Flow;
pub use gantt::Gantt;
pub use pie::Pie;
