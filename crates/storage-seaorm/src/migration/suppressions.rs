//! Addresses that a workspace mails no more.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::columns::TableBuilder;
use super::steps::create_table;

pub(super) struct Suppressions;

impl MigrationName for Suppressions {
    fn name(&self) -> &'static str {
        "m20261201_000002_suppressions"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Suppressions {
    #[expect(
        elided_lifetimes_in_paths,
        reason = "async-trait needs the signature spelled as the trait spells it"
    )]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let suppressions = TableBuilder::new(manager, "suppressions")
            .id("workspace_id")
            .key("address", 254)
            .text("spelling")
            .text("reason")
            .number("since")
            .primary_key(&["workspace_id", "address"])
            .references("suppressions_workspace_fkey", &["workspace_id"], "workspaces", &["id"]);
        create_table(manager, suppressions.build()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
