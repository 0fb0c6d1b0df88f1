//! The credential vault: what recipients type, sealed so that a copied database gives nothing away.
//!
//! Each set of credentials has its own [`DataKey`]. The fields are sealed under it, and it is wrapped
//! under the keyring, so a rotation rewraps 32 bytes a connection and touches no field. Make a fresh data
//! key whenever credentials are replaced, and never seal a field anew under an unwrapped one: an old
//! field put back over a new one is then refused, because it belongs to the old key.

use std::fmt;

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use crate::at_rest::{self, AtRestError, Sealed};
use crate::derive::{self, BoxKeys, BoxUse, VAULT_DATA_KEY_ID_INFO, VAULT_FIELD_INFO};
use crate::keyring::{KeyId, Keyring};

/// Where credentials belong. Both ids are authenticated with everything sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct VaultContext {
    /// The workspace's id.
    pub workspace: [u8; 16],
    /// The connection's id.
    pub connection: [u8; 16],
}

/// The 256-bit key of one connection's credentials. Wiped when dropped; `Debug` shows nothing of it.
pub struct DataKey {
    bytes: Zeroizing<[u8; 32]>,
    keys: BoxKeys,
    id: KeyId,
}

impl DataKey {
    /// A fresh key, for a new or replaced set of credentials.
    #[must_use]
    pub fn generate(rng: &mut dyn CryptoRng) -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        rng.fill_bytes(bytes.as_mut());
        Self::from_bytes(bytes)
    }

    /// The key sealed under the keyring's primary, to be stored beside the fields.
    #[must_use]
    pub fn wrap(&self, keyring: &Keyring, context: &VaultContext, rng: &mut dyn CryptoRng) -> Vec<u8> {
        let parts: [&[u8]; 2] = [&context.workspace, &context.connection];
        at_rest::seal_under_primary(keyring, BoxUse::Vault, &parts, self.bytes.as_ref(), rng)
    }

    /// The key that [`wrap`](Self::wrap) sealed for the same workspace and connection.
    ///
    /// # Errors
    /// [`AtRestError`].
    pub fn unwrap(keyring: &Keyring, context: &VaultContext, wrapped: &[u8]) -> Result<Self, AtRestError> {
        let parts: [&[u8]; 2] = [&context.workspace, &context.connection];
        let opened = at_rest::open_under_keyring(keyring, BoxUse::Vault, &parts, wrapped)?;
        let bytes: &[u8; 32] = opened.as_slice().try_into().map_err(|_| AtRestError::BadContent)?;
        Ok(Self::from_bytes(Zeroizing::new(*bytes)))
    }

    /// Seals one field, bound to workspace, connection, field name and this key.
    #[must_use]
    pub fn seal_field(
        &self,
        context: &VaultContext,
        field: &str,
        plaintext: &[u8],
        rng: &mut dyn CryptoRng,
    ) -> Vec<u8> {
        let parts: [&[u8]; 3] = [&context.workspace, &context.connection, field.as_bytes()];
        at_rest::seal(&self.keys, self.id, VAULT_FIELD_INFO, &parts, plaintext, rng)
    }

    /// Opens what [`seal_field`](Self::seal_field) sealed for the same place and name.
    ///
    /// # Errors
    /// [`AtRestError`].
    pub fn open_field(
        &self,
        context: &VaultContext,
        field: &str,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, AtRestError> {
        let sealed = Sealed::parse(sealed)?;
        if sealed.key_id != self.id {
            return Err(AtRestError::OtherDataKey);
        }
        let parts: [&[u8]; 3] = [&context.workspace, &context.connection, field.as_bytes()];
        sealed.open(&self.keys, VAULT_FIELD_INFO, &parts)
    }

    fn from_bytes(bytes: Zeroizing<[u8; 32]>) -> Self {
        let expander = derive::expander(&bytes);
        let keys = BoxKeys::derive(&expander, VAULT_FIELD_INFO);
        let id = KeyId::new(*expander.expand(&[VAULT_DATA_KEY_ID_INFO]));
        Self { bytes, keys, id }
    }
}

impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DataKey(REDACTED)")
    }
}

/// Moves a wrapped data key under the primary; `None` when it is there already. For the rewrap after a rotation.
///
/// # Errors
/// [`AtRestError`], when the wrapped key does not open.
pub fn rewrap(
    keyring: &Keyring,
    context: &VaultContext,
    wrapped: &[u8],
    rng: &mut dyn CryptoRng,
) -> Result<Option<Vec<u8>>, AtRestError> {
    let key = DataKey::unwrap(keyring, context, wrapped)?;
    let current = at_rest::sealing_key(wrapped)? == keyring.primary_id();
    Ok(if current { None } else { Some(key.wrap(keyring, context, rng)) })
}
