//! Opening, in the order that the specification lays down.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use zeroize::Zeroizing;

use super::{MAX_TEXT_LEN, MIN_TEXT_LEN, Purpose, VERSION, mac};
use crate::derive::SealKeys;
use crate::keyring::{KeyId, Keyring};
use crate::padding;
use crate::primitives::{IV_LEN, TAG_LEN, aes_128_ctr};

/// Why a text did not open. For the log: a stranger gets the same answer for all of them.
///
/// `Display` is the kind's name alone, as the specification and the vectors spell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// Not a sealed text: length, alphabet, trailing bits or block size.
    #[error("Malformed")]
    Malformed,
    /// Made by a version that this program does not know.
    #[error("UnknownVersion")]
    UnknownVersion,
    /// The key is not in the ring, or disabled.
    #[error("UnknownKey")]
    UnknownKey,
    /// Forged, changed, or made for another context or purpose.
    #[error("BadTag")]
    BadTag,
    /// Genuine, but not padded by this specification.
    #[error("BadPadding")]
    BadPadding,
}

/// An opened message. `Debug` leaves the message out.
#[non_exhaustive]
pub struct Opened {
    /// The key it was sealed under.
    pub key_id: KeyId,
    /// The message.
    pub message: Zeroizing<Vec<u8>>,
}

impl fmt::Debug for Opened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opened").field("key_id", &self.key_id).finish_non_exhaustive()
    }
}

/// Opens a text that [`seal`](super::seal) made for the same purpose and context.
///
/// # Errors
/// [`OpenError`], the first check that failed.
pub fn open(keyring: &Keyring, purpose: Purpose, context: &[u8], text: &str) -> Result<Opened, OpenError> {
    open_with(keyring, purpose, context, text, aes_128_ctr)
}

/// [`open`] with the decryption as a parameter, so that a test can see whether it was called.
fn open_with(
    keyring: &Keyring,
    purpose: Purpose,
    context: &[u8],
    text: &str,
    mut decrypt: impl FnMut(&[u8; 16], &[u8; IV_LEN], &mut [u8]),
) -> Result<Opened, OpenError> {
    if !(MIN_TEXT_LEN..=MAX_TEXT_LEN).contains(&text.len()) {
        return Err(OpenError::Malformed);
    }
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| OpenError::Malformed)?;
    let envelope = Envelope::parse(&bytes).ok_or(OpenError::Malformed)?;
    if envelope.version != VERSION {
        return Err(OpenError::UnknownVersion);
    }
    // A key that is not in the ring costs a tag too, under another key: how long a refusal takes must not tell which keys
    // there are.
    let (root, known) = keyring.for_presented_or_primary(envelope.key_id);
    let keys = SealKeys::derive(root, purpose);
    let tag = mac(&keys.mac, context, envelope.key_id, envelope.iv, envelope.ciphertext);
    if !(tag.matches(envelope.tag) & known) {
        return Err(if known { OpenError::BadTag } else { OpenError::UnknownKey });
    }
    // The plaintext gets a buffer only now, so there is none to forget about when the tag is wrong.
    let mut message = Zeroizing::new(envelope.ciphertext.to_vec());
    decrypt(&keys.enc, envelope.iv, &mut message);
    let len = padding::message_len(&message).ok_or(OpenError::BadPadding)?;
    message.truncate(len);
    Ok(Opened { key_id: envelope.key_id, message })
}

/// The parts of an envelope, borrowed. No part is optional and none has a length to choose but the ciphertext.
struct Envelope<'a> {
    version: u8,
    key_id: KeyId,
    iv: &'a [u8; IV_LEN],
    ciphertext: &'a [u8],
    tag: &'a [u8; TAG_LEN],
}

impl<'a> Envelope<'a> {
    fn parse(bytes: &'a [u8]) -> Option<Self> {
        let (version, rest) = bytes.split_first()?;
        let (key_id, rest) = rest.split_first_chunk()?;
        let (iv, rest) = rest.split_first_chunk()?;
        let (ciphertext, tag) = rest.split_last_chunk()?;
        let whole_blocks = !ciphertext.is_empty() && ciphertext.len().is_multiple_of(padding::BLOCK);
        whole_blocks.then_some(Self { version: *version, key_id: KeyId::new(*key_id), iv, ciphertext, tag })
    }
}

#[cfg(test)]
mod tests {
    use rand_chacha::ChaCha20Rng;
    use rand_chacha::rand_core::SeedableRng;

    use super::*;
    use crate::sealed_link::seal;

    fn counted(ring: &Keyring, context: &[u8], text: &str) -> (Result<Opened, OpenError>, usize) {
        let mut calls = 0;
        let outcome = open_with(ring, Purpose::CompanyLink, context, text, |key, iv, data| {
            calls += 1;
            aes_128_ctr(key, iv, data);
        });
        (outcome, calls)
    }

    #[test]
    fn t021_nothing_is_decrypted_before_the_tag_is_right() {
        let mut rng = ChaCha20Rng::seed_from_u64(21);
        let ring = Keyring::generate(&mut rng);
        let text = seal(&ring, Purpose::CompanyLink, b"co_a", b"message", &mut rng).unwrap();

        let (outcome, calls) = counted(&ring, b"co_a", &text);
        assert_eq!(outcome.unwrap().message.as_slice(), b"message");
        assert_eq!(calls, 1, "the instrument must see the right one");

        let bytes = URL_SAFE_NO_PAD.decode(&text).unwrap();
        for bit in 0..bytes.len() * 8 {
            let mut forged = bytes.clone();
            forged[bit / 8] ^= 1 << (bit % 8);
            let (outcome, calls) = counted(&ring, b"co_a", &URL_SAFE_NO_PAD.encode(&forged));
            assert!(outcome.is_err(), "bit {bit}");
            assert_eq!(calls, 0, "bit {bit}");
        }
        let (outcome, calls) = counted(&ring, b"co_b", &text);
        assert_eq!((outcome.err(), calls), (Some(OpenError::BadTag), 0));
    }
}
