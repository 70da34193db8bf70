//! Parts of one expectation that exclude each other.

use crate::lint::{Context, Finding};
use crate::record::FieldPath;
use crate::record::collections::OneOrMany;
use crate::record::model::{Expectation, NumberExpectation, Pattern};
use crate::record::text::Literal;

pub fn contradicts_itself(context: &Context, at: &FieldPath, expectation: &Expectation) -> Option<Finding> {
    let names = context.names();
    let texts = |list: &Option<OneOrMany<Literal>>| -> Vec<String> {
        let all = list.iter().flat_map(|texts| texts.iter());
        all.map(|text| names.expand(text.as_str()).into_owned()).filter(|text| !text.is_empty()).collect()
    };
    let (contains, excludes) = (texts(&expectation.contains), texts(&expectation.excludes));
    if let Some(exit) = expectation.exit.filter(|exit| !(0..=255).contains(exit) || matches!(exit, 126 | 127)) {
        let message = match exit {
            126 | 127 => format!("exit {exit} means that the command could not run, which proves nothing"),
            _ => format!("no command exits with {exit}"),
        };
        let help =
            "expect what the command does when all is well; a missing program is tested with `! command -v NAME`";
        return Some(Finding::new(at.key("exit"), message).help(help));
    }
    if let Some(NumberExpectation::Limits(limits)) = &expectation.number {
        let exact = limits.min.as_ref().zip(limits.max.as_ref()).is_some_and(|(min, max)| min > max);
        let lower = limits.min.as_ref().or(limits.above.as_ref());
        let upper = limits.max.as_ref().or(limits.below.as_ref());
        let open = limits.above.is_some() || limits.below.is_some();
        if exact || open && lower.zip(upper).is_some_and(|(lower, upper)| lower >= upper) {
            let message = format!("no number is {limits}");
            return Some(
                Finding::new(at.key("number"), message).help("exchange the limits, or keep the one that is meant"),
            );
        }
    }
    let equals = expectation.equals.as_ref().map(|text| names.expand(text.as_str()).trim().to_owned());
    let printed: Vec<&String> = equals.iter().chain(&contains).collect();
    for (index, excluded) in excludes.iter().enumerate() {
        if let Some(wanted) = printed.iter().find(|wanted| wanted.contains(excluded.as_str())) {
            let message = format!("`{}` is wanted, and `{}` in it is excluded", short(wanted), short(excluded));
            let at = at.key("excludes").index(index);
            return Some(Finding::new(at, message).help("exclude something that the wanted output does not hold"));
        }
    }
    let equals = equals.filter(|text| !text.contains("${{"))?;
    if let Some((index, wanted)) = contains.iter().enumerate().find(|(_, wanted)| !equals.contains(wanted.trim())) {
        let message = format!("the output is to be `{}`, which does not hold `{}`", short(&equals), short(wanted));
        return Some(Finding::new(at.key("contains").index(index), message).help("keep the one that is meant"));
    }
    let pattern = names.expand(expectation.matches.as_ref()?.0.as_str()).into_owned();
    let regex = Pattern::compile(&pattern).ok()?;
    (!regex.is_match(&equals)).then(|| {
        let message = format!("the output is to be `{}`, which `{}` does not match", short(&equals), short(&pattern));
        Finding::new(at.key("matches"), message).help("keep the one that is meant")
    })
}

fn short(text: &str) -> String {
    let mut short: String = text.escape_debug().take(60).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
