//! Diagrams: what each shows is a value of its own, made from the record; how it is drawn comes
//! after, as Mermaid for documents and as SVG for pages. One file a shape.

mod axis;
mod canvas;
mod flow;
mod flow_svg;
mod gantt;
mod gantt_svg;
mod mermaid;
mod outage;
mod room;

pub use flow::Flow;
pub use gantt::Gantt;
