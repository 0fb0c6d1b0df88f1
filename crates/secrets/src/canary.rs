//! The canary: a row that proves at start that this keyring belongs to this database.
//!
//! It holds a proof for each key of the ring, so a second key that was mistyped in the file is found at
//! start and not when somebody's credentials fail to open months later. Write it when the database is
//! made, and again after a key was added, promoted or retired.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand_core::CryptoRng;

use crate::derive::MacUse;
use crate::keyring::{KeyId, Keyring, RootKey};
use crate::primitives::{Mac, TAG_LEN};

const VERSION: u8 = 0x01;
const SALT_LEN: usize = 16;
const ENTRY_LEN: usize = 4 + TAG_LEN;

/// Why the keyring does not belong to the database, or nobody can tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CanaryError {
    /// The row was damaged.
    #[error("the canary is malformed")]
    Malformed,
    /// The database was used with a key that the ring does not have.
    #[error("the database expects key {0}, which is not in the keyring")]
    UnknownKey(KeyId),
    /// The ring has a key of this id with other bytes.
    #[error("key {0} of the keyring is not the one that this database was used with")]
    WrongKey(KeyId),
}

/// A canary of all keys of the ring.
#[must_use]
pub fn seal_canary(keyring: &Keyring, rng: &mut dyn CryptoRng) -> String {
    let mut salt = [0; SALT_LEN];
    rng.fill_bytes(&mut salt);
    let mut bytes = vec![VERSION];
    bytes.extend_from_slice(&salt);
    for root in keyring.root_keys() {
        bytes.extend_from_slice(&root.id().to_bytes());
        bytes.extend_from_slice(&proof(root, &salt).tag());
    }
    URL_SAFE_NO_PAD.encode(&bytes)
}

/// Checks that every key the database was used with is in the ring, with the same bytes.
///
/// A key of the ring that the canary does not name is fine: it was added since.
///
/// # Errors
/// [`CanaryError`], for the first key that is missing or wrong. Do not start, and do not write a new canary.
pub fn check_canary(keyring: &Keyring, text: &str) -> Result<(), CanaryError> {
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| CanaryError::Malformed)?;
    let (version, rest) = bytes.split_first().ok_or(CanaryError::Malformed)?;
    let (salt, entries) = rest.split_first_chunk::<SALT_LEN>().ok_or(CanaryError::Malformed)?;
    let (entries, odd) = entries.as_chunks::<ENTRY_LEN>();
    if *version != VERSION || entries.is_empty() || !odd.is_empty() {
        return Err(CanaryError::Malformed);
    }
    for entry in entries {
        let (id, tag) = entry.split_first_chunk::<4>().ok_or(CanaryError::Malformed)?;
        let tag: &[u8; TAG_LEN] = tag.try_into().map_err(|_| CanaryError::Malformed)?;
        let id = KeyId::new(*id);
        let root = keyring.for_stored(id).ok_or(CanaryError::UnknownKey(id))?;
        if !proof(root, salt).matches(tag) {
            return Err(CanaryError::WrongKey(id));
        }
    }
    Ok(())
}

fn proof(root: &RootKey, salt: &[u8; SALT_LEN]) -> Mac {
    Mac::new(MacUse::Canary.key(root).as_ref()).raw(&[VERSION]).raw(&root.id().to_bytes()).raw(salt)
}
