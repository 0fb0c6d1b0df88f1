use std::error::Error;
use std::time::Duration;

use latchstring_storage::{Change, ChangeSet, StorageErrorKind, Store as _, Sweep, Swept, Workspaces as _};
use latchstring_storage_seaorm::{MariaDbOptions, OpenError, PostgresOptions, SeaOrmStore, SqliteOptions};
use secrecy::SecretString;

use crate::database::{Db, on_all};

/// Everything an error says of itself and of what is behind it.
fn said(error: &dyn Error) -> String {
    let mut said = format!("{error} {error:?}");
    let mut cause = error.source();
    while let Some(error) = cause {
        said += &format!(" {error} {error:?}");
        cause = error.source();
    }
    said
}

#[tokio::test]
async fn a_password_is_in_no_error() {
    let options =
        PostgresOptions { acquire_timeout: Duration::from_millis(300), ..PostgresOptions::default() };
    for url in [
        "postgres://jane:hunter2hunter2@127.0.0.1:1/db",
        "postgres://jane:hunter2hunter2@127.0.0.1:hunter2hunter2/db",
        "postgres://jane:hunter2hunter2@[::1/db",
        "mysql://jane:hunter2hunter2@127.0.0.1/db",
        "hunter2hunter2",
        "",
    ] {
        let refused =
            SeaOrmStore::connect_postgres(&SecretString::from(url), options.clone()).await.unwrap_err();
        assert!(!said(&refused).contains("hunter2"), "{refused}");
        let unreachable = url.contains("127.0.0.1:1/");
        assert_eq!(matches!(refused, OpenError::Storage(_)), unreachable, "{refused:?}");
    }
}

#[tokio::test]
async fn a_password_of_mariadb_is_in_no_error() {
    let options = MariaDbOptions { acquire_timeout: Duration::from_millis(300), ..MariaDbOptions::default() };
    for url in [
        "mysql://jane:hunter2hunter2@127.0.0.1:1/db",
        "mariadb://jane:hunter2hunter2@127.0.0.1:1/db",
        "mysql://jane:hunter2hunter2@127.0.0.1:hunter2hunter2/db",
        "mysql://jane:hunter2hunter2@127.0.0.1/db?ssl-mode=hunter2hunter2",
        "mysql://jane:hunter2hunter2@127.0.0.1",
        "postgres://jane:hunter2hunter2@127.0.0.1/db",
        "hunter2hunter2",
        "",
    ] {
        let refused =
            SeaOrmStore::connect_mariadb(&SecretString::from(url), options.clone()).await.unwrap_err();
        assert!(!said(&refused).contains("hunter2"), "{refused}");
        let unreachable = url.contains("127.0.0.1:1/");
        assert_eq!(matches!(refused, OpenError::Storage(_)), unreachable, "{refused:?}");
    }
}

#[tokio::test]
async fn a_server_that_does_not_answer_is_unavailable() {
    let options =
        PostgresOptions { acquire_timeout: Duration::from_millis(300), ..PostgresOptions::default() };
    let url = SecretString::from("postgres://jane@127.0.0.1:1/db");
    let refused = SeaOrmStore::connect_postgres(&url, options).await.unwrap_err();
    let OpenError::Storage(error) = refused else { panic!("{refused:?}") };
    assert_eq!(error.kind, StorageErrorKind::Unavailable);
}

#[tokio::test]
async fn a_file_that_cannot_be_made_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("missing").join("here.db");
    let refused = SeaOrmStore::connect_sqlite(&path, SqliteOptions::default()).await.unwrap_err();
    assert!(matches!(&refused, OpenError::File { path: named, .. } if *named == path), "{refused:?}");
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("notes.txt");
    std::fs::write(&path, "Dear diary, ".repeat(100)).unwrap();
    let refused = SeaOrmStore::connect_sqlite(&path, SqliteOptions::default()).await.unwrap_err();
    assert!(matches!(refused, OpenError::Storage(_)), "{refused:?}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "Dear diary, ".repeat(100));
}

#[tokio::test]
async fn a_path_may_have_any_characters() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a b?mode=ro#%20ü&.db");
    let store = SeaOrmStore::connect_sqlite(&path, SqliteOptions::default()).await.unwrap();
    store.migrate().await.unwrap();
    store.close().await.unwrap();
    assert!(path.exists());
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
}

/// What was committed is there after closing and opening again, and a closed store is unavailable.
async fn what_is_committed_outlives_the_store(db: &Db) {
    let store = db.another_store().await;
    let canary = Change::PlantCanary("tweet".to_owned());
    store.commit(ChangeSet::new().with(canary)).await.unwrap();
    store.close().await.unwrap();
    assert_eq!(store.workspaces().await.unwrap_err().kind, StorageErrorKind::Unavailable);
    assert_eq!(store.ping().await.unwrap_err().kind, StorageErrorKind::Unavailable);
    let sweep = Sweep { of: Swept::Marks, until: latchstring_domain::Timestamp::EPOCH, limit: 1 };
    let set = ChangeSet::new().with(Change::Sweep(sweep));
    let refused = store.commit(set).await.unwrap_err();
    assert!(refused.refusal().is_none(), "{refused:?}");
    let again = db.another_store().await;
    assert_eq!(again.canary().await.unwrap().as_deref(), Some("tweet"));
    again.close().await.unwrap();
}

on_all!(what_is_committed_outlives_the_store);
