use std::collections::BTreeSet;
use std::fmt;

use crate::sealed::SealedBytes;

/// The name of a header that an endpoint wants with each message, in lower case: 1 to 64 characters of a token
/// (RFC 9110, section 5.6.2), and none that says something about the message or the connection.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HeaderName(String);

/// Why a header was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HeaderError {
    /// The name is no token of 1 to 64 characters.
    #[error("has a name that is not 1 to 64 letters, digits and dashes")]
    Name,
    /// The name is one that the sender or the protocol sets.
    #[error("has a name that cannot be set")]
    Reserved,
    /// The value is empty, longer than [`HeaderName::MAX_VALUE`] or not visible ASCII.
    #[error("has a value that is not 1 to {} visible ASCII characters", HeaderName::MAX_VALUE)]
    Value,
    /// More than [`HeaderNames::MAX`] headers.
    #[error("must have at most {} headers", HeaderNames::MAX)]
    TooMany,
    /// The same name twice, whatever its case.
    #[error("has a name twice")]
    Repeated,
}

/// What the sender or the protocol says itself.
const RESERVED: [&str; 18] = [
    "accept-encoding",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "cookie",
    "date",
    "expect",
    "forwarded",
    "host",
    "keep-alive",
    "origin",
    "referer",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "via",
];

impl HeaderName {
    /// The most characters of a value.
    pub const MAX_VALUE: usize = 1000;

    /// Reads a name.
    ///
    /// # Errors
    /// [`HeaderError`].
    pub fn parse(text: &str) -> Result<Self, HeaderError> {
        let token = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
        if text.is_empty() || text.len() > 64 || !text.bytes().all(token) {
            return Err(HeaderError::Name);
        }
        let name = text.to_ascii_lowercase();
        let ours = ["webhook-", "svix-", "proxy-", "sec-"].iter().any(|prefix| name.starts_with(prefix));
        if ours || RESERVED.contains(&name.as_str()) { Err(HeaderError::Reserved) } else { Ok(Self(name)) }
    }

    /// Whether a text can be the value of a header: it is never shown again, so it is not kept here.
    ///
    /// # Errors
    /// [`HeaderError::Value`] when it cannot.
    pub fn check_value(text: &str) -> Result<(), HeaderError> {
        let visible = text.bytes().all(|b| matches!(b, b' '..=b'~'));
        let trimmed = text.trim() == text && !text.is_empty();
        if visible && trimmed && text.len() <= Self::MAX_VALUE { Ok(()) } else { Err(HeaderError::Value) }
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for HeaderName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The names of an endpoint's headers: at most [`HeaderNames::MAX`], none twice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HeaderNames(BTreeSet<HeaderName>);

impl HeaderNames {
    /// The most headers.
    pub const MAX: usize = 20;

    /// Checks and keeps these names.
    ///
    /// # Errors
    /// [`HeaderError::TooMany`] or [`HeaderError::Repeated`].
    pub fn new(names: Vec<HeaderName>) -> Result<Self, HeaderError> {
        let count = names.len();
        if count > Self::MAX {
            return Err(HeaderError::TooMany);
        }
        let kept: BTreeSet<_> = names.into_iter().collect();
        if kept.len() == count { Ok(Self(kept)) } else { Err(HeaderError::Repeated) }
    }

    /// The names, in order.
    pub fn iter(&self) -> impl Iterator<Item = &HeaderName> {
        self.0.iter()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The headers that an endpoint wants with each message: their names, and their values sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndpointHeaders {
    /// Their names.
    pub names: HeaderNames,
    /// Their values.
    pub values: SealedBytes,
}
