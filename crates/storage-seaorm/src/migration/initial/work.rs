//! The outbox, marks and the canary.

use sea_orm::DbErr;
use sea_orm_migration::SchemaManager;
use sea_orm_migration::prelude::{Alias, Expr, ExprTrait as _};

use super::columns::TableBuilder;
use super::steps::{create_index, create_table, index};

pub(super) async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    outbox_entries(manager).await?;
    let marks = TableBuilder::new(manager, "marks").bytes("key", 32).number("until").primary_key(&["key"]);
    create_table(manager, marks.build()).await?;
    create_index(manager, index("marks_until_idx", "marks", &["until"])).await?;
    let canaries = TableBuilder::new(manager, "canaries").number("id").blob("canary").primary_key(&["id"]);
    create_table(manager, canaries.build()).await
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
    create_table(manager, table.build()).await?;
    // On MariaDB it would be taken for the claims, which since there are lanes have an index that fits better.
    let due = index("outbox_entries_due_idx", "outbox_entries", &["due_at", "id"])
        .of(Expr::col(Alias::new("due_at")).is_not_null())
        .on_mariadb(&[]);
    create_index(manager, due).await?;
    let parked = index("outbox_entries_parked_idx", "outbox_entries", &["id"])
        .of(Expr::col(Alias::new("state")).eq("parked"))
        .on_mariadb(&["state", "id"]);
    create_index(manager, parked).await
}
