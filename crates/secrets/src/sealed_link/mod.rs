//! Sealed links: a small secret message inside a URL, as `docs/spec/sealed-link-v1.md` lays down.
//!
//! AES-128-CTR, then HMAC-SHA-256 over the context and everything sent. The tag is checked before
//! anything else is done with the bytes, and every accepted message has exactly one spelling.

mod open;
mod purpose;
mod seal;

pub use open::{OpenError, Opened, open};
pub use purpose::{ParsePurposeError, Purpose};
pub use seal::{SealError, seal};

use crate::keyring::KeyId;
use crate::padding;
use crate::primitives::{IV_LEN, Mac, TAG_LEN};

/// The only version there is.
pub(crate) const VERSION: u8 = 0x01;
/// Version, key id, IV and tag: everything but the ciphertext.
const OVERHEAD: usize = 1 + 4 + IV_LEN + TAG_LEN;

/// Shortest text: one block of ciphertext.
pub const MIN_TEXT_LEN: usize = 114;
/// Longest text that is looked at.
pub const MAX_TEXT_LEN: usize = 4096;
/// Longest message that fits a text of [`MAX_TEXT_LEN`].
pub const MAX_MESSAGE_LEN: usize = 3007;

/// The number of characters that a message of `message_len` bytes becomes, for a caller with a budget.
///
/// ```
/// use latchstring_secrets::sealed_link::{MAX_MESSAGE_LEN, MAX_TEXT_LEN, text_len};
/// assert_eq!(text_len(0), 114);
/// assert!(text_len(MAX_MESSAGE_LEN) <= MAX_TEXT_LEN && text_len(MAX_MESSAGE_LEN + 1) > MAX_TEXT_LEN);
/// ```
#[must_use]
pub const fn text_len(message_len: usize) -> usize {
    ((OVERHEAD + padding::padded_len(message_len)) * 4).div_ceil(3)
}

/// The MAC over context and envelope; only the context has a length that can vary freely, and it is prefixed.
fn mac(key: &[u8; 32], context: &[u8], key_id: KeyId, iv: &[u8; IV_LEN], ciphertext: &[u8]) -> Mac {
    Mac::new(key).prefixed(context).raw(&[VERSION]).raw(&key_id.to_bytes()).raw(iv).raw(ciphertext)
}
