use async_trait::async_trait;
use latchstring_domain::api_key::ApiKey;
use latchstring_domain::id::{ApiKeyId, WorkspaceId};
use latchstring_domain::sealed::Digest;
use latchstring_storage::ApiKeys;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, Select};

use super::{Result, all, one};
use crate::SeaOrmStore;
use crate::entity::api_keys::{Column, Entity};
use crate::row::api_keys::read;

/// The one indexed read that every call of the API begins with.
pub(super) fn by_digest(digest: &Digest) -> Select<Entity> {
    Entity::find().filter(Column::Digest.eq(digest.as_bytes().to_vec()))
}

#[async_trait]
impl ApiKeys for SeaOrmStore {
    async fn api_key_by_digest(&self, digest: &Digest) -> Result<Option<ApiKey>> {
        self.cache().key(*digest, one(self.reader(), by_digest(digest), read)).await
    }

    async fn api_key(&self, id: ApiKeyId) -> Result<Option<ApiKey>> {
        one(self.reader(), Entity::find_by_id(id.as_uuid()), read).await
    }

    async fn api_keys(&self, workspace: WorkspaceId) -> Result<Vec<ApiKey>> {
        let of = Column::WorkspaceId.eq(workspace.as_uuid());
        all(self.reader(), Entity::find().filter(of).order_by_asc(Column::Id), read).await
    }
}
