use async_trait::async_trait;
use latchstring_domain::company::{Company, PublicCompanyId};
use latchstring_domain::id::{CompanyId, WorkspaceId};
use latchstring_domain::text::ExternalId;
use latchstring_storage::{Companies, Slice};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryTrait as _};

use super::{Result, all, one, sliced};
use crate::SeaOrmStore;
use crate::entity::companies::{Column, Entity};
use crate::row::companies::read;

#[async_trait]
impl Companies for SeaOrmStore {
    async fn company(&self, id: CompanyId) -> Result<Option<Company>> {
        one(self.reader(), Entity::find_by_id(id.as_uuid()), read).await
    }

    async fn company_by_public_id(&self, id: &PublicCompanyId) -> Result<Option<Company>> {
        one(self.reader(), Entity::find().filter(Column::PublicId.eq(id.as_str())), read).await
    }

    async fn companies(
        &self,
        workspace: WorkspaceId,
        external_id: Option<&ExternalId>,
        slice: Slice<CompanyId>,
    ) -> Result<Vec<Company>> {
        let query = Entity::find()
            .filter(Column::WorkspaceId.eq(workspace.as_uuid()))
            .apply_if(external_id, |query, id| query.filter(Column::ExternalId.eq(id.as_str())));
        all(self.reader(), sliced(query, Column::Id, &slice, |id| id.as_uuid()), read).await
    }
}
