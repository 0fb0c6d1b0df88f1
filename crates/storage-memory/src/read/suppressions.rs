use std::ops::Bound;

use async_trait::async_trait;
use latchstring_domain::email::EmailAddress;
use latchstring_domain::id::WorkspaceId;
use latchstring_domain::suppression::Suppression;
use latchstring_storage::{MAX_LIMIT, StorageError, Suppressions};

use crate::MemoryStore;

type Result<T> = std::result::Result<T, StorageError>;

#[async_trait]
impl Suppressions for MemoryStore {
    async fn suppression(
        &self,
        workspace: WorkspaceId,
        address: &EmailAddress,
    ) -> Result<Option<Suppression>> {
        Ok(self.state()?.suppressions.get(&(workspace, address.canonical().to_owned())).cloned())
    }

    async fn suppressions(
        &self,
        workspace: WorkspaceId,
        after: Option<&EmailAddress>,
        limit: u32,
    ) -> Result<Vec<Suppression>> {
        let state = self.state()?;
        let start = match after {
            Some(address) => Bound::Excluded((workspace, address.canonical().to_owned())),
            None => Bound::Included((workspace, String::new())),
        };
        let limit = usize::try_from(limit.min(MAX_LIMIT)).unwrap_or(usize::MAX);
        let rows = state.suppressions.range((start, Bound::Unbounded));
        let own = rows.take_while(|((of, _), _)| *of == workspace);
        Ok(own.take(limit).map(|(_, row)| row.clone()).collect())
    }
}
