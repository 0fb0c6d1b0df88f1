use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use secrecy::SecretString;

use super::key::{KEYS, Key, Kind, TWIN};
use super::report::Mistake;
use super::source::{Raw, Raws};

/// Takes values out of what was gathered, and notes each mistake instead of stopping at it.
pub(super) struct Reader {
    raws: Raws,
    pub(super) mistakes: Vec<Mistake>,
}

impl Reader {
    pub(super) const fn new(raws: Raws, mistakes: Vec<Mistake>) -> Self {
        Self { raws, mistakes }
    }

    pub(super) fn mistake(&mut self, path: &str, what: impl Display) {
        self.mistakes.push(Mistake::new(path, what.to_string()));
    }

    fn key(path: &str) -> Option<&'static Key> {
        KEYS.iter().find(|key| key.path == path)
    }

    /// The text of a value, its default when it is not set; a value of another kind, or none at all, is a mistake.
    pub(super) fn text(&mut self, path: &str) -> Option<String> {
        let text = match self.raws.0.get(path) {
            Some(Raw::Text(text) | Raw::Value(toml::Value::String(text))) => text.clone(),
            Some(Raw::Value(toml::Value::Integer(number))) => number.to_string(),
            Some(Raw::Value(toml::Value::Boolean(flag))) => flag.to_string(),
            Some(Raw::Value(value)) => {
                let what = format!("must be {}, but is {}", wanted(path), value.type_str());
                self.mistake(path, what);
                return None;
            }
            None => return Self::key(path)?.default.map(str::to_owned),
        };
        let may_be_empty = Self::key(path).is_some_and(|key| key.kind == Kind::List);
        if text.trim().is_empty() && !may_be_empty {
            self.mistake(path, "is set, but to nothing");
            return None;
        }
        Some(text)
    }

    /// A value that has to be set.
    pub(super) fn required(&mut self, path: &str) -> Option<String> {
        let text = self.text(path);
        if text.is_none() && !self.is_mistaken(path) {
            self.missing(path);
        }
        text
    }

    /// Whether something is wrong with this key already.
    pub(super) fn is_mistaken(&self, path: &str) -> bool {
        self.mistakes.iter().any(|mistake| mistake.path == path)
    }

    fn missing(&mut self, path: &str) {
        let Some(key) = Self::key(path) else { return };
        let twin =
            key.file_twin().map(|twin| format!(", or {twin} to read it from a file")).unwrap_or_default();
        self.mistake(path, format!("has to be set, in the file or as {}{twin}", key.variable()));
    }

    pub(super) fn parsed<T: FromStr<Err: Display>>(&mut self, path: &str) -> Option<T> {
        let text = self.required(path)?;
        match text.trim().parse() {
            Ok(value) => Some(value),
            Err(error) => {
                self.mistake(path, format!("{error}: {}", quoted(&text)));
                None
            }
        }
    }

    pub(super) fn flag(&mut self, path: &str) -> Option<bool> {
        let text = self.required(path)?;
        let flag = text.trim().parse().ok();
        if flag.is_none() {
            self.mistake(path, format!("must be true or false, not {}", quoted(&text)));
        }
        flag
    }

    pub(super) fn number(&mut self, path: &str, bounds: std::ops::RangeInclusive<u32>) -> Option<u32> {
        let text = self.required(path)?;
        let number = text.trim().parse().ok().filter(|number| bounds.contains(number));
        if number.is_none() {
            let (least, most) = (bounds.start(), bounds.end());
            self.mistake(
                path,
                format!("must be a whole number from {least} to {most}, not {}", quoted(&text)),
            );
        }
        number
    }

    pub(super) fn list(&mut self, path: &str) -> Option<Vec<String>> {
        if let Some(Raw::Value(toml::Value::Array(items))) = self.raws.0.get(path) {
            let texts: Option<Vec<String>> =
                items.iter().map(|item| item.as_str().map(str::to_owned)).collect();
            if texts.is_none() {
                self.mistake(path, "must be a list of texts");
            }
            return texts;
        }
        let text = self.text(path)?;
        Some(text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect())
    }

    /// A secret, or the file its twin names. Both is a mistake: nobody could say which one holds.
    pub(super) fn secret(&mut self, path: &str) -> Option<SecretSource> {
        let twin = format!("{path}{TWIN}");
        match (self.raws.0.contains_key(path), self.raws.0.contains_key(&twin)) {
            (true, true) => {
                self.mistake(path, format!("is set, and so is {twin}; keep one of them"));
                None
            }
            (false, true) => self.text_of_twin(&twin).map(|file| SecretSource::File(PathBuf::from(file))),
            (true, false) => self.text(path).map(|text| SecretSource::Inline(SecretString::from(text))),
            (false, false) => {
                self.missing(path);
                None
            }
        }
    }

    fn text_of_twin(&mut self, twin: &str) -> Option<String> {
        match self.raws.0.get(twin) {
            // A path is repeated by whatever cannot use it.
            Some(Raw::Text(text) | Raw::Value(toml::Value::String(text))) if is_the_secret(text) => {
                let what = "holds the secret itself; name a file that holds it, and change the secret if this was seen";
                self.mistake(twin, what);
                None
            }
            Some(Raw::Text(text) | Raw::Value(toml::Value::String(text))) if !text.trim().is_empty() => {
                Some(text.clone())
            }
            _ => {
                self.mistake(twin, "must be the path of a file");
                None
            }
        }
    }

    /// The same for a secret that need not be set: then it is empty.
    pub(super) fn optional_secret_text(&mut self, path: &str) -> Option<SecretString> {
        let is_set =
            [path.to_owned(), format!("{path}{TWIN}")].iter().any(|path| self.raws.0.contains_key(path));
        if is_set { self.secret_text(path) } else { Some(SecretString::from("")) }
    }

    /// The text of a secret, read from its file if it is in one.
    pub(super) fn secret_text(&mut self, path: &str) -> Option<SecretString> {
        match self.secret(path)? {
            SecretSource::Inline(text) => Some(text),
            SecretSource::File(file) => match std::fs::read_to_string(&file) {
                Ok(text) => Some(SecretString::from(text.trim_end_matches(['\r', '\n']))),
                Err(error) => {
                    self.mistake(
                        &format!("{path}{TWIN}"),
                        format!("cannot read {}: {error}", file.display()),
                    );
                    None
                }
            },
        }
    }
}

/// What a key takes, in words.
fn wanted(path: &str) -> &'static str {
    match KEYS.iter().find(|key| key.path == path).map(|key| key.kind) {
        Some(Kind::Number) => "a whole number",
        Some(Kind::Flag) => "true or false",
        Some(Kind::List) => "a list of texts",
        Some(Kind::Text | Kind::Secret) | None => "a text",
    }
}

/// A value as an error or a print may repeat it: not when it looks like an address with a password in it, which keys
/// that are no secrets can hold by mistake.
pub(super) fn quoted(text: &str) -> String {
    if text.contains('@') { "(not shown: it may hold a password)".to_owned() } else { format!("{text:?}") }
}

/// Whether what should name a secret's file is the secret: the address of a database, or a keyring's JSON.
pub(super) fn is_the_secret(path: &str) -> bool {
    path.contains("://") || path.trim_start().starts_with('{')
}

/// Where a secret is.
#[derive(Debug, Clone)]
pub enum SecretSource {
    /// In the configuration itself.
    Inline(SecretString),
    /// In this file.
    File(PathBuf),
}

impl SecretSource {
    /// The file, when it is in one.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::Inline(_) => None,
            Self::File(file) => Some(file),
        }
    }
}
