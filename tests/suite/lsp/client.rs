//! A small editor: starts the server, sends messages, waits for answers, and keeps what it was told.
#![allow(dead_code)]

use std::io::{BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support;

pub struct Client {
    child: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
    next: i64,
    /// What was told without being asked for, oldest first.
    pub told: Vec<Value>,
    pub folder: TempDir,
    version: i64,
    encoding: &'static str,
}

/// A client that counts columns in bytes, and can do all that there is.
pub fn client(files: &[(&str, &str)]) -> Client {
    Client::start(files, "utf-8")
}

impl Client {
    pub fn start(files: &[(&str, &str)], encoding: &'static str) -> Client {
        let mut client = Client::silent(files);
        client.encoding = encoding;
        let capabilities = json!({
            "general": {"positionEncodings": [encoding]},
            "textDocument": {
                "publishDiagnostics": {"relatedInformation": true},
                "completion": {"completionItem": {"snippetSupport": true}},
                "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}},
            },
            "workspace": {"workspaceEdit": {"documentChanges": true}},
        });
        let hello = client.ask("initialize", json!({"processId": null, "rootUri": null, "capabilities": capabilities}));
        assert_eq!(hello["capabilities"]["positionEncoding"], encoding);
        client.say("initialized", json!({}));
        client
    }

    /// Before the hello.
    pub fn silent(files: &[(&str, &str)]) -> Client {
        let folder = support::folder(files);
        let mut command = Command::new(env!("CARGO_BIN_EXE_handoff"));
        command.arg("lsp").current_dir(folder.path()).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let (to, from) = (child.stdin.take(), BufReader::new(child.stdout.take().unwrap()));
        Client { child, to, from, next: 0, told: Vec::new(), folder, version: 0, encoding: "utf-16" }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn address(&self, name: &str) -> String {
        format!("file://{}", self.path(name).display())
    }

    pub fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.send_bytes(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    pub fn send_bytes(&mut self, bytes: &[u8]) {
        let to = self.to.as_mut().unwrap();
        to.write_all(bytes).unwrap();
        to.flush().unwrap();
    }

    pub fn say(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// The whole answer, result or error.
    pub fn ask_for(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let id = self.next;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        self.answer(&json!(id))
    }

    pub fn answer(&mut self, id: &Value) -> Value {
        loop {
            let message = self.receive().expect("the server is gone");
            if message.get("method").is_none() && message["id"] == *id {
                return message;
            }
            self.told.push(message);
        }
    }

    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        let answer = self.ask_for(method, params);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// The next message; `None` when the stream has ended. Anything else on the stream fails the test.
    pub fn receive(&mut self) -> Option<Value> {
        let mut header = Vec::new();
        while !header.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            if self.from.read(&mut byte).unwrap() == 0 {
                assert!(header.is_empty(), "{:?}", String::from_utf8_lossy(&header));
                return None;
            }
            header.push(byte[0]);
        }
        let header = String::from_utf8(header).unwrap();
        let length = header.strip_prefix("Content-Length: ").unwrap_or_else(|| panic!("{header:?}"));
        let mut body = vec![0; length.trim().parse().unwrap()];
        self.from.read_exact(&mut body).unwrap();
        Some(serde_json::from_slice(&body).unwrap())
    }

    /// Opens a file with a text, and waits for what is found in it.
    pub fn open(&mut self, name: &str, text: &str) -> Vec<Value> {
        self.version += 1;
        let item = json!({"uri": self.address(name), "languageId": "yaml", "version": self.version, "text": text});
        self.say("textDocument/didOpen", json!({"textDocument": item}));
        self.found(name)
    }

    /// Sends the whole text anew.
    pub fn change(&mut self, name: &str, text: &str) -> Vec<Value> {
        self.edit(name, json!([{"text": text}]))
    }

    pub fn edit(&mut self, name: &str, changes: Value) -> Vec<Value> {
        self.version += 1;
        let item = json!({"uri": self.address(name), "version": self.version});
        self.say("textDocument/didChange", json!({"textDocument": item, "contentChanges": changes}));
        self.found(name)
    }

    /// Waits for the findings of a file.
    pub fn found(&mut self, name: &str) -> Vec<Value> {
        let address = self.address(name);
        loop {
            let message = self.receive().expect("the server is gone");
            if message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == address.as_str() {
                return message["params"]["diagnostics"].as_array().unwrap().clone();
            }
            self.told.push(message);
        }
    }

    /// Asks about a place, given by the text in which `|` marks it.
    pub fn ask_at(&mut self, method: &str, name: &str, marked: &str, more: Value) -> Value {
        let answer = self.ask_for_at(method, name, marked, more);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    pub fn ask_for_at(&mut self, method: &str, name: &str, marked: &str, more: Value) -> Value {
        let mut params = json!({"textDocument": {"uri": self.address(name)}, "position": self.mark(marked)});
        params.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
        self.ask_for(method, params)
    }

    /// The position of the mark in a text, `‸`, or `|` in one that holds no other.
    pub fn mark(&self, marked: &str) -> Value {
        self.position(marked, marked.find('‸').or_else(|| marked.find('|')).expect("a mark"))
    }

    pub fn position(&self, text: &str, offset: usize) -> Value {
        let before = &text[..offset];
        let line = before.rsplit('\n').next().unwrap();
        let character: usize = match self.encoding {
            "utf-8" => line.len(),
            "utf-16" => line.chars().map(char::len_utf16).sum(),
            _ => line.chars().count(),
        };
        json!({"line": before.matches('\n').count(), "character": character})
    }

    /// The text of a range, in the units of the encoding.
    pub fn slice<'t>(&self, text: &'t str, range: &Value) -> &'t str {
        &text[self.offset(text, &range["start"])..self.offset(text, &range["end"])]
    }

    pub fn offset(&self, text: &str, position: &Value) -> usize {
        let line: usize =
            text.split_inclusive('\n').take(position["line"].as_u64().unwrap() as usize).map(str::len).sum();
        let mut left = position["character"].as_u64().unwrap() as usize;
        let mut at = line;
        for c in text[line..].chars() {
            if left == 0 {
                break;
            }
            left -= match self.encoding {
                "utf-8" => c.len_utf8(),
                "utf-16" => c.len_utf16(),
                _ => 1,
            };
            at += c.len_utf8();
        }
        at
    }

    /// A text after edits, as an editor makes them.
    pub fn edited(&self, text: &str, edits: &Value) -> String {
        let mut edits: Vec<(usize, usize, &str)> = edits
            .as_array()
            .unwrap()
            .iter()
            .map(|edit| {
                let range = &edit["range"];
                let new = edit["newText"].as_str().unwrap();
                (self.offset(text, &range["start"]), self.offset(text, &range["end"]), new)
            })
            .collect();
        edits.sort();
        let mut out = text.to_owned();
        for (start, end, new) in edits.into_iter().rev() {
            out.replace_range(start..end, new);
        }
        out
    }

    /// Ends the conversation properly.
    pub fn leave(mut self) {
        self.ask("shutdown", Value::Null);
        self.say("exit", Value::Null);
        assert_eq!(self.end(), (0, String::new()));
    }

    /// Closes the stream; the exit status and what stands on standard error.
    pub fn end(&mut self) -> (i32, String) {
        self.to = None;
        while self.receive().is_some() {}
        let mut errors = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
        (self.child.wait().unwrap().code().expect("no signal"), errors)
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

/// The record of a committed incident.
pub fn committed(path: &str) -> String {
    std::fs::read_to_string(support::repository(path)).unwrap()
}

pub fn hover_text(hover: &Value) -> &str {
    hover["contents"]["value"].as_str().unwrap_or_default()
}

pub fn rules(found: &[Value]) -> Vec<&str> {
    found.iter().map(|one| one["code"].as_str().unwrap()).collect()
}
