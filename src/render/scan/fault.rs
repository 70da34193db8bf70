//! A name that does not exist, and where.

use crate::nearest::nearest;

pub struct Fault {
    /// Where it stands in the template, in bytes.
    pub at: usize,
    pub length: usize,
    pub message: String,
}

impl Fault {
    /// `of` is what the name follows, such as `incident.handoff`.
    pub fn new<'k>(at: usize, name: &str, of: Option<&str>, known: impl Iterator<Item = &'k str>) -> Fault {
        let near = nearest(name, known).map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        let place = of.map_or(String::new(), |of| format!(" in `{of}`"));
        Fault { at, length: name.len(), message: format!("there is no `{name}`{place}{near}") }
    }

    /// With template, line, column and the line itself.
    pub fn report(&self, template: &str, text: &str) -> String {
        let start = text[..self.at].rfind('\n').map_or(0, |newline| newline + 1);
        let line = text[start..].lines().next().unwrap_or_default().replace('\t', " ");
        let (number, column) = (text[..start].matches('\n').count() + 1, text[start..self.at].chars().count());
        let margin = " ".repeat(number.to_string().len());
        let (indent, marks) = (" ".repeat(column), "^".repeat(self.length.max(1)));
        format!(
            "error: {message}\n{margin}--> {template}:{number}:{place}\n{margin} |\n{number} | {line}\n{margin} | {indent}{marks}\n{margin} = `handoff templates names` lists every name",
            message = self.message,
            place = column + 1,
        )
    }
}
