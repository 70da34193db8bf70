//! What goes to the client: answers, and what it did not ask for.

use gen_lsp_types::json_rpc::{Error, Id, RequestObject, ResponseObject};
use gen_lsp_types::{ErrorCodes, LspErrorCodes, Notification, Request};
use serde::Serialize;
use serde_json::Value;

/// One message to the client.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Outgoing {
    Answer(ResponseObject),
    Said(RequestObject),
}

/// Why a request is not answered.
#[derive(Debug)]
pub struct Refusal {
    pub code: ErrorCodes,
    pub message: String,
}

impl Refusal {
    /// It was understood, and cannot be done.
    pub fn failed(message: impl Into<String>) -> Refusal {
        Refusal { code: ErrorCodes::Custom(LspErrorCodes::RequestFailed.into()), message: message.into() }
    }

    pub fn cancelled() -> Refusal {
        Refusal { code: ErrorCodes::Custom(LspErrorCodes::RequestCancelled.into()), message: "cancelled".into() }
    }

    pub fn of(code: ErrorCodes, message: impl Into<String>) -> Refusal {
        Refusal { code, message: message.into() }
    }

    pub fn to(self, id: Id) -> Outgoing {
        Outgoing::Answer(ResponseObject::from_error(id, Error { code: self.code, message: self.message, data: None }))
    }
}

/// Answers a request with what `work` makes of its parameters.
pub fn answer<R: Request>(
    id: Id,
    params: Option<Value>,
    work: impl FnOnce(R::Params) -> Result<R::Result, Refusal>,
) -> Outgoing {
    let params = serde_json::from_value::<R::Params>(params.unwrap_or_default());
    let done = match params {
        Ok(params) => work(params),
        Err(error) => Err(Refusal::of(ErrorCodes::InvalidParams, error.to_string())),
    };
    match done {
        Ok(result) => Outgoing::Answer(ResponseObject::from_success::<R>(id, result)),
        Err(refusal) => refusal.to(id),
    }
}

pub fn say<N: Notification>(params: N::Params) -> Outgoing {
    Outgoing::Said(RequestObject::from_notification::<N>(params))
}
