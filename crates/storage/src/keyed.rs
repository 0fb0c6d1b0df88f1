use async_trait::async_trait;
use latchstring_domain::connection::Connection;
use latchstring_domain::flow_session::FlowSession;
use latchstring_domain::idempotency::KeptAnswer;
use latchstring_domain::invitation::Invitation;
use latchstring_domain::magic_link::MagicLink;
use latchstring_domain::mfa::MfaMessage;
use latchstring_domain::provider::Provider;
use latchstring_domain::webhook::Endpoint;

use crate::StorageError;

/// What holds something that was sealed under a key of the keyring, or lives only as long as that key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyedTable {
    /// Endpoints for webhooks.
    Endpoints,
    /// The catalog.
    Providers,
    /// Connections.
    Connections,
    /// Invitations.
    Invitations,
    /// Magic links.
    MagicLinks,
    /// Recipients' walks.
    FlowSessions,
    /// Forwarded codes.
    MfaMessages,
    /// Answers to requests that may be sent again.
    Answers,
}

impl KeyedTable {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Endpoints,
        Self::Providers,
        Self::Connections,
        Self::Invitations,
        Self::MagicLinks,
        Self::FlowSessions,
        Self::MfaMessages,
        Self::Answers,
    ];
}

/// A row of such a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyedRow {
    /// Of [`KeyedTable::Endpoints`].
    Endpoint(Endpoint),
    /// Of [`KeyedTable::Providers`].
    Provider(Provider),
    /// Of [`KeyedTable::Connections`].
    Connection(Connection),
    /// Of [`KeyedTable::Invitations`].
    Invitation(Invitation),
    /// Of [`KeyedTable::MagicLinks`].
    MagicLink(MagicLink),
    /// Of [`KeyedTable::FlowSessions`].
    FlowSession(FlowSession),
    /// Of [`KeyedTable::MfaMessages`].
    MfaMessage(MfaMessage),
    /// Of [`KeyedTable::Answers`].
    Answer(KeptAnswer),
}

impl KeyedRow {
    /// Its place in the order of its table: its id, or the slot of an answer.
    #[must_use]
    pub fn place(&self) -> Vec<u8> {
        match self {
            Self::Endpoint(row) => row.id.to_bytes().to_vec(),
            Self::Provider(row) => row.id.to_bytes().to_vec(),
            Self::Connection(row) => row.id.to_bytes().to_vec(),
            Self::Invitation(row) => row.id.to_bytes().to_vec(),
            Self::MagicLink(row) => row.id.to_bytes().to_vec(),
            Self::FlowSession(row) => row.id.to_bytes().to_vec(),
            Self::MfaMessage(row) => row.id.to_bytes().to_vec(),
            Self::Answer(row) => row.slot.as_bytes().to_vec(),
        }
    }
}

/// Reads for who moves what is sealed from one key to another.
#[async_trait]
pub trait KeyedRows {
    /// The rows of a table in the order of their places, of all workspaces, those after `after`, at most `limit`.
    ///
    /// # Errors
    /// When the storage failed.
    async fn keyed_rows(
        &self,
        table: KeyedTable,
        after: Option<&[u8]>,
        limit: u32,
    ) -> Result<Vec<KeyedRow>, StorageError>;
}
