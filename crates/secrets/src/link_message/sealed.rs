//! A message in its sealed link, both steps at once.

use rand_core::CryptoRng;

use super::{LinkMessage, LinkTarget, MAX_LIST_ITEMS, MessageError, PrefillField};
use crate::keyring::{KeyId, Keyring};
use crate::sealed_link::{OpenError, Purpose, SealError, open, seal};

/// The two kinds of magic link; the path of the URL tells which one to expect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkKind {
    /// Makes a connection for a company.
    Company,
    /// Repairs a connection.
    Connection,
}

impl LinkKind {
    /// The purpose under which such a link is sealed.
    #[must_use]
    pub const fn purpose(self) -> Purpose {
        match self {
            Self::Company => Purpose::CompanyLink,
            Self::Connection => Purpose::ConnectionLink,
        }
    }
}

impl LinkTarget {
    /// The kind of link that has this target.
    #[must_use]
    pub const fn kind(&self) -> LinkKind {
        match self {
            Self::NewConnection => LinkKind::Company,
            Self::Connection(_) => LinkKind::Connection,
        }
    }
}

/// A link that opened: it is genuine, and neither expiry nor revocation is checked yet.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct OpenedLink {
    /// The key it was sealed under.
    pub key_id: KeyId,
    /// What it says.
    pub message: LinkMessage,
}

/// Why a link did not open. For the log: a stranger gets the same answer for all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OpenLinkError {
    /// It is not a genuine link for this company and kind.
    #[error("the link does not open: {0}")]
    Sealed(#[source] OpenError),
    /// It is genuine and says something we do not understand.
    #[error("the link opens to a broken message: {0}")]
    Message(#[source] MessageError),
}

/// Why a link could not be sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SealLinkError {
    /// A list of the prefill has more entries than an opener reads.
    #[error("{0:?} has more than {MAX_LIST_ITEMS} entries")]
    TooManyItems(PrefillField),
    /// No text can hold the message. [`LinkMessage::url_len`] refuses much shorter ones, and names the field.
    #[error(transparent)]
    Sealed(SealError),
}

/// Seals a link for the company whose public id stands in the URL; its kind follows from the target.
///
/// # Errors
/// [`SealLinkError`].
pub fn seal_link(
    keyring: &Keyring,
    public_company_id: &str,
    message: &LinkMessage,
    rng: &mut dyn CryptoRng,
) -> Result<String, SealLinkError> {
    if let Some(field) = message.prefill.overlong_list() {
        return Err(SealLinkError::TooManyItems(field));
    }
    let purpose = message.target.kind().purpose();
    seal(keyring, purpose, public_company_id.as_bytes(), &message.encode(), rng)
        .map_err(SealLinkError::Sealed)
}

/// Opens a link of one kind for the company whose public id stands in the URL.
///
/// # Errors
/// [`OpenLinkError`].
pub fn open_link(
    keyring: &Keyring,
    kind: LinkKind,
    public_company_id: &str,
    text: &str,
) -> Result<OpenedLink, OpenLinkError> {
    let opened =
        open(keyring, kind.purpose(), public_company_id.as_bytes(), text).map_err(OpenLinkError::Sealed)?;
    let message = LinkMessage::decode(&opened.message).map_err(OpenLinkError::Message)?;
    match (kind, message.target) {
        (LinkKind::Connection, LinkTarget::NewConnection) => {
            Err(OpenLinkError::Message(MessageError::Missing("n")))
        }
        (LinkKind::Company, LinkTarget::Connection(_)) => {
            Err(OpenLinkError::Message(MessageError::Unexpected("n")))
        }
        _ => Ok(OpenedLink { key_id: opened.key_id, message }),
    }
}
