use async_trait::async_trait;
use latchstring_domain::Timestamp;
use latchstring_domain::bulk::{Bulk, BulkBatch};
use latchstring_domain::email::EmailAddress;
use latchstring_domain::id::{BulkId, WorkspaceId};
use latchstring_domain::invitation::Invitation;
use latchstring_domain::text::ExternalId;

use crate::StorageError;

type Result<T> = std::result::Result<T, StorageError>;

/// By what invitations are told from others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InvitationNames {
    /// Addresses that an allow-list names, or that were mailed to.
    pub addresses: Vec<EmailAddress>,
    /// External ids.
    pub external_ids: Vec<ExternalId>,
}

/// Reads of invitations that were asked for at once.
#[async_trait]
pub trait Bulks {
    /// The bulk with this id, in whatever workspace.
    async fn bulk(&self, id: BulkId) -> Result<Option<Bulk>>;
    /// Its batches from this number on, in order, at most `limit`.
    async fn bulk_batches(&self, id: BulkId, from: u32, limit: u32) -> Result<Vec<BulkBatch>>;
    /// The invitations of a workspace that are active at this time, make a connection, and have one of these names, each once
    /// and oldest first.
    async fn live_invitations_named(
        &self,
        workspace: WorkspaceId,
        names: &InvitationNames,
        now: Timestamp,
    ) -> Result<Vec<Invitation>>;
}
