//! Flows, the connectors that they offer and the portals that offer flows.

use sea_orm::DbErr;
use sea_orm_migration::prelude::{Alias, Expr, ExprTrait as _};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::columns::{TableBuilder, added_id, added_json, added_json_or, added_key, added_text};
use super::steps::{add, create_index, create_table, index, unique};

pub(super) struct Flows;

impl MigrationName for Flows {
    fn name(&self) -> &'static str {
        "m20261120_000002_flows"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Flows {
    #[expect(
        elided_lifetimes_in_paths,
        reason = "async-trait needs the signature spelled as the trait spells it"
    )]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        parties(manager).await?;
        connectors(manager).await?;
        flows(manager).await?;
        portals(manager).await?;
        connections(manager).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn parties(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    add(manager, "workspaces", [added_text("environment")]).await?;
    add(manager, "companies", [added_json_or(manager, "metadata", "{}")]).await
}

/// A provider is a connector when both of its columns are there.
async fn connectors(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = [added_key(manager, "connector_key", 100), added_json(manager, "connector")];
    add(manager, "providers", columns).await?;
    let key = &["workspace_id", "connector_key"];
    create_index(manager, unique("providers_connector_key", "providers", key)).await
}

async fn flows(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let table = TableBuilder::new(manager, "flows")
        .id("id")
        .id("workspace_id")
        .key("key", 100)
        .text("name")
        .text("connectors")
        .optional_json("schema")
        .number("created_at")
        .number("updated_at")
        .number("version")
        .primary_key(&["id"])
        .references("flows_workspace_fkey", &["workspace_id"], "workspaces", &["id"]);
    create_table(manager, table.build()).await?;
    // Serves the list of a workspace too, which is short.
    create_index(manager, unique("flows_key", "flows", &["workspace_id", "key"])).await
}

async fn portals(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    add(manager, "invitations", [added_json(manager, "portal")]).await?;
    add(manager, "flow_sessions", [added_json_or(manager, "connected", "[]")]).await?;
    // The others are most invitations, and are found among all.
    let with_portal = index("invitations_portal_idx", "invitations", &["workspace_id", "id"])
        .of(Expr::col(Alias::new("portal")).is_not_null())
        .on_mariadb(&[]);
    create_index(manager, with_portal).await
}

/// No reference to the flow: a connection remembers the one that it was made in, and the flow may be gone.
async fn connections(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns =
        [added_id(manager, "flow_id"), added_text("flow_key"), added_json(manager, "field_mapping")];
    add(manager, "connections", columns).await?;
    let made_in = &["workspace_id", "flow_id", "company_id", "id"];
    let made_in = index("connections_flow_idx", "connections", made_in);
    create_index(manager, made_in.of(Expr::col(Alias::new("flow_id")).is_not_null())).await
}
