//! The secret that a sender and one endpoint share.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rand_core::CryptoRng;
use secrecy::SecretString;
use zeroize::Zeroizing;

use crate::at_rest::{self, AtRestError};
use crate::derive::BoxUse;
use crate::keyring::Keyring;

const PREFIX: &str = "whsec_";
const MIN_LEN: usize = 24;
const MAX_LEN: usize = 64;

/// A webhook secret: 24 to 64 bytes, written as `whsec_` and standard base64. `Debug` hides it.
#[derive(Clone)]
pub struct WebhookSecret(Zeroizing<Vec<u8>>);

/// Why a text is not a webhook secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseWebhookSecretError {
    /// It does not begin with `whsec_`.
    #[error("a webhook secret begins with whsec_")]
    Prefix,
    /// The rest is not padded standard base64.
    #[error("a webhook secret is standard base64 after its prefix")]
    Base64,
    /// It stands for fewer than 24 or more than 64 bytes.
    #[error("a webhook secret has 24 to 64 bytes, not {len}")]
    Length {
        /// The number of bytes.
        len: usize,
    },
}

impl WebhookSecret {
    /// A fresh secret of 32 bytes.
    #[must_use]
    pub fn generate(rng: &mut dyn CryptoRng) -> Self {
        let mut bytes = Zeroizing::new(vec![0; 32]);
        rng.fill_bytes(&mut bytes);
        Self(bytes)
    }

    /// Reads a secret that was made elsewhere.
    ///
    /// # Errors
    /// [`ParseWebhookSecretError`].
    pub fn parse(text: &str) -> Result<Self, ParseWebhookSecretError> {
        let body = text.strip_prefix(PREFIX).ok_or(ParseWebhookSecretError::Prefix)?;
        let bytes = STANDARD.decode(body).map_err(|_| ParseWebhookSecretError::Base64)?;
        Self::from_bytes(Zeroizing::new(bytes))
    }

    /// The text, shown once when the endpoint is made.
    #[must_use]
    pub fn expose(&self) -> SecretString {
        let mut text = String::with_capacity(PREFIX.len() + MAX_LEN.div_ceil(3) * 4);
        text.push_str(PREFIX);
        STANDARD.encode_string(self.0.as_slice(), &mut text);
        text.into()
    }

    /// The secret sealed under the keyring for one endpoint's row: the sender needs it again, so a digest
    /// would not do.
    #[must_use]
    pub fn seal(
        &self,
        keyring: &Keyring,
        workspace: &[u8; 16],
        endpoint: &[u8; 16],
        rng: &mut dyn CryptoRng,
    ) -> Vec<u8> {
        at_rest::seal_under_primary(keyring, BoxUse::Webhook, &[workspace, endpoint], &self.0, rng)
    }

    /// Opens what [`seal`](Self::seal) sealed for the same endpoint.
    ///
    /// # Errors
    /// [`AtRestError`].
    pub fn open(
        keyring: &Keyring,
        workspace: &[u8; 16],
        endpoint: &[u8; 16],
        sealed: &[u8],
    ) -> Result<Self, AtRestError> {
        let bytes = at_rest::open_under_keyring(keyring, BoxUse::Webhook, &[workspace, endpoint], sealed)?;
        Self::from_bytes(bytes).map_err(|_| AtRestError::BadContent)
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    pub(super) fn of_tag(tag: &[u8; 32]) -> Self {
        Self(Zeroizing::new(tag.to_vec()))
    }

    fn from_bytes(bytes: Zeroizing<Vec<u8>>) -> Result<Self, ParseWebhookSecretError> {
        if (MIN_LEN..=MAX_LEN).contains(&bytes.len()) {
            Ok(Self(bytes))
        } else {
            Err(ParseWebhookSecretError::Length { len: bytes.len() })
        }
    }
}

impl fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebhookSecret(REDACTED)")
    }
}
