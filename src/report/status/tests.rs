//! One incident whose texts would break all three formats.

use super::columns::COLUMNS;
use super::*;
use crate::facts::criteria::Tally;
use crate::record::model::{Priority, Status as State};
use crate::record::units::{Instant, Scalar};
use crate::status::{Criteria, Due, Escalation, Level, Status};

fn row(id: &str, holder: &str) -> (String, Status) {
    let at = Instant::parse("2026-03-02T15:40:00+02:00").unwrap();
    let level = |number| Level { number, at: Some(at), after: "2 h after the handoff".into(), notify: Vec::new() };
    let status = Status {
        id: id.into(),
        title: "T".into(),
        severity: Priority::P1,
        state: State::Remediating,
        holder: "x".into(),
        holder_name: holder.into(),
        acknowledged: true,
        criteria: Criteria {
            all: Tally { met: 1, total: 3, waived: 0 },
            handback: Tally { met: 1, total: 2, waived: 0 },
        },
        stale: 2,
        failed: 1,
        checkpoint: Some(Due { at, overdue: true }),
        escalation: Some(Escalation { overdue: Some(level(1)), next: Some(level(2)) }),
    };
    ("incident.yaml".into(), status)
}

#[test]
fn columns_stand_below_each_other_also_with_wide_characters() {
    let text = text(&[row("2041", "基盤チーム"), row("7", "Platform")]);
    let expected = "\
INCIDENT  SEVERITY  STATE        WITH        CRITERIA                   NEXT CHECKPOINT                  ESCALATION
2041      P1        remediating  基盤チーム  1/3 met, 1 check failed, 2 checks stale  2026-03-02 15:40 +02:00 OVERDUE  ";
    let squeeze = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(squeeze(&text).starts_with(&squeeze(expected)), "{text}");
    let lines: Vec<&str> = text.lines().collect();
    use unicode_width::UnicodeWidthStr;
    let column = |line: &str, word: &str| line[..line.find(word).unwrap()].width();
    assert_eq!(column(lines[1], "1/3"), column(lines[2], "1/3"), "{text}");
    assert_eq!(column(lines[0], "CRITERIA"), column(lines[2], "1/3"), "{text}");
    assert!(lines[1].ends_with("level 1 2026-03-02 15:40 +02:00 OVERDUE, then level 2 2026-03-02 15:40 +02:00"));
}

#[test]
fn no_text_breaks_out_of_its_cell() {
    let rows = [row("7", "a | b\n# c <b>@ops</b> `\u{1b}[2J\u{202e}")];
    let shown = text(&rows);
    assert_eq!(shown.lines().count(), 2);
    assert!(!shown.contains(['\u{1b}', '\u{202e}']) && shown.contains("U+001B[2JU+202E"), "{shown}");
    let table = markdown(&rows);
    assert_eq!(table.lines().count(), 3, "{table}");
    let last = table.lines().last().unwrap().replace("\\|", "");
    assert_eq!(last.matches('|').count(), COLUMNS.len() + 1, "{table}");
    assert!(table.contains("\\<b>`@ops`") && !table.contains('\u{1b}'), "{table}");
    let value: serde_json::Value = serde_json::from_str(&json(&rows, None)).unwrap();
    assert_eq!(value["incidents"][0]["next_checkpoint"]["overdue"], serde_json::Value::Null);
}
