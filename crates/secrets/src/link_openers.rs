//! One door for every magic link that arrives, whoever minted it.

use crate::foreign_link::{ForeignLink, LinkFormat, OpenForeignError, accept};
use crate::keyring::Keyring;
use crate::link_message::{LinkKind, OpenLinkError, OpenedLink, open_link};
use crate::sealed_link::{MAX_TEXT_LEN, VERSION};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// How far in the future a link may say it was minted, for clocks that differ.
pub const LEEWAY_SECONDS: u32 = 60;

/// First bytes below this are versions of ours, today's and those to come.
const FIRST_FOREIGN_BYTE: u8 = 0x20;

/// Opens our own links and those of the configured foreign formats.
///
/// The first byte of a text decides which format it is, once and before any key is touched. What fails as one format
/// is never tried as another, so no text has two meanings.
///
/// ```
/// use std::collections::BTreeMap;
/// use latchstring_secrets::foreign_link::{Companies, Fernet, FernetKey, Source};
/// use latchstring_secrets::keyring::Keyring;
/// use latchstring_secrets::link_message::LinkKind;
/// use latchstring_secrets::link_openers::{LinkOpeners, Presented};
///
/// let old_portal = Source {
///     name: "old-portal".parse()?,
///     companies: Companies::Mapped(BTreeMap::from([("4711".to_owned(), "co_42".to_owned())])),
///     max_age_seconds: Some(30 * 86_400),
/// };
/// let key = FernetKey::parse("FZ_TXlSkV8aQu_uijIQ6pWPtZVPjEHTeUhkxM9fXlms=")?;
/// let openers = LinkOpeners::new(vec![Box::new(Fernet::new(vec![(old_portal, key)])?)])?;
///
/// # let keyring = Keyring::generate(&mut rand_core::UnwrapErr(getrandom::SysRng));
/// let presented = Presented { kind: LinkKind::Company, public_company_id: "co_42", text: "gAAAAABn" };
/// assert!(openers.open(&keyring, &presented, 1_800_000_000).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Default)]
pub struct LinkOpeners {
    formats: Vec<Box<dyn LinkFormat>>,
}

/// Why formats do not stand beside each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LinkOpenersError {
    /// The format's first byte is kept for versions of our own.
    #[error("the format {0} begins with a byte that is kept for sealed links")]
    Reserved(&'static str),
    /// Two formats begin with the same byte, so nothing tells them apart.
    #[error("the formats {0} and {1} begin with the same byte")]
    SameFirstByte(&'static str, &'static str),
}

/// A link as it arrives: what the URL says, and the text inside it.
#[derive(Clone, Copy)]
pub struct Presented<'a> {
    /// The kind, by the path.
    pub kind: LinkKind,
    /// The company, by the path.
    pub public_company_id: &'a str,
    /// The secret, by the path; percent-encoding is undone.
    pub text: &'a str,
}

/// A link that is genuine, for this company and kind, and in time. Whether it was revoked is a fact of the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AcceptedLink {
    /// One of ours. That its company is the one of the URL was sealed in; its `company_id` is for the caller to compare.
    Ours(OpenedLink),
    /// One of another system.
    Foreign(ForeignLink),
}

/// Why a link was not accepted. For the log: a stranger gets the same answer for all of them.
///
/// Only [`Expired`](Self::Expired) may be told to the bearer, who proved to hold a genuine link for this company.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AcceptLinkError {
    /// It begins like no format that is configured.
    #[error("the text is of no configured format")]
    UnknownFormat,
    /// It begins like one of ours and does not open.
    #[error(transparent)]
    Ours(OpenLinkError),
    /// It begins like one of this format and does not open.
    #[error("the {format} link does not open: {error}")]
    Foreign {
        /// The format.
        format: &'static str,
        /// What is wrong.
        #[source]
        error: OpenForeignError,
    },
    /// It is genuine and says that it was minted later than now, by more than clocks may differ.
    #[error("the link is from the future")]
    FromTheFuture,
    /// It is genuine, and its time is over.
    #[error("the link expired at {expired_at}")]
    Expired {
        /// The link's id.
        link_id: [u8; 16],
        /// From when on it is refused, in unix seconds.
        expired_at: i64,
    },
}

impl LinkOpeners {
    /// Our own format and these.
    ///
    /// # Errors
    /// [`LinkOpenersError`].
    pub fn new(formats: Vec<Box<dyn LinkFormat>>) -> Result<Self, LinkOpenersError> {
        for (place, format) in formats.iter().enumerate() {
            if format.first_byte() < FIRST_FOREIGN_BYTE {
                return Err(LinkOpenersError::Reserved(format.name()));
            }
            let twin = formats.iter().take(place).find(|other| other.first_byte() == format.first_byte());
            if let Some(twin) = twin {
                return Err(LinkOpenersError::SameFirstByte(twin.name(), format.name()));
            }
        }
        Ok(Self { formats })
    }

    /// Whether any format besides our own is opened.
    #[must_use]
    pub fn accepts_foreign(&self) -> bool {
        !self.formats.is_empty()
    }

    /// Opens a link at `now`, in unix seconds.
    ///
    /// # Errors
    /// [`AcceptLinkError`], the first check that failed; the time is the last of them.
    pub fn open(
        &self,
        keyring: &Keyring,
        presented: &Presented<'_>,
        now: i64,
    ) -> Result<AcceptedLink, AcceptLinkError> {
        let Presented { kind, public_company_id, text } = *presented;
        let first = first_byte(text).ok_or(AcceptLinkError::UnknownFormat)?;
        let link = if first == VERSION {
            let opened = open_link(keyring, kind, public_company_id, text);
            AcceptedLink::Ours(opened.map_err(AcceptLinkError::Ours)?)
        } else {
            AcceptedLink::Foreign(self.authentic(presented, first)?)
        };
        link.in_time(now)
    }

    /// Opens a link of another system only. A text with our own version byte is
    /// [`AcceptLinkError::UnknownFormat`] here, whatever else it may be.
    ///
    /// # Errors
    /// [`AcceptLinkError`].
    pub fn open_foreign(&self, presented: &Presented<'_>, now: i64) -> Result<ForeignLink, AcceptLinkError> {
        let first = first_byte(presented.text).filter(|first| *first != VERSION);
        let link = self.authentic(presented, first.ok_or(AcceptLinkError::UnknownFormat)?)?;
        match AcceptedLink::Foreign(link).in_time(now)? {
            AcceptedLink::Foreign(link) => Ok(link),
            AcceptedLink::Ours(_) => Err(AcceptLinkError::UnknownFormat),
        }
    }

    fn authentic(&self, presented: &Presented<'_>, first: u8) -> Result<ForeignLink, AcceptLinkError> {
        let Presented { kind, public_company_id, text } = *presented;
        let format = self.formats.iter().find(|format| format.first_byte() == first);
        let format = format.ok_or(AcceptLinkError::UnknownFormat)?;
        let link =
            format.open(text).and_then(|authentic| accept(format.name(), authentic, kind, public_company_id));
        link.map_err(|error| AcceptLinkError::Foreign { format: format.name(), error })
    }
}

impl AcceptedLink {
    /// The link's id, by which it can be listed and revoked.
    #[must_use]
    pub fn link_id(&self) -> [u8; 16] {
        match self {
            Self::Ours(link) => link.message.link_id,
            Self::Foreign(link) => link.link_id,
        }
    }

    /// When it was minted, in unix seconds. Minted before its company's `links_not_before`, it is dead.
    #[must_use]
    pub fn issued_at(&self) -> i64 {
        match self {
            Self::Ours(link) => link.message.issued_at,
            Self::Foreign(link) => link.issued_at,
        }
    }

    /// From when on it is refused, in unix seconds; `None` is never.
    #[must_use]
    pub fn expires_at(&self) -> Option<i64> {
        match self {
            Self::Ours(link) => link.message.expires_at,
            Self::Foreign(link) => link.expires_at,
        }
    }

    fn in_time(self, now: i64) -> Result<Self, AcceptLinkError> {
        if self.issued_at() > now.saturating_add(i64::from(LEEWAY_SECONDS)) {
            return Err(AcceptLinkError::FromTheFuture);
        }
        match self.expires_at() {
            Some(expired_at) if now >= expired_at => {
                Err(AcceptLinkError::Expired { link_id: self.link_id(), expired_at })
            }
            _ => Ok(self),
        }
    }
}

/// The first byte of a text, from its first four characters: nothing longer is decoded to find it.
fn first_byte(text: &str) -> Option<u8> {
    if text.len() > MAX_TEXT_LEN {
        return None;
    }
    let mut head = [0; 3];
    URL_SAFE_NO_PAD.decode_slice(text.get(..4)?, &mut head).ok()?;
    head.first().copied()
}
