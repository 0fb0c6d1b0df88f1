//! One root key and its id.

use std::fmt;
use std::str::FromStr;

use rand_core::CryptoRng;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::KeyringError;
use crate::primitives::Expander;
use crate::{derive, hex};

/// The public name of a root key: four bytes, written as eight lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId([u8; 4]);

impl KeyId {
    /// The id with these bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 4]) -> Self {
        Self(bytes)
    }

    /// The bytes, as they stand in an envelope.
    #[must_use]
    pub const fn to_bytes(self) -> [u8; 4] {
        self.0
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(&self.0))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyId({self})")
    }
}

/// The text is not eight lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a key id is 8 lower-case hexadecimal digits")]
pub struct ParseKeyIdError;

impl FromStr for KeyId {
    type Err = ParseKeyIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        hex::decode_array(text).map(|bytes| Self(*bytes)).ok_or(ParseKeyIdError)
    }
}

/// 32 uniformly random bytes with an id. Nothing is sealed or signed with them: every use derives its own key.
///
/// The bytes are wiped when the value is dropped, and `Debug` shows the id only.
#[derive(Clone)]
pub struct RootKey {
    id: KeyId,
    bytes: Zeroizing<[u8; 32]>,
    expander: Expander,
}

impl RootKey {
    /// A key of given bytes.
    ///
    /// # Errors
    /// [`KeyringError::ZeroRoot`] when every byte is zero.
    pub fn new(id: KeyId, bytes: [u8; 32]) -> Result<Self, KeyringError> {
        let bytes = Zeroizing::new(bytes);
        if bytes.ct_eq(&[0; 32]).into() {
            return Err(KeyringError::ZeroRoot(id));
        }
        Ok(Self::from_nonzero(id, bytes))
    }

    /// A fresh key with a random id.
    ///
    /// The id is random rather than counted so that two deployments hardly ever share one: a link or a
    /// row of another deployment then fails as an unknown key and not as a forgery.
    #[must_use]
    pub fn generate(rng: &mut dyn CryptoRng) -> Self {
        let mut id = [0; 4];
        rng.fill_bytes(&mut id);
        let mut bytes = Zeroizing::new([0; 32]);
        rng.fill_bytes(bytes.as_mut());
        Self::from_nonzero(KeyId(id), bytes)
    }

    /// The id.
    #[must_use]
    pub fn id(&self) -> KeyId {
        self.id
    }

    pub(crate) fn expander(&self) -> &Expander {
        &self.expander
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.bytes
    }

    pub(super) fn same_root(&self, other: &Self) -> bool {
        self.bytes.ct_eq(other.bytes.as_ref()).into()
    }

    fn from_nonzero(id: KeyId, bytes: Zeroizing<[u8; 32]>) -> Self {
        let expander = derive::expander(&bytes);
        Self { id, bytes, expander }
    }
}

impl fmt::Debug for RootKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RootKey").field("id", &self.id).finish_non_exhaustive()
    }
}
