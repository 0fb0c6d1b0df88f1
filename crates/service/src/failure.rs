use std::fmt;

use latchstring_domain::api_key::Scope;
use latchstring_storage::StorageError;

/// The failures that every use case has in common. Each use case's own error adds what is particular to it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// The caller lacks a right. The try was recorded.
    #[error("the caller lacks the scope {0}")]
    ScopeMissing(Scope),
    /// There is no such thing, or it belongs to another workspace; the second was recorded.
    #[error("{0} not found")]
    NotFound(Thing),
    /// Others changed the same thing again and again, faster than this could decide anew. Nothing was changed;
    /// trying again later will help.
    #[error("too many others were changing the same thing at the same time")]
    Contention,
    /// The storage failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// What was sealed cannot be opened with this keyring, or was damaged.
    #[error("a sealed value of {0} cannot be opened")]
    Unsealable(Thing, #[source] Box<dyn std::error::Error + Send + Sync>),
    /// Something that should be impossible.
    #[error("defect: {0}")]
    Defect(&'static str),
}

/// A kind of thing, named in failures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    /// A workspace.
    Workspace,
    /// A company.
    Company,
    /// A site.
    Site,
    /// A provider.
    Provider,
    /// An invitation.
    Invitation,
    /// Invitations that were asked for at once.
    Bulk,
    /// A magic link.
    MagicLink,
    /// A connection.
    Connection,
    /// An API key.
    ApiKey,
    /// A flow session.
    FlowSession,
    /// A flow.
    Flow,
    /// A connector.
    Connector,
    /// An endpoint for webhooks.
    Webhook,
    /// A webhook's way to an endpoint.
    Delivery,
    /// Something that was promised and given up.
    DeadLetter,
    /// An answer that was kept to be given again.
    Answer,
}

impl Thing {
    /// The name, in lower case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Workspace => "workspace",
            Self::Company => "company",
            Self::Site => "site",
            Self::Provider => "provider",
            Self::Invitation => "invitation",
            Self::Bulk => "bulk",
            Self::MagicLink => "magic link",
            Self::Connection => "connection",
            Self::ApiKey => "API key",
            Self::FlowSession => "flow session",
            Self::Flow => "flow",
            Self::Connector => "connector",
            Self::Webhook => "webhook",
            Self::Delivery => "delivery",
            Self::DeadLetter => "dead letter",
            Self::Answer => "kept answer",
        }
    }
}

impl fmt::Display for Thing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
