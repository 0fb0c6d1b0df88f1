use latchstring_storage::Store as _;
use latchstring_storage_seaorm::{OpenError, SeaOrmStore, SqliteOptions};

const SERVER: SqliteOptions = SqliteOptions {
    exclusive: true,
    synchronous: latchstring_storage_seaorm::Synchronous::Full,
    readers: 2,
    busy_timeout: std::time::Duration::from_secs(5),
};

#[tokio::test]
async fn t143_a_second_server_on_the_same_file_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("here.db");
    let server = SeaOrmStore::connect_sqlite(&path, SERVER).await.unwrap();
    let refused = SeaOrmStore::connect_sqlite(&path, SERVER).await.unwrap_err();
    assert!(matches!(&refused, OpenError::InUse { path } if path.ends_with("here.db")), "{refused:?}");
    assert!(refused.to_string().contains("another server"));

    drop(server);
    SeaOrmStore::connect_sqlite(&path, SERVER).await.unwrap();
}

#[cfg(unix)]
#[tokio::test]
async fn the_lock_is_the_file_s_whatever_name_leads_to_it() {
    let dir = tempfile::tempdir().unwrap();
    let (path, link) = (dir.path().join("here.db"), dir.path().join("there.db"));
    let _server = SeaOrmStore::connect_sqlite(&path, SERVER).await.unwrap();
    std::os::unix::fs::symlink(&path, &link).unwrap();
    let refused = SeaOrmStore::connect_sqlite(&link, SERVER).await.unwrap_err();
    assert!(matches!(refused, OpenError::InUse { .. }), "{refused:?}");
}

#[tokio::test]
async fn a_tool_may_work_on_the_file_beside_a_server() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("here.db");
    let server = SeaOrmStore::connect_sqlite(&path, SERVER).await.unwrap();
    server.migrate().await.unwrap();
    let tool = SeaOrmStore::connect_sqlite(&path, SqliteOptions::default()).await.unwrap();
    let canary = latchstring_storage::Change::PlantCanary("tweet".to_owned());
    tool.commit(latchstring_storage::ChangeSet::new().with(canary)).await.unwrap();
    assert_eq!(server.canary().await.unwrap().as_deref(), Some("tweet"));
}

#[cfg(unix)]
#[tokio::test]
async fn the_files_are_the_owner_s_alone() {
    use std::os::unix::fs::PermissionsExt as _;

    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("here.db");
    let server = SeaOrmStore::connect_sqlite(&path, SERVER).await.unwrap();
    server.migrate().await.unwrap();
    let names = ["here.db", "here.db-wal", "here.db-shm", "here.db.lock"];
    for name in names {
        let mode = std::fs::metadata(dir.path().join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}
