//! One-time codes of six digits: drawing one, the form in which it is stored, and the check.
//!
//! A code has 20 bits, so its stored form must be keyed: a plain hash would be undone in a moment. How
//! long a code lives, how often it may be tried and that it works once is state, and kept elsewhere.

use std::fmt;

use rand_core::CryptoRng;
use secrecy::{ExposeSecret, SecretString};

use crate::derive::MacUse;
use crate::keyring::{KeyId, Keyring, RootKey};
use crate::primitives::{Mac, TAG_LEN};

const DIGITS: usize = 6;
const SALT_LEN: usize = 16;
const SEAL_LEN: usize = 4 + SALT_LEN + TAG_LEN;

/// Six digits, from `000000` to `999999`. `Debug` hides them.
#[derive(Clone)]
pub struct OneTimeCode(SecretString);

/// The text is not six ASCII digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a code has six digits")]
pub struct ParseCodeError;

/// What a code is good for. A code of one session or address fails for every other.
#[derive(Clone, Copy, Debug)]
pub struct CodeBinding<'a> {
    /// The session that asked for the code.
    pub session: [u8; 16],
    /// The stored spelling of the address that it was sent to.
    pub address: &'a str,
}

/// A code as the database keeps it: key id (4 bytes), salt (16), HMAC-SHA-256 (32).
#[derive(Clone, Copy)]
pub struct CodeSeal([u8; SEAL_LEN]);

/// Why a code was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CheckCodeError {
    /// The key it was sealed under is not in the ring, or disabled; the recipient needs a new code.
    #[error("the code was made under key {0}, which is not in the keyring or is disabled")]
    UnknownKey(KeyId),
    /// Another code, session or address.
    #[error("the code is wrong")]
    Mismatch,
}

impl OneTimeCode {
    /// A code drawn uniformly.
    #[must_use]
    pub fn generate(rng: &mut dyn CryptoRng) -> Self {
        // The remainder of 128 bits is uniform to within 2^-108, without a loop that a broken source could hang.
        let mut bytes = [0; 16];
        rng.fill_bytes(&mut bytes);
        let number = u128::from_be_bytes(bytes) % 1_000_000;
        Self(format!("{number:06}").into())
    }

    /// Reads what a recipient typed. Spaces are the form's business.
    ///
    /// # Errors
    /// [`ParseCodeError`].
    pub fn parse(text: &str) -> Result<Self, ParseCodeError> {
        let six_digits = text.len() == DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
        if six_digits { Ok(Self(text.into())) } else { Err(ParseCodeError) }
    }

    /// The form to store, with a fresh salt, so that equal codes of two rows look different.
    #[must_use]
    pub fn seal(&self, keyring: &Keyring, binding: &CodeBinding<'_>, rng: &mut dyn CryptoRng) -> CodeSeal {
        let root = keyring.primary();
        let mut salt = [0; SALT_LEN];
        rng.fill_bytes(&mut salt);
        let tag = self.mac(root, binding, &salt).tag();
        let mut bytes = [0; SEAL_LEN];
        let all = root.id().to_bytes().into_iter().chain(salt).chain(tag);
        for (slot, byte) in bytes.iter_mut().zip(all) {
            *slot = byte;
        }
        CodeSeal(bytes)
    }

    /// The digits, for the mail.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    fn mac(&self, root: &RootKey, binding: &CodeBinding<'_>, salt: &[u8; SALT_LEN]) -> Mac {
        Mac::new(MacUse::Code.key(root).as_ref())
            .prefixed(&binding.session)
            .prefixed(binding.address.as_bytes())
            .prefixed(salt)
            .prefixed(self.expose().as_bytes())
    }
}

impl fmt::Debug for OneTimeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OneTimeCode(REDACTED)")
    }
}

impl CodeSeal {
    /// Length of the stored form.
    pub const LEN: usize = SEAL_LEN;

    /// The form that a row holds.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; SEAL_LEN]) -> Self {
        Self(bytes)
    }

    /// The bytes to store.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; SEAL_LEN] {
        &self.0
    }

    /// Checks a typed code against this row, in constant time. Count the try before, whatever comes out.
    ///
    /// # Errors
    /// [`CheckCodeError`].
    pub fn check(
        &self,
        keyring: &Keyring,
        binding: &CodeBinding<'_>,
        code: &OneTimeCode,
    ) -> Result<(), CheckCodeError> {
        let (id, rest) = self.0.split_first_chunk::<4>().ok_or(CheckCodeError::Mismatch)?;
        let (salt, tag) = rest.split_first_chunk::<SALT_LEN>().ok_or(CheckCodeError::Mismatch)?;
        let tag: &[u8; TAG_LEN] = tag.try_into().map_err(|_| CheckCodeError::Mismatch)?;
        let id = KeyId::new(*id);
        let root = keyring.for_presented(id).ok_or(CheckCodeError::UnknownKey(id))?;
        if code.mac(root, binding, salt).matches(tag) { Ok(()) } else { Err(CheckCodeError::Mismatch) }
    }
}

impl fmt::Debug for CodeSeal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CodeSeal(REDACTED)")
    }
}
