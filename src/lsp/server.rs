//! The server as a machine: a message goes in, messages come out. It holds the open files, and asks the
//! [`World`] for what lies beside them.

use std::collections::{BTreeMap, BTreeSet};

use gen_lsp_types::json_rpc::{Id, RequestObject, ResponseObject};
use gen_lsp_types::{
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, ErrorCodes, InitializeRequest,
    PublishDiagnosticsNotification, PublishDiagnosticsParams, RegistrationParams, RegistrationRequest, Request,
    ShutdownRequest, TextDocumentContentChangeEvent, Uri,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::capabilities::{capabilities, watched};
use super::client::Client;
use super::document::Document;
use super::findings;
use super::message::{Outgoing, Refusal, answer, say};
use super::questions;
use super::text::Text;
use super::workspace::Workspace;
use super::world::World;

/// Where the conversation is.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    /// Before the hello.
    New,
    Running,
    /// The client said that it will go.
    Leaving,
}

pub struct Server<'w> {
    space: Workspace<'w>,
    stage: Stage,
    end: Option<bool>,
    /// Those whose findings are to be told anew.
    changed: BTreeSet<String>,
    /// The files of which something was told, by the record that it was told for: itself, and those beside it.
    told: BTreeMap<String, Vec<String>>,
}

impl<'w> Server<'w> {
    pub fn new(world: &'w dyn World) -> Server<'w> {
        Server {
            space: Workspace { world, client: Client::of(&Value::Null), documents: BTreeMap::new() },
            stage: Stage::New,
            end: None,
            changed: BTreeSet::new(),
            told: BTreeMap::new(),
        }
    }

    /// Set when the client has gone: whether it said so before.
    pub fn end(&self) -> Option<bool> {
        self.end
    }

    /// Whether the client said that it will go.
    pub fn is_leaving(&self) -> bool {
        self.stage == Stage::Leaving
    }

    /// Takes the messages that came together: a request that another of them cancels is not worked on.
    pub fn take_all(&mut self, messages: Vec<RequestObject>) -> Vec<Outgoing> {
        let cancelled = |message: &RequestObject| match message.method() {
            "$/cancelRequest" => message.params().and_then(|params| read::<Id>(params.get("id")?.clone())),
            _ => None,
        };
        let gone: Vec<(usize, Id)> =
            messages.iter().enumerate().filter_map(|(at, message)| Some((at, cancelled(message)?))).collect();
        let mut said = Vec::new();
        for (at, message) in messages.into_iter().enumerate() {
            if self.end.is_some() {
                break;
            }
            match message.id() {
                Some(id) if gone.iter().any(|(later, gone)| *later > at && gone == id) => {
                    said.push(Refusal::cancelled().to(id.clone()));
                }
                _ => said.extend(self.take(message)),
            }
        }
        said.extend(self.settle());
        said
    }

    /// Takes a message; what it asks for is answered.
    fn take(&mut self, message: RequestObject) -> Option<Outgoing> {
        let (method, id, params) = message.into_parts();
        match id {
            // An answer to what we asked has no method.
            Some(_) if method.is_empty() => None,
            Some(id) => Some(self.request(&method, id, params)),
            None if method == "initialized" && self.stage == Stage::Running && self.space.client.watches => {
                let asked = RequestObject::from_request::<RegistrationRequest>(
                    Id::String("watch".to_owned()),
                    RegistrationParams { registrations: vec![watched()] },
                );
                Some(Outgoing::Said(asked))
            }
            None => {
                self.notified(&method, params.unwrap_or_default());
                None
            }
        }
    }

    /// What is to be said of all that changed since the last time.
    fn settle(&mut self) -> Vec<Outgoing> {
        let mut said = Vec::new();
        for address in std::mem::take(&mut self.changed) {
            self.tell(&address, &mut said);
        }
        said
    }

    fn request(&mut self, method: &str, id: Id, params: Option<Value>) -> Outgoing {
        let initialize = InitializeRequest::METHOD.as_str();
        match self.stage {
            Stage::New if method == initialize => {
                self.space.client = Client::of(params.as_ref().unwrap_or(&Value::Null));
                self.stage = Stage::Running;
                let hello = capabilities(&self.space.client);
                return Outgoing::Answer(ResponseObject::from_success::<InitializeRequest>(id, hello));
            }
            Stage::New => return Refusal::of(ErrorCodes::ServerNotInitialized, "`initialize` comes first").to(id),
            Stage::Running if method == initialize => {
                return Refusal::of(ErrorCodes::InvalidRequest, "`initialize` comes once").to(id);
            }
            Stage::Running => {}
            Stage::Leaving => {
                return Refusal::of(ErrorCodes::InvalidRequest, "after `shutdown` comes `exit`").to(id);
            }
        }
        if method == ShutdownRequest::METHOD.as_str() {
            self.stage = Stage::Leaving;
            return answer::<ShutdownRequest>(id, None, Ok);
        }
        questions::ask(&mut self.space, method, id, params)
    }

    /// What is not understood is passed over, as the protocol has it.
    fn notified(&mut self, method: &str, params: Value) {
        if method == "exit" {
            self.end = Some(self.stage == Stage::Leaving);
            return;
        }
        if self.stage != Stage::Running {
            return;
        }
        match method {
            "textDocument/didOpen" => {
                let Some(DidOpenTextDocumentParams { text_document: opened }) = read(params) else { return };
                let text = Text::new(opened.text, self.space.client.encoding);
                let address = opened.uri.0;
                self.space.documents.insert(address.clone(), Document::new(address.clone(), opened.version, text));
                self.changed.insert(address);
            }
            "textDocument/didChange" => {
                let Some(params) = read::<DidChangeTextDocumentParams>(params) else { return };
                let address = params.text_document.text_document_identifier.uri.0;
                let Some(document) = self.space.documents.get_mut(&address) else { return };
                for change in params.content_changes {
                    let text = match change {
                        TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
                            document.text.changed(part.range, &part.text)
                        }
                        TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => {
                            Text::new(whole.text, self.space.client.encoding)
                        }
                    };
                    document.change(params.text_document.version, text);
                }
                self.changed.insert(address);
            }
            "textDocument/didClose" => {
                let Some(DidCloseTextDocumentParams { text_document: closed }) = read(params) else { return };
                self.space.documents.remove(&closed.uri.0);
                self.changed.insert(closed.uri.0);
            }
            // Something beside the records may have changed.
            "textDocument/didSave" | "workspace/didChangeWatchedFiles" => {
                for (address, document) in &mut self.space.documents {
                    document.forget();
                    self.changed.insert(address.clone());
                }
            }
            _ => {}
        }
    }

    /// The findings of a record and of the files beside it; nothing of what is no record, unless it was one.
    fn tell(&mut self, address: &str, said: &mut Vec<Outgoing>) {
        let world = self.space.world;
        let Client { related, encoding, .. } = self.space.client;
        let before = self.told.remove(address).unwrap_or_default();
        let mut told = Vec::new();
        let mut publish = |address: &str, version, diagnostics| {
            let params = PublishDiagnosticsParams { uri: Uri(address.to_owned()), version, diagnostics };
            said.push(say::<PublishDiagnosticsNotification>(params));
        };
        if let Some(document) = self.space.record(address) {
            let reading = document.reading(world);
            publish(address, Some(document.version), findings::shown(document, &reading, related));
            told.push(address.to_owned());
            for (other, source, wrong) in &reading.wrong {
                let text = Text::new(source.text.clone(), encoding);
                publish(other, None, wrong.iter().map(|one| findings::plain(&text, one)).collect());
                told.push(other.clone());
            }
        }
        for other in before.iter().filter(|other| !told.contains(other)) {
            publish(other, None, Vec::new());
        }
        if !told.is_empty() {
            self.told.insert(address.to_owned(), told);
        }
    }
}

fn read<T: DeserializeOwned>(params: Value) -> Option<T> {
    serde_json::from_value(params).ok()
}
