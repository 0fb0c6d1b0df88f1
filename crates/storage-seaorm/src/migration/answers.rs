//! Answers to requests that may be sent again.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::columns::TableBuilder;
use super::steps::{create_index, create_table, index};

pub(super) struct Answers;

impl MigrationName for Answers {
    fn name(&self) -> &'static str {
        "m20261122_000003_answers"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Answers {
    #[expect(
        elided_lifetimes_in_paths,
        reason = "async-trait needs the signature spelled as the trait spells it"
    )]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let answers = TableBuilder::new(manager, "kept_answers")
            .bytes("slot", 32)
            .id("workspace_id")
            .long_blob("sealed")
            .number("kept_at")
            .number("until")
            .primary_key(&["slot"])
            .references("kept_answers_workspace_fkey", &["workspace_id"], "workspaces", &["id"]);
        create_table(manager, answers.build()).await?;
        create_index(manager, index("kept_answers_until_idx", "kept_answers", &["until"])).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
