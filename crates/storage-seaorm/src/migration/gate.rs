//! The gate before a link: codes that were asked for, and counts of what may happen so often.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::columns::{TableBuilder, added_json};
use super::steps::{add, create_index, create_table, index};

pub(super) struct AddressGate;

impl MigrationName for AddressGate {
    fn name(&self) -> &'static str {
        "m20261120_000003_gate"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for AddressGate {
    #[expect(
        elided_lifetimes_in_paths,
        reason = "async-trait needs the signature spelled as the trait spells it"
    )]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "flow_sessions", [added_json(manager, "asked_code")]).await?;
        let tallies = TableBuilder::new(manager, "tallies")
            .bytes("key", 32)
            .number("count")
            .number("until")
            .primary_key(&["key"]);
        create_table(manager, tallies.build()).await?;
        create_index(manager, index("tallies_until_idx", "tallies", &["until"])).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
