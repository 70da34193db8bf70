//! `handoff serve`: packages and the register as pages, live.

mod site;
mod watch;

use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use self::site::Site;
use self::watch::Watch;
use super::io::{Exit, Io};
use crate::disk;
use crate::error::Error;
use crate::process::{self, Interrupt, status_file};
use crate::serve::Server;

/// Show packages as pages in a browser, and follow every change of their records
///
/// On this machine only. What lint finds and what `render` would change stands above each page; while a
/// record is not valid, its last good page stays, with the errors above it. Writes nothing. Ctrl-C ends it.
#[derive(clap::Args)]
#[command(after_help = "Example:\n  handoff serve incidents")]
pub struct Args {
    /// Records: files, or folders with `incident.yaml` below them
    #[arg(default_value = ".", value_name = "RECORD")]
    records: Vec<PathBuf>,
    /// Where to listen; when it is taken, one of the next. 0: any that is free
    #[arg(long, value_name = "N", default_value_t = 8300)]
    port: u16,
    /// Open the browser
    #[arg(long)]
    open: bool,
    /// Templates of your own, in place of or beside the built-in ones
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
}

pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    if args.records.iter().any(|record| record.as_path() == Path::new("-")) {
        let error = Error::new("a record from standard input cannot be followed");
        return Err(error.with_help("name the record's file"));
    }
    if let Some(missing) = args.records.iter().find(|record| !disk::exists(record)) {
        return Err(Error::at(missing, "is not there"));
    }
    let cannot_listen = |error: std::io::Error| Error::new(format!("cannot listen for Ctrl-C: {error}"));
    let status = disk::read_file(&status_file(), 1 << 16).ok();
    let interrupt =
        Interrupt::listen(status.as_deref().map(String::from_utf8_lossy).as_deref()).map_err(cannot_listen)?;
    disk::interrupts_are_taken();
    let cannot_serve = |error: std::io::Error| {
        let error = Error::new(format!("cannot listen on port {}: {error}", args.port));
        error.with_help("`--port 0` takes any that is free")
    };
    let server = Server::bind(args.port).map_err(cannot_serve)?;
    if args.port != 0 && server.port() != args.port {
        io.message(&format!("note: port {} is taken", args.port));
    }
    let site = RwLock::new(Site::default());
    let mut watch = Watch::new(args.records, args.templates);
    // The first who asks finds all pages.
    watch.look(&site);
    let address = format!("http://127.0.0.1:{}/", server.port());
    writeln!(io.stdout, "{address}")?;
    io.stdout.flush()?;
    if args.open
        && let Err(error) = process::open(&address)
    {
        io.message(&format!("note: no browser could be opened: {error}"));
    }
    let answer = |path: &str| site.read().unwrap_or_else(PoisonError::into_inner).answer(path);
    server.run(&answer, &|| interrupt.is_set(), || watch.look(&site));
    Ok(Exit::Clean)
}
