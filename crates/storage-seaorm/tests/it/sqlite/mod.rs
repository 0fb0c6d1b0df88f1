use latchstring_storage_seaorm::{SeaOrmStore, SqliteOptions, Synchronous};
use latchstring_storage_testing::Harness;
use tempfile::TempDir;

/// A migrated database in a directory of its own.
pub(crate) async fn migrated() -> (TempDir, SeaOrmStore) {
    let dir = tempfile::tempdir().unwrap();
    let options = SqliteOptions { synchronous: Synchronous::Normal, ..SqliteOptions::default() };
    let store = SeaOrmStore::connect_sqlite(&dir.path().join("test.db"), options).await.unwrap();
    store.migrate().await.unwrap();
    (dir, store)
}

async fn store() -> Harness {
    let (dir, store) = migrated().await;
    Harness::new(store.clone()).afterwards(async move {
        store.close().await.unwrap();
        drop(dir);
    })
}

latchstring_storage_testing::contract!(store);
