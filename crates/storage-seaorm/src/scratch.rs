//! Databases for the tests inside this crate. They are not migrated.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use sea_orm::ConnectionTrait as _;
use secrecy::{ExposeSecret as _, SecretString};
use tempfile::TempDir;

use crate::store::Backend;
use crate::{MariaDbOptions, OutboxClock, PostgresOptions, SeaOrmStore, SqliteOptions};

/// The server that the environment names.
pub(crate) fn server() -> SecretString {
    named_by("LATCHSTRING_TEST_POSTGRES")
}

fn mariadb_server() -> SecretString {
    named_by("LATCHSTRING_TEST_MARIADB")
}

#[expect(clippy::disallowed_methods, reason = "where the server is, is the test environment's to say")]
fn named_by(variable: &str) -> SecretString {
    SecretString::from(std::env::var(variable).unwrap_or_else(|_| panic!("{variable} must be set")))
}

/// A name that no other test has.
fn fresh_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("latchstring_scratch_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

/// The same server, with another database.
fn with_database(server: &SecretString, name: &str) -> SecretString {
    let (address, query) = server.expose_secret().split_once('?').unwrap_or((server.expose_secret(), ""));
    let (address, _) = address.rsplit_once('/').unwrap();
    SecretString::from(format!("{address}/{name}?{query}"))
}

/// A database of its own for one test.
pub(crate) struct Scratch {
    pub(crate) store: SeaOrmStore,
    place: Place,
}

enum Place {
    Sqlite { _dir: TempDir },
    Postgres { name: String },
    MariaDb { name: String },
}

impl Scratch {
    pub(crate) async fn sqlite() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("scratch.db");
        let store = SeaOrmStore::connect_sqlite(&path, SqliteOptions::default()).await.unwrap();
        Self { store, place: Place::Sqlite { _dir: dir } }
    }

    pub(crate) async fn postgres() -> Self {
        let name = fresh_name();
        administer(&format!("CREATE DATABASE {name}")).await;
        let url = with_database(&server(), &name);
        let options = PostgresOptions {
            max_connections: 4,
            outbox_clock: OutboxClock::Callers,
            ..PostgresOptions::default()
        };
        let store = SeaOrmStore::connect_postgres(&url, options).await.unwrap();
        Self { store, place: Place::Postgres { name } }
    }

    pub(crate) async fn mariadb() -> Self {
        let name = fresh_name();
        administer_mariadb(&format!("CREATE DATABASE {name}")).await;
        let options = MariaDbOptions {
            max_connections: 4,
            outbox_clock: OutboxClock::Callers,
            ..MariaDbOptions::default()
        };
        let url = with_database(&mariadb_server(), &name);
        let store = SeaOrmStore::connect_mariadb(&url, options).await.unwrap();
        Self { store, place: Place::MariaDb { name } }
    }

    /// Another store on the same MariaDB database, which waits so long for a row that somebody has.
    pub(crate) async fn another(&self, lock_timeout: Duration) -> SeaOrmStore {
        let Place::MariaDb { name } = &self.place else { panic!("not MariaDB") };
        let options = MariaDbOptions {
            lock_timeout,
            max_connections: 2,
            outbox_clock: OutboxClock::Callers,
            ..MariaDbOptions::default()
        };
        SeaOrmStore::connect_mariadb(&with_database(&mariadb_server(), name), options).await.unwrap()
    }

    /// Where the PostgreSQL server listens.
    pub(crate) fn address(&self) -> String {
        let server = server();
        let (_, place) = server.expose_secret().rsplit_once('@').unwrap();
        place.split(['/', '?']).next().unwrap().to_owned()
    }

    /// Another store on the same PostgreSQL database, by way of a port of this machine.
    pub(crate) async fn through(&self, port: u16) -> SeaOrmStore {
        let Place::Postgres { name } = &self.place else { panic!("not PostgreSQL") };
        let url = with_database(&server(), name);
        let url = url.expose_secret().replacen(&self.address(), &format!("127.0.0.1:{port}"), 1);
        let options = PostgresOptions {
            max_connections: 2,
            test_after_idle: Duration::ZERO,
            outbox_clock: OutboxClock::Callers,
            ..PostgresOptions::default()
        };
        SeaOrmStore::connect_postgres(&SecretString::from(url), options).await.unwrap()
    }

    /// The same database, as a user with these rights to it and no others.
    pub(crate) async fn as_user(&self, user: &str, rights: &str) -> SeaOrmStore {
        let Place::MariaDb { name } = &self.place else { panic!("not MariaDB") };
        let user = format!("{user}_{}", name.trim_start_matches("latchstring_"));
        self.execute(&format!("CREATE OR REPLACE USER {user} IDENTIFIED BY 'hunter2'")).await;
        self.execute(&format!("GRANT {rights} ON {name}.* TO {user}")).await;
        let url = with_database(&mariadb_server(), name);
        let (scheme, rest) = url.expose_secret().split_once("://").unwrap();
        let (_, place) = rest.split_once('@').unwrap();
        let url = SecretString::from(format!("{scheme}://{user}:hunter2@{place}"));
        let options = MariaDbOptions { max_connections: 2, ..MariaDbOptions::default() };
        SeaOrmStore::connect_mariadb(&url, options).await.unwrap()
    }

    pub(crate) fn is_postgres(&self) -> bool {
        matches!(self.store.backend(), Backend::Postgres(_))
    }

    pub(crate) fn is_mariadb(&self) -> bool {
        matches!(self.store.backend(), Backend::MariaDb(_))
    }

    pub(crate) async fn execute(&self, sql: &str) {
        let done = self.store.writer().execute_unprepared(sql).await;
        done.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    pub(crate) async fn remove(self) {
        self.store.close().await.unwrap();
        match self.place {
            Place::Sqlite { .. } => {}
            Place::Postgres { name } => administer(&format!("DROP DATABASE {name} WITH (FORCE)")).await,
            Place::MariaDb { name } => administer_mariadb(&format!("DROP DATABASE {name}")).await,
        }
    }
}

async fn administer(sql: &str) {
    let options = PostgresOptions { max_connections: 1, ..PostgresOptions::default() };
    let server = SeaOrmStore::connect_postgres(&server(), options).await.unwrap();
    server.writer().execute_unprepared(sql).await.unwrap();
    server.close().await.unwrap();
}

async fn administer_mariadb(sql: &str) {
    let options = MariaDbOptions { max_connections: 1, ..MariaDbOptions::default() };
    let server = SeaOrmStore::connect_mariadb(&mariadb_server(), options).await.unwrap();
    server.writer().execute_unprepared(sql).await.unwrap();
    server.close().await.unwrap();
}
