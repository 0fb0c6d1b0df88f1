use std::time::Duration;

use crate::Timestamp;
use crate::id::{ConnectionId, MfaMessageId, WorkspaceId};
use crate::sealed::SealedCredentials;

/// How long a forwarded message is kept: what is in it is worth nothing after that, or should be.
pub const MFA_MESSAGE_LIFETIME: Duration = Duration::from_secs(10 * 60);

/// A message that came to the address of a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MfaMessage {
    /// Its id.
    pub id: MfaMessageId,
    /// The workspace of the connection.
    pub workspace_id: WorkspaceId,
    /// The connection, which may not be made yet.
    pub connection_id: ConnectionId,
    /// What it says, sealed for the connection.
    pub content: SealedCredentials,
    /// When it came.
    pub received_at: Timestamp,
    /// From when on it is shown to nobody.
    pub expires_at: Timestamp,
}

impl MfaMessage {
    /// The name of the sealed field that says who sent it.
    pub const SENDER: &'static str = "sender";
    /// The name of the sealed field that has its subject.
    pub const SUBJECT: &'static str = "subject";
    /// The name of the sealed field that has its text.
    pub const TEXT: &'static str = "text";
}
