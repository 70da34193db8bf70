//! Pages for those who read no Markdown in a repository: one a package, and the register. Pure.
//!
//! A page is one file that needs nothing else: styles, script and diagrams stand in it, a policy
//! forbids all that does not, and its bytes depend on nothing but the record and the templates.
//! [`frame`] is what stands around the documents, from `templates/page/`.

mod frame;
mod package;
mod panel;
mod register;

pub use frame::Frame;
pub use package::{Package, page};
pub use panel::{Panel, with_panel};
pub use register::register;

/// The name of the register's file.
pub const REGISTER: &str = "index.html";

/// The file of a package's page.
pub fn file_name(id: &str) -> String {
    format!("{id}.html")
}
