//! The text of API keys.

use std::fmt;

use rand_core::CryptoRng;
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use crate::base62;
use crate::crc32::crc32;
use crate::digest::ApiKeyDigest;

const LIVE: &str = "lsk_live_";
const TEST: &str = "lsk_test_";
/// 32 bytes in base62.
const RANDOM_LEN: usize = 43;
/// Four bytes in base62.
const CHECKSUM_LEN: usize = 6;
const HINT_LEN: usize = 4;

/// Which kind of workspace a key belongs to; visible in its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ApiKeyMode {
    /// `lsk_live_…`
    Live,
    /// `lsk_test_…`, for sandbox workspaces.
    Test,
}

impl ApiKeyMode {
    const fn prefix(self) -> &'static str {
        match self {
            Self::Live => LIVE,
            Self::Test => TEST,
        }
    }
}

/// An API key: prefix, 32 random bytes in base62 (43 digits), CRC-32 of all that in base62 (6 digits).
///
/// The prefix and the checksum are for secret scanners, which then find leaked keys without false alarms,
/// and let a mistyped key be refused without a lookup. `Debug` shows the mode only.
#[derive(Clone)]
pub struct ApiKeyText {
    mode: ApiKeyMode,
    text: SecretString,
}

/// Why a text is not an API key. Found without asking the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseApiKeyError {
    /// It begins with neither `lsk_live_` nor `lsk_test_`.
    #[error("an API key begins with lsk_live_ or lsk_test_")]
    Prefix,
    /// It is cut or has something appended.
    #[error("an API key has 58 characters")]
    Length,
    /// A character is outside base62, or the digits stand for more than 32 bytes.
    #[error("an API key has letters and digits after its prefix")]
    Alphabet,
    /// It was mistyped.
    #[error("the checksum of the API key does not match")]
    Checksum,
}

impl ApiKeyText {
    /// A fresh key.
    #[must_use]
    pub fn generate(mode: ApiKeyMode, rng: &mut dyn CryptoRng) -> Self {
        let mut random = Zeroizing::new([0; 32]);
        rng.fill_bytes(random.as_mut());
        let prefix = mode.prefix();
        let mut text = String::with_capacity(prefix.len() + RANDOM_LEN + CHECKSUM_LEN);
        text.push_str(prefix);
        base62::encode_into(&mut text, random.as_ref(), RANDOM_LEN);
        let checksum = crc32(text.as_bytes());
        base62::encode_into(&mut text, &checksum.to_be_bytes(), CHECKSUM_LEN);
        Self { mode, text: text.into() }
    }

    /// Reads a key as it came in a header. Nothing is trimmed.
    ///
    /// # Errors
    /// [`ParseApiKeyError`], in the order of its variants.
    pub fn parse(text: &str) -> Result<Self, ParseApiKeyError> {
        let (mode, body) = if let Some(body) = text.strip_prefix(LIVE) {
            (ApiKeyMode::Live, body)
        } else if let Some(body) = text.strip_prefix(TEST) {
            (ApiKeyMode::Test, body)
        } else {
            return Err(ParseApiKeyError::Prefix);
        };
        if body.len() != RANDOM_LEN + CHECKSUM_LEN {
            return Err(ParseApiKeyError::Length);
        }
        let (random, checksum) = body.split_at_checked(RANDOM_LEN).ok_or(ParseApiKeyError::Alphabet)?;
        base62::decode::<32>(random).ok_or(ParseApiKeyError::Alphabet)?;
        let claimed = base62::decode::<4>(checksum).ok_or(ParseApiKeyError::Alphabet)?;
        let checked = text.as_bytes().strip_suffix(checksum.as_bytes()).unwrap_or_default();
        if crc32(checked) != u32::from_be_bytes(*claimed) {
            return Err(ParseApiKeyError::Checksum);
        }
        Ok(Self { mode, text: text.into() })
    }

    /// What the row keeps.
    #[must_use]
    pub fn digest(&self) -> ApiKeyDigest {
        ApiKeyDigest::of(self.expose())
    }

    /// Live or test.
    #[must_use]
    pub fn mode(&self) -> ApiKeyMode {
        self.mode
    }

    /// The last four digits of the random part, by which a person tells keys of a list apart. They leave
    /// more than 230 unknown bits.
    #[must_use]
    pub fn hint(&self) -> &str {
        let end = self.mode.prefix().len() + RANDOM_LEN;
        self.expose().get(end - HINT_LEN..end).unwrap_or_default()
    }

    /// The text, shown once.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.text.expose_secret()
    }
}

impl fmt::Debug for ApiKeyText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ApiKeyText({}REDACTED)", self.mode.prefix())
    }
}
