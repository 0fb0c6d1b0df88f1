//! What was given up, to be found and begun again; and on PostgreSQL a word to every server when there is work.

use sea_orm::{ConnectionTrait as _, DbBackend, DbErr};
use sea_orm_migration::prelude::{Alias, Expr, ExprTrait as _};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

use super::columns::{add, added_number, added_number_or};
use super::steps::{create_index, index};

pub(super) struct DeadLetters;

impl MigrationName for DeadLetters {
    fn name(&self) -> &'static str {
        "m20261130_000001_dead_letters"
    }
}

/// Said in the transaction that the work is in, so that nobody hears of what is rolled back. PostgreSQL says the same thing once
/// a transaction, however many entries it has. What is due later than servers look anyhow is not worth a word.
const RING: [&str; 2] = [
    "CREATE FUNCTION outbox_entries_ring() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN PERFORM pg_notify('latchstring_outbox', NEW.lane); RETURN NULL; END $$",
    "CREATE TRIGGER outbox_entries_ring AFTER INSERT OR UPDATE OF state ON outbox_entries FOR EACH ROW
     WHEN (NEW.state = 'waiting' AND NEW.due_at < extract(epoch FROM statement_timestamp()) * 1000 + 10000)
     EXECUTE FUNCTION outbox_entries_ring()",
];

#[async_trait::async_trait]
impl MigrationTrait for DeadLetters {
    #[expect(
        elided_lifetimes_in_paths,
        reason = "async-trait needs the signature spelled as the trait spells it"
    )]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add(manager, "outbox_entries", [added_number_or("forgiven", 0), added_number("parked_at")]).await?;
        let given_up = [
            ("outbox_entries_dead_idx", "outbox_entries", "parked"),
            ("webhook_deliveries_dead_idx", "webhook_deliveries", "failed"),
        ];
        let in_state = |state: &'static str| Expr::col(Alias::new("state")).eq(state);
        for (name, table, state) in given_up {
            let index = index(name, table, &["workspace_id", "id"]).of(in_state(state));
            create_index(manager, index.on_mariadb(&["workspace_id", "state", "id"])).await?;
        }
        let all =
            index("webhook_deliveries_all_dead_idx", "webhook_deliveries", &["id"]).of(in_state("failed"));
        create_index(manager, all.on_mariadb(&["state", "id"])).await?;
        if manager.get_database_backend() == DbBackend::Postgres {
            for statement in RING {
                manager.get_connection().execute_unprepared(statement).await?;
            }
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
