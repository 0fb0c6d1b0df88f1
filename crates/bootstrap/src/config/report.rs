use std::fmt::{self, Write as _};
use std::path::Path;

use super::key::{KEYS, Key, Kind};
use super::read::{is_the_secret, quoted};
use super::source::{Environment, Raw, Raws};

/// One thing that is wrong with the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The key, the variable or the file that it is about.
    pub path: String,
    /// What is wrong, so that it reads on from the path.
    pub what: String,
}

impl Mistake {
    pub(super) fn new(path: &str, what: String) -> Self {
        Self { path: path.to_owned(), what }
    }
}

/// The configuration cannot be used. All that is wrong with it is here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    /// The mistakes.
    pub mistakes: Vec<Mistake>,
}

impl ConfigError {
    /// The one thing that is wrong.
    pub(crate) fn one(path: &str, what: String) -> Self {
        Self { mistakes: vec![Mistake::new(path, what)] }
    }
}

impl std::error::Error for ConfigError {}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.mistakes.len();
        write!(f, "the configuration has {count} mistake{}:", if count == 1 { "" } else { "s" })?;
        for Mistake { path, what } in &self.mistakes {
            write!(f, "\n  {path}: {what}")?;
        }
        Ok(())
    }
}

/// The configuration in force as TOML, one line a key, each with where it comes from. Secrets are not shown.
///
/// # Errors
/// [`ConfigError`] when the file cannot be read; other mistakes do not hinder it.
pub fn print(file: Option<&Path>, environment: &Environment) -> Result<String, ConfigError> {
    let table = match file {
        Some(path) => {
            super::settings::parse(path).map_err(|mistake| ConfigError { mistakes: vec![mistake] })?
        }
        None => toml::Table::new(),
    };
    let in_file = Raws::gather(&table, &Environment::default(), &mut Vec::new());
    let raws = Raws::gather(&table, environment, &mut Vec::new());
    let mut text = String::new();
    let mut section = "";
    for key in KEYS {
        let (head, _) = key.path.split_once('.').unwrap_or(("", key.path));
        if head != section {
            let gap = if section.is_empty() { "" } else { "\n" };
            let _ = writeln!(text, "{gap}[{head}]");
            section = head;
        }
        line(&mut text, key, &raws, &in_file);
    }
    Ok(text)
}

/// The line of one key; two when a secret is given in both ways, which is a mistake that should be seen.
fn line(text: &mut String, key: &Key, raws: &Raws, in_file: &Raws) {
    let paths = [Some(key.path.to_owned()), key.file_twin()];
    let mut set = false;
    for path in paths.into_iter().flatten() {
        let Some(raw) = raws.0.get(&path) else { continue };
        set = true;
        let shown = if path == key.path { shown(raw, key.kind) } else { shown_twin(raw) };
        let from = if in_file.0.get(&path) == Some(raw) { "file" } else { "environment" };
        let _ = writeln!(text, "{} = {shown} # {from}", name(&path));
    }
    if !set {
        let _ = match key.default {
            // A secret that need not be set has nothing to be shown.
            Some(default) if key.kind != Kind::Secret => {
                let shown = shown(&Raw::Text(default.to_owned()), key.kind);
                writeln!(text, "{} = {shown} # default", name(key.path))
            }
            Some(_) | None => writeln!(text, "# {} is not set", name(key.path)),
        };
    }
}

fn name(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

fn shown(raw: &Raw, kind: Kind) -> String {
    let text = |text: &str| toml::Value::from(text).to_string();
    let shown = match (raw, kind) {
        (_, Kind::Secret) => text("(not shown)"),
        (Raw::Value(value), _) => value.to_string(),
        (Raw::Text(value), Kind::Number | Kind::Flag) => value.clone(),
        (Raw::Text(value), Kind::List) => {
            let items = value.split(',').map(str::trim).filter(|item| !item.is_empty());
            toml::Value::Array(items.map(toml::Value::from).collect()).to_string()
        }
        (Raw::Text(value), Kind::Text) => text(value),
    };
    if shown.contains('@') { text(&quoted(&shown)) } else { shown }
}

/// The path of a secret's file, unless what stands there is the secret.
fn shown_twin(raw: &Raw) -> String {
    match raw {
        Raw::Text(path) | Raw::Value(toml::Value::String(path)) if !is_the_secret(path) => {
            shown(raw, Kind::Text)
        }
        _ => shown(raw, Kind::Secret),
    }
}

/// The reference of all keys, as Markdown.
#[must_use]
pub fn reference() -> String {
    let mut text = String::from(
        "# Configuration\n\n\
         Generated from the program; do not edit.\n\n\
         A key stands in the TOML file that `--config` names, or in the environment, which wins. A secret has a twin \
         `…_file`, in both places, that names a file to read it from; the secret and its twin together are refused. \
         Paths that are not absolute are taken from the folder in which the program was started. In the environment \
         a list is separated by commas.\n\n\
         `api-server config check` says everything that is wrong with a configuration, `api-server config print` \
         what is in force and where it comes from.\n\n\
         | key | variable | takes | default | what |\n|---|---|---|---|---|\n",
    );
    for key in KEYS {
        let default = match key.default {
            Some("") => "none".to_owned(),
            Some(default) => format!("`{default}`"),
            None if key.needed => "has to be set".to_owned(),
            None => "none".to_owned(),
        };
        let takes = match key.kind {
            Kind::Text => "text",
            Kind::Number => "whole number",
            Kind::Flag => "`true` or `false`",
            Kind::List => "list",
            Kind::Secret => "secret",
        };
        let _ =
            writeln!(text, "| `{}` | `{}` | {takes} | {default} | {} |", key.path, key.variable(), key.about);
    }
    text
}
