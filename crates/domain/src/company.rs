//! Companies: whose accounts are connected.

use std::fmt;
use std::str::FromStr;

use rand_core::CryptoRng;
use time::Date;

use crate::id::{CompanyId, WorkspaceId};
use crate::metadata::Metadata;
use crate::text::{CompanyName, ExternalId};
use crate::{Timestamp, Version};

const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const DIGITS: usize = 22;

/// The id of a company that is safe in URLs: `co_` and 22 base62 characters of 128 random bits.
///
/// It tells nothing about the company, not even when it was made, and differs from the internal id, so that a URL
/// seen by a stranger does not help with the API.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicCompanyId(String);

/// The text is not a public company id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a public company id: expected co_ and 22 letters or digits")]
pub struct ParsePublicCompanyIdError;

impl PublicCompanyId {
    /// A new random one.
    #[must_use]
    pub fn generate(rng: &mut dyn CryptoRng) -> Self {
        let mut bytes = [0; 16];
        rng.fill_bytes(&mut bytes);
        let mut rest = u128::from_be_bytes(bytes);
        let mut digits = [b'0'; DIGITS];
        for digit in digits.iter_mut().rev() {
            let index = usize::try_from(rest % 62).unwrap_or(0);
            *digit = ALPHABET.get(index).copied().unwrap_or(b'0');
            rest /= 62;
        }
        Self(format!("co_{}", String::from_utf8_lossy(&digits)))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PublicCompanyId {
    type Err = ParsePublicCompanyIdError;

    fn from_str(text: &str) -> Result<Self, ParsePublicCompanyIdError> {
        let digits = text.strip_prefix("co_").ok_or(ParsePublicCompanyIdError)?;
        let canonical = digits.len() == DIGITS && digits.bytes().all(|b| b.is_ascii_alphanumeric());
        canonical.then(|| Self(text.to_owned())).ok_or(ParsePublicCompanyIdError)
    }
}

impl fmt::Display for PublicCompanyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A company whose accounts are connected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Company {
    /// Its internal id.
    pub id: CompanyId,
    /// The workspace it belongs to.
    pub workspace_id: WorkspaceId,
    /// Its id in URLs.
    pub public_id: PublicCompanyId,
    /// Its name, shown to recipients.
    pub name: CompanyName,
    /// The customer's own id for it; unique within the workspace.
    pub external_id: Option<ExternalId>,
    /// From when on its data is collected, unless an invitation or connection says otherwise.
    pub data_collection_start_date: Option<Date>,
    /// The customer's labels.
    pub metadata: Metadata,
    /// All its magic links that were minted before this time are dead.
    pub links_not_before: Option<Timestamp>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// How often it changed.
    pub version: Version,
}
