//! What holds for every record and every place in it: the table of references is that of the model, and nothing that
//! a client sends makes the server fall over.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::kind::{DEFINITIONS, Kind, LIMIT, Takes, USES, used};
use super::{Beside, RequestObject, Server, World};
use crate::evidence::Evidence;
use crate::record::fields::{self, plain};
use crate::record::{FieldPath, Segment, decode};

const RECORDS: [&str; 4] = [
    include_str!("../../tests/documents/every-field.yaml"),
    include_str!("../../incidents/1278/incident.yaml"),
    include_str!("../../incidents/2020-02-29-caa-recheck/incident.yaml"),
    include_str!("../../tests/packages/proven/incident.yaml"),
];

/// A path without positions, and with `*` for the keys that the record chooses.
fn field(path: &FieldPath) -> String {
    path.0.iter().fold(String::new(), |field, segment| match segment {
        Segment::Index(_) => field,
        Segment::Key(_) if super::kind::chosen(&field) => format!("{field}.*"),
        Segment::Key(key) if field.is_empty() => key.to_string(),
        Segment::Key(key) => format!("{field}.{key}"),
    })
}

/// Every reference of the model is one of the table, of the same kind.
#[test]
fn the_table_knows_every_reference() {
    let mut seen = std::collections::BTreeSet::new();
    for record in RECORDS {
        let loaded = decode("x", record.as_bytes()).unwrap_or_else(|wrong| panic!("{:?}", wrong.1));
        loaded.shape().walk(&mut |path, kind, _| {
            let Some(what) = kind.strip_prefix("ref:") else { return };
            let field = field(path);
            let (kinds, takes) = used(&field).unwrap_or_else(|| panic!("no row for {field}"));
            let words: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
            assert_eq!((words.join(" or ").as_str(), takes), (what, Takes::Id), "{field}");
            seen.insert(field);
        });
    }
    let strict = USES.iter().filter(|(name, _, takes)| *takes == Takes::Id && !name.ends_with('*'));
    let unseen: Vec<&str> = strict.map(|(name, ..)| *name).filter(|name| !seen.contains(*name)).collect();
    assert!(unseen.is_empty(), "no record of the tests shows that these are references: {unseen:?}");
}

/// No row speaks of a field that is gone.
#[test]
fn the_table_names_fields_of_the_format() {
    let known: Vec<String> = fields::all().into_iter().map(|field| plain(&field.path)).collect();
    for name in USES.iter().map(|(name, ..)| *name).chain(DEFINITIONS.iter().map(|(name, _)| *name)) {
        assert!(known.contains(&plain(name)), "{name}");
    }
    assert_eq!(LIMIT, Kind::Target.rivals());
}

struct Nothing;

impl World for Nothing {
    fn is_record(&self, _: &str, _: &str) -> bool {
        true
    }
    fn beside(&self, _: &str) -> Beside {
        Beside { evidence: Some(Evidence::default()), ..Beside::default() }
    }
    fn evidence_file(&self, _: &str) -> Option<(String, String)> {
        Some(("file:///evidence.yaml".into(), include_str!("../../tests/packages/proven/evidence.yaml").into()))
    }
    fn field_page(&self, field: &str) -> Option<String> {
        Some(field.to_owned())
    }
}

fn message(value: Value) -> RequestObject {
    serde_json::from_value(value).unwrap()
}

fn hello(server: &mut Server, encoding: &str) {
    let capabilities = json!({
        "general": {"positionEncodings": [encoding]},
        "textDocument": {
            "publishDiagnostics": {"relatedInformation": true},
            "codeAction": {"codeActionLiteralSupport": {}},
        },
    });
    let params = json!({"processId": null, "rootUri": null, "capabilities": capabilities});
    server.take_all(vec![message(json!({"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": params}))]);
}

const DOCUMENT: &str = "file:///incident.yaml";

/// Everything that can be asked of a place.
fn questions(line: u32, character: u32) -> Vec<RequestObject> {
    let position = json!({"line": line, "character": character});
    let document = json!({"uri": DOCUMENT});
    let of = |method: &str, more: Value| {
        let mut params = json!({"textDocument": document, "position": position});
        params.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
        message(json!({"jsonrpc": "2.0", "id": method, "method": format!("textDocument/{method}"), "params": params}))
    };
    let range = json!({"start": position, "end": {"line": line + 3, "character": 0}});
    vec![
        of("hover", json!({})),
        of("completion", json!({})),
        of("definition", json!({})),
        of("references", json!({"context": {"includeDeclaration": true}})),
        of("documentHighlight", json!({})),
        of("prepareRename", json!({})),
        of("rename", json!({"newName": "another-name"})),
        of("codeAction", json!({"range": range, "context": {"diagnostics": []}})),
        of("documentSymbol", json!({})),
    ]
}

/// What people and other programs type, and what they might.
fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("\n".to_owned()),
        Just("\r\n".to_owned()),
        Just("\r".to_owned()),
        Just("${{".to_owned()),
        Just("${{ facts.".to_owned()),
        Just("}}".to_owned()),
        Just("\n  - ".to_owned()),
        Just("- {id: ".to_owned()),
        Just("[".to_owned()),
        Just("\"".to_owned()),
        Just("'".to_owned()),
        Just(": ".to_owned()),
        Just(" #".to_owned()),
        Just("\t".to_owned()),
        Just("&a ".to_owned()),
        Just("*a ".to_owned()),
        Just("!x ".to_owned()),
        Just("|\n".to_owned()),
        Just("é𝄞\u{feff}\u{85}\u{2028}\0".to_owned()),
        Just("<<<<<<< HEAD\n=======\n>>>>>>> x\n".to_owned()),
        "[a-z:#{}\\[\\]\"' \n-]{0,6}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Each request gets one answer, every place is inside of the text, whatever is typed wherever.
    #[test]
    fn every_place_of_every_text_is_answered(
        which in 0usize..RECORDS.len(),
        encoding in prop::sample::select(vec!["utf-8", "utf-16", "utf-32"]),
        crlf in any::<bool>(),
        edits in prop::collection::vec((0u32..2000, 0u32..130, 0u32..3, 0u32..40, typed()), 1..6),
    ) {
        let mut server = Server::new(&Nothing);
        hello(&mut server, encoding);
        let mut text = RECORDS[which].to_owned();
        let lines = text.lines().count() as u32;
        if crlf {
            text = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        }
        let item = json!({"uri": DOCUMENT, "languageId": "yaml", "version": 1, "text": text});
        server.take_all(vec![message(json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": item}}))]);
        for (line, character, more_lines, more, new) in edits {
            let line = line % lines;
            let range = json!({"start": {"line": line, "character": character}, "end": {"line": line + more_lines, "character": more}});
            let changes = json!([{"range": range, "text": new}]);
            let params = json!({"textDocument": {"uri": DOCUMENT, "version": 2}, "contentChanges": changes});
            let told = server.take_all(vec![message(json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": params}))]);
            prop_assert_eq!(told.len(), 1);
            for asked in [questions(line, character + 2), questions(line + more_lines, 9999)] {
                let count = asked.len();
                let answers = server.take_all(asked);
                prop_assert_eq!(answers.len(), count);
                for answer in answers {
                    let answer = serde_json::to_value(&answer).unwrap();
                    prop_assert!(answer.get("result").is_some() || answer["error"]["code"] == -32803, "{answer}");
                }
            }
        }
    }
}
