//! The templates of pages with a project's own over them, and the policy that names what may run.

use data_encoding::BASE64;
use serde::Serialize;
use sha2::{Digest, Sha256};
use tera::{Context, Tera};

use crate::render::documents::{PAGES, is_of_pages};
use crate::render::{Template, TemplateError};

/// Under this prefix the built-in templates stay reachable for `extends` and `include`.
const BUILTIN: &str = "builtin/";
/// The style and the script, for both kinds of page.
const STYLE: &str = "page.css.tera";
const SCRIPT: &str = "page.js.tera";
/// What pages do beside it while they are served.
const LIVE: &str = "live.js.tera";

/// Loaded templates of pages; shared by all pages of a run.
pub struct Frame {
    tera: Tera,
    style: String,
    script: String,
    live: bool,
}

impl Frame {
    /// Loads the built-in templates, and those of a project over them. `live`: the pages follow their
    /// record while they are served, and have room for a panel.
    pub fn new(own: &[Template], live: bool) -> Result<Frame, Vec<TemplateError>> {
        let load = || {
            let mut tera = Tera::new();
            // What a record says is text; only what was made here is marked `safe`.
            tera.autoescape_on([".html.tera"]);
            tera.set_fallback_prefixes(vec![BUILTIN])?;
            let builtin = PAGES.iter().map(|(name, text)| (format!("{BUILTIN}{name}"), (*text).to_owned()));
            let own = own.iter().filter(|template| is_of_pages(&template.name));
            let own = own.map(|template| (template.name.clone(), template.text.clone()));
            tera.add_raw_templates(builtin.chain(own).collect::<Vec<_>>())?;
            let style = tera.render(STYLE, &Context::new())?;
            let mut script = tera.render(SCRIPT, &Context::new())?;
            if live {
                script += &tera.render(LIVE, &Context::new())?;
            }
            Ok(Frame { tera, style, script, live })
        };
        load().map_err(|error: tera::Error| vec![TemplateError::of(&error)])
    }

    /// A whole page from one of the templates.
    pub(super) fn fill(&self, template: &str, view: &impl Serialize) -> Result<String, TemplateError> {
        let filled = Context::from_serialize(view).and_then(|mut context| {
            context.insert("style", &self.style);
            context.insert("script", &self.script);
            context.insert("policy", &self.policy());
            context.insert("live", &self.live);
            self.tera.render(template, &context)
        });
        filled.map_err(|error| TemplateError::of(&error))
    }

    /// Nothing is loaded, from anywhere; of styles and scripts only our own count.
    fn policy(&self) -> String {
        let hash = |text: &str| format!("'sha256-{}'", BASE64.encode(&Sha256::digest(text.as_bytes())));
        let connect = if self.live { " connect-src 'self';" } else { "" };
        format!(
            "default-src 'none'; style-src {}; script-src {};{connect} img-src data:; base-uri 'none'; form-action 'none'",
            hash(&self.style),
            hash(&self.script)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_templates_replace_and_extend_the_built_in_ones() {
        let own = |name: &str, text: &str| Frame::new(&[Template { name: name.into(), text: text.into() }], false);
        let style = own(STYLE, "{% include \"builtin/page.css.tera\" %}\nh1 { color: red; }").unwrap().style;
        assert!(style.contains(":root") && style.ends_with("h1 { color: red; }"));
        assert!(own(STYLE, "{% if %}").is_err());
        let page = own("register.html.tera", "{{ summary }}").unwrap();
        let view = std::collections::BTreeMap::from([("summary", "<b>")]);
        assert_eq!(page.fill("register.html.tera", &view).unwrap(), "&lt;b&gt;");
    }
}
