//! Why it happened, and what was ruled out.

use super::{List, Prose, Ref, record, words};
use crate::record::collections::OneOrMany;
use crate::record::ids::{ACheck, APrevention};
use crate::record::text::Inline;
use crate::record::units::{About, Percent};

record! {
    RootCause {
        optional statement: Prose,
        list hypotheses: Hypothesis,
        list causes: Cause,
        /// In order, each explaining the one before.
        list whys: Why,
        /// In place of `whys` when there are several chains.
        list chains: Chain,
    }
}

words! {
    Verdict { Confirmed = "confirmed", RuledOut = "ruled-out", Open = "open" }
}

record! {
    Hypothesis {
        required what: Inline,
        required verdict: Verdict,
        optional because: Inline,
        optional evidence: OneOrMany<Inline>,
        optional check: OneOrMany<Ref<ACheck>>,
    }
}

record! {
    Cause {
        required what: Inline,
        /// On all causes or on none; they add up to 100%.
        optional share: About<Percent>,
        /// The prevention that answers it.
        optional action: OneOrMany<Ref<APrevention>>,
    }
}

record! {
    Why {
        required why: Inline,
        optional because: Inline,
        optional evidence: OneOrMany<Inline>,
        optional verdict: Inline,
        /// The prevention that answers it.
        optional action: OneOrMany<Ref<APrevention>>,
    }
}

record! {
    Chain {
        required title: Inline,
        required whys: List<Why>,
    }
}
