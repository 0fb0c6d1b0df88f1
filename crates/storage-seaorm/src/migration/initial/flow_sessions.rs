//! Flow sessions, each through one link: an invitation or a magic link, and never both.

use sea_orm::DbErr;
use sea_orm_migration::SchemaManager;
use sea_orm_migration::prelude::{Alias, Expr, ExprTrait as _};

use super::columns::TableBuilder;
use super::steps::{create_index, create_table, index, unique};

pub(super) async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = TableBuilder::new(manager, "flow_sessions")
        .id("id")
        .id("workspace_id")
        .id("company_id")
        .optional_id("invitation_id")
        .optional_id("magic_link_id")
        .bytes("token", 32)
        .text("gate")
        .optional_text("gate_email")
        .text("target")
        .id("connection_id")
        .text("state")
        .number("failed_sign_ins")
        .number("opened_at")
        .number("expires_at")
        .number("version")
        .primary_key(&["id"])
        .references(
            "flow_sessions_company_fkey",
            &["workspace_id", "company_id"],
            "companies",
            &["workspace_id", "id"],
        )
        .references(
            "flow_sessions_invitation_fkey",
            &["workspace_id", "invitation_id"],
            "invitations",
            &["workspace_id", "id"],
        )
        .references(
            "flow_sessions_magic_link_fkey",
            &["workspace_id", "magic_link_id"],
            "magic_links",
            &["workspace_id", "id"],
        );
    create_table(manager, table.build()).await?;
    create_index(manager, unique("flow_sessions_token_key", "flow_sessions", &["token"])).await?;
    create_index(
        manager,
        index("flow_sessions_company_idx", "flow_sessions", &["workspace_id", "company_id"]),
    )
    .await?;
    for (name, column) in
        [("flow_sessions_invitation_idx", "invitation_id"), ("flow_sessions_magic_link_idx", "magic_link_id")]
    {
        let through = index(name, "flow_sessions", &["workspace_id", column]);
        create_index(manager, through.of(Expr::col(Alias::new(column)).is_not_null())).await?;
    }
    Ok(())
}
