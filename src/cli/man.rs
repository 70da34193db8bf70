//! `handoff man`

use super::{Exit, Io};
use crate::error::Error;

/// Print the manual page, in roff
#[derive(clap::Args)]
pub struct Args {}

pub fn run(_: Args, io: &mut Io) -> Result<Exit, Error> {
    let mut page = Vec::new();
    let command = super::command();
    clap_mangen::Man::new(command.clone()).date("").render(&mut page)?;
    for sub in command.get_subcommands() {
        let name = sub.get_name().to_owned();
        page.extend(format!(".SH \"HANDOFF {}\"\n", name.to_uppercase()).bytes());
        let man = clap_mangen::Man::new(sub.clone().bin_name(format!("handoff {name}")));
        man.render_description_section(&mut page)?;
        man.render_synopsis_section(&mut page)?;
        man.render_options_section(&mut page)?;
    }
    io.stdout.write_all(&page)?;
    Ok(Exit::Clean)
}
