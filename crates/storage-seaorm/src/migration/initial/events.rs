//! The event log, and the triggers that keep it as it is.
//!
//! Whom an event names and from where stands in two columns of its own, `actor` and `origin`. When the law asks for
//! somebody to be forgotten, a later migration replaces the trigger on UPDATE by one that lets exactly these two be
//! emptied; nothing else of a row ever changes.

use sea_orm::{ConnectionTrait as _, DbBackend, DbErr};
use sea_orm_migration::SchemaManager;
use sea_orm_migration::prelude::{Alias, Expr, ExprTrait as _};

use super::columns::TableBuilder;
use super::steps::{create_index, create_table, index, unique};

const SQLITE: &[&str] = &[
    "CREATE TRIGGER events_no_update BEFORE UPDATE ON events
     BEGIN SELECT RAISE(ABORT, 'events are append-only'); END",
    "CREATE TRIGGER events_no_delete BEFORE DELETE ON events
     BEGIN SELECT RAISE(ABORT, 'events are append-only'); END",
];

const POSTGRES: &[&str] = &[
    "CREATE FUNCTION events_are_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN RAISE EXCEPTION 'events are append-only' USING ERRCODE = 'restrict_violation'; END $$",
    "CREATE TRIGGER events_no_update BEFORE UPDATE ON events
     FOR EACH STATEMENT EXECUTE FUNCTION events_are_append_only()",
    "CREATE TRIGGER events_no_delete BEFORE DELETE ON events
     FOR EACH STATEMENT EXECUTE FUNCTION events_are_append_only()",
    "CREATE TRIGGER events_no_truncate BEFORE TRUNCATE ON events
     FOR EACH STATEMENT EXECUTE FUNCTION events_are_append_only()",
];

/// A trigger of MariaDB is one of each row, and `TRUNCATE` has none: that takes the right to drop tables.
const MARIADB: &[&str] = &[
    "CREATE TRIGGER IF NOT EXISTS events_no_update BEFORE UPDATE ON events
     FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'events are append-only'",
    "CREATE TRIGGER IF NOT EXISTS events_no_delete BEFORE DELETE ON events
     FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'events are append-only'",
];

pub(super) async fn up(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    // No references: the log outlives what it speaks of.
    let table = TableBuilder::new(manager, "events")
        .id("id")
        .id("workspace_id")
        .key("subject_kind", 40)
        .id("subject_id")
        .number("sequence")
        .key("kind", 60)
        .number("occurred_at")
        .key("actor_kind", 40)
        .text("actor")
        .text("origin")
        .flag("automated")
        .text("data")
        .bytes("seal", 36)
        .primary_key(&["id"]);
    create_table(manager, table.build()).await?;
    let place = &["subject_kind", "subject_id", "sequence"];
    create_index(manager, unique("events_place_key", "events", place)).await?;
    create_index(manager, index("events_workspace_idx", "events", &["workspace_id", "id"])).await?;
    let subjects = index("events_subjects_idx", "events", &["workspace_id", "subject_kind", "subject_id"])
        .of(Expr::col(Alias::new("sequence")).eq(1))
        .on_mariadb(&["workspace_id", "sequence", "subject_kind", "subject_id"]);
    create_index(manager, subjects).await?;
    let triggers = match manager.get_database_backend() {
        DbBackend::Sqlite => SQLITE,
        DbBackend::MySql => MARIADB,
        _ => POSTGRES,
    };
    for trigger in triggers {
        manager.get_connection().execute_unprepared(trigger).await?;
    }
    Ok(())
}
