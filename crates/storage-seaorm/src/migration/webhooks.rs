//! Webhooks: endpoints, what is sent to them and how it fares; and the queues of the outbox.

use sea_orm::{ConnectionTrait as _, DbErr};
use sea_orm_migration::prelude::{Alias, Expr, ExprTrait as _, Query};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::columns::{TableBuilder, added_id, added_key_or};
use super::steps::{add, create_index, create_table, index, unique};

pub(super) struct Webhooks;

impl MigrationName for Webhooks {
    fn name(&self) -> &'static str {
        "m20261120_000015_webhooks"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Webhooks {
    #[expect(
        elided_lifetimes_in_paths,
        reason = "async-trait needs the signature spelled as the trait spells it"
    )]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        queues(manager).await?;
        endpoints(manager).await?;
        messages(manager).await?;
        deliveries(manager).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// The program before this one goes on putting entries in, which are in no queue: they have a turn of their own.
async fn queues(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [added_key_or(manager, "lane", 20, "work"), added_id(manager, "queue_id")];
    add(manager, "outbox_entries", columns).await?;
    let mut of_workspaces = Query::update();
    of_workspaces
        .table(Alias::new("outbox_entries"))
        .value(Alias::new("queue_id"), Expr::col(Alias::new("workspace_id")));
    manager.get_connection().execute(&of_workspaces).await?;
    let indexes = [
        index("outbox_entries_lane_idx", "outbox_entries", &["lane", "due_at", "id"]),
        index("outbox_entries_queue_idx", "outbox_entries", &["lane", "queue_id", "due_at", "id"]),
    ];
    for index in indexes {
        create_index(manager, index.of(Expr::col(Alias::new("due_at")).is_not_null())).await?;
    }
    Ok(())
}

async fn endpoints(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = TableBuilder::new(manager, "webhook_endpoints")
        .id("id")
        .id("workspace_id")
        .text("url")
        .optional_text("description")
        .text("event_types")
        .optional_text("header_names")
        .optional_blob("header_values")
        .blob("secret")
        .optional_blob("previous_secret")
        .optional_number("previous_until")
        .key("state", 20)
        .optional_number("state_since")
        .optional_key("disabled_because", 20)
        .number("created_at")
        .number("updated_at")
        .number("version")
        .primary_key(&["id"])
        .references("webhook_endpoints_workspace_fkey", &["workspace_id"], "workspaces", &["id"]);
    create_table(manager, table.build()).await?;
    let key = &["workspace_id", "id"];
    create_index(manager, unique("webhook_endpoints_workspace_key", "webhook_endpoints", key)).await
}

async fn messages(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = TableBuilder::new(manager, "webhook_messages")
        .id("id")
        .id("workspace_id")
        .optional_id("event_id")
        .key("event_type", 60)
        .number("occurred_at")
        .long_text("body")
        .number("created_at")
        .primary_key(&["id"])
        .references("webhook_messages_workspace_fkey", &["workspace_id"], "workspaces", &["id"]);
    create_table(manager, table.build()).await?;
    let name = "webhook_messages";
    create_index(manager, unique("webhook_messages_workspace_key", name, &["workspace_id", "id"])).await?;
    create_index(manager, unique("webhook_messages_event_key", name, &["event_id", "event_type"])).await?;
    let told = &["workspace_id", "occurred_at", "id"];
    create_index(manager, index("webhook_messages_told_idx", name, told)).await?;
    create_index(manager, index("webhook_messages_created_idx", name, &["created_at"])).await
}

async fn deliveries(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let within = &["workspace_id", "id"];
    let table = TableBuilder::new(manager, "webhook_deliveries")
        .id("id")
        .id("workspace_id")
        .id("endpoint_id")
        .id("message_id")
        .key("event_type", 60)
        .number("occurred_at")
        .key("state", 20)
        .number("state_at")
        .optional_number("tries")
        .optional_key("failed_because", 20)
        .flag("replayed")
        .long_text("attempts")
        .number("created_at")
        .number("updated_at")
        .number("version")
        .primary_key(&["id"])
        .references(
            "webhook_deliveries_endpoint_fkey",
            &["workspace_id", "endpoint_id"],
            "webhook_endpoints",
            within,
        )
        .references(
            "webhook_deliveries_message_fkey",
            &["workspace_id", "message_id"],
            "webhook_messages",
            within,
        );
    create_table(manager, table.build()).await?;
    let name = "webhook_deliveries";
    let way = &["endpoint_id", "message_id"];
    create_index(manager, unique("webhook_deliveries_way_key", name, way)).await?;
    create_index(manager, index("webhook_deliveries_endpoint_idx", name, &["endpoint_id", "id"])).await?;
    let standing = &["endpoint_id", "state", "id"];
    create_index(manager, index("webhook_deliveries_state_idx", name, standing)).await?;
    let of_message = &["workspace_id", "message_id"];
    create_index(manager, index("webhook_deliveries_message_idx", name, of_message)).await
}
