//! Invitations that are asked for at once.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::columns::TableBuilder;
use super::steps::{create_index, create_table, index};

pub(super) struct Bulks;

impl MigrationName for Bulks {
    fn name(&self) -> &'static str {
        "m20261127_000001_bulks"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Bulks {
    #[expect(
        elided_lifetimes_in_paths,
        reason = "async-trait needs the signature spelled as the trait spells it"
    )]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let bulks = TableBuilder::new(manager, "bulks")
            .id("id")
            .id("workspace_id")
            .text("created_by")
            .number("created_at")
            .number("total")
            .number("created")
            .number("duplicates")
            .number("failed")
            .number("next_batch")
            .optional_number("finished_at")
            .number("version")
            .primary_key(&["id"])
            .references("bulks_workspace_fkey", &["workspace_id"], "workspaces", &["id"]);
        create_table(manager, bulks.build()).await?;
        let batches = TableBuilder::new(manager, "bulk_batches")
            .id("bulk_id")
            .number("number")
            .long_text("rows")
            .primary_key(&["bulk_id", "number"])
            .references("bulk_batches_bulk_fkey", &["bulk_id"], "bulks", &["id"]);
        create_table(manager, batches.build()).await?;
        let called = ["workspace_id", "external_id"];
        create_index(manager, index("invitations_external_id_idx", "invitations", &called)).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
