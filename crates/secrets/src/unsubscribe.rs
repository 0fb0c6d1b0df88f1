//! What stands in the link by which the reader of a mail asks for no more: whose mail, and to which address.

use rand_core::CryptoRng;

use crate::keyring::Keyring;
use crate::sealed_link::{OpenError, Purpose, SealError, open, seal};

/// Why a text is no such link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum UnsubscribeError {
    /// It was not sealed for this, or under a key that is gone.
    #[error("the text does not open: {0}")]
    Sealed(#[from] OpenError),
    /// It holds something else than a workspace and an address.
    #[error("the text holds no address")]
    NoAddress,
}

/// The text for an address that a workspace mails: a sealed link for [`Purpose::Unsubscribe`] without a context, whose
/// message is the workspace's sixteen bytes and the address. It has no end: a mail may be read years later.
///
/// # Errors
/// [`SealError`], which an address is too short for.
pub fn unsubscribe_text(
    keyring: &Keyring,
    workspace: &[u8; 16],
    address: &str,
    rng: &mut dyn CryptoRng,
) -> Result<String, SealError> {
    seal(keyring, Purpose::Unsubscribe, &[], &[workspace.as_slice(), address.as_bytes()].concat(), rng)
}

/// The workspace and the address that a text was made for.
///
/// # Errors
/// [`UnsubscribeError`]; a stranger is told the same for each.
pub fn unsubscribed(keyring: &Keyring, text: &str) -> Result<([u8; 16], String), UnsubscribeError> {
    let opened = open(keyring, Purpose::Unsubscribe, &[], text)?;
    let (workspace, address) = opened.message.split_first_chunk().ok_or(UnsubscribeError::NoAddress)?;
    let address = std::str::from_utf8(address).map_err(|_| UnsubscribeError::NoAddress)?;
    Ok((*workspace, address.to_owned()))
}

#[cfg(test)]
mod tests {
    use rand_chacha::ChaCha20Rng;
    use rand_core::SeedableRng as _;

    use super::*;
    use crate::keyring::RootKey;

    const WORKSPACE: [u8; 16] = *b"the workspace 01";

    #[test]
    fn t017_it_opens_under_its_own_keyring_for_this_only_and_unchanged() {
        let mut rng = ChaCha20Rng::seed_from_u64(8058);
        let ring = Keyring::generate(&mut rng);
        let text = unsubscribe_text(&ring, &WORKSPACE, "mike@example.org", &mut rng).unwrap();
        assert!(!text.contains("mike"), "{text}");
        let found = (WORKSPACE, "mike@example.org".to_owned());
        assert_eq!(unsubscribed(&ring, &text).unwrap(), found);
        let rotated = ring.with_key(RootKey::generate(&mut rng)).unwrap();
        assert_eq!(unsubscribed(&rotated, &text).unwrap(), found);
        assert!(unsubscribed(&Keyring::generate(&mut rng), &text).is_err());
        for purpose in Purpose::ALL.into_iter().filter(|purpose| *purpose != Purpose::Unsubscribe) {
            let other = seal(&ring, purpose, &[], b"the workspace 01mike@example.org", &mut rng).unwrap();
            assert!(unsubscribed(&ring, &other).is_err(), "{purpose}");
        }
        for place in 0..text.len() {
            let mut changed = text.clone().into_bytes();
            changed[place] = if changed[place] == b'A' { b'B' } else { b'A' };
            assert!(unsubscribed(&ring, &String::from_utf8(changed).unwrap()).is_err(), "{place}");
        }
        let short = seal(&ring, Purpose::Unsubscribe, &[], &WORKSPACE[..15], &mut rng).unwrap();
        assert_eq!(unsubscribed(&ring, &short), Err(UnsubscribeError::NoAddress));
    }
}
