//! Databases for the tests inside this crate. They are not migrated.

use std::sync::atomic::{AtomicU32, Ordering};

use sea_orm::ConnectionTrait as _;
use secrecy::{ExposeSecret as _, SecretString};
use tempfile::TempDir;

use crate::store::Backend;
use crate::{OutboxClock, PostgresOptions, SeaOrmStore, SqliteOptions};

/// The server that the environment names.
#[expect(clippy::disallowed_methods, reason = "where the server is, is the test environment's to say")]
pub(crate) fn server() -> SecretString {
    SecretString::from(
        std::env::var("LATCHSTRING_TEST_POSTGRES").expect("LATCHSTRING_TEST_POSTGRES must be set"),
    )
}

/// A database of its own for one test.
pub(crate) struct Scratch {
    pub(crate) store: SeaOrmStore,
    place: Place,
}

enum Place {
    Sqlite { _dir: TempDir },
    Postgres { name: String },
}

impl Scratch {
    pub(crate) async fn sqlite() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("scratch.db");
        let store = SeaOrmStore::connect_sqlite(&path, SqliteOptions::default()).await.unwrap();
        Self { store, place: Place::Sqlite { _dir: dir } }
    }

    pub(crate) async fn postgres() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("latchstring_scratch_{}_{count}", std::process::id());
        let server = server();
        administer(&format!("CREATE DATABASE {name}")).await;
        let (address, query) = server.expose_secret().split_once('?').unwrap_or((server.expose_secret(), ""));
        let (address, _) = address.rsplit_once('/').unwrap();
        let url = SecretString::from(format!("{address}/{name}?{query}"));
        let options = PostgresOptions {
            max_connections: 4,
            outbox_clock: OutboxClock::Callers,
            ..PostgresOptions::default()
        };
        let store = SeaOrmStore::connect_postgres(&url, options).await.unwrap();
        Self { store, place: Place::Postgres { name } }
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        matches!(self.store.backend(), Backend::Sqlite { .. })
    }

    pub(crate) async fn execute(&self, sql: &str) {
        let done = self.store.writer().execute_unprepared(sql).await;
        done.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    pub(crate) async fn remove(self) {
        self.store.close().await.unwrap();
        if let Place::Postgres { name } = self.place {
            administer(&format!("DROP DATABASE {name} WITH (FORCE)")).await;
        }
    }
}

async fn administer(sql: &str) {
    let options = PostgresOptions { max_connections: 1, ..PostgresOptions::default() };
    let server = SeaOrmStore::connect_postgres(&server(), options).await.unwrap();
    server.writer().execute_unprepared(sql).await.unwrap();
    server.close().await.unwrap();
}
