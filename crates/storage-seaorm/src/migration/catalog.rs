//! Searching a large catalog, and links that narrow the choice among it.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::columns::added_json_or;
use super::steps::{add, create_index, drop_index, index};

pub(super) struct Catalog;

impl MigrationName for Catalog {
    fn name(&self) -> &'static str {
        "m20261120_000016_catalog"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Catalog {
    #[expect(
        elided_lifetimes_in_paths,
        reason = "async-trait needs the signature spelled as the trait spells it"
    )]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "invitations", [added_json_or(manager, "allowed_providers", "[]")]).await?;
        // A search has to look at every name and address of the catalog when little matches. With both in the index it
        // looks at nothing else; at their longest they are half of what an index entry of PostgreSQL may be. MariaDB
        // has no index of a text without a length, and looks at the rows.
        let by_name = &["workspace_id", "listed", "name_folded", "id", "url_folded"];
        let search = index("providers_search_idx", "providers", by_name);
        create_index(manager, search.on_mariadb(&["workspace_id", "listed", "name_folded", "id"])).await?;
        drop_index(manager, "providers_name_idx", "providers").await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
