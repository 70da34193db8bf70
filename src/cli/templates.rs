//! `handoff templates`

use std::path::PathBuf;

use super::io::{Exit, Io};
use crate::diagnostic::did_you_mean;
use crate::disk;
use crate::error::Error;
use crate::nearest::nearest;
use crate::render::{
    self,
    documents::{BUILT_IN, all_templates},
};

/// Look at the built-in templates, or copy them to change them
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  handoff templates list\n  handoff templates export templates")]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand)]
enum Action {
    /// The names of the built-in templates and their blocks
    List,
    /// Every name that a template may use, with what it stands for
    Names,
    /// Print a template
    Show {
        /// Such as `roadmap` or `roadmap.md.tera`
        name: String,
    },
    /// Write all templates into a folder, to be changed there
    Export {
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
}

pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    match args.action {
        Action::List => {
            for (name, text) in all_templates() {
                let blocks = blocks(text).join(", ");
                writeln!(io.stdout, "{name}{}{blocks}", if blocks.is_empty() { "" } else { ": " })?;
            }
        }
        Action::Names => {
            for line in render::template_names() {
                writeln!(io.stdout, "{line}")?;
            }
        }
        Action::Show { name } => {
            let stem = |text: &str| text.trim_end_matches(".tera").trim_end_matches(".md").to_lowercase();
            let Some((_, text)) = all_templates().find(|(known, _)| stem(known) == stem(&name)) else {
                let error = Error::new(format!("there is no built-in template `{name}`"));
                return Err(match nearest(&name, BUILT_IN.iter().map(|kind| kind.name)) {
                    Some(near) => error.with_help(did_you_mean(near)),
                    None => error.with_help("`handoff templates list` names them"),
                });
            };
            io.stdout.write_all(text.as_bytes())?;
        }
        Action::Export { folder } => {
            let all: Vec<_> = all_templates().collect();
            let files: Vec<_> = all.iter().map(|(name, text)| (name.as_str(), *text)).collect();
            let opened = disk::make_folder(&folder)?;
            // All or none: half of them would look like a choice.
            let exported = io.patiently(|patience| disk::create_all(&opened, &files, patience));
            exported.map_err(|error| match error.help {
                Some(_) => error,
                None => error.with_help("choose another folder; `handoff templates show` prints a single template"),
            })?;
            for (name, _) in all {
                let path = folder.join(name).display().to_string();
                writeln!(io.stdout, "created {}", crate::report::visible(&path))?;
            }
        }
    }
    Ok(Exit::Clean)
}

/// The blocks that a template of one's own can replace one by one.
fn blocks(template: &str) -> Vec<&str> {
    let starts = template.split("{% block ").skip(1);
    starts.filter_map(|rest| rest.split_whitespace().next()).collect()
}
