use async_trait::async_trait;
use latchstring_domain::event::Checkpoint;
use latchstring_domain::id::WorkspaceId;
use latchstring_storage::Checkpoints;
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
};

use super::{Result, all, capped, one};
use crate::SeaOrmStore;
use crate::entity::event_checkpoints::{Column, Entity};
use crate::row::event_checkpoints::read;

fn of(workspace: WorkspaceId) -> Select<Entity> {
    Entity::find().filter(Column::WorkspaceId.eq(workspace.as_uuid()))
}

#[async_trait]
impl Checkpoints for SeaOrmStore {
    async fn last_checkpoint(&self, workspace: WorkspaceId) -> Result<Option<Checkpoint>> {
        one(self.reader(), of(workspace).order_by_desc(Column::Number), read).await
    }

    async fn checkpoints(&self, workspace: WorkspaceId, after: u64, limit: u32) -> Result<Vec<Checkpoint>> {
        let above = Column::Number.gt(i64::try_from(after).unwrap_or(i64::MAX));
        let query = of(workspace).filter(above).order_by_asc(Column::Number).limit(capped(limit));
        all(self.reader(), query, read).await
    }
}
