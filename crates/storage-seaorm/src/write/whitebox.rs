//! What can only be seen from inside: the writer's own connection, and names that stand in two places.

use latchstring_domain::event::Event;
use latchstring_storage::{
    Change, ChangeSet, CommitError, Events as _, StorageErrorKind, Store as _, Workspaces as _,
};
use latchstring_storage_testing::fixture::Maker;
use sea_orm::{ConnectionTrait as _, DbBackend, Statement};

use crate::driver::UNIQUE_RULES;
use crate::{SeaOrmStore, SqliteOptions};

async fn store() -> (tempfile::TempDir, SeaOrmStore) {
    let dir = tempfile::tempdir().unwrap();
    let store =
        SeaOrmStore::connect_sqlite(&dir.path().join("inside.db"), SqliteOptions::default()).await.unwrap();
    store.migrate().await.unwrap();
    (dir, store)
}

#[tokio::test]
async fn t160_the_writer_cannot_replace_an_event() {
    let (_dir, store) = store().await;
    let mut make = Maker::default();
    let (workspace, subject) = (make.workspace().id, make.subject());
    let event: Event = make.event(workspace, subject, 1);
    store.commit(ChangeSet::new().with(Change::AppendEvent(event.clone()))).await.unwrap();
    let replace = "INSERT OR REPLACE INTO events SELECT id, workspace_id, subject_kind, subject_id, sequence, 'REVOKED',
                   occurred_at, actor_kind, actor, origin, automated, data, seal, erased FROM events";
    let refused = store.writer().execute_unprepared(replace).await.unwrap_err().to_string();
    assert!(refused.contains("append-only"), "{refused}");
    assert_eq!(store.events_of(subject, 0, 10).await.unwrap(), [event]);
}

#[tokio::test]
async fn the_readers_cannot_write() {
    let (_dir, store) = store().await;
    let refused = store.reader().execute_unprepared("DELETE FROM marks").await.unwrap_err().to_string();
    assert!(refused.contains("readonly"), "{refused}");
}

#[tokio::test]
async fn the_settings_are_those_that_were_meant() {
    let (_dir, store) = store().await;
    let settings = [
        ("journal_mode", "wal"),
        ("synchronous", "2"),
        ("foreign_keys", "1"),
        ("busy_timeout", "5000"),
        ("recursive_triggers", "1"),
        ("auto_vacuum", "2"),
    ];
    for (name, expected) in settings {
        let sql = format!("SELECT {name} || '' AS value FROM pragma_{name}");
        // Two of them name their column after something else.
        let sql = if name == "busy_timeout" { sql.replace("busy_timeout ||", "timeout ||") } else { sql };
        let row = store.writer().query_one_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.unwrap();
        assert_eq!(row.unwrap().try_get::<String>("", "value").unwrap(), expected, "{name}");
    }
}

#[tokio::test]
async fn every_unique_rule_stands_in_the_schema_under_its_name() {
    let (_dir, store) = store().await;
    for (name, columns, _) in UNIQUE_RULES {
        let (table, _) = columns.split_once('.').unwrap();
        let sql = if name.ends_with("_pkey") {
            format!(
                "SELECT group_concat('{table}.' || name, ', ') AS columns FROM pragma_table_info('{table}') WHERE pk > 0"
            )
        } else {
            format!(
                "SELECT group_concat('{table}.' || name, ', ') AS columns FROM pragma_index_info('{name}')"
            )
        };
        let row = store.reader().query_one_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.unwrap();
        assert_eq!(row.unwrap().try_get::<String>("", "columns").unwrap(), *columns, "{name}");
    }
}

#[tokio::test]
async fn a_full_disk_is_unavailable_and_leaves_nothing() {
    let (_dir, store) = store().await;
    let full = "PRAGMA max_page_count = 1";
    store.writer().execute_unprepared(full).await.unwrap();
    let mut make = Maker::default();
    let set = (0..2_000).fold(ChangeSet::new(), |set, _| set.with(Change::CreateWorkspace(make.workspace())));
    match store.commit(set).await.unwrap_err() {
        CommitError::Storage(error) => assert_eq!(error.kind, StorageErrorKind::Unavailable, "{error:?}"),
        refused => panic!("{refused:?}"),
    }
    assert_eq!(store.workspaces().await.unwrap(), []);
    store.writer().execute_unprepared("PRAGMA max_page_count = 1000000").await.unwrap();
    let workspace = make.workspace();
    store.commit(ChangeSet::new().with(Change::CreateWorkspace(workspace.clone()))).await.unwrap();
    assert_eq!(store.workspaces().await.unwrap(), [workspace]);
}

#[tokio::test]
async fn no_driver_error_quotes_a_row() {
    let (_dir, store) = store().await;
    let error = store.writer().execute_unprepared("INSERT INTO marks VALUES ('hunter2')").await.unwrap_err();
    assert!(!format!("{:?}", crate::driver::failure(error)).contains("hunter2"));
}
