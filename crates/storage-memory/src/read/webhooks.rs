use async_trait::async_trait;
use latchstring_domain::Timestamp;
use latchstring_domain::id::{DeliveryId, EndpointId, EventId, MessageId, WorkspaceId};
use latchstring_domain::webhook::{Delivery, Endpoint, Message};
use latchstring_storage::{DeliveryFilter, MAX_LIMIT, MessageRange, Slice, StorageError, Webhooks};

use super::cut;
use crate::MemoryStore;

type Result<T> = std::result::Result<T, StorageError>;

#[async_trait]
impl Webhooks for MemoryStore {
    async fn endpoint(&self, id: EndpointId) -> Result<Option<Endpoint>> {
        Ok(self.state()?.endpoints.get(&id).cloned())
    }

    async fn endpoints(&self, workspace: WorkspaceId) -> Result<Vec<Endpoint>> {
        let state = self.state()?;
        Ok(state.endpoints.values().filter(|row| row.workspace_id == workspace).cloned().collect())
    }

    async fn message(&self, id: MessageId) -> Result<Option<Message>> {
        Ok(self.state()?.messages.get(&id).cloned())
    }

    async fn messages(
        &self,
        range: &MessageRange,
        after: Option<(Timestamp, MessageId)>,
        limit: u32,
    ) -> Result<Vec<Message>> {
        let state = self.state()?;
        let wanted = |row: &&Message| {
            row.workspace_id == range.workspace
                && row.event_id.is_some()
                && range.from <= row.occurred_at
                && row.occurred_at < range.until
                && after.is_none_or(|after| (row.occurred_at, row.id) > after)
        };
        let mut rows: Vec<_> = state.messages.values().filter(wanted).cloned().collect();
        rows.sort_by_key(|row| (row.occurred_at, row.id));
        rows.truncate(usize::try_from(limit.min(MAX_LIMIT)).unwrap_or(0));
        Ok(rows)
    }

    async fn messages_of(&self, events: &[EventId]) -> Result<Vec<Message>> {
        let state = self.state()?;
        let told = |row: &&Message| row.event_id.is_some_and(|id| events.contains(&id));
        Ok(state.messages.values().filter(told).cloned().collect())
    }

    async fn delivery(&self, id: DeliveryId) -> Result<Option<Delivery>> {
        Ok(self.state()?.deliveries.get(&id).cloned())
    }

    async fn delivery_of(&self, endpoint: EndpointId, message: MessageId) -> Result<Option<Delivery>> {
        let state = self.state()?;
        let id = state.deliveries_by_message.get(&(endpoint, message));
        Ok(id.and_then(|id| state.deliveries.get(id)).cloned())
    }

    async fn deliveries(&self, filter: &DeliveryFilter, slice: Slice<DeliveryId>) -> Result<Vec<Delivery>> {
        let state = self.state()?;
        let wanted = |row: &&Delivery| {
            row.endpoint_id == filter.endpoint
                && filter.status.is_none_or(|status| row.state.status() == status)
        };
        Ok(cut(state.deliveries.values().rev().filter(wanted), &slice, |row| row.id))
    }
}
