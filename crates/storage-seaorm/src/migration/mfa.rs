//! Codes that are forwarded: which providers need it, what owners did about it, and the messages that came.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::columns::{TableBuilder, added_flag, added_text};
use super::steps::{add, create_index, create_table, index};

pub(super) struct Mfa;

impl MigrationName for Mfa {
    fn name(&self) -> &'static str {
        "m20261125_000001_mfa"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Mfa {
    #[expect(
        elided_lifetimes_in_paths,
        reason = "async-trait needs the signature spelled as the trait spells it"
    )]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "providers", [added_flag("mfa_forwarding")]).await?;
        add(manager, "connections", [added_text("mfa_forwarding")]).await?;
        // The connection of a message may not be made yet, so nothing refers to it.
        let messages = TableBuilder::new(manager, "mfa_messages")
            .id("id")
            .id("workspace_id")
            .id("connection_id")
            .long_text("content")
            .number("received_at")
            .number("expires_at")
            .primary_key(&["id"])
            .references("mfa_messages_workspace_fkey", &["workspace_id"], "workspaces", &["id"]);
        create_table(manager, messages.build()).await?;
        for index in [
            index("mfa_messages_workspace_idx", "mfa_messages", &["workspace_id"]),
            index("mfa_messages_connection_idx", "mfa_messages", &["connection_id", "id"]),
            index("mfa_messages_expires_idx", "mfa_messages", &["expires_at"]),
            index("flow_sessions_connection_idx", "flow_sessions", &["connection_id", "id"]),
        ] {
            create_index(manager, index).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
