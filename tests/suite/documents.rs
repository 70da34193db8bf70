//! Every field of the record stands in the document that answers for it, also when documents are
//! left out.

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

const RECORD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/documents/every-field.yaml");

/// By the letter that stands for them in the record's words.
const DOCUMENTS: [(char, &str); 9] = [
    ('R', "README.md"),
    ('H', "handoff.md"),
    ('M', "roadmap.md"),
    ('B', "business-impact.md"),
    ('V', "validation.md"),
    ('S', "success-criteria.md"),
    ('F', "five-whys.md"),
    ('I', "issue-update.md"),
    ('P', "post-mortem.md"),
];

/// What is no text: the document and a part of a line that shows it.
const TYPED: [(char, &str); 110] = [
    ('R', "**P1, "),
    ('R', "Status: remediating"),
    ('R', "Handed off 2031-01-02 06:00 +01:00"),
    ('R', "acknowledged 2031-01-02 06:07 +01:00"),
    ('R', "Next checkpoint: **Thu 2031-01-02 08:11 +01:00"),
    ('R', "after 6 h 6 min"),
    ('R', "Revenue at risk: €372K a year"),
    ('R', "Tests passing: 3/13 (23%), expected after the repair 13/13 (100%)"),
    ('R', "by Thu 2031-01-02 11:17 +01:00; check: [c-auto](success-criteria.md#check-c-auto)"),
    ('R', "| complete |"),
    ('R', "Closed 2031-06-01 by QRHqCloser"),
    ('R', "Handed back 2031-01-05 06:08 +01:00 by QRHqReturner, taken back 2031-01-06 06:09 +01:00"),
    ('R', "2031-01-03 05:14 +01:00 (26 h after detected), met 2031-01-02 11:11 +01:00"),
    ('R', "QRqDeadlineTwo: **"),
    ('R', "17/53 (32%), 2031-01-02 07:57 +01:00"),
    ('R', "**done** 2031-01-02 11:18 +01:00"),
    ('R', "Before the first handoff: QRHVSqSender"),
    ('H', "- 2031-01-02 04:44 +01:00: QHPqDecided"),
    ('H', "- 2031-01-02 04:04 +01:00, **failed**: QHPqTried"),
    ('H', "QHqAnswer (QHqAnswerBy, 2031-01-03 13:13 +01:00)"),
    ('H', "QHPqAskMayStay (may stay open)"),
    ('H', "since 2031-01-02 05:15 +01:00"),
    ('H', "Only after ["),
    ('H', "QHqTemporaryOver; ended 2031-01-04"),
    ('H', "- [x] QHqReturnWhat; delivered 2031-01-05: `QHqReturnEvidence`"),
    ('M', "not before Thu 2031-01-02 11:00 +01:00 (5 h after the handoff)"),
    ('M', "**done** 2031-01-02 12:13 +01:00, started 2031-01-02 11:30 +01:00"),
    ('M', "- [x] QMqTaskDo; QHMqThird; 19 min; done 2031-01-02 06:29 +01:00"),
    ('M', "Only if: QMqOnlyIf"),
    ('B', "| 2031-01-02 10:01 +01:00 |"),
    ('V', "**Done** 2031-01-07: QVqStepDo"),
    ('V', "| 6 min |"),
    ('S', "Must pass at every try for 11 min, 10 s apart"),
    ('S', "**Waived** 2031-01-03 by QSqWaivedBy, until 2031-09-09: QSqWaived"),
    ('P', ": **planned**; QHMqThird"),
    ('H', "Handed off 2031-01-02 06:00 +01:00"),
    ('H', "; acknowledged 2031-01-02 06:07 +01:00"),
    ('H', "; next checkpoint **Thu 2031-01-02 08:11 +01:00"),
    ('H', "QHqTemporary; until **Mon 2031-02-03**"),
    ('H', "until **Tue 2031-02-04 00:00 +01:00**"),
    ('H', "- 2031-01-02 03:04 +01:00, **started**"),
    ('H', "- ~2031-01-02 03:14 +01:00, **detected**"),
    ('H', "- 2031-01-02 05:14 +01:00, **mitigated**"),
    ('H', "- 2031-01-02 09:10 +01:00, **service restored**"),
    ('H', "Time to detect: ~10 min"),
    ('H', "Time to mitigate: 2 h 10 min"),
    ('H', "71%: QHPqCauseOne"),
    ('H', "29%: QHPqCauseTwo"),
    ('H', "Critical, degraded; owner QHMqThird"),
    ('H', "| unknown | P2 |"),
    ('H', "latest start of the phase “QMqPhaseThree”"),
    ('H', "(after 2 h): QHqEscalation; tell QHMqThird, QHqNotify"),
    ('H', "every 2 h"),
    ('H', "2031-01-02 06:17 +01:00"),
    ('H', "Check: [c-auto](success-criteria.md#check-c-auto), [c-manual](success-criteria.md#check-c-manual)"),
    ('M', "QRHSqReceiver and QHMqThird, 2–4 h (6–8 h of work)"),
    ('M', "due Tue 2031-03-04"),
    ('M', "Starts at once"),
    ('M', "After [QMqPhase](#phase-one), [QHMqPhaseTwo](#phase-two)"),
    ('M', "A stop-gap, no repair"),
    ('M', "(#remedy-fix-two)"),
    ('M', "to 4-9 things"),
    ('M', "Verify: [c-auto](success-criteria.md#check-c-auto), [c-manual](success-criteria.md#check-c-manual)"),
    ('P', "; by Fri 2031-01-31 (29 d after the handoff); mitigate"),
    ('B', "**P1, "),
    ('B', "| €240K | 51% | critical |"),
    ('B', "| €132K |"),
    ('B', "| ~5003 projects | €13K | none |"),
    ('B', "QBqDelay: 2 w"),
    ('B', "7 people, €861K a year"),
    ('B', "Loss: 94%, QBqBasis"),
    ('B', "| 95% |"),
    ('B', "| 96% | 1% | 92% |"),
    ('B', "| high | 89% |"),
    ('B', "| 88% |"),
    ('B', "| 25–49 h |"),
    ('B', "| 69% | medium |"),
    ('B', "(internal)"),
    ('B', "0 h to 13 h"),
    ('B', "13 h and later"),
    ('B', "| Thu 11:00–17:00 (5–11 h) |"),
    ('B', "| €372K | above €100K | yes |"),
    ('B', "| 55% | below 90% | yes |"),
    ('B', "Repair effort: 6–9 h of work, €2K"),
    ('B', "a year of the revenue at risk is 186 times that cost"),
    ('B', "| 40–80 h | €23K | no |"),
    ('V', "QHMqThird, 33 min"),
    ('V', "QVqWhen (QHMqThird)"),
    ('V', "| unit | 3/13 | 13/13 |"),
    ('V', "(not in the total) | e2e | 1/2 | 2/2 |"),
    ('V', "| above 39 s, abort |"),
    ('V', "| below 8 events |"),
    ('V', "every 3 d"),
    ('P', "Due Sun 2031-01-05 09:10 +01:00, within 3 d of the end of the outage: QHMqThird"),
    ('S', "3 to 17 things"),
    ('S', "`QSqIs`, not `QSqNotOne` or `QSqNotTwo`"),
    ('S', "`/state` of the JSON output is `\"QSqJson\"`"),
    ('S', "Answers within 37 s"),
    (
        'S',
        "Exit status 3, output is one number, at least 3 pods and more than 2 pods and at most 43 pods and less than 47 pods",
    ),
    ('S', "`/QSqPools/*/free` of the JSON output is at least 53"),
    ('S', "Time-out: 61 s"),
    ('S', "Up to 5 attempts, 31 s apart"),
    ('S', "Never runs beside another serial check"),
    ('S', "Changes something"),
    ('S', "Exit status 3"),
    ('S', "**at most 41 s**<a id"),
    ('S', "**at least 7 events**"),
    ('S', "**5 events**"),
    ('S', "## Optional"),
    ('S', "QSqRequirementTwo × 2 things is at most 35 things"),
];

/// Renders the record in a folder of its own, with a `handoff.toml` there.
fn rendered(name: &str, config: &str) -> (PathBuf, String) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    fs::copy(RECORD, folder.join("incident.yaml")).unwrap();
    fs::write(folder.join("handoff.toml"), config).unwrap();
    let output =
        Command::new(env!("CARGO_BIN_EXE_handoff")).args(["render", "incident.yaml"]).current_dir(&folder).output();
    let output = output.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    (folder, fs::read_to_string(RECORD).unwrap())
}

/// The words `Q…q…` of a record, with the letters of their documents.
fn words(record: &str) -> Vec<(&str, &str)> {
    let body = record.lines().filter(|line| !line.starts_with('#'));
    let words = body.flat_map(|line| line.split(|c: char| !c.is_ascii_alphanumeric()));
    words.filter_map(|word| Some((word, word.strip_prefix('Q')?.split_once('q')?.0))).collect()
}

#[test]
fn every_field_is_shown_where_its_reader_looks() {
    let (folder, record) = rendered("every-field", "");
    let texts: HashMap<char, String> =
        DOCUMENTS.into_iter().map(|(letter, name)| (letter, fs::read_to_string(folder.join(name)).unwrap())).collect();
    let words = words(&record);
    assert!(words.len() > 150, "only {} words", words.len());
    let of_text = words.iter().flat_map(|(word, letters)| letters.chars().map(move |letter| (letter, *word)));
    let missing: Vec<(char, &str)> =
        of_text.chain(TYPED).filter(|(letter, shown)| !texts[letter].contains(shown)).collect();
    assert!(missing.is_empty(), "not shown: {missing:#?}");
}

#[test]
fn any_document_but_the_front_page_can_be_left_out() {
    let names = DOCUMENTS.into_iter().map(|(_, name)| name).chain(["health-check.sh"]);
    for name in names.filter(|name| *name != "README.md") {
        let (folder, _) = rendered(&format!("without-{name}"), &format!("[render]\nskip = [\"{name}\"]\n"));
        assert!(!folder.join(name).exists());
    }
}
