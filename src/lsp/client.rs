//! What the client can, as it says in its hello. Read leniently: clients say more than any version of the
//! protocol knows.

use gen_lsp_types::PositionEncodingKind;
use serde_json::Value;

use super::encoding::Encoding;

#[derive(Debug, Clone, Copy)]
pub struct Client {
    pub encoding: Encoding,
    /// Places beside a finding.
    pub related: bool,
    /// `$1` in what a completion inserts.
    pub snippets: bool,
    /// Edits that say for which version of a document they are.
    pub versioned_edits: bool,
    /// Actions with edits, not only commands.
    pub actions: bool,
    /// May be asked to watch files.
    pub watches: bool,
}

impl Client {
    /// From the parameters of `initialize`.
    pub fn of(params: &Value) -> Client {
        let at = |path: &str| params.pointer(&format!("/capabilities/{path}"));
        let can = |path: &str| at(path).and_then(Value::as_bool).unwrap_or(false);
        let offered = at("general/positionEncodings").and_then(Value::as_array);
        let offered = offered.into_iter().flatten().filter_map(Value::as_str);
        let offered: Vec<PositionEncodingKind> = offered.map(|kind| kind.to_owned().into()).collect();
        Client {
            encoding: Encoding::of(&offered),
            related: can("textDocument/publishDiagnostics/relatedInformation"),
            snippets: can("textDocument/completion/completionItem/snippetSupport"),
            versioned_edits: can("workspace/workspaceEdit/documentChanges"),
            actions: at("textDocument/codeAction/codeActionLiteralSupport").is_some_and(Value::is_object),
            watches: can("workspace/didChangeWatchedFiles/dynamicRegistration"),
        }
    }
}
