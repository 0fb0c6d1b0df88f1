use async_trait::async_trait;
use latchstring_domain::company::{Company, PublicCompanyId};
use latchstring_domain::id::{CompanyId, WorkspaceId};
use latchstring_domain::text::ExternalId;
use latchstring_storage::{Companies, Slice};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryTrait as _};

use super::{Result, VALUES_PER_STATEMENT, all, one, sliced};
use crate::SeaOrmStore;
use crate::entity::companies::{Column, Entity};
use crate::row::companies::read;

#[async_trait]
impl Companies for SeaOrmStore {
    async fn company(&self, id: CompanyId) -> Result<Option<Company>> {
        let found = one(self.reader(), Entity::find_by_id(id.as_uuid()), read);
        self.cache().company(id, found).await
    }

    async fn companies_by_ids(&self, ids: &[CompanyId]) -> Result<Vec<Company>> {
        let mut companies = Vec::with_capacity(ids.len());
        for ids in ids.chunks(VALUES_PER_STATEMENT) {
            let among = Entity::find().filter(Column::Id.is_in(ids.iter().map(|id| id.as_uuid())));
            companies.extend(all(self.reader(), among, read).await?);
        }
        companies.sort_by_key(|company| company.id);
        companies.dedup_by_key(|company| company.id);
        Ok(companies)
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
