//! `verify --format text`, the default: what people read.

use crate::evidence::Outcome;
use crate::verify::{CheckResult, Decided, Met, Report, Schedule, show};

/// Every command as it will run, in full and character by character, since this is what is agreed
/// to; where that is; and what is not run and why.
pub fn schedule(schedule: &Schedule, place: &str) -> String {
    let mut out = String::new();
    if schedule.probes().next().is_some() {
        out.push_str(&format!("The commands run in {}:\n", one_line(place)));
    }
    for probe in schedule.probes() {
        let changes = if probe.read_only { "" } else { "  (changes something)" };
        out.push_str(&format!("{}{changes}\n", probe.id));
        // The last line end is none of the command's own.
        let run = show::exact(&probe.run);
        out.extend(run.strip_suffix('\n').unwrap_or(&run).split('\n').map(|line| format!("    {line}\n")));
    }
    out.extend(schedule.known().map(|result| format!("{}  not run: {}\n", result.id, result.actual)));
    out
}

/// One line a check, both sides where they differ, then the criteria that do not hold.
pub fn text(report: &Report) -> String {
    let width = report.results.iter().map(|result| result.id.len()).max().unwrap_or(0);
    let lines: String = report.results.iter().map(|result| line(result, width)).collect();
    lines + &summary(report)
}

/// What is left to say when each result was shown as soon as it was there: what was not run, and
/// the summary.
pub fn rest(report: &Report, schedule: &Schedule) -> String {
    let was_known = |result: &&CheckResult| schedule.known().any(|known| known.id == result.id);
    let lines: String = report.results.iter().filter(was_known).map(|result| line(result, width(schedule))).collect();
    lines + &summary(report)
}

/// How wide the ids of all checks are.
pub fn width(schedule: &Schedule) -> usize {
    let probes = schedule.probes().map(|probe| probe.id.len());
    probes.chain(schedule.known().map(|result| result.id.len())).max().unwrap_or(0)
}

/// The criteria that do not hold, and the status.
fn summary(report: &Report) -> String {
    let mut out = String::new();
    let met = report.criteria.iter().filter(|decided| decided.met == Met::Yes).count();
    let open = || report.criteria.iter().filter(|decided| decided.met != Met::Yes);
    let waived = open().filter(|decided| decided.waived.is_some()).count();
    if !report.criteria.is_empty() {
        let waived = if waived > 0 { format!(", {waived} waived") } else { String::new() };
        out.push_str(&format!("\n{met} of {} criteria hold{waived}\n", report.criteria.len()));
        out.extend(open().map(criterion));
    }
    if !report.not_judged.is_empty() {
        let (count, one) = (report.not_judged.len(), report.not_judged.len() == 1);
        let (criteria, its) = if one { ("criterion is", "its") } else { ("criteria are", "their") };
        out.push_str(&format!("\n{count} {criteria} not judged: not all of {its} checks lie in the selection\n"));
    }
    out.push_str(&format!("\n{}\n", report.status.as_str()));
    out
}

/// The outcome in a word of its own width, so that the column can be scanned.
pub fn line(result: &CheckResult, width: usize) -> String {
    let word = match result.outcome {
        Outcome::Passed => "passed",
        Outcome::Failed => "FAILED",
        Outcome::Error => "ERROR",
        Outcome::Timeout => "TIMEOUT",
        Outcome::Skipped => "skipped",
    };
    let mut out = format!("{word:<7}  {:<width$}  {}", result.id, one_line(&result.what));
    if let Some(seconds) = result.seconds {
        out.push_str(&format!(" ({seconds:.1} s"));
        if result.attempts > 1 {
            out.push_str(&format!(", {} attempts", result.attempts));
        }
        out.push(')');
    }
    out.push('\n');
    match result.outcome {
        Outcome::Passed => {}
        Outcome::Skipped => out.push_str(&format!("         {}\n", result.actual)),
        Outcome::Failed | Outcome::Error | Outcome::Timeout => {
            out.push_str(&format!("         expected: {}\n", result.expected));
            out.push_str(&format!("         actual:   {}\n", result.actual));
            out.extend(result.waived.as_ref().map(|because| format!("         waived:   {because}\n")));
        }
    }
    out
}

fn criterion(decided: &Decided) -> String {
    let must = if decided.must { "" } else { " (wanted)" };
    let word = if decided.met == Met::No { "not met" } else { "undecided" };
    if let Some(because) = &decided.waived {
        return format!("  waived: {}{must}  {} ({word}): {because}\n", decided.id, one_line(&decided.what));
    }
    format!("  {word}: {}{must}  {}\n", decided.id, one_line(&decided.what))
}

fn one_line(text: &str) -> String {
    crate::verify::show::printable(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `--can-fail`: the checks that prove nothing, with their commands.
pub fn can_fail(tried: &[(CheckResult, String)]) -> String {
    let mut out = String::new();
    let blind: Vec<_> = tried.iter().filter(|(result, _)| result.outcome == Outcome::Passed).collect();
    for (result, run) in &blind {
        out.push_str(&format!("{} passes where nothing answers: {}\n", result.id, one_line(&result.what)));
        let run = show::exact(run);
        out.extend(run.strip_suffix('\n').unwrap_or(&run).split('\n').map(|line| format!("    {line}\n")));
        out.push_str(&format!("         expected: {}\n         actual:   {}\n", result.expected, result.actual));
    }
    let can = tried.len() - blind.len();
    out.push_str(&format!("{}{can} of {} checks can fail\n", if blind.is_empty() { "" } else { "\n" }, tried.len()));
    out
}
