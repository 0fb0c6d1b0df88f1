use std::ops::Bound;

use async_trait::async_trait;
use latchstring_domain::event::Checkpoint;
use latchstring_domain::id::WorkspaceId;
use latchstring_storage::{Checkpoints, MAX_LIMIT, StorageError};

use crate::MemoryStore;

type Result<T> = std::result::Result<T, StorageError>;

#[async_trait]
impl Checkpoints for MemoryStore {
    async fn last_checkpoint(&self, workspace: WorkspaceId) -> Result<Option<Checkpoint>> {
        let state = self.state()?;
        let all = state.checkpoints.range((workspace, 0)..=(workspace, u64::MAX));
        Ok(all.last().map(|(_, row)| row.clone()))
    }

    async fn checkpoints(&self, workspace: WorkspaceId, after: u64, limit: u32) -> Result<Vec<Checkpoint>> {
        let state = self.state()?;
        let above = (Bound::Excluded((workspace, after)), Bound::Included((workspace, u64::MAX)));
        if after == u64::MAX {
            return Ok(Vec::new());
        }
        let limit = usize::try_from(limit.min(MAX_LIMIT)).unwrap_or(0);
        Ok(state.checkpoints.range(above).map(|(_, row)| row.clone()).take(limit).collect())
    }
}
