//! Checkpoints of the event log.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::columns::TableBuilder;

pub(super) struct EventCheckpoints;

impl MigrationName for EventCheckpoints {
    fn name(&self) -> &'static str {
        "m20261129_000002_event_checkpoints"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for EventCheckpoints {
    #[expect(
        elided_lifetimes_in_paths,
        reason = "async-trait needs the signature spelled as the trait spells it"
    )]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let checkpoints = TableBuilder::new(manager, "event_checkpoints")
            .id("workspace_id")
            .number("number")
            .number("taken_at")
            .number("until")
            .number("size")
            .bytes("previous", 32)
            .bytes("root", 32)
            .long_blob("ends")
            .bytes("signature", 68)
            .primary_key(&["workspace_id", "number"])
            .references("event_checkpoints_workspace_fkey", &["workspace_id"], "workspaces", &["id"]);
        manager.create_table(checkpoints.build()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
