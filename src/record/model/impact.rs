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
        optional statement: Prose,
        /// ISO 4217; default USD.
        optional currency: Currency,
        list revenue: RevenueStream,
        list losses: Loss,
        list delays: Delay,
        optional productivity: Productivity,
        list metrics: Metric,
        list groups: Group,
        list risks: RiskItem,
        list processes: BusinessProcess,
        list continuity: Continuity,
        list stakeholders: Stakeholder,
        list grows: Growth,
        list recovery: RecoveryMilestone,
        list priority: PriorityRow,
        optional repair: Repair,
        list alternatives: Alternative,
    }
}

record! {
    RevenueStream {
        one_of(per_year, per_month): "give either `per_year` or `per_month`",
        not_both(per_year, per_month): "give either `per_year` or `per_month`",
        required what: Inline,
        optional per_year: About<Money>,
        optional per_month: About<Money>,
        /// How much of it depends on what is broken; default 100%.
        optional depends: About<Percent>,
        optional risk: Risk,
        optional effect: Inline,
    }
}

words! {
    Recovered { None = "none", Partly = "partly", All = "all" }
}

record! {
    Loss {
        required what: Inline,
        optional amount: About<Quantity>,
        /// What the loss costs, in the currency of the impact.
        optional cost: About<Money>,
        optional recovered: Recovered,
        optional note: Inline,
    }
}

record! {
    Delay {
        required what: Inline,
        optional by: DurationRange,
    }
}

record! {
    Productivity {
        optional people: u32,
        /// A year.
        optional cost_per_person: About<Money>,
        /// Stated for the whole team; absent: the mean of the areas.
        optional loss: About<Percent>,
        /// How the loss is known.
        optional basis: Inline,
        list areas: Area,
    }
}

record! {
    Area {
        required what: Inline,
        optional now: Inline,
        optional normal: Inline,
        optional loss: About<Percent>,
    }
}

record! {
    Metric {
        required what: Inline,
        optional before: About<Quantity>,
        optional now: About<Quantity>,
        optional target: About<Quantity>,
    }
}

record! {
    Group {
        required who: Inline,
        optional effect: Inline,
    }
}

record! {
    RiskItem {
        required what: Inline,
        optional impact: Risk,
        optional likelihood: About<Percent>,
        optional consequence: Inline,
        optional mitigation: Inline,
    }
}

record! {
    BusinessProcess {
        required what: Inline,
        optional disrupted: About<Percent>,
        optional effect: Inline,
        optional recovers: DurationRange,
    }
}

record! {
    Continuity {
        required what: Inline,
        optional level: About<Percent>,
        optional risk: Risk,
        optional note: Inline,
    }
}

words! {
    Side { Internal = "internal", External = "external" }
}

record! {
    Stakeholder {
        required who: Inline,
        optional side: Side,
        optional concern: Inline,
    }
}

record! {
    Growth {
        required from: Duration,
        /// Absent: open end.
        optional to: Duration,
        optional kind: Inline,
        optional effect: Inline,
    }
}

record! {
    /// A milestone counted from the first handoff.
    RecoveryMilestone {
        required what: Inline,
        optional by: DurationRange,
        /// The phase that it waits for.
        optional after: OneOrMany<Ref<APhase>>,
        /// By what it is recognised.
        optional sign: Inline,
        optional restores: Inline,
        /// When it was reached.
        optional reached: When,
    }
}

record! {
    /// Why this severity: `actual`, a fact's name or a value, lies `above` or `below` a limit.
    PriorityRow {
        not_both(above, below): "one row is one limit; make two rows",
        required what: Inline,
        optional above: Literal,
        optional below: Literal,
        optional actual: Literal,
    }
}

record! {
    Repair {
        optional effort: DurationRange,
        optional cost: About<Money>,
    }
}

record! {
    Alternative {
        required what: Inline,
        optional effort: DurationRange,
        optional cost: About<Money>,
        optional note: Inline,
        optional recommended: bool,
    }
}
