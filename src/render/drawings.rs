//! The diagrams of a package as pages show them, found by the Mermaid text that documents hold.

use super::diagrams::{Flow, Gantt};
use super::package::Package;
use crate::visible::visible;

/// One diagram, written in two ways from the same data.
pub struct Drawing {
    /// As it stands in the fence of a document, without a newline at its end.
    pub mermaid: String,
    /// An element of HTML; what of it is a record's is escaped.
    pub svg: String,
}

/// All diagrams that documents of this package may hold.
pub fn drawings(package: &Package) -> Vec<Drawing> {
    let names = package.names();
    let gantts = Gantt::of_roadmap(&names).into_iter().chain(Gantt::of_outage(package.record));
    let cause = package.record.root_cause.iter();
    let chains =
        cause.flat_map(|cause| std::iter::once(&cause.whys).chain(cause.chains.iter().map(|chain| &chain.whys)));
    let whys = chains.filter(|whys| !whys.is_empty()).map(|whys| Flow::of_whys(whys, &names));
    let flows = Flow::of_services(&names).into_iter().chain(whys);
    let drawing = |mermaid: String, svg| Drawing { mermaid: visible(&mermaid).trim_end().to_owned(), svg };
    let gantts = gantts.filter_map(|gantt| Some(drawing(gantt.mermaid()?, gantt.svg())));
    gantts.chain(flows.filter_map(|flow| Some(drawing(flow.mermaid()?, flow.svg())))).collect()
}
