//! `handoff man`: one page for the program and all its commands.

use std::io::{self, Write};

use clap_mangen::Man;

use super::io::{Exit, Io};
use super::usage::examples;
use crate::error::Error;

/// Print the manual page, in roff
#[derive(clap::Args)]
#[command(after_help = "Example:\n  handoff man > handoff.1")]
pub struct Args {}

/// What the command line itself does not say.
const REST: &str = r#".SH "EXIT STATUS"
.TP
0
clean
.TP
1
findings, drift, or a criterion not met
.TP
2
could not run: usage, unreadable input, an invalid record, a template error
.SH FILES
.TP
incident.yaml
the record; a folder given as RECORD stands for every one below it
.TP
evidence.yaml
beside the record: what its checks showed
.TP
handoff.toml
found upwards from the record: templates, severities of rules, documents and records to skip
.SH ENVIRONMENT
.TP
NO_COLOR
when set and not empty: no colour, unless \-\-color asks for it
"#;

/// `whole` is the command line.
pub fn run(_: Args, io: &mut Io, whole: clap::Command) -> Result<Exit, Error> {
    let mut page = Vec::new();
    write_page(&whole, &mut page)?;
    io.stdout.write_all(&page)?;
    Ok(Exit::Clean)
}

fn write_page(command: &clap::Command, page: &mut Vec<u8>) -> io::Result<()> {
    let man = Man::new(command.clone()).date("");
    man.render_title(page)?;
    man.render_name_section(page)?;
    man.render_synopsis_section(page)?;
    man.render_description_section(page)?;
    man.render_options_section(page)?;
    for sub in command.get_subcommands() {
        let name = sub.get_name();
        writeln!(page, ".SH \"HANDOFF {}\"", name.to_uppercase())?;
        let mut sections = Vec::new();
        let man = Man::new(sub.clone().bin_name(format!("handoff {name}")));
        man.render_description_section(&mut sections)?;
        man.render_synopsis_section(&mut sections)?;
        man.render_options_section(&mut sections)?;
        writeln!(sections, ".SH EXAMPLES\n.nf")?;
        for example in examples(sub) {
            writeln!(sections, "{}", example.replace('\\', "\\e").replace('-', "\\-"))?;
        }
        writeln!(sections, ".fi")?;
        // Its sections are parts of ours.
        page.extend(String::from_utf8_lossy(&sections).replace(".SH ", ".SS ").into_bytes());
    }
    page.write_all(REST.as_bytes())
}
