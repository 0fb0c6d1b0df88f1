//! Signatures of checkpoints of the event log: Ed25519 ([RFC 8032](https://www.rfc-editor.org/rfc/rfc8032)), with a key of
//! its own under each key of the keyring.
//!
//! A signature and not a MAC, so that whoever keeps checkpoints elsewhere can check them with the public key alone, and an
//! auditor need not be trusted with the keyring.

use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use zeroize::Zeroizing;

use crate::derive::CHECKPOINT_INFO;
use crate::keyring::{KeyId, Keyring, RootKey};
use crate::primitives;

/// How long a signature is: key id (4 bytes), then Ed25519.
pub const SIGNATURE_LEN: usize = 68;

/// A checkpoint's signature was not made by us.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyCheckpointError {
    /// Signed under a key that the ring does not have.
    #[error("the checkpoint is signed under key {0}, which is not in the keyring")]
    UnknownKey(KeyId),
    /// The statement or its signature was changed.
    #[error("the checkpoint does not match its signature")]
    Mismatch,
}

/// The digest that a checkpoint's root is.
#[must_use]
pub fn root(covered: &[u8]) -> [u8; 32] {
    primitives::sha_256(covered)
}

/// Signs a statement under the primary key; `None` only if the signing key could not be made, which no seed causes.
#[must_use]
pub fn sign(keyring: &Keyring, statement: &[u8]) -> Option<[u8; SIGNATURE_LEN]> {
    let root = keyring.primary();
    let signature = pair(root)?.sign(statement);
    let mut bytes = [0; SIGNATURE_LEN];
    let all = root.id().to_bytes().into_iter().chain(signature.as_ref().iter().copied());
    bytes.iter_mut().zip(all).for_each(|(slot, byte)| *slot = byte);
    Some(bytes)
}

/// Checks a statement against its signature.
///
/// # Errors
/// [`VerifyCheckpointError`].
pub fn verify(
    keyring: &Keyring,
    statement: &[u8],
    signature: &[u8; SIGNATURE_LEN],
) -> Result<(), VerifyCheckpointError> {
    let [a, b, c, d, signature @ ..] = signature;
    let id = KeyId::new([*a, *b, *c, *d]);
    let public = keyring.checkpoint_key(id).ok_or(VerifyCheckpointError::UnknownKey(id))?;
    UnparsedPublicKey::new(&ED25519, public)
        .verify(statement, signature)
        .map_err(|_| VerifyCheckpointError::Mismatch)
}

/// The public key that checks what is signed under this key of the ring; `None` when the ring does not have it.
#[must_use]
pub fn public_key(keyring: &Keyring, id: [u8; 4]) -> Option<[u8; 32]> {
    keyring.checkpoint_key(KeyId::new(id))
}

pub(crate) fn public_key_of(root: &RootKey) -> Option<[u8; 32]> {
    pair(root)?.public_key().as_ref().try_into().ok()
}

fn pair(root: &RootKey) -> Option<Ed25519KeyPair> {
    let seed: Zeroizing<[u8; 32]> = root.expander().expand(&[CHECKPOINT_INFO]);
    // There is no public key kept beside the seed that it could be checked against.
    Ed25519KeyPair::from_seed_unchecked(seed.as_ref()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring() -> Keyring {
        Keyring::generate(&mut rand_core::UnwrapErr(getrandom::SysRng))
    }

    #[test]
    fn t163_a_signature_is_of_one_statement_and_one_key() {
        let keyring = ring();
        let signature = sign(&keyring, b"ten ends").unwrap();
        assert_eq!(verify(&keyring, b"ten ends", &signature), Ok(()));
        assert_eq!(verify(&keyring, b"nine ends", &signature), Err(VerifyCheckpointError::Mismatch));
        for place in 4..SIGNATURE_LEN {
            let mut forged = signature;
            forged[place] ^= 1;
            assert_eq!(verify(&keyring, b"ten ends", &forged), Err(VerifyCheckpointError::Mismatch));
        }
        let other = verify(&ring(), b"ten ends", &signature);
        assert!(matches!(other, Err(VerifyCheckpointError::UnknownKey(_))), "{other:?}");
    }

    #[test]
    fn t163_a_public_key_alone_checks_a_signature() {
        let keyring = ring();
        let signature = sign(&keyring, b"ten ends").unwrap();
        let public = public_key(&keyring, *signature.first_chunk().unwrap()).unwrap();
        let key = UnparsedPublicKey::new(&ED25519, public);
        assert!(key.verify(b"ten ends", &signature[4..]).is_ok());
    }
}
