use async_trait::async_trait;
use latchstring_domain::branding::{Branding, FileKey, StoredFile};
use latchstring_domain::id::WorkspaceId;
use latchstring_storage::Brandings;
use sea_orm::EntityTrait as _;

use super::{Result, one};
use crate::SeaOrmStore;
use crate::entity::{brandings, files};
use crate::row;

#[async_trait]
impl Brandings for SeaOrmStore {
    async fn branding(&self, workspace: WorkspaceId) -> Result<Option<Branding>> {
        let query = brandings::Entity::find_by_id(workspace.as_uuid());
        one(self.reader(), query, row::brandings::read).await
    }

    async fn file(&self, key: &FileKey) -> Result<Option<StoredFile>> {
        let query = files::Entity::find_by_id(key.as_bytes().to_vec());
        one(self.reader(), query, row::files::read).await
    }
}
