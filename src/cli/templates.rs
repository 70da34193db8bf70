//! `handoff templates`

use std::path::PathBuf;

use super::io::{Exit, Io};
use crate::disk;
use crate::error::Error;
use crate::nearest::nearest;
use crate::render::{self, documents::BUILT_IN};

/// Look at the built-in templates, or copy them to change them
#[derive(clap::Args)]
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
            for kind in BUILT_IN {
                writeln!(io.stdout, "{}.tera: {}", kind.name, blocks(kind.template).join(", "))?;
            }
        }
        Action::Names => {
            for line in render::template_names() {
                writeln!(io.stdout, "{line}")?;
            }
        }
        Action::Show { name } => {
            let stem = |text: &str| text.trim_end_matches(".tera").trim_end_matches(".md").to_lowercase();
            let Some(kind) = BUILT_IN.iter().find(|kind| stem(kind.name) == stem(&name)) else {
                let error = Error::new(format!("there is no built-in template `{name}`"));
                return Err(match nearest(&name, BUILT_IN.iter().map(|kind| kind.name)) {
                    Some(near) => error.with_help(format!("did you mean `{near}`?")),
                    None => error.with_help("`handoff templates list` names them"),
                });
            };
            io.stdout.write_all(kind.template.as_bytes())?;
        }
        Action::Export { folder } => {
            let names: Vec<_> = BUILT_IN.iter().map(|kind| format!("{}.tera", kind.name)).collect();
            let texts = BUILT_IN.iter().map(|kind| kind.template);
            let files: Vec<_> = names.iter().map(String::as_str).zip(texts).collect();
            let opened = disk::make_folder(&folder)?;
            // All or none: half of them would look like a choice.
            let exported = io.patiently(|patience| disk::create_all(&opened, &files, patience));
            exported.map_err(|error| match error.help {
                Some(_) => error,
                None => error.with_help("choose another folder; `handoff templates show` prints a single template"),
            })?;
            for name in names {
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
