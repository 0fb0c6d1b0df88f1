//! The files of `tests/compat`, as its README describes them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use latchstring_tests::workspace_root;
use serde::Deserialize;
use serde_json::Value;

/// One recorded pair.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Case {
    /// What it shows, in a sentence.
    pub(super) name: String,
    /// The line of the documented interface that it comes from.
    pub(super) source: String,
    /// What must be there before.
    #[serde(default)]
    pub(super) given: Vec<Step>,
    pub(super) request: Request,
    pub(super) response: Response,
}

/// One thing that happens before the request.
#[derive(Debug, Deserialize)]
#[serde(tag = "step", rename_all = "kebab-case", deny_unknown_fields)]
pub(super) enum Step {
    /// A call that succeeds. `keep` names placeholders for values of its answer, by JSON Pointer.
    Call {
        request: Request,
        #[serde(default)]
        keep: BTreeMap<String, String>,
    },
    /// A recipient opens the link and connects an account.
    Connect { link: String },
    /// An operator makes an API key with these scopes only. `keep` names its placeholder.
    Key { scopes: Vec<String>, keep: String },
}

/// A request. Its path follows the base path of whichever version is asked.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Request {
    pub(super) method: String,
    pub(super) path: String,
    /// Exactly these, in this spelling. Absent: `X-API-Key` with the key of the quickstart.
    pub(super) headers: Option<BTreeMap<String, String>>,
    /// A body to be sent as JSON.
    pub(super) body: Option<Value>,
    /// A body to be sent as it is.
    pub(super) text: Option<String>,
}

/// What must be answered.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Response {
    pub(super) status: u16,
    /// Shapes of header values.
    #[serde(default)]
    pub(super) headers: BTreeMap<String, Value>,
    /// The shape of the body. Absent: there is none.
    pub(super) body: Option<Value>,
}

/// The folder of the recorded pairs of one interface.
pub(super) fn folder(interface: &str) -> PathBuf {
    workspace_root().join("tests/compat").join(interface)
}

impl Case {
    /// Reads a file.
    ///
    /// # Errors
    /// When it is not there, or has another form.
    pub(super) fn read(interface: &str, name: &str) -> Result<Self> {
        let path = folder(interface).join(name).with_extension("json");
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        serde_json::from_str(&text).with_context(|| path.display().to_string())
    }
}

/// Values for the `{placeholders}` of a case.
#[derive(Debug, Default)]
pub(super) struct Values(BTreeMap<String, String>);

impl Values {
    pub(super) fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.insert(name.to_owned(), value.into());
    }

    /// The text with every placeholder replaced.
    ///
    /// # Errors
    /// When there is no value for one.
    pub(super) fn fill(&self, text: &str) -> Result<String> {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else { bail!("an open {{ in {text}") };
            let value = self.0.get(name).with_context(|| format!("there is no {{{name}}} for {text}"))?;
            filled.push_str(before);
            filled.push_str(value);
            rest = after;
        }
        filled.push_str(rest);
        Ok(filled)
    }

    /// The JSON with every placeholder in its strings replaced.
    ///
    /// # Errors
    /// As [`Values::fill`].
    pub(super) fn fill_json(&self, value: &Value) -> Result<Value> {
        Ok(match value {
            Value::String(text) => Value::String(self.fill(text)?),
            Value::Array(items) => items.iter().map(|item| self.fill_json(item)).collect::<Result<_>>()?,
            Value::Object(map) => {
                let member = |(name, value): (&String, &Value)| Ok((name.clone(), self.fill_json(value)?));
                Value::Object(map.iter().map(member).collect::<Result<_>>()?)
            }
            other => other.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_wherever_they_stand_and_an_unknown_one_is_an_error() {
        let mut values = Values::default();
        values.set("id", "7");
        assert_eq!(values.fill("/a/{id}/b/{id}").unwrap(), "/a/7/b/7");
        let filled = values.fill_json(&serde_json::json!({ "a": ["{id}", 1] })).unwrap();
        assert_eq!(filled, serde_json::json!({ "a": ["7", 1] }));
        assert!(values.fill("{other}").is_err() && values.fill("{id").is_err());
    }
}
