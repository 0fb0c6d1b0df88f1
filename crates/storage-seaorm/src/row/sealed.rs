//! Sealed bytes inside JSON columns, as base64.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use latchstring_domain::sealed::{SealedBytes, SealedCredentials};
use serde::{Deserialize, Serialize};

use super::cell::{Result, Row};

/// Sealed bytes in base64.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct SealedText(String);

impl SealedText {
    pub(crate) fn write(bytes: &SealedBytes) -> Self {
        Self(STANDARD.encode(bytes.as_bytes()))
    }

    pub(crate) fn read(&self, row: &Row, column: &'static str) -> Result<SealedBytes> {
        row.ok(column, STANDARD.decode(&self.0)).map(SealedBytes::new)
    }
}

/// Credentials in one JSON value.
#[derive(Serialize, Deserialize)]
pub(crate) struct CredentialsRow {
    data_key: SealedText,
    fields: SealedFields,
}

impl CredentialsRow {
    pub(crate) fn write(credentials: &SealedCredentials) -> Self {
        Self { data_key: SealedText::write(&credentials.data_key), fields: SealedFields::write(credentials) }
    }

    pub(crate) fn read(self, row: &Row, column: &'static str) -> Result<SealedCredentials> {
        let Self { data_key, fields } = self;
        Ok(SealedCredentials { data_key: data_key.read(row, column)?, fields: fields.read(row, column)? })
    }
}

/// The sealed fields of credentials: name and value, in order.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct SealedFields(Vec<(String, SealedText)>);

impl SealedFields {
    pub(crate) fn write(credentials: &SealedCredentials) -> Self {
        let field = |(name, value): &(String, SealedBytes)| (name.clone(), SealedText::write(value));
        Self(credentials.fields.iter().map(field).collect())
    }

    pub(crate) fn read(self, row: &Row, column: &'static str) -> Result<Vec<(String, SealedBytes)>> {
        self.0.into_iter().map(|(name, value)| Ok((name, value.read(row, column)?))).collect()
    }
}
