//! How a conversation begins and ends, and what is said to those who do not keep to it.

use serde_json::{Value, json};

use super::client::{Client, client, committed};
use crate::support::MINIMAL;

const FILE: &str = "incident.yaml";

#[test]
fn it_ends_as_the_protocol_has_it() {
    client(&[]).leave();
    // Gone without a word: standard input ends, or `exit` without `shutdown`.
    let mut gone = client(&[]);
    assert_eq!(gone.end(), (1, String::new()));
    let mut rude = client(&[]);
    rude.say("exit", Value::Null);
    assert_eq!(rude.end(), (1, String::new()));
    let mut late = client(&[]);
    late.ask("shutdown", Value::Null);
    let error = &late.ask_for("textDocument/hover", json!({}))["error"];
    assert_eq!(error["code"], -32600);
    assert_eq!(late.end(), (0, String::new()));
}

#[test]
fn what_cannot_be_understood_is_answered_and_passed_over() {
    let mut client = Client::silent(&[]);
    let early = client.ask_for("textDocument/hover", json!({}));
    assert_eq!(early["error"]["code"], -32002);
    client.ask("initialize", json!({"capabilities": {"general": {"positionEncodings": 7}, "x": [1, {}]}}));
    assert_eq!(client.ask_for("initialize", json!({"capabilities": {}}))["error"]["code"], -32600);
    assert_eq!(client.ask_for("textDocument/formatting", json!({}))["error"]["code"], -32601);
    assert_eq!(client.ask_for("textDocument/hover", json!({"position": []}))["error"]["code"], -32602);
    client.say("$/setTrace", json!({"value": "off"}));
    client.say("textDocument/didChange", json!("nonsense"));
    client.say("textDocument/didOpen", json!({"textDocument": {}}));
    client.send_bytes(b"Content-Length: 3\r\n\r\n{x}");
    assert_eq!(client.answer(&Value::Null)["error"]["code"], -32700);
    client.send_bytes(b"Content-Length: 2\r\n\r\n[]");
    assert_eq!(client.answer(&Value::Null)["error"]["code"], -32600);
    let unknown =
        json!({"textDocument": {"uri": "file:///nowhere/incident.yaml"}, "position": {"line": 1, "character": 1}});
    assert_eq!(client.ask("textDocument/hover", unknown), Value::Null);
    // An answer that was not asked for.
    client.send(&json!({"jsonrpc": "2.0", "id": 99, "result": null}));
    client.leave();
}

#[test]
fn a_stream_of_something_else_ends_it() {
    for bytes in ["GET / HTTP/1.1\r\n\r\n", "Content-Length: 99999999999999999\r\n\r\n"] {
        let mut client = client(&[]);
        client.send_bytes(bytes.as_bytes());
        let (code, errors) = client.end();
        assert!(code == 2 && errors.starts_with("error: the editor cannot be understood"), "{code}: {errors}");
    }
}

/// Requests that wait in the stream together with their cancellation are not worked on.
#[test]
fn a_cancelled_request_is_answered_as_such() {
    let mut client = client(&[]);
    client.open(FILE, &committed("incidents/1278/incident.yaml"));
    let frame = |message: Value| format!("Content-Length: {}\r\n\r\n{message}", message.to_string().len());
    let hover = |id: i64| {
        let place = json!({"textDocument": {"uri": "x"}, "position": {"line": 0, "character": 0}});
        frame(json!({"jsonrpc": "2.0", "id": id, "method": "textDocument/hover", "params": place}))
    };
    let cancel = frame(json!({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 70}}));
    client.send_bytes((hover(70) + &hover(71) + &cancel).as_bytes());
    assert_eq!(client.answer(&json!(70))["error"]["code"], -32800);
    assert_eq!(client.answer(&json!(71))["result"], Value::Null);
    // One that was answered long ago is not answered again.
    client.send_bytes(cancel.as_bytes());
    client.leave();
}

#[test]
fn files_that_are_no_records_are_left_alone() {
    let skipping = "[records]\nskip = [\"old/**\"]\n";
    let mut client = client(&[("handoff.toml", skipping), (".git/HEAD", ""), ("old/x/incident.yaml", MINIMAL)]);
    let broken = "format: 2\n";
    for name in ["compose.yaml", "old/x/incident.yaml"] {
        let item = json!({"uri": client.address(name), "languageId": "yaml", "version": 1, "text": broken});
        client.say("textDocument/didOpen", json!({"textDocument": item}));
        assert_eq!(client.ask_at("textDocument/hover", name, "for|mat: 2\n", json!({})), Value::Null);
    }
    assert!(!client.open("new/incident.yaml", broken).is_empty(), "its folder need not be there yet");
    // A record by another name is known by how it begins.
    let other = MINIMAL.replace("severity: ", "severity: X");
    assert!(!client.open("postmortem.yaml", &other).is_empty());
    assert_eq!(client.told, Vec::<Value>::new(), "of the others nothing is said");
    // An editor may call a text that is not saved whatever it likes.
    let item = json!({"uri": "untitled:Untitled-1", "languageId": "yaml", "version": 1, "text": other});
    client.say("textDocument/didOpen", json!({"textDocument": item}));
    let at = client.receive().unwrap();
    assert_eq!(at["params"]["uri"], "untitled:Untitled-1");
    assert!(!at["params"]["diagnostics"].as_array().unwrap().is_empty());
    client.leave();
}

#[test]
fn closing_takes_the_findings_away() {
    let mut client = client(&[]);
    assert!(!client.open(FILE, "format: 2\n").is_empty());
    client.say("textDocument/didClose", json!({"textDocument": {"uri": client.address(FILE)}}));
    assert!(client.found(FILE).is_empty());
    client.leave();
}
