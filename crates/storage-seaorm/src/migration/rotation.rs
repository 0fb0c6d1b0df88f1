//! Links that are replaced, and the sessions that were opened by them.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::columns::{TableBuilder, added_number_or};
use super::steps::{add, create_table};

pub(super) struct Rotation;

impl MigrationName for Rotation {
    fn name(&self) -> &'static str {
        "m20261122_000001_rotation"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Rotation {
    #[expect(
        elided_lifetimes_in_paths,
        reason = "async-trait needs the signature spelled as the trait spells it"
    )]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Nothing was replaced before, so what is there came by the first link.
        add(manager, "flow_sessions", [added_number_or("link_generation", 0)]).await?;
        let links = TableBuilder::new(manager, "retired_links")
            .bytes("token_digest", 32)
            .id("workspace_id")
            .id("invitation_id")
            .bytes("token_key_id", 4)
            .number("token_generation")
            .number("retired_at")
            .primary_key(&["token_digest"])
            .references(
                "retired_links_invitation_fkey",
                &["workspace_id", "invitation_id"],
                "invitations",
                &["workspace_id", "id"],
            );
        create_table(manager, links.build()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
