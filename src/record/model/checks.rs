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
        /// The id by which everything that it proves names it.
        required id: Id,
        /// What is true when it passes.
        required what: Inline,
        /// The components that it looks at, by id.
        optional component: OneOrMany<Ref<AComponent>>,
        /// unit, integration, e2e, infrastructure or business.
        optional category: Category,
        /// The command, with `sh -c` or `bash -c`; shown exactly.
        optional run: Command,
        /// What must be seen: a text (exit status 0 and exactly this output), or a mapping of conditions that must all hold.
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
        /// Whether a person looks instead of a command; recorded with `handoff attest`. Default: false.
        optional manual: bool,
        /// What the person does, in order.
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
        /// The id by which criteria, `within` and invariants name it.
        required id: Id,
        /// The quantity. Example: `Database connection`.
        required what: Inline,
        /// The most that is allowed: a quantity or a count. Example: `35s`.
        optional max: Quantity,
        /// The least that is allowed: a quantity or a count.
        optional min: Quantity,
        /// The exact value that is allowed.
        optional is: Setting,
        /// performance, reliability, availability, scalability or security.
        optional kind: TargetKind,
        /// The components of which it is a limit, by id.
        optional component: OneOrMany<Ref<AComponent>>,
        /// The checks that prove it, by id.
        optional check: OneOrMany<Ref<ACheck>>,
    }
}

words! {
    Relation { Less = "<", AtMost = "<=", Equal = "=", AtLeast = ">=", Greater = ">" }
}

record! {
    /// A relation that must hold. A side is an id, a quantity, or a product `a * b` of them.
    Invariant {
        /// An id of a requirement or target, a quantity, or a product `a * b` of these.
        required left: Literal,
        /// The relation: `<`, `<=`, `=`, `>` or `>=`.
        required is: Relation,
        /// An id of a requirement or target, a quantity, or a product `a * b` of these.
        required right: Literal,
        /// Why it must hold.
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
        /// The id by which phases name it as their exit.
        required id: Id,
        /// What must be true.
        required what: Inline,
        /// technical, performance, reliability, security, business, monitoring or documentation.
        optional kind: CriterionKind,
        /// The components that it is about, by id.
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
        /// Why it is accepted as it is.
        required because: Inline,
        /// Who accepted it: a team id or a name.
        optional by: Who,
        /// When; an instant or a date.
        optional at: When,
        /// Until when it is accepted; an instant or a date.
        optional until: When,
    }
}

record! {
    /// A test suite, now and as expected after the repair.
    Suite {
        /// The id of the suite.
        required id: Id,
        /// The name of the suite.
        required name: Inline,
        /// unit, integration, e2e, infrastructure or business.
        required category: Category,
        /// Tests that pass now, of all. Example: `12/28`.
        optional now: Ratio,
        /// Tests that are expected to pass after the repair, of all. Example: `28/28`.
        optional after: Ratio,
        /// The checks that run it, by id.
        optional check: OneOrMany<Ref<ACheck>>,
        /// What it tests.
        optional covers: Inline,
        /// Tests that are known to fail.
        list known_failures: Inline,
        /// Default: true. `false` keeps it out of the totals.
        optional counted: bool,
    }
}
