//! `verify --format text`, the default: what people read.

use crate::evidence::Outcome;
use crate::verify::{CheckResult, Decided, Met, Report, Schedule, show};

/// Every command as it will run, in full and character by character, since this is what is agreed
/// to; and what is not run and why.
pub fn schedule(schedule: &Schedule) -> String {
    let mut out = String::new();
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
    if !report.criteria.is_empty() {
        out.push_str(&format!("\n{met} of {} criteria hold\n", report.criteria.len()));
        out.extend(report.criteria.iter().filter(|decided| decided.met != Met::Yes).map(criterion));
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
        }
    }
    out
}

fn criterion(decided: &Decided) -> String {
    let must = if decided.must { "" } else { " (wanted)" };
    let word = if decided.met == Met::No { "not met" } else { "undecided" };
    format!("  {word}: {}{must}  {}\n", decided.id, one_line(&decided.what))
}

fn one_line(text: &str) -> String {
    crate::verify::show::printable(text).split_whitespace().collect::<Vec<_>>().join(" ")
}
