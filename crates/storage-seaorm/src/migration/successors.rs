//! API keys that another took the place of.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::columns::{add, added_id};

pub(super) struct Successors;

impl MigrationName for Successors {
    fn name(&self) -> &'static str {
        "m20261204_000001_successors"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Successors {
    #[expect(
        elided_lifetimes_in_paths,
        reason = "async-trait needs the signature spelled as the trait spells it"
    )]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "api_keys", [added_id(manager, "replaced_by")]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
