//! The token: `0x80 || timestamp (8) || iv (16) || ciphertext (16 n) || tag (32)`.

use base64::Engine as _;
use base64::engine::general_purpose::{URL_SAFE, URL_SAFE_NO_PAD};
use zeroize::Zeroizing;

use super::FernetKey;
use crate::primitives::{IV_LEN, Mac, TAG_LEN, aes_128_cbc_decrypt};
use crate::sealed_link::MAX_TEXT_LEN;

pub(super) const VERSION: u8 = 0x80;
const BLOCK: usize = 16;

/// Undoes base64url, with all of its padding or with none: Fernet libraries write it, and URL builders drop it.
pub(super) fn decode(text: &str) -> Option<Vec<u8>> {
    if text.len() > MAX_TEXT_LEN {
        return None;
    }
    let engine = if text.ends_with('=') { URL_SAFE } else { URL_SAFE_NO_PAD };
    engine.decode(text).ok()
}

/// The parts of a token, borrowed. Only the ciphertext has a length to choose.
pub(super) struct Token<'a> {
    signed: &'a [u8],
    issued_at: i64,
    iv: &'a [u8; IV_LEN],
    ciphertext: &'a [u8],
    tag: &'a [u8; TAG_LEN],
}

impl<'a> Token<'a> {
    pub(super) fn parse(bytes: &'a [u8]) -> Option<Self> {
        let (signed, tag) = bytes.split_last_chunk()?;
        let (version, rest) = signed.split_first()?;
        let (timestamp, rest) = rest.split_first_chunk()?;
        let (iv, ciphertext) = rest.split_first_chunk()?;
        let whole_blocks = !ciphertext.is_empty() && ciphertext.len().is_multiple_of(BLOCK);
        // A time past the year 292 billion is past every clock: it will be found to lie in the future.
        let issued_at = i64::try_from(u64::from_be_bytes(*timestamp)).unwrap_or(i64::MAX);
        (*version == VERSION && whole_blocks).then_some(Self { signed, issued_at, iv, ciphertext, tag })
    }

    pub(super) fn issued_at(&self) -> i64 {
        self.issued_at
    }

    /// Whether the holder of this key made the token, in constant time and over everything but the tag itself.
    pub(super) fn is_made_by(&self, key: &FernetKey) -> bool {
        Mac::new(key.signing()).raw(self.signed).matches(self.tag)
    }

    /// The payload, without its padding (RFC 5652, section 6.3); `None` unless it is padded in the one right way.
    ///
    /// Only for a token that [`is_made_by`](Self::is_made_by) this key: on any other, the answer would be the padding
    /// oracle that CBC is known for.
    pub(super) fn decrypt(&self, key: &FernetKey) -> Option<Zeroizing<Vec<u8>>> {
        let mut payload = Zeroizing::new(self.ciphertext.to_vec());
        aes_128_cbc_decrypt(&key.encryption(), self.iv, &mut payload);
        let filler = usize::from(*payload.last()?);
        let len = payload.len().checked_sub(filler)?;
        let padding = payload.get(len..)?;
        let right = (1..=BLOCK).contains(&filler) && padding.iter().all(|byte| usize::from(*byte) == filler);
        right.then(|| payload.truncate(len))?;
        Some(payload)
    }
}
