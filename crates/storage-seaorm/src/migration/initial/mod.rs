//! The first schema.

mod events;
mod flow_sessions;
mod links;
mod parties;
mod work;

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::{columns, steps};

pub(super) struct Initial;

impl MigrationName for Initial {
    fn name(&self) -> &'static str {
        "m20261120_000001_initial"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Initial {
    #[expect(
        elided_lifetimes_in_paths,
        reason = "async-trait needs the signature spelled as the trait spells it"
    )]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        parties::up(manager).await?;
        links::up(manager).await?;
        flow_sessions::up(manager).await?;
        events::up(manager).await?;
        work::up(manager).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
