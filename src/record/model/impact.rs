//! What the incident costs, whom it hits, and what grows with time.

use super::{List, Prose, Ref, When, record, words};
use crate::record::collections::OneOrMany;
use crate::record::ids::APhase;
use crate::record::text::{Inline, Literal};
use crate::record::units::{About, Currency, Duration, DurationRange, Money, Percent, Quantity};

/// How bad a risk is.
pub type Risk = super::ComponentSeverity;

record! {
    Impact {
        /// What it means for the business. Block Markdown.
        optional statement: Prose,
        /// ISO 4217; default USD.
        optional currency: Currency,
        /// Streams of revenue that are at risk; their sum is the fact `revenue_at_risk`.
        list revenue: RevenueStream,
        /// What was lost, with amounts and costs.
        list losses: Loss,
        /// What is late, and by how much.
        list delays: Delay,
        /// Whose work is held up, and how much of it.
        optional productivity: Productivity,
        /// Metrics before, during and after the incident.
        list metrics: Metric,
        /// Who is affected, and how.
        list groups: Group,
        /// What may still happen.
        list risks: RiskItem,
        /// Business processes that are disrupted.
        list processes: BusinessProcess,
        /// What still works, and how well.
        list continuity: Continuity,
        /// Who has a say or a concern.
        list stakeholders: Stakeholder,
        /// How the impact grows with time.
        list grows: Growth,
        /// What is back by when.
        list recovery: RecoveryMilestone,
        /// Why it has this severity: values against their limits.
        list priority: PriorityRow,
        /// What the repair costs in work and money.
        optional repair: Repair,
        /// What could be done instead.
        list alternatives: Alternative,
    }
}

record! {
    RevenueStream {
        one_of(per_year, per_month): "give either `per_year` or `per_month`",
        not_both(per_year, per_month): "give either `per_year` or `per_month`",
        /// The stream. Example: `Customer trials`.
        required what: Inline,
        /// Revenue a year, in `impact.currency`. Example: `200k`.
        optional per_year: About<Money>,
        /// Revenue a month, instead of `per_year`.
        optional per_month: About<Money>,
        /// How much of it depends on what is broken; default 100%.
        optional depends: About<Percent>,
        /// critical, high, medium or low.
        optional risk: Risk,
        /// What happens to it.
        optional effect: Inline,
    }
}

words! {
    Recovered { None = "none", Partly = "partly", All = "all" }
}

record! {
    Loss {
        /// What was lost.
        required what: Inline,
        /// How much, as a quantity. Example: `~5000 projects`.
        optional amount: About<Quantity>,
        /// What the loss costs, in the currency of the impact.
        optional cost: About<Money>,
        /// none, partly or all.
        optional recovered: Recovered,
        /// What else there is to say.
        optional note: Inline,
    }
}

record! {
    Delay {
        /// What is late.
        required what: Inline,
        /// By how long. Example: `2w`.
        optional by: DurationRange,
    }
}

record! {
    Productivity {
        /// How many people are held up.
        optional people: u32,
        /// What one person costs a year, in `impact.currency`.
        optional cost_per_person: About<Money>,
        /// Stated for the whole team; absent: the mean of the areas.
        optional loss: About<Percent>,
        /// How the loss is known.
        optional basis: Inline,
        /// Areas of their work, each with its loss.
        list areas: Area,
    }
}

record! {
    Area {
        /// The area of work.
        required what: Inline,
        /// How it goes now.
        optional now: Inline,
        /// How it goes otherwise.
        optional normal: Inline,
        /// The share that is lost. Example: `95%`.
        optional loss: About<Percent>,
    }
}

record! {
    Metric {
        /// The metric.
        required what: Inline,
        /// Its value before the incident.
        optional before: About<Quantity>,
        /// Its value during the incident.
        optional now: About<Quantity>,
        /// Its value as it should be afterwards.
        optional target: About<Quantity>,
    }
}

record! {
    Group {
        /// Who is affected: a team id or a name.
        required who: Inline,
        /// How they are affected.
        optional effect: Inline,
    }
}

record! {
    RiskItem {
        /// What may happen.
        required what: Inline,
        /// How bad it would be: critical, high, medium or low.
        optional impact: Risk,
        /// How likely it is. Example: `90%`.
        optional likelihood: About<Percent>,
        /// What would follow.
        optional consequence: Inline,
        /// What is done against it.
        optional mitigation: Inline,
    }
}

record! {
    BusinessProcess {
        /// The process.
        required what: Inline,
        /// How much of it does not work. Example: `100%`.
        optional disrupted: About<Percent>,
        /// What that means.
        optional effect: Inline,
        /// How long it takes to recover. Example: `24h-48h`.
        optional recovers: DurationRange,
    }
}

record! {
    Continuity {
        /// What still works.
        required what: Inline,
        /// How well. Example: `70%`.
        optional level: About<Percent>,
        /// How likely it is to fail too: critical, high, medium or low.
        optional risk: Risk,
        /// What else there is to say.
        optional note: Inline,
    }
}

words! {
    Side { Internal = "internal", External = "external" }
}

record! {
    Stakeholder {
        /// Who: a team id or a name.
        required who: Inline,
        /// internal or external.
        optional side: Side,
        /// What matters to them.
        optional concern: Inline,
    }
}

record! {
    Growth {
        /// From when on, counted from the start of the outage. Example: `2h`.
        required from: Duration,
        /// Absent: open end.
        optional to: Duration,
        /// What kind of impact.
        optional kind: Inline,
        /// What happens then.
        optional effect: Inline,
    }
}

record! {
    /// A milestone counted from the first handoff.
    RecoveryMilestone {
        /// What is back.
        required what: Inline,
        /// When, counted from the first handoff. Example: `1h-6h`.
        optional by: DurationRange,
        /// The phase that it waits for.
        optional after: OneOrMany<Ref<APhase>>,
        /// By what it is recognised.
        optional sign: Inline,
        /// What works again with it.
        optional restores: Inline,
        /// When it was reached.
        optional reached: When,
    }
}

record! {
    /// Why this severity: `actual`, a fact's name or a value, lies `above` or `below` a limit.
    PriorityRow {
        not_both(above, below): "one row is one limit; make two rows",
        /// The criterion of the severity.
        required what: Inline,
        /// Met when the value is above this.
        optional above: Literal,
        /// Met when the value is below this.
        optional below: Literal,
        /// The value: the name of a fact, or the value itself. Example: `revenue_at_risk`.
        optional actual: Literal,
    }
}

record! {
    Repair {
        /// The work, in person-hours. Example: `6h-8h`.
        optional effort: DurationRange,
        /// What it costs, in `impact.currency`.
        optional cost: About<Money>,
    }
}

record! {
    Alternative {
        /// What could be done instead.
        required what: Inline,
        /// The work, in person-hours.
        optional effort: DurationRange,
        /// What it costs, in `impact.currency`.
        optional cost: About<Money>,
        /// What speaks for it or against it.
        optional note: Inline,
        /// Whether it is recommended. Default: false.
        optional recommended: bool,
    }
}
