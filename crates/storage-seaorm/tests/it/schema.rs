use std::collections::BTreeSet;

use sea_orm::DbBackend;

use crate::database::{Db, on_all};

/// Every column, as `table.column`, and whether it may be null.
async fn columns(db: &Db) -> BTreeSet<(String, bool)> {
    let mut columns = BTreeSet::new();
    for table in db.tables().await {
        let sql = match db.backend() {
            DbBackend::Sqlite => format!("SELECT name, \"notnull\" = 0 FROM pragma_table_info('{table}')"),
            DbBackend::MySql => format!(
                "SELECT column_name, CAST(is_nullable = 'YES' AS SIGNED) FROM information_schema.columns
                 WHERE table_schema = DATABASE() AND table_name = '{table}'"
            ),
            _ => format!(
                "SELECT column_name::text, is_nullable = 'YES' FROM information_schema.columns
                 WHERE table_schema = 'public' AND table_name = '{table}'"
            ),
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
    let sql = match db.backend() {
        DbBackend::Sqlite => {
            "SELECT name FROM sqlite_schema WHERE type = 'index' AND name NOT LIKE 'sqlite_autoindex%'"
        }
        DbBackend::MySql => {
            "SELECT index_name FROM information_schema.statistics WHERE table_schema = DATABASE()"
        }
        _ => "SELECT indexname::text FROM pg_indexes WHERE schemaname = 'public'",
    };
    // Keys have names of their own, and MariaDB makes an index for a reference that no other one serves.
    let of_a_key = |name: &String| name.ends_with("_pkey") || name.ends_with("_fkey") || name == "PRIMARY";
    db.texts(sql).await.into_iter().filter(|name| !of_a_key(name)).collect()
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

/// The indexes of some rows only that would have nothing to say on MariaDB, where they hold all rows.
const NOT_ON_MARIADB: [&str; 3] =
    ["invitations_portal_idx", "invitations_repairs_idx", "outbox_entries_due_idx"];

#[tokio::test]
#[ignore = "needs MariaDB: run ./tests/run"]
async fn mariadb_has_the_tables_columns_and_indexes_of_sqlite() {
    let (sqlite, mariadb) = (Db::sqlite().await, Db::mariadb().await);
    assert_eq!(sqlite.tables().await, mariadb.tables().await);
    assert_eq!(columns(&sqlite).await, columns(&mariadb).await);
    let mut expected = indexes(&sqlite).await;
    for name in NOT_ON_MARIADB {
        assert!(expected.remove(name), "{name}");
    }
    assert_eq!(expected, indexes(&mariadb).await);
    sqlite.remove().await;
    mariadb.remove().await;
}

/// Every text is of any script and compared by its bytes, whatever the database's own defaults are.
#[tokio::test]
#[ignore = "needs MariaDB: run ./tests/run"]
async fn every_text_of_mariadb_is_compared_by_its_bytes() {
    let db = Db::mariadb().await;
    let sql = "SELECT CONCAT_WS(' ', table_name, column_name, collation_name) FROM information_schema.columns
               WHERE table_schema = DATABASE() AND collation_name IS NOT NULL AND table_name <> 'seaql_migrations'";
    let texts = db.texts(sql).await;
    assert!(texts.len() > 50);
    for text in texts {
        assert!(text.ends_with(" utf8mb4_nopad_bin"), "{text}");
    }
    let sql = "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND engine <> 'InnoDB'";
    assert_eq!(db.texts(sql).await, [""; 0]);
    db.remove().await;
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
    let (sql, expected) = match db.backend() {
        DbBackend::Sqlite => ("SELECT typeof(id) || length(id) FROM workspaces", "blob16"),
        DbBackend::MySql => (
            "SELECT column_type FROM information_schema.columns
             WHERE table_schema = DATABASE() AND table_name = 'workspaces' AND column_name = 'id'",
            "binary(16)",
        ),
        _ => ("SELECT pg_typeof(id)::text FROM workspaces", "uuid"),
    };
    assert_eq!(db.texts(sql).await, [expected]);
}

on_all!(ids_are_sixteen_bytes);
