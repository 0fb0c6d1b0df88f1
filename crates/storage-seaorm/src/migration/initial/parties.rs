//! Workspaces, companies, sites, API keys and providers.

use sea_orm::DbErr;
use sea_orm_migration::SchemaManager;

use super::columns::TableBuilder;
use super::steps::{create_index, create_table, index, unique};

pub(super) async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    workspaces(manager).await?;
    companies(manager).await?;
    sites(manager).await?;
    api_keys(manager).await?;
    providers(manager).await
}

async fn workspaces(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = TableBuilder::new(manager, "workspaces")
        .id("id")
        .text("name")
        .text("mode")
        .text("expiry")
        .number("created_at")
        .number("updated_at")
        .number("version")
        .primary_key(&["id"]);
    create_table(manager, table.build()).await
}

async fn companies(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = TableBuilder::new(manager, "companies")
        .id("id")
        .id("workspace_id")
        .key("public_id", 25)
        .text("name")
        .optional_key("external_id", 255)
        .optional_text("data_collection_start_date")
        .optional_number("links_not_before")
        .number("created_at")
        .number("updated_at")
        .number("version")
        .primary_key(&["id"])
        .references("companies_workspace_fkey", &["workspace_id"], "workspaces", &["id"]);
    create_table(manager, table.build()).await?;
    // Serves the list of a workspace, and is what references within a workspace refer to.
    create_index(manager, unique("companies_workspace_key", "companies", &["workspace_id", "id"])).await?;
    create_index(manager, unique("companies_public_id_key", "companies", &["public_id"])).await?;
    let external_id = unique("companies_external_id_key", "companies", &["workspace_id", "external_id"]);
    create_index(manager, external_id).await
}

async fn sites(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = TableBuilder::new(manager, "sites")
        .id("id")
        .id("workspace_id")
        .id("company_id")
        .text("name")
        .optional_key("external_id", 255)
        .optional_text("address")
        .text("path")
        .number("created_at")
        .number("updated_at")
        .number("version")
        .primary_key(&["id"])
        .references(
            "sites_company_fkey",
            &["workspace_id", "company_id"],
            "companies",
            &["workspace_id", "id"],
        );
    create_table(manager, table.build()).await?;
    create_index(manager, index("sites_company_idx", "sites", &["company_id", "id"])).await?;
    create_index(manager, unique("sites_external_id_key", "sites", &["company_id", "external_id"])).await
}

async fn api_keys(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = TableBuilder::new(manager, "api_keys")
        .id("id")
        .id("workspace_id")
        .text("name")
        .text("mode")
        .text("hint")
        .text("scopes")
        .bytes("digest", 32)
        .optional_number("expires_at")
        .optional_number("revoked_at")
        .optional_number("last_used_at")
        .number("created_at")
        .number("version")
        .primary_key(&["id"])
        .references("api_keys_workspace_fkey", &["workspace_id"], "workspaces", &["id"]);
    create_table(manager, table.build()).await?;
    create_index(manager, unique("api_keys_digest_key", "api_keys", &["digest"])).await?;
    create_index(manager, index("api_keys_workspace_idx", "api_keys", &["workspace_id", "id"])).await
}

async fn providers(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = TableBuilder::new(manager, "providers")
        .id("id")
        .id("workspace_id")
        .text("name")
        .key("name_folded", 200)
        .key("url", 500)
        .text("url_folded")
        .text("countries")
        .text("utility_types")
        .text("method")
        .text("form")
        .flag("listed")
        .number("created_at")
        .number("updated_at")
        .number("version")
        .primary_key(&["id"])
        .references("providers_workspace_fkey", &["workspace_id"], "workspaces", &["id"]);
    create_table(manager, table.build()).await?;
    create_index(manager, unique("providers_url_key", "providers", &["workspace_id", "url"])).await?;
    create_index(manager, index("providers_name_idx", "providers", &["workspace_id", "name_folded", "id"]))
        .await
}
