use async_trait::async_trait;
use latchstring_storage::{KeyedRow, KeyedRows, KeyedTable, MAX_LIMIT, StorageError};

use crate::MemoryStore;

#[async_trait]
impl KeyedRows for MemoryStore {
    async fn keyed_rows(
        &self,
        table: KeyedTable,
        after: Option<&[u8]>,
        limit: u32,
    ) -> Result<Vec<KeyedRow>, StorageError> {
        let state = self.state()?;
        let rows: Box<dyn Iterator<Item = KeyedRow> + '_> = match table {
            KeyedTable::Endpoints => Box::new(state.endpoints.values().cloned().map(KeyedRow::Endpoint)),
            KeyedTable::Providers => Box::new(state.providers.values().cloned().map(KeyedRow::Provider)),
            KeyedTable::Connections => {
                Box::new(state.connections.values().cloned().map(KeyedRow::Connection))
            }
            KeyedTable::Invitations => {
                Box::new(state.invitations.values().cloned().map(KeyedRow::Invitation))
            }
            KeyedTable::MagicLinks => Box::new(state.magic_links.values().cloned().map(KeyedRow::MagicLink)),
            KeyedTable::FlowSessions => {
                Box::new(state.flow_sessions.values().cloned().map(KeyedRow::FlowSession))
            }
            KeyedTable::MfaMessages => {
                Box::new(state.mfa_messages.values().cloned().map(KeyedRow::MfaMessage))
            }
            KeyedTable::Answers => Box::new(state.kept_answers.values().cloned().map(KeyedRow::Answer)),
        };
        let onward = rows.filter(|row| after.is_none_or(|after| row.place().as_slice() > after));
        Ok(onward.take(limit.min(MAX_LIMIT) as usize).collect())
    }
}
