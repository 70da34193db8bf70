//! Names that exist and names that do not, in every place of a template where one can stand.

use super::{Text, unknown_names};
use crate::render::context::all_names;
use crate::render::documents::BUILT_IN;

/// The places and messages of what is wrong, with these partials beside the template.
fn faults(text: &str, others: &[(&str, &str)]) -> Vec<String> {
    let known = |name: &str| others.iter().find(|(of, _)| *of == name).map(|&(name, text)| Text { name, text });
    let names = all_names(&["call-sheet.md".to_owned()]);
    let reports = unknown_names(&names, &[Text { name: "t", text }], &known);
    let short = |report: String| {
        let mut lines = report.lines();
        let message = lines.next().unwrap_or_default().trim_start_matches("error: there is no ").to_owned();
        format!("{} {message}", lines.next().unwrap_or_default().trim_start_matches([' ', '-', '>']))
    };
    reports.into_iter().map(short).collect()
}

/// The first red test of this room: `handoff.md.tera` once asked for a name that never was.
#[test]
fn built_in_templates_use_names_that_exist() {
    let names = all_names(&[]);
    let texts: Vec<Text> = BUILT_IN.iter().map(|of| Text { name: of.name, text: of.template }).collect();
    let unknown = unknown_names(&names, &texts, &|_| None);
    assert!(unknown.is_empty(), "{}", unknown.join("\n"));
}

#[test]
fn names_that_exist_pass_wherever_they_stand() {
    let sound = [
        "{{ incident.title }} {{ facts.criteria.by_phase.fix.total }} {{ facts['revenue_at_risk'] }} {{ document }}",
        "{% if incident.environment and not incident.ended or has.five_whys == has.call_sheet %}{% endif %}",
        "{% for phase in incident.roadmap %}{{ loop.index }} {{ phase.title }} {{ phase.criteria[0].met }}\
         {% for task in phase.tasks or [] %}{{ task.do }}{{ task }}{% endfor %}{% endfor %}",
        "{% for id, team in teams %}{{ id }} {{ team.lead }}{% endfor %}",
        "{% for entry in actions.all %}{% for action in entry.actions %}{{ action.by }}{% endfor %}{% endfor %}",
        "{{ [check.run for check in incident.checks or [] if check.manual is not defined] | length }}",
        "{% set proving = [check for check in incident.checks if check.proves] %}{{ proving[0].expects | join(sep=', ') }}",
        "{% set x = incident.impact or {} %}{% block a %}{{ x.revenue | table(columns=[\"A = what\", \"B = yearly\"]) }}{% endblock %}",
        "{% set x %}text {{ incident.id }}{% endset %}{{ x | upper }}",
        "{% for a in incident.criteria %}{% if later is defined %}{{ later }}{% endif %}{% set_global later = a.id %}{% endfor %}",
        "{{ (incident.criteria | first).met }} {{ incident.criteria[1:2] | last }}",
        "{% set c = incident.criteria | reverse | first %}{{ c.what }}",
        "{{ incident.components[0].diagnosis[0].check.found }} {{ checks.pool.run }} {{ links.check.pool.label }}",
        "{# {{ nothing }} #}{% raw %}{{ nothing }}{% endraw %}{{ '{{ nothing }}' }}",
        "{% component card(title: string, ...rest) %}{{ title }} {{ rest }} {{ body }}{% endcomponent %}\
         {{ <card title={incident.title} /> }}",
        "{{ progress[['handback'] | first].total }} {{ {'a': incident.id} | get(key='a') }}",
        "{{ incident.title if incident.started else facts.duration_total }} {{ range(end=3) }}",
        "{% filter upper %}{{ incident.id }}{% endfilter %} {{ -progress.failed }} {{ 'a' ~ incident.id in ['x'] }}",
    ];
    for text in sound {
        assert!(faults(text, &[]).is_empty(), "{text}: {:?}", faults(text, &[]));
    }
}

#[test]
fn names_that_do_not_exist_are_found_wherever_they_stand() {
    let wrong = [
        ("\n {{ incident.titel }}", "t:2:14 `titel` in `incident`; did you mean `title`?"),
        ("{% if has_whys %}{% endif %}", "t:1:7 `has_whys`; did you mean `has`?"),
        (
            "{% if true %}{% elif incident.imact.revenue %}{% endif %}",
            "t:1:31 `imact` in `incident`; did you mean `impact`?",
        ),
        ("{% if false and nothing is defined %}{% endif %}", "t:1:17 `nothing`"),
        ("{{ incident.id or nothing }}", "t:1:19 `nothing`"),
        ("{{ nothing or incident.id }}", "t:1:4 `nothing`"),
        (
            "{% for phase in incident.roadmap %}{{ phase.titel }}{% endfor %}",
            "t:1:45 `titel` in `phase`; did you mean `title`?",
        ),
        ("{% for phase in incident.roadmap %}{% endfor %}{{ phase.title }}", "t:1:51 `phase`; did you mean `has`?"),
        ("{{ loop.index }}", "t:1:4 `loop`"),
        (
            "{% for c in incident.roadmap[0].criteria %}{{ c.mett }}{% endfor %}",
            "t:1:49 `mett` in `c`; did you mean `met`?",
        ),
        ("{{ incident['titel'] }}", "t:1:14 `titel` in `incident`; did you mean `title`?"),
        ("{{ incident.title.length }}", "t:1:19 `length` in `incident.title`"),
        ("{{ facts.criteria.totl }}", "t:1:19 `totl` in `facts.criteria`; did you mean `total`?"),
        ("{{ has.roadmapp }}", "t:1:8 `roadmapp` in `has`; did you mean `roadmap`?"),
        ("{{ teams.shop.led }}", "t:1:15 `led` in `teams.shop`; did you mean `lead`?"),
        ("{{ [c for c in incident.checks if c.manul] }}", "t:1:37 `manul` in `c`; did you mean `manual`?"),
        ("{{ [c.whatt for c in incident.checks] }}", "t:1:7 `whatt` in `c`; did you mean `what`?"),
        ("{% set c = incident.criteria | first %}{{ c.mett }}", "t:1:45 `mett` in `c`; did you mean `met`?"),
        (
            "{{ incident.tests | table(columns=[\"A = name\", \"B =  nam | team\"]) }}",
            "t:1:54 `nam` in `the rows of the table`; did you mean `name`?",
        ),
        ("{{ incident.id | link(to=\"phse\") }}", "t:1:27 `phse` in `links`; did you mean `phase`?"),
        ("{{ incident.id | default(value=nothing) }}", "t:1:32 `nothing`"),
        ("{{ incident[nothing] }}", "t:1:13 `nothing`"),
        ("{% set x = nothing %}", "t:1:12 `nothing`"),
        ("{{ incident?.titel }}", "t:1:14 `titel` in `incident`; did you mean `title`?"),
        ("{% component card(a) %}{{ incident.id }}{% endcomponent %}", "t:1:27 `incident`"),
        ("{% component card(a) %}{{ a }}{% endcomponent %}{{ <card a={nothing} /> }}", "t:1:61 `nothing`"),
        ("{{ 'x' if nothing else 'y' }}", "t:1:11 `nothing`"),
        ("é {{ incident.id }}{{ nothing }}", "t:1:23 `nothing`"),
    ];
    let other: Vec<_> = wrong
        .into_iter()
        .map(|(text, told)| (text, faults(text, &[]).join(" and "), told))
        .filter(|(_, found, told)| found != told)
        .collect();
    assert!(other.is_empty(), "template, found, expected: {other:#?}");
}

#[test]
fn partials_and_parents_share_names() {
    let partial = [("_row.tera", "{{ phase.title }} {{ phase.titel }}")];
    let looped = "{% for phase in incident.roadmap %}{% include \"_row.tera\" %}{% endfor %}";
    assert_eq!(faults(looped, &partial), ["_row.tera:1:28 `titel` in `phase`; did you mean `title`?"]);
    assert_eq!(faults("{% include \"_row.tera\" %}", &partial).len(), 2, "no phase here");
    let parent = [("p", "{% set x = incident.impact or {} %}{% block a %}{% endblock %}{{ gone }}")];
    let child = "{% extends \"p\" %}{% block a %}{{ x.revenue }}{{ x.revnue }}{% endblock %}";
    assert_eq!(faults(child, &parent), ["t:1:51 `revnue` in `x`; did you mean `revenue`?"]);
    let itself = [("t", "{% include \"t\" %}")];
    assert!(faults("{% include \"t\" %}", &itself).is_empty(), "it ends");
}

#[test]
fn a_report_shows_the_line() {
    let names = all_names(&[]);
    let text = "# A\n\n\ttext {{ incident.titel }}\n";
    let reports = unknown_names(&names, &[Text { name: "roadmap.md.tera", text }], &|_| None);
    assert_eq!(
        reports,
        ["error: there is no `titel` in `incident`; did you mean `title`?\n --> roadmap.md.tera:3:19\n  |\n\
          3 |  text {{ incident.titel }}\n  |                   ^^^^^\n  = `handoff templates names` lists every name"]
    );
}

proptest::proptest! {
    /// Whatever stands in a template, reading it ends and does not panic.
    #[test]
    fn any_text_is_read(text in "(\\{\\{|\\}\\}|\\{%|%\\}|[ a-z.\\[\\]|(){}<>'\",:#é-]|if |for |in |set ){0,40}") {
        faults(&text, &[]);
    }
}
