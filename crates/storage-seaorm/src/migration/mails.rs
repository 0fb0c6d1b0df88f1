//! The mails that bring invitations to addresses.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::columns::TableBuilder;
use super::steps::{create_index, create_table, index};

pub(super) struct InvitationMails;

impl MigrationName for InvitationMails {
    fn name(&self) -> &'static str {
        "m20261120_000004_mails"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for InvitationMails {
    #[expect(
        elided_lifetimes_in_paths,
        reason = "async-trait needs the signature spelled as the trait spells it"
    )]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mails = TableBuilder::new(manager, "invitation_mails")
            .id("id")
            .id("workspace_id")
            .id("invitation_id")
            .text("recipient")
            .text("reason")
            .optional_text("handed_off_by")
            .number("queued_at")
            .text("status")
            .optional_number("settled_at")
            .optional_text("failure")
            .primary_key(&["id"])
            .references(
                "invitation_mails_invitation_fkey",
                &["workspace_id", "invitation_id"],
                "invitations",
                &["workspace_id", "id"],
            );
        create_table(manager, mails.build()).await?;
        let of_an_invitation =
            index("invitation_mails_invitation_idx", "invitation_mails", &["invitation_id", "id"]);
        create_index(manager, of_an_invitation).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
