//! Sealing.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand_core::CryptoRng;

use super::{MAX_MESSAGE_LEN, OVERHEAD, Purpose, VERSION, mac};
use crate::derive::SealKeys;
use crate::keyring::Keyring;
use crate::padding;
use crate::primitives::{aes_128_ctr, fresh_iv};

/// Why a message could not be sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SealError {
    /// The message is longer than [`MAX_MESSAGE_LEN`], so nobody would open the text.
    #[error("the message has {len} bytes, more than {MAX_MESSAGE_LEN}")]
    TooLong {
        /// Its length in bytes.
        len: usize,
    },
}

/// Seals `message` under the primary key, with a fresh IV from `rng`.
///
/// `context` is not part of the text: the opener must know it, as a URL path or a row does. The random
/// source has no way to fail, so one that can must abort the process (as `UnwrapErr` around the system's
/// does); falling back to something weaker would repeat IVs.
///
/// # Errors
/// [`SealError::TooLong`].
pub fn seal(
    keyring: &Keyring,
    purpose: Purpose,
    context: &[u8],
    message: &[u8],
    rng: &mut dyn CryptoRng,
) -> Result<String, SealError> {
    if message.len() > MAX_MESSAGE_LEN {
        return Err(SealError::TooLong { len: message.len() });
    }
    let root = keyring.primary();
    let keys = SealKeys::derive(root, purpose);
    let iv = fresh_iv(rng);
    let mut ciphertext = padding::pad(message);
    aes_128_ctr(&keys.enc, &iv, &mut ciphertext);
    let tag = mac(&keys.mac, context, root.id(), &iv, &ciphertext).tag();

    let mut envelope = Vec::with_capacity(OVERHEAD + ciphertext.len());
    envelope.push(VERSION);
    envelope.extend_from_slice(&root.id().to_bytes());
    envelope.extend_from_slice(&iv);
    envelope.extend_from_slice(&ciphertext);
    envelope.extend_from_slice(&tag);
    Ok(URL_SAFE_NO_PAD.encode(&envelope))
}
