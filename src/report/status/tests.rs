//! One incident whose texts would break all formats.

use super::*;
use crate::facts::criteria::Tally;
use crate::record::model::{Priority, Status as State};
use crate::record::units::{Instant, Scalar};
use crate::status::{Action, Next, Overdue, Status, Team};

fn row(id: &str, holder: &str) -> Row {
    let at = When::Instant(Instant::parse("2026-03-02T15:40:00+02:00").unwrap());
    let team = Team { id: "x".into(), name: holder.into() };
    let action = Action {
        what: format!("Ask {holder}"),
        owners: vec![team.clone()],
        by: None,
        state: "open",
        overdue: false,
        path: "next_actions.x[0]".into(),
    };
    let status = Status {
        id: id.into(),
        title: format!("Title of {holder}"),
        severity: Priority::P1,
        state: State::Remediating,
        holder: Some(team),
        acknowledged: true,
        criteria: Tally { met: 1, total: 3, waived: 1 },
        stale: 2,
        failed: 1,
        next: Some(Next { what: "Report".into(), at: When::parse("2026-03-03").unwrap() }),
        overdue: vec![Overdue { what: format!("*Call* {holder}"), path: "deadlines[d]".into(), at }; 5],
        actions: vec![action],
    };
    (RecordFile { path: "a_b/*incident*.yaml".into(), link: None }, status)
}

const HOSTILE: &str = "a | b\n# c <b>@ops</b> `\u{1b}[2J\u{202e}";

#[test]
fn columns_stand_below_each_other_also_with_wide_characters() {
    use unicode_width::UnicodeWidthStr;
    let text = text(&incidents(&[row("2041", "基盤チーム"), row("7", "Platform")], true));
    let lines: Vec<&str> = text.lines().collect();
    let column = |line: &str, word: &str| line[..line.find(word).unwrap()].width();
    for (head, cell) in [("CRITERIA", "1/3"), ("NEXT", "Report"), ("PATH", "a_b/*"), ("OVERDUE", "Call")] {
        assert_eq!(column(lines[0], head), column(lines[1], cell), "{text}");
        assert_eq!(column(lines[1], cell), column(lines[2], cell), "{text}");
    }
    assert!(lines[1].contains("  1/3 met, 1 waived, 1 check failed, 2 checks stale  "), "{text}");
    assert!(lines[1].ends_with("; 2 more"), "{text}");
    assert!(lines[2].contains("  a_b/*incident*.yaml  "), "{text}");
}

#[test]
fn a_long_text_pushes_no_column_off_the_screen() {
    let table = incidents(&[row("2041", &"基盤".repeat(100)), row("7", &"x".repeat(1000))], false);
    let text = text(&table);
    assert!(text.lines().all(|line| unicode_width::UnicodeWidthStr::width(line) < 300), "{text}");
    assert_eq!(text.matches('…').count(), 4, "{text}");
}

#[test]
fn no_text_breaks_out_of_its_cell() {
    let rows = [row("7", HOSTILE)];
    for table in [incidents(&rows, true), actions(&rows)] {
        let shown = text(&table);
        assert_eq!(shown.lines().count(), 2);
        assert!(!shown.contains(['\u{1b}', '\u{202e}']) && shown.contains("U+001B[2JU+202E"), "{shown}");
        let shown = markdown(&table);
        assert_eq!(shown.lines().count(), 3, "{shown}");
        let last = shown.lines().last().unwrap().replace("\\|", "");
        assert_eq!(last.matches('|').count(), table.columns.len() + 1, "{shown}");
        assert!(shown.contains("\\<b>`@ops`") && !shown.contains('\u{1b}'), "{shown}");
    }
    let json: serde_json::Value = serde_json::from_str(&json(&rows)).unwrap();
    assert_eq!(json["actions"][0]["what"], format!("Ask {HOSTILE}"));
}

#[test]
fn a_spreadsheet_computes_nothing() {
    for hostile in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "＝1", "| calc"] {
        let mut row = row("7", hostile);
        row.1.title = hostile.to_owned();
        row.0.path = hostile.to_owned();
        let text = incidents_csv(&[row], &[]);
        let mut reader = ::csv::Reader::from_reader(text.as_bytes());
        let cells = reader.records().next().unwrap().unwrap();
        let formula = |cell: &str| cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '|']);
        assert!(!cells.iter().any(formula), "{text}");
        assert!(cells[1].starts_with('\'') && cells[11].starts_with('\''), "{text}");
    }
}

#[test]
fn a_cell_holds_quotes_commas_and_lines() {
    let mut row = row("7", HOSTILE);
    row.1.title = "a, \"b\"\nc".to_owned();
    let text = incidents_csv(&[row.clone()], &[]);
    assert_eq!(text.lines().count(), 2, "{text}");
    assert!(
        text.lines().last().unwrap().starts_with("7,\"a, \"\"b\"\" c\",P1,remediating,x,1,1,3,Report,2026-03-03,"),
        "{text}"
    );
    let actions = actions_csv(&[row]);
    assert!(actions.starts_with("incident,what,owner,by,state,overdue,path\n7,"), "{actions}");
}

#[test]
fn json_has_the_shape_that_programs_were_promised() {
    let value: serde_json::Value = serde_json::from_str(&json(&[row("7", "Platform")])).unwrap();
    let late =
        serde_json::json!({"what": "*Call* Platform", "path": "deadlines[d]", "at": "2026-03-02T15:40:00+02:00"});
    let expected = serde_json::json!({
        "incidents": [{
            "id": "7", "title": "Title of Platform", "severity": "P1", "status": "remediating", "holder": "x",
            "criteria": {"met": 1, "waived": 1, "total": 3}, "next": {"what": "Report", "at": "2026-03-03"},
            "overdue": vec![late; 5], "path": "a_b/*incident*.yaml",
        }],
        "actions": [{
            "incident": "7", "what": "Ask Platform", "owner": "x", "by": null, "state": "open", "overdue": false,
            "path": "next_actions.x[0]",
        }],
    });
    assert_eq!(value, expected);
}

#[test]
fn secrets_are_masked_in_every_format() {
    let mut row = row("7", "Platform");
    let secret = "ghp_0123456789abcdefghijABCDEFGHIJ012345";
    row.1.title = format!("Token {secret}");
    row.1.actions[0].what = format!("Revoke {secret}");
    let rows = [row];
    let all = [
        text(&incidents(&rows, true)),
        markdown(&actions(&rows)),
        json(&rows),
        incidents_csv(&rows, &[]),
        actions_csv(&rows),
    ];
    for text in all {
        assert!(!text.contains(secret) && text.contains("masked"), "{text}");
    }
}

#[test]
fn a_link_leads_to_the_record_whatever_its_folder_is_called() {
    let mut row = row("7", "Platform");
    row.0.link = Some("a b)|ü/".to_owned());
    let table = markdown(&incidents(&[row], false));
    assert!(table.contains("| [`7`](a%20b%29%7C%C3%BC/) |"), "{table}");
    assert!(!table.contains("Overdue") && !table.contains("Path"), "{table}");
}
