//! Bulks that are written down a part at a time.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::columns::{add, added_set_flag};

pub(super) struct BulkStaging;

impl MigrationName for BulkStaging {
    fn name(&self) -> &'static str {
        "m20261201_000001_bulk_staging"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for BulkStaging {
    #[expect(
        elided_lifetimes_in_paths,
        reason = "async-trait needs the signature spelled as the trait spells it"
    )]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "bulks", [added_set_flag("taken")]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
