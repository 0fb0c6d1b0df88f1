//! How long the URL of a link becomes, known before anything is sealed.

use super::{LinkMessage, PrefillField};
use crate::sealed_link::text_len;

/// The longest URL that is minted, in characters: what mail programs and old proxies carry whole.
pub const MAX_URL_LEN: usize = 2000;

/// The URL would be longer than [`MAX_URL_LEN`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the URL would have {len} characters, more than {MAX_URL_LEN}")]
pub struct UrlTooLong {
    /// The length that it would have.
    pub len: usize,
    /// The part of the prefill that takes most room, to be named to whoever asked for the link; `None` when nothing is
    /// prefilled and the address alone is too long.
    pub field: Option<PrefillField>,
}

impl LinkMessage {
    /// The length of this link's URL, in which `before` characters (scheme, host and path) precede the secret.
    ///
    /// # Errors
    /// [`UrlTooLong`].
    pub fn url_len(&self, before: usize) -> Result<usize, UrlTooLong> {
        let len = before.saturating_add(text_len(self.encode().len()));
        if len <= MAX_URL_LEN {
            return Ok(len);
        }
        Err(UrlTooLong { len, field: self.prefill.largest_field().map(|(field, _)| field) })
    }
}
