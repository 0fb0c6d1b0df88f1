use std::fmt;
use std::net::IpAddr;

use super::data::EventData;
use super::kind::EventKind;
use crate::Timestamp;
use crate::actor::Actor;
use crate::id::{CompanyId, ConnectionId, EventId, InvitationId, MagicLinkId, RequestId, WorkspaceId};

/// What an event is about. Each subject has its own gapless sequence and its own chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// An invitation.
    Invitation(InvitationId),
    /// A magic link.
    MagicLink(MagicLinkId),
    /// A connection.
    Connection(ConnectionId),
    /// A company and its sites.
    Company(CompanyId),
    /// A workspace and its keys.
    Workspace(WorkspaceId),
}

/// The text is not the kind of a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be one of invitation, magic-link, connection, company, workspace")]
pub struct ParseSubjectError;

impl Subject {
    /// The kind of subject: `invitation`, `magic-link`, `connection`, `company` or `workspace`.
    #[must_use]
    pub const fn kind(self) -> &'static str {
        match self {
            Self::Invitation(_) => "invitation",
            Self::MagicLink(_) => "magic-link",
            Self::Connection(_) => "connection",
            Self::Company(_) => "company",
            Self::Workspace(_) => "workspace",
        }
    }

    /// The id, whatever the kind.
    #[must_use]
    pub const fn uuid(self) -> uuid::Uuid {
        match self {
            Self::Invitation(id) => id.as_uuid(),
            Self::MagicLink(id) => id.as_uuid(),
            Self::Connection(id) => id.as_uuid(),
            Self::Company(id) => id.as_uuid(),
            Self::Workspace(id) => id.as_uuid(),
        }
    }

    /// The subject of this kind with this id.
    ///
    /// # Errors
    /// [`ParseSubjectError`] when there is no such kind.
    pub fn from_parts(kind: &str, id: uuid::Uuid) -> Result<Self, ParseSubjectError> {
        match kind {
            "invitation" => Ok(Self::Invitation(InvitationId::from_uuid(id))),
            "magic-link" => Ok(Self::MagicLink(MagicLinkId::from_uuid(id))),
            "connection" => Ok(Self::Connection(ConnectionId::from_uuid(id))),
            "company" => Ok(Self::Company(CompanyId::from_uuid(id))),
            "workspace" => Ok(Self::Workspace(WorkspaceId::from_uuid(id))),
            _ => Err(ParseSubjectError),
        }
    }
}

/// Where a request came from, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// The request or command that caused it.
    pub request_id: Option<RequestId>,
    /// The client's address, after trusted proxies.
    pub ip: Option<IpAddr>,
    /// The client's own description, bounded to 512 bytes.
    pub user_agent: Option<String>,
}

/// What an event says, before it has its place in a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventBody {
    /// Its id.
    pub id: EventId,
    /// The workspace it belongs to.
    pub workspace_id: WorkspaceId,
    /// What it is about.
    pub subject: Subject,
    /// What happened.
    pub kind: EventKind,
    /// When.
    pub occurred_at: Timestamp,
    /// Who did it.
    pub actor: Actor,
    /// From where.
    pub origin: Origin,
    /// Whether a machine rather than a person seems to have done it, such as a mail scanner following a link.
    pub automated: bool,
    /// What else there is to say.
    pub data: EventData,
}

/// One event in its place: the `sequence`-th of its subject, sealed together with the one before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What it says.
    pub body: EventBody,
    /// Its place: 1 for the first event of a subject, without gaps.
    pub sequence: u64,
    /// The seal over it and the seal before it.
    pub seal: EventSeal,
    /// The seal over what is left of it, since somebody was erased from it; the seal above is of how it was.
    pub erased: Option<EventSeal>,
}

/// The keyed seal of one link of the chain: 4 bytes of key id and 32 bytes of HMAC-SHA-256.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct EventSeal([u8; 36]);

impl EventSeal {
    /// The seal with these bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 36]) -> Self {
        Self(bytes)
    }

    /// The bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 36] {
        &self.0
    }
}

impl fmt::Debug for EventSeal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EventSeal(")?;
        for byte in self.0.iter().take(8) {
            write!(f, "{byte:02x}")?;
        }
        f.write_str("..)")
    }
}
