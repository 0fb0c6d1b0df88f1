//! Invitations, connections and flow sessions.

use sea_orm::DbErr;
use sea_orm_migration::SchemaManager;
use sea_orm_migration::prelude::{Alias, ConditionalStatement as _, Expr, ExprTrait as _};

use super::columns::{TableBuilder, foreign_key, index, is_sqlite, unique};

const REPAIRED: &str = "invitations_connection_fkey";
const REPAIRED_FROM: &[&str] = &["workspace_id", "connection_id"];
const REPAIRED_TO: &[&str] = &["workspace_id", "id"];

pub(super) async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    invitations(manager).await?;
    connections(manager).await?;
    connection_sites(manager).await?;
    flow_sessions(manager).await
}

async fn invitations(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = TableBuilder::new(manager, "invitations")
        .id("id")
        .id("workspace_id")
        .id("company_id")
        .text("purpose")
        .optional_id("connection_id")
        .optional_text("prefill")
        .optional_text("locks")
        .text("allowed")
        .optional_number("expires_at")
        .optional_number("max_uses")
        .number("use_count")
        .optional_number("revoked_at")
        .bytes("token_key_id", 4)
        .number("token_generation")
        .bytes("token_digest", 32)
        .text("presentation")
        .text("metadata")
        .optional_key("external_id", 255)
        .text("created_by")
        .number("created_at")
        .number("updated_at")
        .number("version")
        .primary_key(&["id"])
        .references(
            "invitations_company_fkey",
            &["workspace_id", "company_id"],
            "companies",
            &["workspace_id", "id"],
        );
    // SQLite knows no other way than to name the table before it is there.
    let table = match is_sqlite(manager) {
        true => table.references(REPAIRED, REPAIRED_FROM, "connections", REPAIRED_TO),
        false => table,
    };
    manager.create_table(table.build()).await?;
    manager.create_index(unique("invitations_workspace_key", "invitations", &["workspace_id", "id"])).await?;
    manager.create_index(unique("invitations_token_digest_key", "invitations", &["token_digest"])).await?;
    manager
        .create_index(index("invitations_company_idx", "invitations", &["workspace_id", "company_id", "id"]))
        .await?;
    let mut repairs =
        index("invitations_connection_idx", "invitations", &["workspace_id", "connection_id", "id"]);
    repairs.and_where(Expr::col(Alias::new("connection_id")).is_not_null());
    manager.create_index(repairs).await
}

async fn connections(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = TableBuilder::new(manager, "connections")
        .id("id")
        .id("workspace_id")
        .id("company_id")
        .optional_id("invitation_id")
        .id("provider_id")
        .text("provider_name")
        .text("provider_url")
        .key("status", 40)
        .optional_text("status_detail")
        .number("status_reported_at")
        .number("status_since")
        .optional_text("country")
        .text("utility_types")
        .blob("credentials_key")
        .text("credentials")
        .optional_text("owner_email")
        .optional_key("owner_email_canonical", 254)
        .optional_text("data_collection_start_date")
        .flag("multiply_by_occupancy")
        .optional_key("external_id", 255)
        .flag("is_active")
        .text("accounts")
        .number("created_at")
        .number("updated_at")
        .number("version")
        .primary_key(&["id"])
        .references(
            "connections_company_fkey",
            &["workspace_id", "company_id"],
            "companies",
            &["workspace_id", "id"],
        )
        .references(
            "connections_invitation_fkey",
            &["workspace_id", "invitation_id"],
            "invitations",
            &["workspace_id", "id"],
        );
    manager.create_table(table.build()).await?;
    manager.create_index(unique("connections_workspace_key", "connections", &["workspace_id", "id"])).await?;
    manager
        .create_index(index("connections_company_idx", "connections", &["workspace_id", "company_id", "id"]))
        .await?;
    let owner = &["workspace_id", "owner_email_canonical", "id"];
    manager.create_index(index("connections_owner_idx", "connections", owner)).await?;
    let mut made = index("connections_invitation_idx", "connections", &["invitation_id", "id"]);
    made.and_where(Expr::col(Alias::new("invitation_id")).is_not_null());
    manager.create_index(made).await?;
    if is_sqlite(manager) {
        return Ok(());
    }
    let repaired = foreign_key(REPAIRED, ("invitations", REPAIRED_FROM), ("connections", REPAIRED_TO));
    manager.create_foreign_key(repaired).await
}

async fn connection_sites(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = TableBuilder::new(manager, "connection_sites")
        .id("connection_id")
        .number("position")
        .id("site_id")
        .primary_key(&["connection_id", "position"])
        .references("connection_sites_connection_fkey", &["connection_id"], "connections", &["id"])
        .references("connection_sites_site_fkey", &["site_id"], "sites", &["id"]);
    manager.create_table(table.build()).await?;
    let of_site = index("connection_sites_site_idx", "connection_sites", &["site_id", "connection_id"]);
    manager.create_index(of_site).await
}

async fn flow_sessions(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = TableBuilder::new(manager, "flow_sessions")
        .id("id")
        .id("workspace_id")
        .id("company_id")
        .id("invitation_id")
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
        );
    manager.create_table(table.build()).await?;
    manager.create_index(unique("flow_sessions_token_key", "flow_sessions", &["token"])).await?;
    manager
        .create_index(index("flow_sessions_company_idx", "flow_sessions", &["workspace_id", "company_id"]))
        .await?;
    manager
        .create_index(index(
            "flow_sessions_invitation_idx",
            "flow_sessions",
            &["workspace_id", "invitation_id"],
        ))
        .await
}
