//! `verify --format text`, the default: what people read.

use crate::evidence::Outcome;
use crate::verify::{Decided, Finding, Met, Plan, Report, show};

/// Every command as it will run, in full and character by character, since this is what is agreed
/// to; and what is not run and why.
pub fn plan(plan: &Plan) -> String {
    let mut out = String::new();
    for probe in plan.probes() {
        let changes = if probe.read_only { "" } else { "  (changes something)" };
        out.push_str(&format!("{}{changes}\n", probe.id));
        // The last line end is none of the command's own.
        let run = show::exact(&probe.run);
        out.extend(run.strip_suffix('\n').unwrap_or(&run).split('\n').map(|line| format!("    {line}\n")));
    }
    out.extend(plan.known().map(|finding| format!("{}  not run: {}\n", finding.id, finding.actual)));
    out
}

/// One line a check, both sides where they differ, then the criteria that do not hold.
pub fn text(report: &Report) -> String {
    let width = report.findings.iter().map(|finding| finding.id.len()).max().unwrap_or(0);
    let lines: String = report.findings.iter().map(|finding| line(finding, width)).collect();
    lines + &summary(report)
}

/// What is left to say when each finding was shown as soon as it was there: what was not run, and
/// the summary.
pub fn rest(report: &Report, plan: &Plan) -> String {
    let was_known = |finding: &&Finding| plan.known().any(|known| known.id == finding.id);
    let lines: String = report.findings.iter().filter(was_known).map(|finding| line(finding, width(plan))).collect();
    lines + &summary(report)
}

/// How wide the ids of all checks are.
pub fn width(plan: &Plan) -> usize {
    let probes = plan.probes().map(|probe| probe.id.len());
    probes.chain(plan.known().map(|finding| finding.id.len())).max().unwrap_or(0)
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
pub fn line(finding: &Finding, width: usize) -> String {
    let word = match finding.outcome {
        Outcome::Passed => "passed",
        Outcome::Failed => "FAILED",
        Outcome::Error => "ERROR",
        Outcome::Timeout => "TIMEOUT",
        Outcome::Skipped => "skipped",
    };
    let mut out = format!("{word:<7}  {:<width$}  {}", finding.id, one_line(&finding.what));
    if let Some(seconds) = finding.seconds {
        out.push_str(&format!(" ({seconds:.1} s"));
        if finding.attempts > 1 {
            out.push_str(&format!(", {} attempts", finding.attempts));
        }
        out.push(')');
    }
    out.push('\n');
    match finding.outcome {
        Outcome::Passed => {}
        Outcome::Skipped => out.push_str(&format!("         {}\n", finding.actual)),
        Outcome::Failed | Outcome::Error | Outcome::Timeout => {
            out.push_str(&format!("         expected: {}\n", finding.expected));
            out.push_str(&format!("         actual:   {}\n", finding.actual));
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
