//! The outbox, marks and the canary.

use sea_orm::DbErr;
use sea_orm_migration::SchemaManager;
use sea_orm_migration::prelude::{Alias, ConditionalStatement as _, Expr, ExprTrait as _};

use super::columns::{TableBuilder, index};

pub(super) async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    outbox_entries(manager).await?;
    let marks = TableBuilder::new(manager, "marks").bytes("key", 32).number("until").primary_key(&["key"]);
    manager.create_table(marks.build()).await?;
    manager.create_index(index("marks_until_idx", "marks", &["until"])).await?;
    let canaries = TableBuilder::new(manager, "canaries").number("id").blob("canary").primary_key(&["id"]);
    manager.create_table(canaries.build()).await
}

async fn outbox_entries(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = TableBuilder::new(manager, "outbox_entries")
        .id("id")
        .id("workspace_id")
        .key("task", 60)
        .id("subject_id")
        .number("run_at")
        .number("created_at")
        .key("state", 20)
        .optional_number("due_at")
        .number("claims")
        .optional_text("parked_reason")
        .primary_key(&["id"]);
    manager.create_table(table.build()).await?;
    let mut due = index("outbox_entries_due_idx", "outbox_entries", &["due_at", "id"]);
    due.and_where(Expr::col(Alias::new("due_at")).is_not_null());
    manager.create_index(due).await?;
    let mut parked = index("outbox_entries_parked_idx", "outbox_entries", &["id"]);
    parked.and_where(Expr::col(Alias::new("state")).eq("parked"));
    manager.create_index(parked).await
}
