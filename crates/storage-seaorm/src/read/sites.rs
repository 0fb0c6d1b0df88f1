use async_trait::async_trait;
use latchstring_domain::id::{CompanyId, SiteId};
use latchstring_domain::site::Site;
use latchstring_storage::Sites;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};

use super::{Result, VALUES_PER_STATEMENT, all, one};
use crate::SeaOrmStore;
use crate::entity::sites::{Column, Entity};
use crate::row::sites::read;

#[async_trait]
impl Sites for SeaOrmStore {
    async fn site(&self, id: SiteId) -> Result<Option<Site>> {
        one(self.reader(), Entity::find_by_id(id.as_uuid()), read).await
    }

    async fn sites_of(&self, company: CompanyId) -> Result<Vec<Site>> {
        let query = Entity::find().filter(Column::CompanyId.eq(company.as_uuid())).order_by_asc(Column::Id);
        self.cache().sites(company, all(self.reader(), query, read)).await
    }

    async fn sites_of_all(&self, companies: &[CompanyId]) -> Result<Vec<Site>> {
        let mut sites = Vec::new();
        for companies in companies.chunks(VALUES_PER_STATEMENT) {
            let ids = companies.iter().map(|id| id.as_uuid());
            sites
                .extend(all(self.reader(), Entity::find().filter(Column::CompanyId.is_in(ids)), read).await?);
        }
        sites.sort_by_key(|site| site.id);
        sites.dedup_by_key(|site| site.id);
        Ok(sites)
    }
}
