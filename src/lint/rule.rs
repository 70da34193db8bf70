//! What is known of a rule: its row of the table.

use super::{Context, Finding};
use crate::diagnostic::Severity;

/// A kind of contradiction.
pub struct Rule {
    /// Kebab-case, named after the bad thing.
    pub name: &'static str,
    /// Where a finding does not say otherwise.
    pub severity: Severity,
    pub check: fn(&Context, &mut Vec<Finding>),
    /// Its findings bring their remedy along (`lint --fix`).
    pub fixable: bool,
    /// A record with such a finding cannot be rendered, also not with `--no-lint`.
    pub fatal: bool,
    /// Judges only when it is told where the checkout is (`--root`).
    pub needs_root: bool,
    /// Judges, at least in part, only when it is told the present (`--as-of`).
    pub needs_present: bool,
    /// Judges only where another record of the run has the same id.
    pub needs_others: bool,
    /// What it finds is shown nowhere.
    pub hides: bool,
    /// The source file of the rule; its module doc is the page of `handoff explain`.
    source: &'static str,
}

impl Rule {
    pub(super) const fn new(
        name: &'static str,
        severity: Severity,
        check: fn(&Context, &mut Vec<Finding>),
        source: &'static str,
    ) -> Self {
        Rule {
            name,
            severity,
            check,
            fixable: false,
            fatal: false,
            needs_root: false,
            needs_present: false,
            needs_others: false,
            hides: false,
            source,
        }
    }

    pub(super) const fn fixable(mut self) -> Self {
        self.fixable = true;
        self
    }

    pub(super) const fn fatal(mut self) -> Self {
        self.fatal = true;
        self
    }

    pub(super) const fn needs_root(mut self) -> Self {
        self.needs_root = true;
        self
    }

    pub(super) const fn needs_present(mut self) -> Self {
        self.needs_present = true;
        self
    }

    pub(super) const fn needs_others(mut self) -> Self {
        self.needs_others = true;
        self
    }

    pub(super) const fn hides(mut self) -> Self {
        self.hides = true;
        self
    }

    /// The manual page, Markdown.
    pub fn page(&self) -> String {
        let lines = self.source.lines().take_while(|line| line.starts_with("//!"));
        lines.map(|line| format!("{}\n", line.trim_start_matches("//!").strip_prefix(' ').unwrap_or(""))).collect()
    }

    /// The first sentence of the page: what the rule catches.
    pub fn summary(&self) -> String {
        let page = self.page();
        let lines = page.lines().skip_while(|line| line.is_empty() || line.starts_with('#'));
        let paragraph = lines.take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
        match paragraph.find(". ") {
            Some(end) => paragraph[..=end].to_owned(),
            None => paragraph,
        }
    }
}
