//! Lists of events by what happened, by who did it and by what it is about, in the order of time and flat at any depth.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::steps::{create_index, index};

pub(super) struct EventLists;

impl MigrationName for EventLists {
    fn name(&self) -> &'static str {
        "m20261129_000001_event_lists"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for EventLists {
    #[expect(
        elided_lifetimes_in_paths,
        reason = "async-trait needs the signature spelled as the trait spells it"
    )]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let lists: [(_, &[&str]); 3] = [
            ("events_kind_idx", &["workspace_id", "kind", "id"]),
            ("events_actor_idx", &["workspace_id", "actor_kind", "id"]),
            // The index of places has them by sequence, which is nearly the order of ids and not quite.
            ("events_subject_idx", &["workspace_id", "subject_kind", "subject_id", "id"]),
        ];
        for (name, columns) in lists {
            create_index(manager, index(name, "events", columns)).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
