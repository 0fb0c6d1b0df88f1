use std::fmt::{self, Write as _};
use std::path::Path;

use super::key::{KEYS, Kind};
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
        writeln!(f, "the configuration has {count} mistake{}:", if count == 1 { "" } else { "s" })?;
        for Mistake { path, what } in &self.mistakes {
            writeln!(f, "  {path}: {what}")?;
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
        let (head, name) = key.path.split_once('.').unwrap_or(("", key.path));
        if head != section {
            let gap = if section.is_empty() { "" } else { "\n" };
            let _ = writeln!(text, "{gap}[{head}]");
            section = head;
        }
        let twin = key.file_twin().unwrap_or_default();
        let line = match (raws.0.get(key.path), raws.0.get(&twin), key.default) {
            (Some(_), _, _) if key.kind == Kind::Secret => format!("{name} = \"(not shown)\""),
            (Some(raw), _, _) => format!("{name} = {}", shown(raw, key.kind)),
            (None, Some(raw), _) => format!("{name}_file = {}", shown(raw, Kind::Text)),
            (None, None, Some(default)) => {
                format!("{name} = {}", shown(&Raw::Text(default.to_owned()), key.kind))
            }
            (None, None, None) => format!("# {name} is not set"),
        };
        let path = if raws.0.contains_key(key.path) { key.path } else { twin.as_str() };
        let from = match (raws.0.get(path), in_file.0.get(path)) {
            (None, _) => "default",
            (now, then) if now == then => "file",
            _ => "environment",
        };
        let _ = writeln!(text, "{line} # {from}");
    }
    Ok(text)
}

fn shown(raw: &Raw, kind: Kind) -> String {
    match (raw, kind) {
        (Raw::Value(value), _) => value.to_string(),
        (Raw::Text(text), Kind::Number | Kind::Flag) => text.clone(),
        (Raw::Text(text), Kind::List) => {
            let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
            toml::Value::Array(items.map(toml::Value::from).collect()).to_string()
        }
        (Raw::Text(text), _) => toml::Value::from(text.as_str()).to_string(),
    }
}

/// The reference of all keys, as Markdown.
#[must_use]
pub fn reference() -> String {
    let mut text = String::from(
        "# Configuration\n\nGenerated from the program; do not edit. A key can stand in the file given by `--config`, \
         or in the environment, which wins. A secret has a twin `…_file` that names a file to read it from.\n\n\
         | key | variable | default | what |\n|---|---|---|---|\n",
    );
    for key in KEYS {
        let default = match key.default {
            Some("") => "none".to_owned(),
            Some(default) => format!("`{default}`"),
            None => "has to be set".to_owned(),
        };
        let secret = if key.kind == Kind::Secret { " Secret." } else { "" };
        let _ =
            writeln!(text, "| `{}` | `{}` | {default} | {}{secret} |", key.path, key.variable(), key.about);
    }
    text
}
