//! The payload: a JSON object of one shape, whatever the envelope.

use std::borrow::Cow;

use serde::Deserialize;

use crate::link_message::{MAX_LIST_ITEMS, Prefill};

/// The longest payload that is looked at, in bytes.
const MAX_LEN: usize = 4096;

/// What a link of another system says, in that system's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payload {
    /// The company, by our public id or by the other system's own.
    pub company: String,
    /// Sites to choose, by their ids.
    pub sites: Vec<String>,
    /// From when on it is refused, in unix seconds.
    pub expires_at: Option<i64>,
    /// The connection to repair; `None` in a link that makes one.
    pub connection: Option<String>,
    /// What else the form already knows; `site_ids` are empty.
    pub prefill: Prefill,
}

/// Why the payload of a genuine link is refused. A key is named as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PayloadError {
    /// Longer than any payload of a text that is looked at.
    #[error("the payload is too long")]
    TooLong,
    /// Not JSON, or an unknown, repeated or missing key, or a value of another type. The parser's own words are left
    /// out, as they quote the input.
    #[error("the payload is not of the expected shape (line {line}, column {column})")]
    Shape {
        /// Line of the payload, from 1.
        line: usize,
        /// Column of that line.
        column: usize,
    },
    /// The text under this key is empty, or has a control character.
    #[error("{0} is empty or has a control character")]
    Text(&'static str),
    /// The list under this key has more than 256 entries.
    #[error("{0} has more than {MAX_LIST_ITEMS} entries")]
    TooMany(&'static str),
    /// This key must be there in a link of this kind.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// This key must not be there in a link of this kind.
    #[error("{0} does not belong in this kind of link")]
    Unexpected(&'static str),
}

// An unknown key is refused and not passed over: it may be a limit (a number of uses, a list of addresses) that the
// minter relied on and that nobody here would keep.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Wire<'a> {
    #[serde(borrow)]
    company: Cow<'a, str>,
    #[serde(default)]
    sites: Option<Vec<String>>,
    url: Option<String>,
    country: Option<String>,
    owner: Option<String>,
    start_date: Option<String>,
    exp: Option<i64>,
    connection: Option<String>,
}

impl Payload {
    /// Reads a payload. Keys are never passed over, and each comes once; `null` stands for an absent one.
    ///
    /// # Errors
    /// [`PayloadError`]; none contains a part of the payload.
    pub fn from_json(bytes: &[u8]) -> Result<Self, PayloadError> {
        if bytes.len() > MAX_LEN {
            return Err(PayloadError::TooLong);
        }
        let wire: Wire<'_> = serde_json::from_slice(bytes)
            .map_err(|error| PayloadError::Shape { line: error.line(), column: error.column() })?;
        let sites = wire.sites.unwrap_or_default();
        if sites.len() > MAX_LIST_ITEMS {
            return Err(PayloadError::TooMany("sites"));
        }
        plain("company", Some(&wire.company))?;
        for site in &sites {
            plain("sites", Some(site))?;
        }
        for (key, value) in [
            ("url", &wire.url),
            ("country", &wire.country),
            ("owner", &wire.owner),
            ("startDate", &wire.start_date),
            ("connection", &wire.connection),
        ] {
            plain(key, value.as_deref())?;
        }
        Ok(Self {
            company: wire.company.into_owned(),
            sites,
            expires_at: wire.exp,
            connection: wire.connection,
            prefill: Prefill {
                url: wire.url,
                country: wire.country,
                owner_email: wire.owner,
                collection_start: wire.start_date,
                ..Prefill::default()
            },
        })
    }
}

fn plain(key: &'static str, text: Option<&str>) -> Result<(), PayloadError> {
    match text {
        Some(text) if text.is_empty() || text.chars().any(char::is_control) => Err(PayloadError::Text(key)),
        _ => Ok(()),
    }
}
