//! Invitations, magic links and connections.

use sea_orm::DbErr;
use sea_orm_migration::SchemaManager;
use sea_orm_migration::prelude::{Alias, Expr, ExprTrait as _};

use super::columns::{TableBuilder, is_sqlite};
use super::steps::{NewIndex, create_foreign_key, create_index, create_table, index, unique};

const INVITATIONS_REPAIR: &str = "invitations_connection_fkey";
const MAGIC_LINKS_REPAIR: &str = "magic_links_connection_fkey";
const REPAIRED_FROM: &[&str] = &["workspace_id", "connection_id"];
const REPAIRED_TO: &[&str] = &["workspace_id", "id"];

pub(super) async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    invitations(manager).await?;
    magic_links(manager).await?;
    connections(manager).await?;
    connection_indexes(manager).await?;
    repairs_afterwards(manager, "invitations", INVITATIONS_REPAIR).await?;
    repairs_afterwards(manager, "magic_links", MAGIC_LINKS_REPAIR).await?;
    connection_sites(manager).await
}

/// The reference to the connection that a link repairs, where a table can name one that is not there yet: SQLite
/// knows no other way than to.
fn repairs<'a>(
    manager: &SchemaManager<'_>,
    table: TableBuilder<'a>,
    reference: &'static str,
) -> TableBuilder<'a> {
    match is_sqlite(manager) {
        true => table.references(reference, REPAIRED_FROM, "connections", REPAIRED_TO),
        false => table,
    }
}

/// The same reference everywhere else, once the connections and the key it refers to are there.
async fn repairs_afterwards(
    manager: &SchemaManager<'_>,
    table: &'static str,
    reference: &'static str,
) -> Result<(), DbErr> {
    if is_sqlite(manager) {
        return Ok(());
    }
    create_foreign_key(manager, reference, (table, REPAIRED_FROM), ("connections", REPAIRED_TO)).await
}

fn where_there_is_one(index: NewIndex, column: &'static str) -> NewIndex {
    index.of(Expr::col(Alias::new(column)).is_not_null())
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
    create_table(manager, repairs(manager, table, INVITATIONS_REPAIR).build()).await?;
    create_index(manager, unique("invitations_workspace_key", "invitations", &["workspace_id", "id"]))
        .await?;
    create_index(manager, unique("invitations_token_digest_key", "invitations", &["token_digest"])).await?;
    create_index(
        manager,
        index("invitations_company_idx", "invitations", &["workspace_id", "company_id", "id"]),
    )
    .await?;
    let repairs =
        index("invitations_connection_idx", "invitations", &["workspace_id", "connection_id", "id"]);
    create_index(manager, where_there_is_one(repairs, "connection_id")).await
}

async fn magic_links(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = TableBuilder::new(manager, "magic_links")
        .id("id")
        .id("workspace_id")
        .id("company_id")
        .text("purpose")
        .optional_id("connection_id")
        .optional_text("prefill")
        .optional_text("locks")
        .text("origin")
        .bytes("key_id", 4)
        .number("issued_at")
        .optional_number("expires_at")
        .number("use_count")
        .optional_number("revoked_at")
        .text("created_by")
        .number("created_at")
        .number("updated_at")
        .number("version")
        .primary_key(&["id"])
        .references(
            "magic_links_company_fkey",
            &["workspace_id", "company_id"],
            "companies",
            &["workspace_id", "id"],
        );
    create_table(manager, repairs(manager, table, MAGIC_LINKS_REPAIR).build()).await?;
    create_index(manager, unique("magic_links_workspace_key", "magic_links", &["workspace_id", "id"]))
        .await?;
    create_index(manager, index("magic_links_company_idx", "magic_links", &["company_id", "id"])).await?;
    let repairs = index("magic_links_connection_idx", "magic_links", &["workspace_id", "connection_id"]);
    create_index(manager, where_there_is_one(repairs, "connection_id")).await
}

async fn connections(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = TableBuilder::new(manager, "connections")
        .id("id")
        .id("workspace_id")
        .id("company_id")
        .optional_id("invitation_id")
        .optional_id("magic_link_id")
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
        )
        .references(
            "connections_magic_link_fkey",
            &["workspace_id", "magic_link_id"],
            "magic_links",
            &["workspace_id", "id"],
        );
    create_table(manager, table.build()).await
}

async fn connection_indexes(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create_index(manager, unique("connections_workspace_key", "connections", &["workspace_id", "id"]))
        .await?;
    create_index(
        manager,
        index("connections_company_idx", "connections", &["workspace_id", "company_id", "id"]),
    )
    .await?;
    let owner = &["workspace_id", "owner_email_canonical", "id"];
    create_index(manager, index("connections_owner_idx", "connections", owner)).await?;
    let invited = index("connections_invitation_idx", "connections", &["invitation_id", "id"]);
    create_index(manager, where_there_is_one(invited, "invitation_id")).await?;
    let linked = index("connections_magic_link_idx", "connections", &["magic_link_id", "id"]);
    create_index(manager, where_there_is_one(linked, "magic_link_id")).await
}

async fn connection_sites(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = TableBuilder::new(manager, "connection_sites")
        .id("connection_id")
        .number("position")
        .id("site_id")
        .primary_key(&["connection_id", "position"])
        .references("connection_sites_connection_fkey", &["connection_id"], "connections", &["id"])
        .references("connection_sites_site_fkey", &["site_id"], "sites", &["id"]);
    create_table(manager, table.build()).await?;
    let of_site = index("connection_sites_site_idx", "connection_sites", &["site_id", "connection_id"]);
    create_index(manager, of_site).await
}
