//! The open files, and what the client can.

use std::collections::BTreeMap;

use gen_lsp_types::{
    DocumentChange, Edit, OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextDocumentIdentifier, TextEdit,
    Uri, WorkspaceEdit,
};

use super::client::Client;
use super::document::Document;
use super::text::Text;
use super::world::World;

pub struct Workspace<'w> {
    pub world: &'w dyn World,
    pub client: Client,
    /// Every file that is open, records or not, by its address.
    pub documents: BTreeMap<String, Document>,
}

impl Workspace<'_> {
    /// The document, if it is a record.
    pub fn record(&mut self, address: &str) -> Option<&mut Document> {
        let document = self.documents.get_mut(address)?;
        document.is_record(self.world).then_some(document)
    }

    /// The evidence beside a record: as it is in the editor, else as it is on the disk.
    pub fn evidence(&self, record: &str) -> Option<(String, Text)> {
        let (address, text) = self.world.evidence_file(record)?;
        let text = self.documents.get(&address).map_or(text, |open| open.text.raw().to_owned());
        Some((address, Text::new(text, self.client.encoding)))
    }

    /// Edits of some files, in the form that the client takes.
    pub fn edit(&self, files: Vec<(String, Vec<TextEdit>)>) -> WorkspaceEdit {
        if !self.client.versioned_edits {
            let changes = files.into_iter().map(|(address, edits)| (Uri(address), edits)).collect();
            return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
        }
        let of = |(address, edits): (String, Vec<TextEdit>)| {
            let version = self.documents.get(&address).map(|document| document.version);
            let text_document_identifier = TextDocumentIdentifier { uri: Uri(address) };
            DocumentChange::TextDocumentEdit(TextDocumentEdit {
                text_document: OptionalVersionedTextDocumentIdentifier { version, text_document_identifier },
                edits: edits.into_iter().map(Edit::TextEdit).collect(),
            })
        };
        WorkspaceEdit { document_changes: Some(files.into_iter().map(of).collect()), ..WorkspaceEdit::default() }
    }
}
