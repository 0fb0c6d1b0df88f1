//! Links minted by another system, opened here until the last of them has expired.
//!
//! What is accepted, and what an operator says about it, is laid down in `docs/spec/foreign-links.md`. Nothing here
//! mints: a new link is always one of ours. [`LinkFormat`] is the seam for another envelope; what the payload says is
//! judged in one place for all of them, by [`LinkOpeners`](crate::link_openers::LinkOpeners).

mod accept;
mod fernet;
mod payload;
mod source;

pub(crate) use accept::accept;
pub use fernet::{Fernet, FernetError, FernetKey, ParseFernetKeyError};
pub use payload::{Payload, PayloadError};
pub use source::{Companies, ParseSourceNameError, Source, SourceName};

use std::fmt;

use crate::link_message::{LinkKind, Prefill};
use crate::primitives::sha_256;

/// The envelope of another system's links: how such a text is told apart, checked and opened.
///
/// A format answers for two things only. The text was made by the holder of a key that the operator configured, and
/// the payload is what that holder wrote. Company, kind and time are not its business, so that no format can forget one.
pub trait LinkFormat: fmt::Debug + Send + Sync {
    /// Its name in the configuration and the log, such as `fernet`.
    fn name(&self) -> &'static str;

    /// The first byte of every text of this format, once base64url is undone. The formats are told apart by it before
    /// any key is touched; values below `0x20` are kept for our own versions.
    fn first_byte(&self) -> u8;

    /// Opens a text whose first byte is [`first_byte`](Self::first_byte). Nothing is decrypted or parsed before the
    /// text is known to be authentic.
    ///
    /// # Errors
    /// [`OpenForeignError::Malformed`], [`OpenForeignError::BadTag`], [`OpenForeignError::BadPadding`] or
    /// [`OpenForeignError::Payload`].
    fn open(&self, text: &str) -> Result<Authentic<'_>, OpenForeignError>;
}

/// What a format found in a text: genuine, and not yet held against the URL and the time.
#[derive(Debug)]
pub struct Authentic<'a> {
    /// Whose key it was.
    pub source: &'a Source,
    /// The link's id, from [`link_id`].
    pub link_id: [u8; 16],
    /// When it was minted, in unix seconds.
    pub issued_at: i64,
    /// What it says.
    pub payload: Payload,
}

/// A link of another system that may be used: genuine, for this company and kind, in time.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ForeignLink {
    /// The format it came in.
    pub format: &'static str,
    /// Whose key it was.
    pub source: SourceName,
    /// Its id, by which it can be listed and revoked; the same however the text is spelled.
    pub link_id: [u8; 16],
    /// When it was minted, in unix seconds.
    pub issued_at: i64,
    /// From when on it is refused; `None` is never.
    pub expires_at: Option<i64>,
    /// What it does.
    pub target: ForeignTarget,
    /// Sites to choose, as the payload writes their ids. The caller looks them up among the company's own.
    pub sites: Vec<String>,
    /// The rest of what the form already knows. Its `site_ids` are empty until the caller has looked up `sites`.
    pub prefill: Prefill,
}

/// What a link of another system does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ForeignTarget {
    /// Makes a connection.
    NewConnection,
    /// Repairs the connection that the payload calls this. The caller looks it up among the company's own.
    Connection(String),
}

impl ForeignTarget {
    /// The kind of link that has this target.
    #[must_use]
    pub const fn kind(&self) -> LinkKind {
        match self {
            Self::NewConnection => LinkKind::Company,
            Self::Connection(_) => LinkKind::Connection,
        }
    }
}

/// Why a link of another system did not open. For the log: a stranger gets the same answer for all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OpenForeignError {
    /// Not a text of this format: length, alphabet, trailing bits, version or block size.
    #[error("Malformed")]
    Malformed,
    /// Forged, changed, or made under a key that is not configured.
    #[error("BadTag")]
    BadTag,
    /// Genuine, but not padded by the format's specification.
    #[error("BadPadding")]
    BadPadding,
    /// Genuine, and the payload is not of the accepted shape.
    #[error("BadPayload: {0}")]
    Payload(#[source] PayloadError),
    /// Genuine, and made for another company than the URL names, or for one that the source may not speak for.
    #[error("WrongCompany")]
    WrongCompany,
}

/// The id of a link that brings none of its own: half of SHA-256 over the format's name and the decoded envelope.
///
/// Whoever holds no key can make no second envelope with the same content, so revoking the id kills the link.
#[must_use]
pub fn link_id(format: &str, envelope: &[u8]) -> [u8; 16] {
    let mut input = Vec::with_capacity(64 + envelope.len());
    input.extend_from_slice(b"latchstring/foreign-link/v1");
    input.extend_from_slice(&(format.len() as u64).to_be_bytes());
    input.extend_from_slice(format.as_bytes());
    input.extend_from_slice(envelope);
    let mut id = [0; 16];
    id.copy_from_slice(sha_256(&input).split_at(16).0);
    id
}
