//! The requests about a document, each handed to who answers it.

use std::sync::Arc;

use gen_lsp_types::json_rpc::Id;
use gen_lsp_types::{
    CodeActionKind, CodeActionRequest, CodeActionResponse, CompletionList, CompletionRequest, CompletionResponse,
    Definition, DefinitionRequest, DefinitionResponse, DocumentHighlightRequest, DocumentSymbolRequest,
    DocumentSymbolResponse, ErrorCodes, HoverRequest, PrepareRenameRequest, PrepareRenameResult, ReferencesRequest,
    RenameRequest, Request, TextDocumentPositionParams,
};
use serde_json::Value;

use super::document::{Document, Reading};
use super::message::{Outgoing, Refusal, answer};
use super::workspace::Workspace;
use super::{actions, complete, goto, hover, rename, symbols};

/// Answers a request; one that is not known is refused.
pub fn ask(space: &mut Workspace, method: &str, id: Id, params: Option<Value>) -> Outgoing {
    let is = |known: gen_lsp_types::LspRequestMethod<'static>| known.as_str() == method;
    if is(HoverRequest::METHOD) {
        let world = space.world;
        answer::<HoverRequest>(id, params, |params| {
            Ok(at(space, &params.text_document_position_params)
                .and_then(|(document, reading, at)| hover::at(document, &reading, at, world)))
        })
    } else if is(CompletionRequest::METHOD) {
        answer::<CompletionRequest>(id, params, |params| completion(space, &params.text_document_position_params))
    } else if is(DefinitionRequest::METHOD) {
        answer::<DefinitionRequest>(id, params, |params| {
            let found = at(space, &params.text_document_position_params)
                .map(|(document, reading, at)| goto::definition(document, &reading, at))
                .filter(|found| !found.is_empty());
            Ok(found.map(|found| DefinitionResponse::Definition(Definition::LocationList(found))))
        })
    } else if is(ReferencesRequest::METHOD) {
        answer::<ReferencesRequest>(id, params, |params| {
            let declaration = params.context.include_declaration;
            Ok(at(space, &params.text_document_position_params)
                .map(|(document, reading, at)| goto::references(document, &reading, at, declaration)))
        })
    } else if is(DocumentHighlightRequest::METHOD) {
        answer::<DocumentHighlightRequest>(id, params, |params| {
            Ok(at(space, &params.text_document_position_params)
                .map(|(document, reading, at)| goto::highlights(document, &reading, at)))
        })
    } else if is(PrepareRenameRequest::METHOD) {
        answer::<PrepareRenameRequest>(id, params, |params| {
            let Some((document, reading, at)) = at(space, &params.text_document_position_params) else {
                return Ok(None);
            };
            rename::prepare(document, &reading, at)
                .map(|range| Some(PrepareRenameResult::PrepareRenamePlaceholder(range)))
        })
    } else if is(RenameRequest::METHOD) {
        answer::<RenameRequest>(id, params, |params| renamed(space, &params))
    } else if is(CodeActionRequest::METHOD) {
        answer::<CodeActionRequest>(id, params, |params| acted(space, &params))
    } else if is(DocumentSymbolRequest::METHOD) {
        answer::<DocumentSymbolRequest>(id, params, |params| {
            let world = space.world;
            let Some(document) = space.record(&params.text_document.uri.0) else { return Ok(None) };
            let reading = document.reading(world);
            let symbols = reading.tree.as_ref().map(|tree| symbols::of(&document.text, tree)).unwrap_or_default();
            Ok(Some(DocumentSymbolResponse::DocumentSymbolList(symbols)))
        })
    } else {
        Refusal::of(ErrorCodes::MethodNotFound, format!("there is no `{}` here", method.escape_debug())).to(id)
    }
}

/// The record that is asked about, what it says, and the offset in its source.
fn at<'s>(space: &'s mut Workspace, place: &TextDocumentPositionParams) -> Option<(&'s Document, Arc<Reading>, usize)> {
    let world = space.world;
    let document = space.record(&place.text_document.uri.0)?;
    let reading = document.reading(world);
    let offset = document.text.offset(place.position);
    Some((document, reading, offset))
}

fn completion(
    space: &mut Workspace,
    place: &TextDocumentPositionParams,
) -> Result<Option<CompletionResponse>, Refusal> {
    let snippets = space.client.snippets;
    let items = at(space, place).map(|(document, reading, at)| complete::at(document, &reading, at, snippets));
    let list = |items| CompletionList { is_incomplete: false, items, ..CompletionList::default() };
    Ok(items.map(|items| CompletionResponse::CompletionList(list(items))))
}

fn renamed(
    space: &mut Workspace,
    params: &gen_lsp_types::RenameParams,
) -> Result<Option<gen_lsp_types::WorkspaceEdit>, Refusal> {
    let Some((document, reading, at)) = at(space, &params.text_document_position_params) else { return Ok(None) };
    let renamed = rename::rename(document, &reading, at, &params.new_name)?;
    let address = document.address.clone();
    let mut files = Vec::new();
    if let Some(check) = renamed.check
        && let Some((evidence, text)) = space.evidence(&address)
    {
        files.push((evidence, rename::in_evidence(&text, &check, &params.new_name)));
        files.retain(|(_, edits)| !edits.is_empty());
    }
    files.insert(0, (address, renamed.edits));
    Ok(Some(space.edit(files)))
}

fn acted(
    space: &mut Workspace,
    params: &gen_lsp_types::CodeActionParams,
) -> Result<Option<Vec<CodeActionResponse>>, Refusal> {
    let world = space.world;
    if !space.client.actions {
        return Ok(None);
    }
    let Some(document) = space.record(&params.text_document.uri.0) else { return Ok(None) };
    let reading = document.reading(world);
    let span = document.text.span(params.range);
    let wanted = |kind: &CodeActionKind| match &params.context.only {
        None => true,
        Some(only) => only.iter().any(|one| {
            let (one, kind): (&str, &str) = (one.as_str(), kind.as_str());
            one.is_empty() || kind == one || kind.strip_prefix(one).is_some_and(|rest| rest.starts_with('.'))
        }),
    };
    let address = document.address.clone();
    let found = actions::at(document, &reading, &span, &wanted);
    let mut shown: Vec<_> = found.iter().map(|action| action.shown(document)).collect();
    for (action, shown) in found.into_iter().zip(&mut shown) {
        shown.edit = Some(space.edit(vec![(address.clone(), action.edits)]));
    }
    Ok(Some(shown.into_iter().map(CodeActionResponse::CodeAction).collect()))
}
