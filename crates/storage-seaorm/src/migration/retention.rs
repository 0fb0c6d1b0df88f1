//! What is over is found by its time: in each workspace where each says how long, and across all where none does.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::steps::{create_index, drop_index, index};

pub(super) struct Retention;

impl MigrationName for Retention {
    fn name(&self) -> &'static str {
        "m20261205_000001_retention"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Retention {
    #[expect(
        elided_lifetimes_in_paths,
        reason = "async-trait needs the signature spelled as the trait spells it"
    )]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let made = [
            index("webhook_messages_kept_idx", "webhook_messages", &["workspace_id", "created_at", "id"]),
            index("invitation_mails_kept_idx", "invitation_mails", &["workspace_id", "settled_at", "id"]),
            index("flow_sessions_expires_idx", "flow_sessions", &["expires_at"]),
        ];
        for index in made {
            create_index(manager, index).await?;
        }
        drop_index(manager, "webhook_messages_created_idx", "webhook_messages").await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
