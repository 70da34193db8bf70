use super::*;
use crate::record::units::Scalar;

fn status(state: &str, more: &str, present: &str) -> Status {
    let text = format!(
        "format: 1\nid: '7'\ntitle: '${{{{ vars.x }}}} is down'\nseverity: P1\nstatus: {state}\nsummary: S\n\
         vars: {{x: Shop}}\nteams: {{a: {{name: A}}, b: {{name: B}}}}\n\
         handoff: {{at: 2026-03-02T10:00:00Z, from: a, to: b, next_checkpoint: 2026-03-02T12:00:00Z}}\n\
         components: [{{id: c, name: C, severity: high, problem: P}}]\n\
         roadmap: [{{id: fix, title: 'Fix ${{{{ vars.x }}}}', takes: 1h, due: 3h}}]\n\
         criteria: [{{id: k, what: K}}, {{id: l, what: L, must: false, waived: {{because: B}}}}]\n{more}\n"
    );
    let loaded = crate::record::decode("test.yaml", text.as_bytes()).unwrap_or_else(|bad| panic!("{:?}", bad.1));
    let facts = Facts::without_evidence(&loaded.record);
    let present = Instant::parse(present).ok();
    Status::of(&loaded.record, &facts, &Evidence::default(), present, |path| path.to_string())
}

const MORE: &str = "deadlines: [{id: d, what: Report, at: 2026-03-02T14:00:00Z}]\n\
     monitoring: {prevention: [{what: Later, by: 30d}, {what: Some day}]}\n\
     next_actions: {b: [{do: Look, by: 1h}, Speak]}";

fn next(status: &Status) -> Option<(&str, String)> {
    status.next.as_ref().map(|next| (next.what.as_str(), next.at.to_string()))
}

#[test]
fn without_a_present_nothing_is_overdue_and_the_first_is_next() {
    let status = status("handed-off", MORE, "");
    assert_eq!(next(&status), Some(("Next checkpoint", "2026-03-02 12:00 UTC".to_owned())));
    assert!(status.overdue.is_empty() && status.actions.iter().all(|action| !action.overdue));
    assert_eq!(status.holder, Some(Team { id: "b".into(), name: "B".into() }));
    assert_eq!((status.title.as_str(), status.acknowledged), ("Shop is down", false));
    assert_eq!(status.criteria, Tally { total: 2, met: 0, waived: 1 });
}

#[test]
fn the_present_tells_what_is_overdue_and_what_is_next() {
    let paths = |at: &str| {
        let status = status("remediating", MORE, at);
        let paths: Vec<String> = status.overdue.iter().map(|overdue| overdue.path.clone()).collect();
        (paths.join(" "), next(&status).map(|(what, _)| what.to_owned()))
    };
    let of = |paths: &str, next: Option<&str>| (paths.to_owned(), next.map(str::to_owned));
    assert_eq!(paths("2026-03-02T11:30:00Z"), of("next_actions.b[0]", Some("Next checkpoint")));
    assert_eq!(
        paths("2026-03-02T13:30:00Z"),
        of("next_actions.b[0] handoff.next_checkpoint roadmap[0]", Some("Report"))
    );
    let all = "next_actions.b[0] handoff.next_checkpoint roadmap[0] deadlines[0]";
    assert_eq!(paths("2026-03-02T15:30:00Z"), of(all, None));
    let fix = status("remediating", MORE, "2026-03-02T15:30:00Z").overdue[2].clone();
    assert_eq!((fix.what.as_str(), fix.at.to_string().as_str()), ("Fix Shop", "2026-03-02 13:00 UTC"));
}

#[test]
fn what_outlives_an_incident_stays_in_the_register() {
    let closed = status("closed", MORE, "2026-05-01T00:00:00Z");
    let found: Vec<_> = closed.overdue.iter().map(|overdue| overdue.what.as_str()).collect();
    assert_eq!((found, closed.is_open()), (vec!["Report", "Later"], false));
    assert_eq!(closed.holder.unwrap().id, "a");
}

#[test]
fn what_is_to_be_done_is_in_order_of_its_time_over_all_incidents() {
    let mut rows = [
        ("z", status("closed", MORE, "2026-03-02T15:00:00Z")),
        ("y", status("remediating", MORE, "2026-03-02T15:00:00Z")),
    ];
    open_first(&mut rows);
    assert_eq!(rows[0].0, "y");
    let order: Vec<_> = actions(&rows).into_iter().map(|(_, action)| (action.what.as_str(), action.overdue)).collect();
    let expected = [
        ("Look", true),
        ("Fix Shop", true),
        ("Report", true),
        ("Report", true),
        ("Later", false),
        ("Later", false),
        ("Some day", false),
        ("Speak", false),
        ("Some day", false),
    ];
    assert_eq!(order, expected);
}
