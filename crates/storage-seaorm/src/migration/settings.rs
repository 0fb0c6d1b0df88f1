//! What a workspace can set.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::columns::added_json_or;
use super::steps::add;

pub(super) struct Settings;

impl MigrationName for Settings {
    fn name(&self) -> &'static str {
        "m20261120_000021_settings"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Settings {
    #[expect(
        elided_lifetimes_in_paths,
        reason = "async-trait needs the signature spelled as the trait spells it"
    )]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "workspaces", [added_json_or(manager, "settings", "{}")]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
