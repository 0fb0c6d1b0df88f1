//! The secret under which others sign what they hand in to a workspace.

use zeroize::Zeroizing;

use super::WebhookSecret;
use crate::derive::MacUse;
use crate::keyring::{KeyId, Keyring};
use crate::primitives::Mac;

/// The secret cannot be derived: its key is not in the ring, or disabled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("key {0} is not in the keyring or is disabled")]
pub struct DeriveInboundSecretError(pub KeyId);

impl WebhookSecret {
    /// A workspace's secret for what is handed in: `HMAC-SHA-256(inbound key, workspace id || generation)`. Derived, never
    /// stored; a new generation is another secret.
    ///
    /// # Errors
    /// [`DeriveInboundSecretError`]: without the key, or with a killed one, the workspace needs a new generation.
    pub fn inbound(
        keyring: &Keyring,
        key_id: KeyId,
        workspace: &[u8; 16],
        generation: u32,
    ) -> Result<Self, DeriveInboundSecretError> {
        let root = keyring.for_presented(key_id).ok_or(DeriveInboundSecretError(key_id))?;
        let key = MacUse::Inbound.key(root);
        let mac = Zeroizing::new(Mac::new(key.as_ref()).raw(workspace).raw(&generation.to_be_bytes()).tag());
        Ok(Self::of_tag(&mac))
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::*;
    use crate::keyring::RootKey;

    #[test]
    fn a_secret_is_one_workspaces_and_one_generations() {
        let root = RootKey::new(KeyId::new([1, 2, 3, 4]), *b"0123456789abcdefghijklmnopqrstuv").unwrap();
        let ring = Keyring::new(root);
        let secret = |workspace: u8, generation| {
            let secret = WebhookSecret::inbound(&ring, ring.primary_id(), &[workspace; 16], generation);
            secret.unwrap().expose().expose_secret().to_owned()
        };
        assert_eq!(secret(1, 0), secret(1, 0));
        assert_ne!(secret(1, 0), secret(1, 1));
        assert_ne!(secret(1, 0), secret(2, 0));
        assert!(WebhookSecret::parse(&secret(1, 0)).is_ok());
        let unknown = KeyId::new([9, 9, 9, 9]);
        assert_eq!(
            WebhookSecret::inbound(&ring, unknown, &[1; 16], 0).unwrap_err(),
            DeriveInboundSecretError(unknown)
        );
    }
}
