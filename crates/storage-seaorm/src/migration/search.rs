//! Invitations found by an address, by a text and by their type.

use std::collections::BTreeMap;

use latchstring_domain::email::{AddressRule, EmailAddress};
use latchstring_domain::text::SearchText;
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};
use sea_orm_migration::prelude::{Alias, Order, Query};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};
use uuid::Uuid;

use super::columns::{TableBuilder, added_json_or};
use super::steps::{add, create_index, create_table, index};

/// How many rows are read at once.
const AT_ONCE: u64 = 500;

pub(super) struct Search;

impl MigrationName for Search {
    fn name(&self) -> &'static str {
        "m20261122_000002_search"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Search {
    #[expect(
        elided_lifetimes_in_paths,
        reason = "async-trait needs the signature spelled as the trait spells it"
    )]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "invitations", [added_json_or(manager, "search", "")]).await?;
        let addresses = TableBuilder::new(manager, "invitation_addresses")
            .id("workspace_id")
            .key("address", 254)
            .id("invitation_id")
            .primary_key(&["workspace_id", "address", "invitation_id"])
            .references(
                "invitation_addresses_invitation_fkey",
                &["workspace_id", "invitation_id"],
                "invitations",
                &["workspace_id", "id"],
            );
        create_table(manager, addresses.build()).await?;
        // The others are most invitations, and are found among all.
        let repairs = index("invitations_repairs_idx", "invitations", &["workspace_id", "id"])
            .of(Expr::col(Alias::new("connection_id")).is_not_null())
            .on_mariadb(&[]);
        create_index(manager, repairs).await?;
        fill(manager.get_connection()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// What of an invitation it is found by, as it stands in its row.
#[derive(FromQueryResult)]
struct Found {
    id: Uuid,
    workspace_id: Uuid,
    allowed: String,
    external_id: Option<String>,
    metadata: String,
}

#[derive(FromQueryResult)]
struct Mailed {
    id: Uuid,
    workspace_id: Uuid,
    invitation_id: Uuid,
    recipient: String,
}

/// Makes what is there findable, as it is by the program of now when it writes. A row that is broken is left as it is:
/// whoever reads it is told.
async fn fill(db: &impl ConnectionTrait) -> Result<(), DbErr> {
    let mut last = Uuid::nil();
    loop {
        let columns = ["id", "workspace_id", "allowed", "external_id", "metadata"];
        let rows: Vec<Found> = page(db, "invitations", columns, last).await?;
        let Some(row) = rows.last() else { break };
        last = row.id;
        for row in rows {
            let rules: Vec<String> = serde_json::from_str(&row.allowed).unwrap_or_default();
            let labels: BTreeMap<String, String> = serde_json::from_str(&row.metadata).unwrap_or_default();
            let lines: Vec<_> =
                row.external_id.iter().chain(&rules).chain(labels.values()).cloned().collect();
            let search = SearchText::fold(&lines.join("\n"));
            if !search.is_empty() {
                let update = Query::update()
                    .table(Alias::new("invitations"))
                    .value(Alias::new("search"), search)
                    .and_where(Expr::col(Alias::new("id")).eq(row.id))
                    .take();
                db.execute(&update).await?;
            }
            for rule in rules {
                if let Ok(AddressRule::Address(address)) = AddressRule::parse(&rule) {
                    remember(db, row.workspace_id, row.id, &address).await?;
                }
            }
        }
    }
    let mut last = Uuid::nil();
    loop {
        let columns = ["id", "workspace_id", "invitation_id", "recipient"];
        let rows: Vec<Mailed> = page(db, "invitation_mails", columns, last).await?;
        let Some(row) = rows.last() else { return Ok(()) };
        last = row.id;
        for row in rows {
            if let Ok(address) = EmailAddress::parse(&row.recipient) {
                remember(db, row.workspace_id, row.invitation_id, &address).await?;
            }
        }
    }
}

/// The next rows of a table, in the order of their ids.
async fn page<const N: usize, R: FromQueryResult>(
    db: &impl ConnectionTrait,
    table: &'static str,
    columns: [&'static str; N],
    last: Uuid,
) -> Result<Vec<R>, DbErr> {
    let query = Query::select()
        .columns(columns.map(Alias::new))
        .from(Alias::new(table))
        .and_where(Expr::col(Alias::new("id")).gt(last))
        .order_by(Alias::new("id"), Order::Asc)
        .limit(AT_ONCE)
        .take();
    let rows = db.query_all(&query).await?;
    rows.iter().map(|row| R::from_query_result(row, "")).collect()
}

async fn remember(
    db: &impl ConnectionTrait,
    workspace: Uuid,
    invitation: Uuid,
    address: &EmailAddress,
) -> Result<(), DbErr> {
    let key = ["workspace_id", "address", "invitation_id"].map(Alias::new);
    let values = [workspace.into(), address.canonical().into(), invitation.into()];
    let insert = Query::insert()
        .into_table(Alias::new("invitation_addresses"))
        .columns(key.clone())
        .values(values)
        .map_err(|error| DbErr::Custom(error.to_string()))?
        .on_conflict(OnConflict::columns(key.clone()).do_nothing_on(key).to_owned())
        .take();
    db.execute(&insert).await?;
    Ok(())
}
