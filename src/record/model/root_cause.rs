//! Why it happened, and what was ruled out.

use super::{List, Prose, Ref, record, words};
use crate::record::collections::OneOrMany;
use crate::record::ids::{ACheck, APrevention};
use crate::record::text::Inline;
use crate::record::units::{About, Percent};

record! {
    RootCause {
        /// The cause in a few sentences. Block Markdown.
        optional statement: Prose,
        /// What could be the cause, also what was eliminated: it saves the next team the work.
        list hypotheses: Hypothesis,
        /// The causes; with shares on all of them or on none.
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
        /// What may be the cause.
        required what: Inline,
        /// confirmed, ruled-out or open.
        required verdict: Verdict,
        /// Why that is the verdict.
        optional because: Inline,
        /// What shows it: texts, paths or addresses.
        optional evidence: OneOrMany<Inline>,
        /// The checks that show it, by id.
        optional check: OneOrMany<Ref<ACheck>>,
    }
}

record! {
    Cause {
        /// The cause.
        required what: Inline,
        /// On all causes or on none; they add up to 100%.
        optional share: About<Percent>,
        /// The prevention that answers it.
        optional action: OneOrMany<Ref<APrevention>>,
    }
}

record! {
    Why {
        /// The question.
        required why: Inline,
        /// Its answer, which the next why explains.
        optional because: Inline,
        /// What shows it: texts, paths or addresses.
        optional evidence: OneOrMany<Inline>,
        /// How sure the answer is: confirmed, ruled-out or open.
        optional verdict: Inline,
        /// The prevention that answers it.
        optional action: OneOrMany<Ref<APrevention>>,
    }
}

record! {
    Chain {
        /// What this chain explains. Example: `Why the outage happened`.
        required title: Inline,
        /// The whys in order, each explaining the one before.
        required whys: List<Why>,
    }
}
