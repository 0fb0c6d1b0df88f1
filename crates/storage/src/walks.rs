use async_trait::async_trait;
use latchstring_domain::Timestamp;
use latchstring_domain::flow_session::FlowSession;
use latchstring_domain::id::{ConnectionId, FlowSessionId};
use latchstring_domain::mfa::MfaMessage;

use crate::StorageError;

/// Reads of flow sessions.
#[async_trait]
pub trait FlowSessions {
    /// The session with this id.
    async fn flow_session(&self, id: FlowSessionId) -> Result<Option<FlowSession>, StorageError>;
    /// The sessions that make or repair a connection and whose time is not over at `now`, newest first, at most `limit`.
    async fn flow_sessions_for(
        &self,
        connection: ConnectionId,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<FlowSession>, StorageError>;
}

/// Reads of the messages that came to the addresses of connections.
#[async_trait]
pub trait MfaMessages {
    /// Those of a connection whose time is not over at `now`, oldest first, at most `limit`.
    async fn mfa_messages(
        &self,
        connection: ConnectionId,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<MfaMessage>, StorageError>;
}
