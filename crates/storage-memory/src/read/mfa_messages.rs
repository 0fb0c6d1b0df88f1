use async_trait::async_trait;
use latchstring_domain::Timestamp;
use latchstring_domain::id::ConnectionId;
use latchstring_domain::mfa::MfaMessage;
use latchstring_storage::{MAX_LIMIT, MfaMessages, StorageError};

use crate::MemoryStore;

#[async_trait]
impl MfaMessages for MemoryStore {
    async fn mfa_messages(
        &self,
        connection: ConnectionId,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<MfaMessage>, StorageError> {
        let state = self.state()?;
        let wanted =
            state.mfa_messages.values().filter(|row| row.connection_id == connection && now < row.expires_at);
        Ok(wanted.take(limit.min(MAX_LIMIT) as usize).cloned().collect())
    }
}
