use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use latchstring_storage_seaorm::{MariaDbOptions, PostgresOptions, SeaOrmStore, SqliteOptions, Synchronous};
use latchstring_storage_testing::Harness;
use sea_orm::{
    ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DbBackend, QueryResult, Statement,
};
use secrecy::SecretString;
use tempfile::TempDir;

/// A database of its own for one test, and a connection beside the store, as an operator or an intruder has one.
pub(crate) struct Db {
    pub(crate) store: SeaOrmStore,
    pub(crate) raw: DatabaseConnection,
    place: Place,
}

enum Place {
    Sqlite(TempDir),
    Postgres { admin: String, name: String },
    MariaDb { admin: String, name: String },
}

/// For a case over [`Db`]: one test on SQLite, and two that are ignored where there is no PostgreSQL or no MariaDB.
macro_rules! on_all {
    ($($case:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $case() {
                let db = crate::database::Db::sqlite().await;
                super::$case(&db).await;
                db.remove().await;
            })*
        }

        mod postgres {
            $(#[tokio::test]
            #[ignore = "needs PostgreSQL: run ./tests/run"]
            async fn $case() {
                let db = crate::database::Db::postgres().await;
                super::$case(&db).await;
                db.remove().await;
            })*
        }

        mod mariadb {
            $(#[tokio::test]
            #[ignore = "needs MariaDB: run ./tests/run"]
            async fn $case() {
                let db = crate::database::Db::mariadb().await;
                super::$case(&db).await;
                db.remove().await;
            })*
        }
    };
}
pub(crate) use on_all;

#[expect(clippy::disallowed_methods, reason = "where the server is, is the test environment's to say")]
fn admin_url() -> String {
    std::env::var("LATCHSTRING_TEST_POSTGRES")
        .expect("LATCHSTRING_TEST_POSTGRES must hold the URL of a PostgreSQL server, as a role that may make databases")
}

#[expect(clippy::disallowed_methods, reason = "where the server is, is the test environment's to say")]
fn mariadb_admin_url() -> String {
    std::env::var("LATCHSTRING_TEST_MARIADB").expect(
        "LATCHSTRING_TEST_MARIADB must hold the URL of a MariaDB server, as a user that may make databases",
    )
}

/// A name that no other test has.
fn fresh_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    format!("latchstring_test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

/// The same server's URL, with another database.
fn with_database(admin: &str, name: &str) -> String {
    let (address, query) = admin.split_once('?').unwrap_or((admin, ""));
    let (server, _) = address.rsplit_once('/').unwrap();
    format!("{server}/{name}?{query}")
}

async fn raw(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options).await.unwrap()
}

impl Db {
    /// Migrated, in a temporary directory.
    pub(crate) async fn sqlite() -> Self {
        let db = Self::empty_sqlite().await;
        db.store.migrate().await.unwrap();
        db
    }

    pub(crate) async fn empty_sqlite() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("test.db");
        let options = SqliteOptions { synchronous: Synchronous::Normal, ..SqliteOptions::default() };
        let store = SeaOrmStore::connect_sqlite(&path, options).await.unwrap();
        let raw = raw(&format!("sqlite://{}", path.display())).await;
        Self { store, raw, place: Place::Sqlite(dir) }
    }

    /// Migrated, in a database that is made for it.
    pub(crate) async fn postgres() -> Self {
        let db = Self::empty_postgres().await;
        db.store.migrate().await.unwrap();
        db
    }

    pub(crate) async fn empty_postgres() -> Self {
        let (admin, name) = (admin_url(), fresh_name());
        let server = raw(&admin).await;
        server.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name}")).await.unwrap();
        server.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
        server.close().await.unwrap();
        let url = with_database(&admin, &name);
        let store = Self::connect_postgres(&url).await;
        Self { store, raw: raw(&url).await, place: Place::Postgres { admin, name } }
    }

    async fn connect_postgres(url: &str) -> SeaOrmStore {
        let options = PostgresOptions { max_connections: 8, ..PostgresOptions::default() };
        SeaOrmStore::connect_postgres(&SecretString::from(url), options).await.unwrap()
    }

    /// Migrated, in a database that is made for it.
    pub(crate) async fn mariadb() -> Self {
        let db = Self::empty_mariadb().await;
        db.store.migrate().await.unwrap();
        db
    }

    /// The database's own defaults are what nobody would choose, so that nothing relies on them.
    pub(crate) async fn empty_mariadb() -> Self {
        let (admin, name) = (mariadb_admin_url(), fresh_name());
        let server = raw(&admin).await;
        server.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name}")).await.unwrap();
        let create = format!("CREATE DATABASE {name} CHARACTER SET latin1 COLLATE latin1_swedish_ci");
        server.execute_unprepared(&create).await.unwrap();
        server.close().await.unwrap();
        let url = with_database(&admin, &name);
        let store = Self::connect_mariadb(&url).await;
        Self { store, raw: raw(&url).await, place: Place::MariaDb { admin, name } }
    }

    async fn connect_mariadb(url: &str) -> SeaOrmStore {
        let options = MariaDbOptions { max_connections: 8, ..MariaDbOptions::default() };
        SeaOrmStore::connect_mariadb(&SecretString::from(url), options).await.unwrap()
    }

    /// Another store on the same database, as another process has one.
    pub(crate) async fn another_store(&self) -> SeaOrmStore {
        match &self.place {
            Place::Sqlite(_) => {
                SeaOrmStore::connect_sqlite(&self.path(), SqliteOptions::default()).await.unwrap()
            }
            Place::Postgres { admin, name } => Self::connect_postgres(&with_database(admin, name)).await,
            Place::MariaDb { admin, name } => Self::connect_mariadb(&with_database(admin, name)).await,
        }
    }

    /// The file of a SQLite database.
    pub(crate) fn path(&self) -> PathBuf {
        match &self.place {
            Place::Sqlite(dir) => dir.path().join("test.db"),
            Place::Postgres { .. } | Place::MariaDb { .. } => panic!("a server's database is no file"),
        }
    }

    pub(crate) fn backend(&self) -> DbBackend {
        self.raw.get_database_backend()
    }

    pub(crate) async fn execute(&self, sql: &str) {
        self.raw.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    pub(crate) async fn rows(&self, sql: &str) -> Vec<QueryResult> {
        let statement = Statement::from_string(self.raw.get_database_backend(), sql);
        self.raw.query_all_raw(statement).await.unwrap_or_else(|error| panic!("{sql}: {error}"))
    }

    pub(crate) async fn texts(&self, sql: &str) -> Vec<String> {
        self.rows(sql).await.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    }

    /// The tables of the schema, without the migrations' own.
    pub(crate) async fn tables(&self) -> Vec<String> {
        let tables = match self.backend() {
            DbBackend::Sqlite => {
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            }
            DbBackend::MySql => {
                "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
            }
            _ => "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'",
        };
        let mut tables = self.texts(tables).await;
        tables.retain(|table| table != "seaql_migrations");
        tables.sort();
        tables
    }

    pub(crate) async fn remove(self) {
        self.raw.close().await.unwrap();
        self.store.close().await.unwrap();
        let (admin, drop) = match self.place {
            Place::Sqlite(_) => return,
            Place::Postgres { admin, name } => (admin, format!("DROP DATABASE {name} WITH (FORCE)")),
            Place::MariaDb { admin, name } => (admin, format!("DROP DATABASE {name}")),
        };
        let server = raw(&admin).await;
        server.execute_unprepared(&drop).await.unwrap();
        server.close().await.unwrap();
    }

    pub(crate) fn harness(self) -> Harness {
        Harness::new(self.store.clone()).afterwards(self.remove())
    }
}
