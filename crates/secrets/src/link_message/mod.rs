//! What a magic link says: which link, which company, until when, and what the form already knows.
//!
//! The bytes are a CBOR map, laid down in `docs/spec/sealed-link-v1.md`.

mod decode;
mod encode;
mod prefill;
mod sealed;
mod url_len;

pub use decode::MessageError;
pub use prefill::{MAX_LIST_ITEMS, Prefill, PrefillField};
pub use sealed::{LinkKind, OpenLinkError, OpenedLink, SealLinkError, open_link, seal_link};
pub use url_len::{MAX_URL_LEN, UrlTooLong};

/// The message inside a magic link. Ids are raw bytes here, times unix seconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkMessage {
    /// The link's own id, by which it can be revoked.
    pub link_id: [u8; 16],
    /// The company's internal id.
    pub company_id: [u8; 16],
    /// When the link was minted.
    pub issued_at: i64,
    /// From when on it is refused; `None` is never.
    pub expires_at: Option<i64>,
    /// What the link does.
    pub target: LinkTarget,
    /// What the form already knows.
    pub prefill: Prefill,
}

/// What a magic link does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkTarget {
    /// Makes a connection.
    NewConnection,
    /// Repairs the connection with this id.
    Connection([u8; 16]),
}

impl LinkMessage {
    /// Whether the link has expired: at the very second of `expires_at` it has.
    #[must_use]
    pub fn is_expired(&self, now: i64) -> bool {
        self.expires_at.is_some_and(|expires_at| now >= expires_at)
    }

    /// Whether the link was minted before a company's `links_not_before`, which kills it.
    #[must_use]
    pub fn is_issued_before(&self, not_before: i64) -> bool {
        self.issued_at < not_before
    }

    /// Whether the link claims to be minted later than `now`, by more than clocks may differ.
    #[must_use]
    pub fn is_from_the_future(&self, now: i64, leeway_seconds: u32) -> bool {
        self.issued_at > now.saturating_add(i64::from(leeway_seconds))
    }
}
