//! The streams of revenue by their amounts.

use super::mermaid::{drawing, label};
use crate::facts::{Names, impact};
use crate::record::units::Decimal;

/// At least two slices.
pub struct Pie {
    pub title: &'static str,
    pub slices: Vec<(String, Decimal)>,
}

impl Pie {
    /// The streams that have an amount, when there are at least two to compare.
    pub fn of_revenue(names: &Names) -> Option<Pie> {
        let streams = names.record.impact.iter().flat_map(|impact| impact.revenue.iter());
        let slices = streams.filter_map(|stream| {
            let amount = impact::per_year(stream)?.value.0;
            (amount > Decimal::ZERO).then(|| (label(stream.what.as_str(), names), amount))
        });
        let slices: Vec<_> = slices.collect();
        (slices.len() > 1).then_some(Pie { title: "Revenue at risk by stream", slices })
    }

    pub fn mermaid(&self) -> String {
        let slices = self.slices.iter().map(|(label, amount)| format!("\"{label}\" : {}", amount.normalize()));
        drawing(&format!("pie title {}", self.title), slices)
    }
}
