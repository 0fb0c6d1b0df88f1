//! Headers that an endpoint wants with each message. Their values are as good as passwords.

use std::fmt;

use rand_core::CryptoRng;
use secrecy::{ExposeSecret as _, SecretString};
use zeroize::Zeroizing;

use crate::at_rest::{self, AtRestError};
use crate::derive::BoxUse;
use crate::keyring::Keyring;

/// Names and values of headers. `Debug` shows the names.
///
/// Neither may hold a line feed, and no name a colon; headers of HTTP never do.
#[derive(Clone, Default)]
pub struct WebhookHeaders(Vec<(String, SecretString)>);

impl WebhookHeaders {
    /// These headers.
    #[must_use]
    pub const fn new(headers: Vec<(String, SecretString)>) -> Self {
        Self(headers)
    }

    /// The names and values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &SecretString)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// The headers sealed under the keyring for one endpoint's row.
    #[must_use]
    pub fn seal(
        &self,
        keyring: &Keyring,
        workspace: &[u8; 16],
        endpoint: &[u8; 16],
        rng: &mut dyn CryptoRng,
    ) -> Vec<u8> {
        let mut text = Zeroizing::new(String::new());
        for (name, value) in &self.0 {
            for part in [name.as_str(), ":", value.expose_secret(), "\n"] {
                text.push_str(part);
            }
        }
        at_rest::seal_under_primary(
            keyring,
            BoxUse::WebhookHeaders,
            &[workspace, endpoint],
            text.as_bytes(),
            rng,
        )
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
        let bytes =
            at_rest::open_under_keyring(keyring, BoxUse::WebhookHeaders, &[workspace, endpoint], sealed)?;
        let text = std::str::from_utf8(&bytes).map_err(|_| AtRestError::BadContent)?;
        let header = |line: &str| {
            let (name, value) = line.split_once(':').ok_or(AtRestError::BadContent)?;
            Ok((name.to_owned(), SecretString::from(value)))
        };
        text.lines().map(header).collect::<Result<_, _>>().map(Self)
    }
}

impl fmt::Debug for WebhookHeaders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}
