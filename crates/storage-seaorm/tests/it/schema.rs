use std::collections::BTreeSet;

use crate::database::{Db, on_both};

/// Every column, as `table.column`, and whether it may be null.
async fn columns(db: &Db) -> BTreeSet<(String, bool)> {
    let mut columns = BTreeSet::new();
    for table in db.tables().await {
        let sql = if db.is_sqlite() {
            format!("SELECT name, \"notnull\" = 0 FROM pragma_table_info('{table}')")
        } else {
            format!(
                "SELECT column_name::text, is_nullable = 'YES' FROM information_schema.columns
                 WHERE table_schema = 'public' AND table_name = '{table}'"
            )
        };
        for row in db.rows(&sql).await {
            let name: String = row.try_get_by_index(0).unwrap();
            columns.insert((format!("{table}.{name}"), row.try_get_by_index(1).unwrap()));
        }
    }
    columns
}

/// The indexes, by name: those of the keys have no names of their own in SQLite.
async fn indexes(db: &Db) -> BTreeSet<String> {
    let sql = if db.is_sqlite() {
        "SELECT name FROM sqlite_schema WHERE type = 'index' AND name NOT LIKE 'sqlite_autoindex%'"
    } else {
        "SELECT indexname::text FROM pg_indexes WHERE schemaname = 'public'"
    };
    db.texts(sql).await.into_iter().filter(|name| !name.ends_with("_pkey")).collect()
}

#[tokio::test]
#[ignore = "needs PostgreSQL: run ./tests/run"]
async fn both_backends_have_the_same_tables_columns_and_indexes() {
    let (sqlite, postgres) = (Db::sqlite().await, Db::postgres().await);
    assert!(sqlite.tables().await.len() > 10);
    assert_eq!(sqlite.tables().await, postgres.tables().await);
    assert_eq!(columns(&sqlite).await, columns(&postgres).await);
    assert_eq!(indexes(&sqlite).await, indexes(&postgres).await);
    sqlite.remove().await;
    postgres.remove().await;
}

/// Every constraint has a name that was chosen: what PostgreSQL reports is matched by it. SQLite reports columns.
#[tokio::test]
#[ignore = "needs PostgreSQL: run ./tests/run"]
async fn every_constraint_is_named() {
    let db = Db::postgres().await;
    let sql = "SELECT conname::text FROM pg_constraint WHERE connamespace = 'public'::regnamespace
               AND conrelid <> 'seaql_migrations'::regclass";
    for name in db.texts(sql).await {
        let chosen = ["_pkey", "_fkey"].iter().any(|end| name.ends_with(end)) && !name.contains("_id_fkey");
        assert!(chosen, "{name}");
    }
    db.remove().await;
}

/// Ids cost sixteen bytes and no more.
async fn ids_are_sixteen_bytes(db: &Db) {
    let make = &mut latchstring_storage_testing::fixture::Maker::default();
    let change = latchstring_storage::Change::CreateWorkspace(make.workspace());
    latchstring_storage::Store::commit(&db.store, latchstring_storage::ChangeSet::new().with(change))
        .await
        .unwrap();
    let sql = if db.is_sqlite() {
        "SELECT typeof(id) || length(id) FROM workspaces"
    } else {
        "SELECT pg_typeof(id)::text FROM workspaces"
    };
    let expected = if db.is_sqlite() { "blob16" } else { "uuid" };
    assert_eq!(db.texts(sql).await, [expected]);
}

on_both!(ids_are_sixteen_bytes);
