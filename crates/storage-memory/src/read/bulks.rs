use async_trait::async_trait;
use latchstring_domain::Timestamp;
use latchstring_domain::bulk::{Bulk, BulkBatch};
use latchstring_domain::id::{BulkId, WorkspaceId};
use latchstring_domain::invitation::{Invitation, InvitationStatus, InvitationType};
use latchstring_storage::{Bulks, InvitationNames, MAX_LIMIT, StorageError};

use crate::MemoryStore;

type Result<T> = std::result::Result<T, StorageError>;

#[async_trait]
impl Bulks for MemoryStore {
    async fn bulk(&self, id: BulkId) -> Result<Option<Bulk>> {
        Ok(self.state()?.bulks.get(&id).cloned())
    }

    async fn bulk_batches(&self, id: BulkId, from: u32, limit: u32) -> Result<Vec<BulkBatch>> {
        let state = self.state()?;
        let limit = usize::try_from(limit.min(MAX_LIMIT)).unwrap_or(usize::MAX);
        let batches = state.bulk_batches.range((id, from)..=(id, u32::MAX));
        Ok(batches.take(limit).map(|(_, batch)| batch.clone()).collect())
    }

    async fn live_invitations_named(
        &self,
        workspace: WorkspaceId,
        names: &InvitationNames,
        now: Timestamp,
    ) -> Result<Vec<Invitation>> {
        let state = self.state()?;
        let addressed = |one: &Invitation| {
            names.addresses.iter().any(|address| {
                let key = (workspace, address.canonical().to_owned(), one.id);
                state.invitations_by_address.contains(&key)
            })
        };
        let called =
            |one: &Invitation| one.external_id.as_ref().is_some_and(|id| names.external_ids.contains(id));
        let live = state.invitations.values().filter(|one| {
            one.workspace_id == workspace
                && one.purpose.kind() == InvitationType::CreateConnection
                && one.status(now) == InvitationStatus::Active
        });
        Ok(live.filter(|one| addressed(one) || called(one)).cloned().collect())
    }
}
