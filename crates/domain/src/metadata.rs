//! The customer's own labels on an invitation, echoed wherever it appears.

use std::collections::BTreeMap;

/// Up to 50 labels: keys of 1 to 40 characters, values of at most 500.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Metadata(BTreeMap<String, String>);

/// Why labels were refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MetadataError {
    /// More than [`Metadata::MAX_KEYS`] keys.
    #[error("must have at most {} keys", Metadata::MAX_KEYS)]
    TooMany,
    /// A key is blank, longer than [`Metadata::MAX_KEY`] characters or holds a control character.
    #[error(
        "has a key that is empty, longer than {} characters or holds control characters",
        Metadata::MAX_KEY
    )]
    Key(String),
    /// The value of this key is longer than [`Metadata::MAX_VALUE`] characters or holds U+0000, which PostgreSQL
    /// cannot store.
    #[error("has a value longer than {} characters or with a null character", Metadata::MAX_VALUE)]
    Value(String),
}

impl Metadata {
    /// The most keys there may be.
    pub const MAX_KEYS: usize = 50;
    /// The most characters of a key.
    pub const MAX_KEY: usize = 40;
    /// The most characters of a value.
    pub const MAX_VALUE: usize = 500;

    /// Checks and keeps these labels.
    ///
    /// # Errors
    /// [`MetadataError`] naming the key that is out of bounds.
    pub fn new(labels: BTreeMap<String, String>) -> Result<Self, MetadataError> {
        if labels.len() > Self::MAX_KEYS {
            return Err(MetadataError::TooMany);
        }
        for (key, value) in &labels {
            if key.trim().is_empty()
                || key.chars().count() > Self::MAX_KEY
                || key.chars().any(char::is_control)
            {
                return Err(MetadataError::Key(key.clone()));
            }
            if value.chars().count() > Self::MAX_VALUE || value.contains('\0') {
                return Err(MetadataError::Value(key.clone()));
            }
        }
        Ok(Self(labels))
    }

    /// The labels, by key.
    #[must_use]
    pub fn labels(&self) -> &BTreeMap<String, String> {
        &self.0
    }
}
