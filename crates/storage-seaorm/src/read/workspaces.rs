use async_trait::async_trait;
use latchstring_domain::id::WorkspaceId;
use latchstring_domain::workspace::Workspace;
use latchstring_storage::Workspaces;
use sea_orm::{EntityTrait as _, QueryOrder as _};

use super::{Result, all, one};
use crate::SeaOrmStore;
use crate::entity::workspaces::{Column, Entity};
use crate::row::workspaces::read;

#[async_trait]
impl Workspaces for SeaOrmStore {
    async fn workspace(&self, id: WorkspaceId) -> Result<Option<Workspace>> {
        one(self.reader(), Entity::find_by_id(id.as_uuid()), read).await
    }

    async fn workspaces(&self) -> Result<Vec<Workspace>> {
        all(self.reader(), Entity::find().order_by_asc(Column::Id), read).await
    }
}
