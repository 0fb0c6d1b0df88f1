use async_trait::async_trait;
use latchstring_domain::id::{CompanyId, MagicLinkId};
use latchstring_domain::magic_link::MagicLink;
use latchstring_storage::{MagicLinks, Slice};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, Select};

use super::{Result, all, one, sliced};
use crate::SeaOrmStore;
use crate::entity::magic_links::{Column, Entity};
use crate::row::magic_links::read;

pub(super) fn of(company: CompanyId) -> Select<Entity> {
    Entity::find().filter(Column::CompanyId.eq(company.as_uuid()))
}

#[async_trait]
impl MagicLinks for SeaOrmStore {
    async fn magic_link(&self, id: MagicLinkId) -> Result<Option<MagicLink>> {
        one(self.reader(), Entity::find_by_id(id.as_uuid()), read).await
    }

    async fn magic_links(&self, company: CompanyId, slice: Slice<MagicLinkId>) -> Result<Vec<MagicLink>> {
        let query = sliced(of(company), Column::Id, &slice, |id| id.as_uuid());
        all(self.reader(), query, read).await
    }
}
