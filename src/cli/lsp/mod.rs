//! `handoff lsp`: an editor starts it and talks to it over standard input and output.

mod address;
mod frame;
mod world;

use std::io::BufReader;

use serde_json::{Value, json};

use self::world::Files;
use super::io::{Exit, Io};
use crate::error::Error;
use crate::lsp::{RequestObject, Server};

/// Serve editors: findings as you type, hover, completion, renaming, fixes
///
/// Speaks the language server protocol over standard input and output; an editor starts it. Records are files
/// named `incident.yaml`, and YAML files that begin like one. What stands in the editor counts, saved or not;
/// `evidence.yaml` and `handoff.toml` are read from the disk. Runs no check and writes nothing.
#[derive(clap::Args)]
#[command(after_long_help = EDITORS)]
pub struct Args {
    /// For editors that ask for it; the streams are all there is
    #[arg(long, hide = true)]
    stdio: bool,
}

const EDITORS: &str = include_str!("editors.txt");
/// What is taken from the stream at once.
const AT_ONCE: usize = 1 << 16;

pub fn run(_: Args, io: &mut Io) -> Result<Exit, Error> {
    if io.stdin_is_terminal {
        io.message("note: an editor starts this and talks to it: `handoff lsp --help` shows how");
    }
    let mut server = Server::new(&Files);
    let mut input = BufReader::with_capacity(AT_ONCE, &mut *io.stdin);
    let broken = |error: std::io::Error| Error::new(format!("the editor cannot be understood: {error}"));
    while server.end().is_none() {
        let Some(first) = frame::read(&mut input).map_err(broken)? else { break };
        let mut bodies = vec![first];
        // What came meanwhile counts too: a text is judged once, after the last of its changes.
        while !input.buffer().is_empty() {
            match frame::read(&mut input).map_err(broken)? {
                Some(body) => bodies.push(body),
                None => break,
            }
        }
        let mut messages = Vec::new();
        for body in bodies {
            match message(&body) {
                Ok(message) => messages.push(message),
                Err(refusal) => frame::write(io.stdout, &refusal)?,
            }
        }
        for said in server.take_all(messages) {
            frame::write(io.stdout, &said)?;
        }
        io.stdout.flush()?;
    }
    // The protocol has it so: who goes without a word failed.
    let said_so = server.end().unwrap_or(server.is_leaving());
    Ok(if said_so { Exit::Clean } else { Exit::Findings })
}

/// A message, or what is answered to something else.
fn message(body: &[u8]) -> Result<RequestObject, Value> {
    let refusal = |id: Value, code: i32, why: String| json!({"jsonrpc": "2.0", "id": id, "error": {"code": code, "message": why}});
    let value: Value = serde_json::from_slice(body).map_err(|error| refusal(Value::Null, -32700, error.to_string()))?;
    let id = value.get("id").filter(|id| id.is_string() || id.is_i64()).cloned().unwrap_or_default();
    serde_json::from_value(value).map_err(|error| refusal(id, -32600, error.to_string()))
}
