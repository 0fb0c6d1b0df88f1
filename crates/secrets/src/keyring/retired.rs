//! What is left of a key that seals nothing any more.

use std::fmt;

use zeroize::Zeroizing;

use super::{KeyId, KeyringError, RootKey};
use crate::checkpoint;
use crate::derive::MacUse;

/// What verifies the past under a key whose root is gone: the key of the seals of events, and the public key of the
/// signatures of checkpoints. Neither opens, derives or signs anything else.
#[derive(Clone)]
pub(super) struct RetiredKey {
    pub(super) id: KeyId,
    pub(super) audit: Zeroizing<[u8; 32]>,
    pub(super) checkpoint: [u8; 32],
}

impl RetiredKey {
    /// # Errors
    /// [`KeyringError::BadRemains`] if there were no signing key under the root, which is true of none.
    pub(super) fn of(root: &RootKey) -> Result<Self, KeyringError> {
        let checkpoint = checkpoint::public_key_of(root).ok_or(KeyringError::BadRemains(root.id()))?;
        Ok(Self { id: root.id(), audit: MacUse::Audit.key(root), checkpoint })
    }
}

impl fmt::Debug for RetiredKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RetiredKey").field("id", &self.id).finish_non_exhaustive()
    }
}
