use async_trait::async_trait;
use latchstring_domain::email::EmailAddress;
use latchstring_domain::id::WorkspaceId;
use latchstring_domain::suppression::Suppression;

use crate::StorageError;

/// Reads of addresses that are mailed no more.
#[async_trait]
pub trait Suppressions {
    /// Whether a workspace mails this address no more, and why.
    async fn suppression(
        &self,
        workspace: WorkspaceId,
        address: &EmailAddress,
    ) -> Result<Option<Suppression>, StorageError>;
    /// Those of a workspace, in the order of their canonical forms, after this one, at most `limit`.
    async fn suppressions(
        &self,
        workspace: WorkspaceId,
        after: Option<&EmailAddress>,
        limit: u32,
    ) -> Result<Vec<Suppression>, StorageError>;
}
