//! What proves something: checks, targets, invariants, criteria, test suites.

use std::num::NonZeroU32;

use super::{Expect, List, Ref, When, Who, record, words};
use crate::record::collections::OneOrMany;
use crate::record::ids::{ACheck, AComponent, ATarget, ATeam, Id};
use crate::record::text::{Command, Inline, Literal};
use crate::record::units::{Duration, Positive, Quantity, Ratio, Setting};

words! {
    Category {
        Unit = "unit", Integration = "integration", E2e = "e2e",
        Infrastructure = "infrastructure", Business = "business",
    }
}

record! {
    /// A command that proves something, or with `manual: true` a person's observation.
    Check {
        one_of(run, manual): "give the command and what to `expect`, or say `manual: true`",
        not_both(run, manual): "a person attests a manual check: put the command into `steps`, or remove `manual: true`",
        not_both(attempts, holds): "`attempts` ends with the first success, `holds` with the first failure: keep the one that is meant",
        not_both(expect, manual): "say in `steps` what the person must see, or remove `manual: true`",
        required id: Id,
        required what: Inline,
        optional component: OneOrMany<Ref<AComponent>>,
        optional category: Category,
        optional run: Command,
        optional expect: Expect,
        /// Default: 60 s, for one attempt.
        optional timeout: Positive<Duration>,
        /// Default: 1.
        optional attempts: NonZeroU32,
        /// The pause between attempts, or between the tries of `holds`.
        optional every: Duration,
        /// How long every try must pass; not with `attempts`.
        optional holds: Positive<Duration>,
        /// Default: true.
        optional read_only: bool,
        /// Checks of one serial group never run at the same time.
        optional serial: bool,
        optional manual: bool,
        list steps: Inline,
    }
}

words! {
    TargetKind {
        Performance = "performance", Reliability = "reliability", Availability = "availability",
        Scalability = "scalability", Security = "security",
    }
}

record! {
    /// One quantity and its limit: `max` and/or `min`, or `is`.
    Target {
        one_of(max, min, is): "give the limit with its unit",
        required id: Id,
        required what: Inline,
        optional max: Quantity,
        optional min: Quantity,
        optional is: Setting,
        optional kind: TargetKind,
        optional component: OneOrMany<Ref<AComponent>>,
        optional check: OneOrMany<Ref<ACheck>>,
    }
}

words! {
    Relation { Less = "<", AtMost = "<=", Equal = "=", AtLeast = ">=", Greater = ">" }
}

record! {
    /// A relation that must hold. A side is an id, a quantity, or a product `a * b` of them.
    Invariant {
        required left: Literal,
        required is: Relation,
        required right: Literal,
        optional because: Inline,
    }
}

words! {
    CriterionKind {
        Technical = "technical", Performance = "performance", Reliability = "reliability",
        Security = "security", Business = "business", Monitoring = "monitoring",
        Documentation = "documentation",
    }
}

record! {
    /// What counts as done.
    Criterion {
        required id: Id,
        required what: Inline,
        optional kind: CriterionKind,
        optional component: OneOrMany<Ref<AComponent>>,
        /// Default: the receiving team.
        optional owner: OneOrMany<Ref<ATeam>>,
        /// With several checks, all must pass.
        optional check: OneOrMany<Ref<ACheck>>,
        /// The target that it enforces.
        optional target: OneOrMany<Ref<ATarget>>,
        /// Default: true. Wanted criteria do not hold up the handback.
        optional must: bool,
        /// An accepted exception: settled, neither met nor open.
        optional waived: Waiver,
    }
}

record! {
    /// Why a criterion is given up, by whom, and until when that holds.
    Waiver {
        required because: Inline,
        optional by: Who,
        optional at: When,
        optional until: When,
    }
}

record! {
    /// A test suite, now and as expected after the repair.
    Suite {
        required id: Id,
        required name: Inline,
        required category: Category,
        optional now: Ratio,
        optional after: Ratio,
        optional check: OneOrMany<Ref<ACheck>>,
        optional covers: Inline,
        list known_failures: Inline,
        /// Default: true. `false` keeps it out of the totals.
        optional counted: bool,
    }
}
