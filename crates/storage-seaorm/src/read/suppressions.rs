use async_trait::async_trait;
use latchstring_domain::email::EmailAddress;
use latchstring_domain::id::WorkspaceId;
use latchstring_domain::suppression::Suppression;
use latchstring_storage::Suppressions;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};

use super::{Result, all, capped, one};
use crate::SeaOrmStore;
use crate::entity::suppressions::{Column, Entity};
use crate::row::suppressions::read;

#[async_trait]
impl Suppressions for SeaOrmStore {
    async fn suppression(
        &self,
        workspace: WorkspaceId,
        address: &EmailAddress,
    ) -> Result<Option<Suppression>> {
        let key = (workspace.as_uuid(), address.canonical().to_owned());
        one(self.reader(), Entity::find_by_id(key), read).await
    }

    async fn suppressions(
        &self,
        workspace: WorkspaceId,
        after: Option<&EmailAddress>,
        limit: u32,
    ) -> Result<Vec<Suppression>> {
        let of = Entity::find().filter(Column::WorkspaceId.eq(workspace.as_uuid()));
        let rest = match after {
            Some(address) => of.filter(Column::Address.gt(address.canonical())),
            None => of,
        };
        all(self.reader(), rest.order_by_asc(Column::Address).limit(capped(limit)), read).await
    }
}
