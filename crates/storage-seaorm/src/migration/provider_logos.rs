//! The pictures beside the names of providers.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::columns::{add, added_json};

pub(super) struct ProviderLogos;

impl MigrationName for ProviderLogos {
    fn name(&self) -> &'static str {
        "m20261128_000002_provider_logos"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for ProviderLogos {
    #[expect(
        elided_lifetimes_in_paths,
        reason = "async-trait needs the signature spelled as the trait spells it"
    )]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "providers", [added_json(manager, "logo")]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
