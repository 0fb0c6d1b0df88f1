//! The token in the cookie and the token in the forms.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand_core::CryptoRng;
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use crate::digest::SessionDigest;
use crate::primitives::Mac;
use crate::token::decode_32;

const CSRF_LABEL: &[u8] = b"latchstring/csrf/v1";

/// The value of a session cookie: 32 random bytes in base64url. The row keeps its digest.
#[derive(Clone)]
pub struct SessionToken {
    bytes: Zeroizing<[u8; 32]>,
    text: SecretString,
}

/// The text is not a session token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a session token")]
pub struct ParseSessionTokenError;

impl SessionToken {
    /// A fresh token. Make a new one whenever the session gains a right (sign-in, a proven address).
    #[must_use]
    pub fn generate(rng: &mut dyn CryptoRng) -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        rng.fill_bytes(bytes.as_mut());
        let text = base64url(&bytes);
        Self { bytes, text }
    }

    /// Reads a cookie's value. One spelling is accepted.
    ///
    /// # Errors
    /// [`ParseSessionTokenError`].
    pub fn parse(text: &str) -> Result<Self, ParseSessionTokenError> {
        let bytes = decode_32(text).ok_or(ParseSessionTokenError)?;
        Ok(Self { bytes, text: text.into() })
    }

    /// What the row keeps.
    #[must_use]
    pub fn digest(&self) -> SessionDigest {
        SessionDigest::of(self.expose())
    }

    /// The token for the forms of this session. It is derived, so it needs no place of its own, changes
    /// with the session token, and does not give it away.
    #[must_use]
    pub fn csrf(&self) -> SecretString {
        base64url(&Zeroizing::new(self.csrf_mac().tag()))
    }

    /// Whether a form carried this session's token; constant-time.
    #[must_use]
    pub fn verify_csrf(&self, presented: &str) -> bool {
        decode_32(presented).is_some_and(|presented| self.csrf_mac().matches(&presented))
    }

    /// The text, for the cookie.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.text.expose_secret()
    }

    fn csrf_mac(&self) -> Mac {
        Mac::new(self.bytes.as_ref()).raw(CSRF_LABEL)
    }
}

impl fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionToken(REDACTED)")
    }
}

fn base64url(bytes: &[u8; 32]) -> SecretString {
    let mut text = String::with_capacity(43);
    URL_SAFE_NO_PAD.encode_string(bytes, &mut text);
    text.into()
}
