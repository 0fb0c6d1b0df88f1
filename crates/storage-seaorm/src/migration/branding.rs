//! How workspaces look, and the files that show it.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::columns::TableBuilder;
use super::steps::create_table;

pub(super) struct Branding;

impl MigrationName for Branding {
    fn name(&self) -> &'static str {
        "m20261120_000019_branding"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Branding {
    #[expect(
        elided_lifetimes_in_paths,
        reason = "async-trait needs the signature spelled as the trait spells it"
    )]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let brandings = TableBuilder::new(manager, "brandings")
            .id("workspace_id")
            .optional_json("look")
            .optional_text("logo")
            .optional_text("favicon")
            .optional_text("font")
            .number("created_at")
            .number("updated_at")
            .number("version")
            .primary_key(&["workspace_id"])
            .references("brandings_workspace_fkey", &["workspace_id"], "workspaces", &["id"]);
        create_table(manager, brandings.build()).await?;
        let files = TableBuilder::new(manager, "files")
            .bytes("key", 32)
            .id("workspace_id")
            .text("kind")
            .long_blob("bytes")
            .number("created_at")
            .primary_key(&["key"])
            .references("files_workspace_fkey", &["workspace_id"], "workspaces", &["id"]);
        create_table(manager, files.build()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
