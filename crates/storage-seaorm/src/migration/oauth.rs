//! Signing in at the provider itself.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::columns::added_json;
use super::steps::add;

pub(super) struct OAuthClients;

impl MigrationName for OAuthClients {
    fn name(&self) -> &'static str {
        "m20261120_000017_oauth"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for OAuthClients {
    #[expect(
        elided_lifetimes_in_paths,
        reason = "async-trait needs the signature spelled as the trait spells it"
    )]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "providers", [added_json(manager, "oauth")]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
