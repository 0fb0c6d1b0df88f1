use latchstring_storage::{StorageErrorKind, Store as _, Workspaces as _};

use crate::database::Db;

/// A fresh database has everything pending, and nothing once it is migrated, which may be done again.
async fn are_pending_until_they_are_applied(db: Db) {
    let pending = db.store.pending_migrations().await.unwrap();
    assert!(!pending.is_empty());
    assert_eq!(db.tables().await, [""; 0]);
    db.store.migrate().await.unwrap();
    assert_eq!(db.store.pending_migrations().await.unwrap(), [""; 0]);
    let tables = db.tables().await;
    db.store.migrate().await.unwrap();
    assert_eq!(db.tables().await, tables);
    db.remove().await;
}

/// T147: of replicas that start at the same time one migrates, and the others find it done.
async fn t147_are_applied_once_by_many_replicas(db: Db) {
    let mut replicas = Vec::new();
    for _ in 0..4 {
        let store = db.another_store().await;
        replicas.push(tokio::spawn(async move {
            store.migrate().await.unwrap();
            assert_eq!(store.workspaces().await.unwrap(), []);
            store.close().await.unwrap();
        }));
    }
    for replica in replicas {
        replica.await.unwrap();
    }
    let applied = db.texts("SELECT version FROM seaql_migrations").await;
    let distinct: std::collections::BTreeSet<_> = applied.iter().collect();
    assert_eq!(distinct.len(), applied.len());
    db.remove().await;
}

/// T147: a replica of the version before works on a database that a newer one has migrated further.
async fn t147_those_of_a_newer_program_are_left_alone(db: Db) {
    db.store.migrate().await.unwrap();
    db.execute("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m29990101_000001_later', 0)")
        .await;
    assert_eq!(db.store.pending_migrations().await.unwrap(), [""; 0]);
    db.store.migrate().await.unwrap();
    db.store.ping().await.unwrap();
    db.remove().await;
}

/// T147: one that fails half-way leaves nothing of itself, and can be run again when the cause is gone.
async fn t147_leave_nothing_when_they_fail(db: Db) {
    db.execute("CREATE TABLE canaries (id integer)").await;
    let failed = db.store.migrate().await.unwrap_err();
    assert_eq!(failed.kind, StorageErrorKind::Defect);
    assert_eq!(db.tables().await, ["canaries"]);
    db.execute("DROP TABLE canaries").await;
    db.store.migrate().await.unwrap();
    assert_eq!(db.store.pending_migrations().await.unwrap(), [""; 0]);
    db.remove().await;
}

/// A database that was never migrated says so, in no words of the driver's.
async fn are_missed_by_whoever_reads_before(db: Db) {
    let error = db.store.workspaces().await.unwrap_err();
    assert_eq!(error.kind, StorageErrorKind::Defect);
    db.remove().await;
}

macro_rules! on_empty {
    ($($case:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $case() {
                super::$case(crate::database::Db::empty_sqlite().await).await;
            })*
        }

        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            #[ignore = "needs PostgreSQL: run ./tests/run"]
            async fn $case() {
                super::$case(crate::database::Db::empty_postgres().await).await;
            })*
        }

        mod mariadb {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            #[ignore = "needs MariaDB: run ./tests/run"]
            async fn $case() {
                super::$case(crate::database::Db::empty_mariadb().await).await;
            })*
        }
    };
}

on_empty!(
    are_pending_until_they_are_applied,
    t147_are_applied_once_by_many_replicas,
    t147_those_of_a_newer_program_are_left_alone,
    t147_leave_nothing_when_they_fail,
    are_missed_by_whoever_reads_before,
);
