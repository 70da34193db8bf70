//! Filters: what each gives, and the names in their arguments.

use super::fault::Fault;
use super::reader::Reader;
use super::sort::Sort;

impl<'n, 't> Reader<'_, 'n, 't> {
    pub fn filter(&mut self, sort: Sort<'n>) -> Sort<'n> {
        let Some(name) = self.word() else { return Sort::Open };
        if name.raw == "table" {
            self.columns(&sort);
        } else if matches!(name.raw, "link" | "links") {
            self.link_kind();
        }
        let given = self.arguments();
        match name.raw {
            "first" | "last" | "nth" => sort.item(self.names),
            "reverse" | "sort" | "unique" | "safe" => sort,
            "default" => sort.or(given),
            "get" | "values" | "keys" | "pairs" | "group_by" | "split" => Sort::Open,
            _ => Sort::plain(),
        }
    }

    /// `(name=value, …)`; what the last one gives.
    pub fn arguments(&mut self) -> Sort<'n> {
        let mut last = Sort::nothing();
        if !self.eat("(") {
            return last;
        }
        while !self.tokens.is_empty() && !self.eat(")") {
            self.word();
            self.eat("=");
            last = self.expression();
            self.eat(",");
        }
        last
    }

    /// The keys in `table(columns=["Header = key | formatter"])`.
    pub fn columns(&mut self, rows: &Sort<'n>) {
        let end = self.tokens.iter().position(|token| token.raw == ")").unwrap_or(self.tokens.len());
        for token in &self.tokens[..end] {
            let Some((header, source)) = token.quoted().and_then(|column| column.split_once('=')) else { continue };
            let key = source.split('|').next().unwrap_or_default();
            let at = token.at + 1 + header.len() + 1 + key.len() - key.trim_start().len();
            if let Err(unknown) = rows.is_list_with(key.trim(), self.names) {
                self.faults.push(Fault::new(at, key.trim(), Some("the rows of the table"), unknown.known.into_iter()));
            }
        }
    }

    /// The kind in `link(to="kind")`.
    pub fn link_kind(&mut self) {
        if let [_, to, _, kind, ..] = self.tokens
            && to.raw == "to"
            && let Some(name) = kind.quoted()
            && let Some(links) = self.names.field("links")
        {
            let kind = *kind;
            self.field(Sort::of(&links.node), kind, name, "links");
        }
    }
}
