//! Link tokens: what stands in an invitation's URL.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use crate::derive::MacUse;
use crate::digest::TokenDigest;
use crate::keyring::{KeyId, Keyring};
use crate::primitives::Mac;

const PREFIX: &str = "lsi_";
/// 32 bytes in base64url.
const BODY_LEN: usize = 43;

/// The secret of an invitation's URL: `lsi_` and base64url of `HMAC-SHA-256(token key, id || generation)`.
///
/// It is unguessable without the keyring and never stored: a row keeps its digest to find it, and the
/// key id, invitation id and generation from which a resend derives it again, also after a rotation.
/// A new generation is a new token, and makes the old one match no row.
#[derive(Clone)]
pub struct LinkToken(SecretString);

/// The token cannot be derived: the key is not in the ring, or disabled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("key {0} is not in the keyring or is disabled")]
pub struct DeriveTokenError(pub KeyId);

/// The text is not a link token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a link token")]
pub struct ParseTokenError;

impl LinkToken {
    /// The token of an invitation under the key that its row names.
    ///
    /// # Errors
    /// [`DeriveTokenError`]: without the key, or with a killed one, the invitation needs a new generation
    /// under the primary.
    pub fn derive(
        keyring: &Keyring,
        key_id: KeyId,
        id: &[u8; 16],
        generation: u32,
    ) -> Result<Self, DeriveTokenError> {
        let root = keyring.for_presented(key_id).ok_or(DeriveTokenError(key_id))?;
        let key = MacUse::Token.key(root);
        let mac = Zeroizing::new(Mac::new(key.as_ref()).raw(id).raw(&generation.to_be_bytes()).tag());
        let mut text = String::with_capacity(PREFIX.len() + BODY_LEN);
        text.push_str(PREFIX);
        URL_SAFE_NO_PAD.encode_string(mac.as_ref(), &mut text);
        Ok(Self(text.into()))
    }

    /// Reads a token as it came in a URL. Each token has one spelling; no row is needed to refuse the rest.
    ///
    /// # Errors
    /// [`ParseTokenError`].
    pub fn parse(text: &str) -> Result<Self, ParseTokenError> {
        let body = text.strip_prefix(PREFIX).ok_or(ParseTokenError)?;
        decode_32(body).ok_or(ParseTokenError)?;
        Ok(Self(text.into()))
    }

    /// What the row keeps, and what a lookup asks for.
    #[must_use]
    pub fn digest(&self) -> TokenDigest {
        TokenDigest::of(self.expose())
    }

    /// The text, for the URL in a mail or in an answer to a key that may see it.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for LinkToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkToken(REDACTED)")
    }
}

/// Reads exactly 32 bytes of canonical base64url.
pub(crate) fn decode_32(text: &str) -> Option<Zeroizing<[u8; 32]>> {
    if text.len() != BODY_LEN {
        return None;
    }
    let mut bytes = Zeroizing::new([0; 32]);
    let written = URL_SAFE_NO_PAD.decode_slice(text, bytes.as_mut()).ok()?;
    (written == 32).then_some(bytes)
}
