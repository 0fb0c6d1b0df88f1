//! Events from which somebody can be erased: exactly what may name them can be written anew, together with a seal over what is
//! left. Nothing else of a row ever changes, and no row goes.

use sea_orm::{ConnectionTrait as _, DbBackend, DbErr};
use sea_orm_migration::prelude::{Alias, ColumnDef};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::columns::add;

pub(super) struct Erasure;

const SQLITE: &[&str] = &[
    "DROP TRIGGER events_no_update",
    "CREATE TRIGGER events_no_update BEFORE UPDATE ON events
     WHEN NEW.erased IS NULL OR NEW.erased IS OLD.erased OR NEW.id IS NOT OLD.id
       OR NEW.workspace_id IS NOT OLD.workspace_id OR NEW.subject_kind IS NOT OLD.subject_kind
       OR NEW.subject_id IS NOT OLD.subject_id OR NEW.sequence IS NOT OLD.sequence OR NEW.kind IS NOT OLD.kind
       OR NEW.occurred_at IS NOT OLD.occurred_at OR NEW.actor_kind IS NOT OLD.actor_kind
       OR NEW.automated IS NOT OLD.automated OR NEW.seal IS NOT OLD.seal
     BEGIN SELECT RAISE(ABORT, 'events are append-only'); END",
];

const POSTGRES: &[&str] = &[
    "DROP TRIGGER events_no_update ON events",
    "CREATE FUNCTION events_change_by_erasure_only() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
       IF NEW.erased IS NULL OR NEW.erased IS NOT DISTINCT FROM OLD.erased
         OR (NEW.id, NEW.workspace_id, NEW.subject_kind, NEW.subject_id, NEW.sequence, NEW.kind, NEW.occurred_at,
             NEW.actor_kind, NEW.automated, NEW.seal)
         IS DISTINCT FROM
            (OLD.id, OLD.workspace_id, OLD.subject_kind, OLD.subject_id, OLD.sequence, OLD.kind, OLD.occurred_at,
             OLD.actor_kind, OLD.automated, OLD.seal)
       THEN
         RAISE EXCEPTION 'events are append-only' USING ERRCODE = 'restrict_violation';
       END IF;
       RETURN NEW;
     END $$",
    "CREATE TRIGGER events_no_update BEFORE UPDATE ON events
     FOR EACH ROW EXECUTE FUNCTION events_change_by_erasure_only()",
];

const MYSQL: &[&str] = &[
    "DROP TRIGGER IF EXISTS events_no_update",
    "CREATE TRIGGER events_no_update BEFORE UPDATE ON events FOR EACH ROW
     BEGIN
       IF NEW.erased IS NULL OR NEW.erased <=> OLD.erased OR NOT (NEW.id <=> OLD.id)
         OR NOT (NEW.workspace_id <=> OLD.workspace_id) OR NOT (NEW.subject_kind <=> OLD.subject_kind)
         OR NOT (NEW.subject_id <=> OLD.subject_id) OR NOT (NEW.sequence <=> OLD.sequence)
         OR NOT (NEW.kind <=> OLD.kind) OR NOT (NEW.occurred_at <=> OLD.occurred_at)
         OR NOT (NEW.actor_kind <=> OLD.actor_kind) OR NOT (NEW.automated <=> OLD.automated)
         OR NOT (NEW.seal <=> OLD.seal)
       THEN
         SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'events are append-only';
       END IF;
     END",
];

impl MigrationName for Erasure {
    fn name(&self) -> &'static str {
        "m20261129_000003_erasure"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Erasure {
    #[expect(
        elided_lifetimes_in_paths,
        reason = "async-trait needs the signature spelled as the trait spells it"
    )]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let erased = ColumnDef::new(Alias::new("erased")).binary_len(36).null().take();
        add(manager, "events", [erased]).await?;
        let statements = match manager.get_database_backend() {
            DbBackend::Sqlite => SQLITE,
            DbBackend::Postgres => POSTGRES,
            _ => MYSQL,
        };
        for statement in statements {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
